"""What is read and tapped by whoever is invited: only their own invitation, voluntary, and in their language."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any, cast

import pytest
import pytest_asyncio
from sqlalchemy import Engine

from bot.handlers import forms as form_handlers
from bot.handlers import invitations as handlers
from bot.handlers import welcome
from bot.routes import BUTTONS, CURRENT
from bot.talk import Talk
from bot.texts import errors, part_cards
from bot.texts import invitations as texts
from bot.texts.screens import Screen
from bot.texts.translating import current, speak, speaking
from bot.work import Work
from casework import forms, guests, inviting
from casework.circle_rows import Told
from casework.letters import LetterKind
from casework.outbox import Envelope
from domain.circle import Apart, Need, Part, Reply, Standing
from domain.errors import InvitationError, InvitationUsedError, NotFoundError, OutdatedError
from domain.policy import Policy
from scheduler.rendering import render
from storage.arrivals import Caller
from storage.circle import Guest
from storage.people import Person
from tests.arranging import agrees
from tests.bot.cards import REF
from tests.bot.invitation_screens import INVITATION, SUGGESTION, invitation_screens
from tests.circles import joins
from tests.front_desk import ANSWERS
from tests.office import AMSTERDAM, PERSONAL, REGIONS, VENUE, Case, Office

WORD = "aunt with the blue car"


@pytest.fixture
def office(sqlite: Engine) -> Office:
    """An office on a SQLite file of its own."""
    return Office(sqlite)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The source language."""
    with speaking("en"):
        yield


@pytest_asyncio.fixture
async def work(office: Office) -> AsyncIterator[Work]:
    """The way to the actions, with the clock of the office."""
    made = Work(
        office.engine, office.vault, REGIONS, policy=Policy(), zone=AMSTERDAM, clock=lambda: office.now
    )
    yield made
    made.close()


def _talk(office: Office, work: Work, who: Caller, locale: str = "en") -> Talk:
    """Somebody who writes or taps; the bot itself is not needed for it."""
    speak(locale)
    return Talk(cast("Any", None), work, office.again(who), locale)


def _secret(office: Office, case: Case, **more: object) -> str:
    ref = joins(office, case, None, **more)
    cards = office.do(inviting.make_cards, caller=case.coordinator, ref=case.job)
    (card,) = [card for card in cards if card.guest == ref]
    return card.secret


def _data(screen: Screen) -> list[str]:
    return [button.data for row in screen.rows for button in row]


def _verbs(screen: Screen) -> list[str]:
    return [data.partition(":")[0] for data in _data(screen)]


def _ticked(screen: Screen) -> list[str]:
    return [button.data for row in screen.rows for button in row if texts.TICK in button.text]


def test_an_invitation_says_that_the_family_asks_and_that_it_is_voluntary() -> None:
    screen = texts.invitation(INVITATION)
    assert screen.personal
    assert "The family asks you" in screen.text
    assert "free to say yes or no" in screen.text
    assert "Dutch time" in screen.text
    assert _verbs(screen) == ["ir", "ir", "ir", "tg", "tf", "in", "ip", "iw", "il", "hu"]


@pytest.mark.parametrize("part", list(Part))
def test_every_part_has_words_of_its_own(part: Part) -> None:
    screen = texts.invitation(replace(INVITATION, part=part))
    assert [line for line in part_cards.lines(part) if line not in screen.text] == []


def test_before_a_day_is_set_nothing_is_told_of_it() -> None:
    screen = texts.invitation(replace(INVITATION, meeting_at=None, venue=None))
    assert "not set yet" in screen.text
    assert "Where" not in screen.text
    assert "tf" not in _verbs(screen)
    assert "tg" in _verbs(screen)
    assert "tg" not in _verbs(texts.invitation(replace(INVITATION, meeting_at=None, has_days=False)))


def test_who_says_no_is_asked_for_nothing_more_about_coming() -> None:
    screen = texts.invitation(replace(INVITATION, reply=Reply.NO))
    assert _ticked(screen) == [f"ir:{REF}:no"]
    assert {"in", "tf", "tg"} & set(_verbs(screen)) == set()
    assert {"ip", "iw", "il", "hu"} <= set(_verbs(screen))


