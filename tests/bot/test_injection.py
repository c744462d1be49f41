"""What people type stays text: in every screen, letter, file name, link and statement, in every language (trust.md 25)."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.texts.screens import Screen, safe
from bot.texts.splitting import split
from bot.texts.translating import SHIPPED
from casework import messages
from casework.desk import Desk
from casework.envelopes import Envelope
from casework.letters import LetterKind
from casework.spreadsheets import to_csv
from scheduler.rendering import render
from simulator.entities import parsed_html
from storage.jobs import Job
from storage.outbox import Letter
from storage.requests import Request
from storage.vault import Vault
from tests.bot.rights_world import World, built
from tests.casework.plan_cases import BESIDE, WORDS
from tests.databases import opened
from tests.gathering import AUNT, DOG
from tests.office import BODY, NAME, PHONE, PLACE, VENUE, Office

ROOT = Path(__file__).parents[2]
NASTY = "<b>&\"{0.__class__} {name} {} %s %(x)s %d</i> <a href='x'> \u202e\u2067&lt;"
SHOWN = NASTY.replace("\u202e", "").replace("\u2067", "")
"""As it reads on a phone: every sign as it was typed, but for marks that would turn the rest of the line."""

TYPED = {NAME, PLACE, PHONE, VENUE, AUNT, DOG, BODY, BESIDE, *WORDS, "walks", "aunt"}
"""Whatever somebody typed in the world of this test."""


Key = tuple[str, int, str]
"""A letter: its kind, its reader, and what it is about."""


_FACTS: dict[str, Any] = {
    "due": "no_date",
    "revision": 0,
    "yes": True,
    "about": "place",
    "language": "ar",
    "paper": 1,
    "last": True,
    "layer": "follow_up",
}
"""What stands in letters of a kind that nobody wrote in that world."""


class Poisoned(Vault):
    """A vault from which everything that somebody typed comes out as an attack."""

    def open(self, key: bytes, name: str, sealed: bytes) -> Any:  # noqa: ANN401 - as the vault has it
        """What was sealed, with an attack in the place of each typed value."""
        return poisoned(super().open(key, name, sealed))


def poisoned(value: Any) -> Any:  # noqa: ANN401 - JSON
    """The same, with an attack in the place of each typed value in it."""
    if isinstance(value, dict):
        return {name: poisoned(one) for name, one in value.items()}
    if isinstance(value, list):
        return [poisoned(one) for one in value]
    return NASTY if value in TYPED else value


@pytest.fixture(scope="module")
def world(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    file = tmp_path_factory.mktemp("injection") / "kring.sqlite"
    file.write_bytes(migrated_file.read_bytes())
    with opened(f"sqlite:///{file}") as engine:
        made = built(Office(engine))
        asker = made.things["asker"][0]
        made.office.do(messages.begin, caller=asker.owner, receipt=asker.ref)
        page = made.office.say(asker.owner, VENUE)
        made.office.do(messages.send, caller=asker.owner, revision=page.revision)
        _has_a_place(made)
        yield made


def _has_a_place(world: World) -> None:
    """Every conference that goes on is held somewhere."""
    office = world.office
    with office.writing() as session:
        for job, request in session.exec(select(Job, Request).where(Job.request_id == Request.id)).all():
            if request.key is not None and job.ended_at is None:
                job.venue = office.vault.seal(request.key, "venue", VENUE)
                job.venue_answer = "yes"
                job.meeting_at = office.now + timedelta(days=3)
                session.add(job)


def envelopes(world: World, session: Session) -> Iterator[Envelope]:
    """A letter of every kind about everything that there is, to everybody who has something here, and lines passed on."""
    everybody = {thing.owner.id: thing.owner for things in world.things.values() for thing in things}
    subjects = {thing.ref for things in world.things.values() for thing in things if not thing.ended}
    written = session.exec(select(Letter)).all()
    facts: dict[str, list[dict[str, Any]]] = {}
    for letter in written:
        facts.setdefault(letter.kind, []).append(dict(letter.facts))
    for kind in LetterKind:
        for person in everybody.values():
            for subject in sorted(subjects):
                told = facts.get(kind, [_FACTS])[0]
                yield Envelope(0, person, kind.value, subject, told)


def said(world: World, locale: str, only: frozenset[Key] | None = None) -> dict[Key, Screen]:
    """Every letter that says something to its reader, in this language; only those of `only` where that is given."""
    office, found = world.office, {}
    with office.engine.connect() as connection, Session(connection) as session:
        usual = office.desk(session)
        vault = Poisoned([bytes(range(32))])
        desk = Desk(session, usual.now, vault, usual.policy, usual.regions, usual.zone)
        for letter in envelopes(world, session):
            key = letter.kind, letter.person.id, letter.subject or ""
            if only is not None and key not in only:
                continue
            try:
                made = render(desk, replace(letter, person=replace(letter.person, locale=locale)))
            except (KeyError, TypeError, ValueError, AttributeError):
                if only is not None:
                    raise
                continue  # a letter of this kind is never written about such a thing
            if made is not None:
                found[key] = made
    return found


@pytest.fixture(scope="module")
def sayable(world: World) -> frozenset[Key]:
    """The letters that can be said at all."""
    return frozenset(said(world, "en"))


@pytest.mark.parametrize("locale", SHIPPED)
def test_every_letter_shows_what_was_typed_as_it_was_typed(
    world: World, sayable: frozenset[Key], locale: str
) -> None:
    found = said(world, locale, sayable)
    with_attack = set()
    for (kind, *_), screen in found.items():
        text = "".join(parsed_html(part)[0] for part in split(screen.text))
        if "__class__" in screen.text:
            with_attack.add(kind)
            assert SHOWN in text, kind
        assert "\u202e" not in text, kind
        assert "<class " not in text, kind
        assert [button.data for row in screen.rows for button in row if "__class__" in button.data] == [], (
            kind
        )
    assert set(found) == sayable
    assert len({kind for kind, *_ in found}) >= 30
    assert with_attack >= {LetterKind.INVITATION, LetterKind.MAIN_PERSON_SAID, LetterKind.MESSAGE}


@pytest.mark.parametrize(
    "value", [NASTY, "{", "}", "%", "&", "<", "&amp;", "</code>", "\u2069\u2069", "{0.__class__.__mro__}"]
)
def test_a_value_in_a_sentence_is_text(value: str) -> None:
    shown, entities = parsed_html(f"<b>{safe(value)}</b>")
    bare = value.translate(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
    assert shown == f"\u2068{bare}\u2069"
    assert [one["type"] for one in entities] == ["bold"]


def sentences_filled_twice(source: str) -> list[int]:
    """Lines where something is filled into what has been filled in already: there a typed brace would be read."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            inner = node.func.value
            if node.func.attr == "format" and any(
                (
                    isinstance(one, ast.Call)
                    and isinstance(one.func, ast.Attribute)
                    and one.func.attr == "format"
                )
                or (isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "safe")
                or isinstance(one, ast.JoinedStr)
                for one in ast.walk(inner)
            ):
                found.append(node.lineno)
            if node.func.attr == "format_map":
                found.append(node.lineno)
        if (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Mod)
            and not isinstance(node.right, ast.Constant)
        ):
            found.append(node.lineno)
    return found


def test_no_sentence_is_filled_twice_and_none_by_percent_signs() -> None:
    files = sorted((ROOT / "bot/texts").rglob("*.py"))
    assert len(files) > 30
    found = {file.name: sentences_filled_twice(file.read_text(encoding="utf-8")) for file in files}
    assert {name: at for name, at in found.items() if at} == {}
    assert sentences_filled_twice('_("{a}").format(a=safe(x)).format(b=1)\n"%s" % x') == [1, 2]


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", " =", "\t=", "\r\n+", "\n@"])
def test_a_cell_that_begins_as_a_formula_is_text(begins: str) -> None:
    _, line = to_csv(("cell",), [[f"{begins}HYPERLINK(1)"]]).splitlines()
    assert line.strip('"')[0] in "'H"
    assert to_csv(("cell",), [[[f"{begins}1", "x"]]]).splitlines()[1].strip('"')[0] in "'1"
