"""What arrives by itself: a first line that says nothing, and protection for whatever was opened (trust.md 12 and 13)."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from bot.texts.safe_phone import look_now, news
from bot.texts.screens import Screen
from bot.texts.translating import SHIPPED, speaking
from casework import danger, people
from casework.desk import Desk
from casework.envelopes import Envelope, envelope
from casework.letters import LetterKind
from domain.people import Role
from scheduler import rendering
from scheduler.pushing import pushed
from storage.arrivals import Caller
from storage.outbox import Letter
from storage.people import Person
from storage.vault import Vault
from tests.bot.first_lines import GIVES_AWAY, gives_away
from tests.casework.test_whole_story import _story
from tests.databases import opened
from tests.office import Case, Office

TOLD = "A flat above the baker, with violence"


def a_letter(office: Office, to: Caller, kind: LetterKind, *, urgent: bool = False) -> Envelope:
    """A letter of this kind to them."""
    return Envelope(1, office.again(to), kind.value, "S-1", urgent=urgent)


def says(screen: Screen | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every kind of letter says this."""
    monkeypatch.setattr(rendering, "_SAY", dict.fromkeys(LetterKind, lambda _desk, _envelope: screen))


@pytest.mark.parametrize("locale", SHIPPED)
def test_no_letter_to_a_family_begins_with_what_it_says(
    office_of_one: tuple[Office, Caller], monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    office, reader = office_of_one
    office.do(people.choose_language, caller=reader, tag=locale)
    says(Screen(TOLD), monkeypatch)
    for kind in LetterKind:
        screen = office.do(pushed, a_letter(office, reader, kind))
        assert screen is not None
        with speaking(locale):
            assert screen.text == f"{news()}\n\n{TOLD}"
        assert gives_away(screen.text, *GIVES_AWAY[locale]) == []


@pytest.fixture
def office_of_one(sqlite: Engine) -> tuple[Office, Caller]:
    """An office with one person who asks."""
    office = Office(sqlite)
    return office, office.citizen()


@pytest.mark.parametrize(
    ("personal", "urgent", "line"),
    [(False, False, None), (True, False, news), (False, True, look_now), (True, True, look_now)],
)
def test_staff_have_a_neutral_line_above_what_is_personal_or_urgent(
    sqlite: Engine,
    monkeypatch: pytest.MonkeyPatch,
    personal: bool,
    urgent: bool,
    line: Callable[[], str] | None,
) -> None:
    office = Office(sqlite)
    reader = office.staff(Role.COORDINATOR)
    office.do(people.choose_language, caller=reader, tag="en")
    says(Screen(TOLD, personal=personal), monkeypatch)
    screen = office.do(pushed, a_letter(office, office.again(reader), LetterKind.ESCALATION, urgent=urgent))
    assert screen is not None
    assert screen.text == (TOLD if line is None else f"{line()}\n\n{TOLD}")


def test_what_says_nothing_any_more_gets_no_line(
    office_of_one: tuple[Office, Caller], monkeypatch: pytest.MonkeyPatch
) -> None:
    office, reader = office_of_one
    says(None, monkeypatch)
    assert office.do(pushed, a_letter(office, reader, LetterKind.PAUSED)) is None


def test_a_call_for_help_does_not_show_on_the_phones_of_managers(sqlite: Engine) -> None:
    office = Listening(sqlite)
    case = office.preparing()
    office.do(danger.call_for, caller=case.requester)
    told = [heard for heard in office.heard if heard.urgent]
    assert told
    for heard in told:
        assert heard.reader is not Role.CITIZEN
        assert [stem for stems in GIVES_AWAY.values() for stem in gives_away(heard.screen.text, *stems)] == []


# ------------------------------------------------------------------------------------------- protection


@dataclass(frozen=True, slots=True)
class Heard:
    """A letter as it was said, with every word that the vault opened for it."""

    kind: str
    reader: Role
    urgent: bool
    screen: Screen
    opened: set[str]

    @property
    def shows(self) -> set[str]:
        """What was opened and stands on the screen."""
        shown = shown_by(self.screen)
        return {word for word in self.opened if word in shown}


class Listening(Office):
    """An office that says every letter right after it was written, as the courier does."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.heard: list[Heard] = []
        self._last = 0

    def do(self, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as Office.do has it
        """Do it, and say what was written."""
        done = super().do(action, *args, **kwargs)
        with self.writing() as session:
            rows = session.exec(
                select(Letter, Person)
                .join(Person, col(Person.id) == Letter.person_id)
                .where(col(Letter.id) > self._last, col(Person.chat_id).is_not(None))
                .order_by(col(Letter.id))
            ).all()
            for letter, person in rows:
                self._last = letter.id or 0
                self._say(self.desk(session), letter, person)
        return done

    def _say(self, desk: Desk, letter: Letter, person: Person) -> None:
        vault = Watched(desk.vault)
        screen = pushed(replace(desk, vault=vault), envelope(letter, person))
        if screen is not None:
            self.heard.append(Heard(letter.kind, Role(person.role), letter.urgent, screen, vault.words))


class Watched(Vault):
    """A vault that writes down every word that it opens and that somebody typed; codes are not words."""

    def __init__(self, vault: Vault) -> None:
        self.__dict__.update(vault.__dict__)
        self.words: set[str] = set()

    def open(self, key: bytes, name: str, sealed: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Open, and write down."""
        value = super().open(key, name, sealed)
        self.words |= typed_in(value)
        return value


def typed_in(value: Any) -> set[str]:  # noqa: ANN401 - whatever was sealed
    """Everything in it that somebody typed."""
    inside = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    found = {word for one in inside for word in typed_in(one)}
    if isinstance(value, str) and not re.fullmatch(r"[a-z_-]*|.{0,3}", value):
        found.add(value)
    return found


def shown_by(screen: Screen) -> str:
    """All that a screen shows: text, buttons, files, and what follows it."""
    buttons = [f"{one.text} {one.data} {one.url}" for row in screen.rows for one in row]
    files = [one.content.decode(errors="ignore") for one in screen.files]
    after = [shown_by(screen.after)] if screen.after is not None else []
    return "\n".join([screen.text, *buttons, *files, *after])


@pytest.fixture(scope="module")
def listened(
    migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Listening, Case]]:
    """A whole story, and every letter in it when it was said."""
    file = tmp_path_factory.mktemp("listening") / "story.sqlite"
    shutil.copyfile(migrated_file, file)
    with opened(f"sqlite:///{file}") as engine:
        office = Listening(engine)
        yield office, _story(office)


def test_every_letter_with_something_from_the_vault_cannot_be_passed_on(  # trust.md 12
    listened: tuple[Listening, Case],
) -> None:
    office, _ = listened
    shows = [heard for heard in office.heard if heard.shows]
    assert {heard.kind for heard in shows} >= {LetterKind.MESSAGE, LetterKind.SUGGESTED}
    assert [(heard.kind, heard.shows) for heard in shows if not heard.screen.personal] == []
    assert len({heard.kind for heard in office.heard}) > 25


def test_no_letter_begins_with_a_word_that_somebody_typed(listened: tuple[Listening, Case]) -> None:
    office, _ = listened
    for heard in office.heard:
        line = heard.screen.text.partition("\n")[0]
        assert [word for word in heard.opened if word in line] == [], heard.kind


def test_an_offer_that_somebody_else_took_asks_nobody_to_look_now(
    sqlite: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(sqlite)
    reader = office.staff(Role.COORDINATOR)
    says(Screen(TOLD), monkeypatch)
    letter = a_letter(office, office.again(reader), LetterKind.OFFER_CARD, urgent=True)
    assert office.do(pushed, letter) == Screen(TOLD)