def test_a_need_and_the_signal_say_what_a_tap_makes_of_them() -> None:
    shown = replace(INVITATION, needs=(Need.VIDEO,), told=Told(Apart.MAY_NOT, signal=True))
    assert _ticked(texts.needs(shown)) == [f"it:{REF}:video:n"]
    assert f"it:{REF}:travel:y" in _data(texts.needs(shown))
    assert _ticked(texts.private(shown)) == [f"ia:{REF}:may_not", f"ig:{REF}:n"]


def test_whoever_decides_reads_the_word_and_never_by_whom() -> None:
    to_main, to_coordinator = (
        texts.suggested(replace(SUGGESTION, to_main_person=to_main)) for to_main in (True, False)
    )
    assert _verbs(to_main) == ["gy", "gn", "gp", "hu"]
    assert _verbs(to_coordinator) == ["cv", "hu"]
    assert to_main.personal
    assert to_coordinator.personal


def test_every_button_of_a_guest_is_answered() -> None:
    own = {"iv", "ir", "in", "it", "ip", "ia", "ig", "iw", "il"}
    seen = {verb for _, screen in invitation_screens() for verb in _verbs(screen)}
    assert own <= seen
    assert own <= set(BUTTONS)
    assert own - {"iv"} <= set(CURRENT)


def test_the_refusal_says_the_same_whatever_the_reason() -> None:
    said = errors.sentence(InvitationUsedError())
    assert said != errors.sentence(InvitationError())
    assert said.endswith("please talk to a person.")


@pytest.mark.asyncio
async def test_a_link_opens_the_invitation_and_nothing_of_anybody(office: Office, work: Work) -> None:
    case = office.scheduled()
    agrees(office, case)
    joins(office, case, office.newcomer())
    secret = _secret(office, case, language="en")
    guest = office.newcomer("en")
    screen = await welcome.join(_talk(office, work, guest), secret)
    assert VENUE in screen.text
    hidden = [value for value in (*PERSONAL, WORD, case.ref, case.job) if value != VENUE]
    assert [value for value in hidden if value in screen.text] == []
    assert await welcome.join(_talk(office, work, guest), secret) == screen
    with pytest.raises(InvitationUsedError):
        await welcome.join(_talk(office, work, office.newcomer("en")), secret)


@pytest.mark.asyncio
async def test_a_link_of_another_kind_goes_its_own_way(office: Office, work: Work) -> None:
    with pytest.raises(InvitationError):
        await welcome.join(_talk(office, work, office.newcomer()), "x" * 43)
    with pytest.raises(InvitationUsedError):
        await welcome.join(_talk(office, work, office.newcomer()), "g" * 44)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("named", "phone", "chosen", "read"),
    [
        pytest.param("ti", "nl", None, "ti", id="the family named it"),
        pytest.param("uk", "pl", None, "pl", id="not shipped, so the phone's"),
        pytest.param("ti", "nl", "pl", "pl", id="their own choice comes first"),
    ],
)
async def test_it_is_read_in_the_readers_language(
    office: Office, work: Work, named: str, phone: str, chosen: str | None, read: str
) -> None:
    guest = office.newcomer(phone)
    person = office.row(Person, id=guest.id)
    person.locale = chosen
    with office.writing() as session:
        session.add(person)
    secret = _secret(office, office.preparing(), language=named)
    await welcome.join(_talk(office, work, guest, chosen or phone), secret)
    assert current() == read
    assert office.again(guest).locale == (chosen or (None if read == phone else read))


