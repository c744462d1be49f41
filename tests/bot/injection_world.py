"""An office in which every letter is read as it is written, with an attack in the place of whatever anybody typed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.texts.screens import Screen
from bot.texts.translating import SHIPPED
from casework.desk import Desk
from casework.envelopes import READ_OUT, Envelope, envelope
from casework.letters import LetterKind
from domain.circle import Apart
from domain.forms.catalogue import FORMS
from domain.languages import registry
from domain.wishes import Weight, WishKind
from scheduler.rendering import render
from storage.outbox import DROPPED, Letter
from storage.people import Person
from storage.vault import Vault
from tests.office import Office

P = ParamSpec("P")
T = TypeVar("T")

NASTY = "<b>&\"{0.__class__} {name} {} %s %(x)s %d</i> <a href='x'> \u202e\u2067&lt;"
SHOWN = NASTY.replace("\u202e", "").replace("\u2067", "")
"""As it reads on a phone: every sign as it was typed, but for marks that would turn the rest of the line."""

_CODES = frozenset({option for form in FORMS.values() for field in form.fields for option in field.options})
_OTHER_CODES = frozenset({*WishKind, *Weight, *Apart})
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d")


def is_code(value: str) -> bool:
    """Whether nobody typed it: an option that was tapped, a language or a moment. All else counts as typed."""
    return (
        value in _CODES
        or value in _OTHER_CODES
        or registry.is_known(value)
        or _MOMENT.fullmatch(value) is not None
    )


class Poisoned(Vault):
    """A vault from which every text comes out as an attack, but for what can only have been tapped."""

    handed_out = False
    """Whether it gave an attack to anybody since this was set."""

    def open(self, key: bytes, name: str, sealed: bytes) -> Any:  # noqa: ANN401 - as the vault has it
        """What was sealed, with an attack in the place of each value that is no code."""
        return self._poisoned(super().open(key, name, sealed))

    def _poisoned(self, value: Any) -> Any:  # noqa: ANN401 - JSON
        if isinstance(value, dict):
            return {name: self._poisoned(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._poisoned(one) for one in value]
        if not isinstance(value, str) or is_code(value):
            return value
        self.handed_out = True
        return NASTY


@dataclass(frozen=True, slots=True)
class Heard:
    """A letter as somebody reads it; `opened` when something typed was opened for it, whether it is shown or not."""

    kind: LetterKind
    locale: str
    screen: Screen
    opened: bool


class Overhearing(Office):
    """An office that reads each letter in every language the moment that it is written, and again when it says more."""

    def __init__(self, engine: Engine) -> None:
        """Begin with nothing heard."""
        super().__init__(engine)
        self.heard: list[Heard] = []
        self._newest = 0
        self._said: dict[int, Screen | None] = {}

    def do(self, action: Callable[Concatenate[Desk, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Do it, and read what was written by it."""
        done = super().do(action, *args, **kwargs)
        self.listen(after=self._newest)
        return done

    def advance(self, **how_far: float) -> None:
        """Read what every letter says by now, and move the clock on."""
        self.listen()
        super().advance(**how_far)

    def listen(self, *, after: int = 0) -> None:
        """Read the letters after the one with this number, those that say something else than when they were last read."""
        with self.engine.connect() as connection, Session(connection) as session:
            found = session.exec(
                select(Letter, Person)
                .join(Person, col(Person.id) == Letter.person_id)
                .where(col(Letter.id) > after, Letter.state != DROPPED)
                .order_by(col(Letter.id))
            ).all()
            vault = Poisoned([bytes(range(32))])
            desk = replace(self.desk(session), vault=vault)
            for letter, person in found:
                number = letter.id or 0
                self._newest = max(self._newest, number)
                plain = envelope(letter, person)
                said = render(desk, _to(plain, "en"))
                if said is not None and self._said.get(number) != said:
                    self.heard += _read(desk, vault, plain)
                self._said[number] = said


def _read(desk: Desk, vault: Poisoned, letter: Envelope) -> Iterator[Heard]:
    """A letter in every language: as it is sent, and where these differ in the place of an earlier one and read out."""
    others = (
        replace(letter, replaces_message_id=7),
        replace(letter, facts={**letter.facts, READ_OUT: True}),
    )
    usual = render(desk, _to(letter, "en"))
    for way in (letter, *(other for other in others if render(desk, _to(other, "en")) != usual)):
        for locale in SHIPPED:
            vault.handed_out = False
            screen = render(desk, _to(way, locale))
            if screen is not None:
                yield Heard(LetterKind(letter.kind), locale, screen, vault.handed_out)


def _to(letter: Envelope, locale: str) -> Envelope:
    """The same letter to a reader of this language."""
    return replace(letter, person=replace(letter.person, locale=locale))