@pytest.mark.asyncio
async def test_a_guest_taps_through_it_all(office: Office, work: Work) -> None:
    case = office.preparing()
    guest = office.newcomer("en")
    ref = joins(office, case, guest)
    talk = _talk(office, work, guest)

    async def tap(data: str) -> Screen:
        verb, *parts = data.split(":")
        return await BUTTONS[verb](talk, *parts)

    assert _ticked(await tap(f"ir:{ref}:yes")) == [f"ir:{ref}:yes"]
    assert f"it:{ref}:child_care:y" in _data(await tap(f"in:{ref}"))
    for _ in range(2):
        assert _ticked(await tap(f"it:{ref}:child_care:y")) == [f"it:{ref}:child_care:n"]
    assert _ticked(await tap(f"ip:{ref}")) == [f"ia:{ref}:nobody"]
    assert _ticked(await tap(f"ia:{ref}:rather_not")) == [f"ia:{ref}:rather_not"]
    assert f"ig:{ref}:n" in _ticked(await tap(f"ig:{ref}:y"))
    assert "You said: yes" in (await tap(f"iv:{ref}")).text
    assert _data(await tap(f"il:{ref}"))[0] == f"il:{ref}:y"
    assert office.row(Guest, ref=ref).person_id == guest.id
    assert "deleted" in (await tap(f"il:{ref}:y")).text
    assert office.row(Guest, ref=ref).person_id is None
    with pytest.raises(NotFoundError):
        await tap(f"iv:{ref}")


@pytest.mark.asyncio
async def test_somebody_is_thought_of_and_laid_before_the_main_person(
    office: Office, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = office.preparing()
    guest = office.newcomer("en")
    ref = joins(office, case, guest)
    talk = _talk(office, work, guest)
    monkeypatch.setitem(ANSWERS, "suggestion", {"word": "neighbour with the dog", "language": "ti"})
    assert "neighbour" in (await handlers.think_along(talk, ref)).text
    page = office.do(forms.resume_form, caller=guest, form="suggestion")
    assert page is not None
    page = office.go_on(guest, page)
    screen = await form_handlers.send(talk, "suggestion", str(page.revision))
    assert _data(screen) == [f"iw:{ref}", f"iv:{ref}"]
    (letter,) = office.letters(LetterKind.SUGGESTED, case.requester)
    asked = office.do(render, Envelope(1, case.requester, letter.kind, letter.subject, {}))
    assert asked is not None
    assert "neighbour with the dog" in asked.text
    assert WORD not in asked.text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("verb", "parts"),
    [("ir", ["perhaps"]), ("it", ["video", "maybe"]), ("it", ["money", "y"]), ("ia", ["x"]), ("ig", ["x"])],
    ids=str,
)
async def test_a_forged_tap_is_an_old_button(office: Office, work: Work, verb: str, parts: list[str]) -> None:
    guest = office.newcomer("en")
    ref = joins(office, office.preparing(), guest)
    talk = _talk(office, work, guest)
    with pytest.raises((OutdatedError, ValueError)):
        await BUTTONS[verb](talk, ref, *parts)
    assert office.row(Guest, ref=ref).answer is None


def test_letters_to_the_coordinator_tell_that_there_is_something_and_no_more(office: Office) -> None:
    case = office.preparing()
    guest = office.newcomer()
    ref = joins(office, case, guest)
    office.do(guests.tell_apart, caller=guest, ref=ref, apart=Apart.MAY_NOT)
    (letter,) = office.letters(LetterKind.PRIVATE_TOLD)
    reader = replace(case.coordinator, locale="en")
    screen = office.do(render, Envelope(1, reader, letter.kind, letter.subject, {}))
    assert screen is not None
    assert "told you something in private" in screen.text
    assert "may not meet" not in screen.text
    assert WORD not in screen.text
    assert _data(screen)[0] == f"cv:{ref}"


def test_a_changed_day_is_drawn_anew_and_says_so(office: Office) -> None:
    case = office.scheduled()
    guest = office.newcomer("en")
    joins(office, case, guest)
    office.finish(case, "meeting", day="14")
    (letter,) = office.letters(LetterKind.INVITATION, guest)
    envelope = Envelope(1, office.again(guest), letter.kind, letter.subject, letter.facts)
    screen = office.do(render, envelope)
    assert screen is not None
    assert screen.text.startswith("Something about the meeting is new")
    row = office.row(Guest)
    row.state = Standing.AWAY.value
    with office.writing() as session:
        session.add(row)
    assert office.do(render, envelope) is None
    emptied = office.do(render, replace(envelope, replaces_message_id=7))
    assert emptied == texts.over()
    assert VENUE not in texts.over().text
