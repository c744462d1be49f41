"""When somebody else holds the phone, as it looks there: an emptied chat, silence, and a code word (trust.md 13)."""

import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Engine

from casework import code_words, forms
from domain.voices import Waiting
from storage.arrivals import Caller
from storage.drafts import Draft
from storage.escalations import Escalation
from storage.people import Person
from storage.updates import SeenUpdate
from tests.bot.loopback import Loopback, looped
from tests.casework.speaking import absent
from tests.office import Office
from tests.scanning import Recording, found_in

pytestmark = pytest.mark.asyncio

WORD = "Tulpblad"
NEUTRAL = "Done."


@pytest.fixture
def office(sqlite: Engine) -> Office:
    """An office on a SQLite file of its own."""
    made = Office(sqlite)
    made.vault = Recording()
    return made


@pytest_asyncio.fixture
async def loop(office: Office) -> AsyncIterator[Loopback]:
    """A bot for this office."""
    async with looped(office) as made:
        yield made


async def texts_of(loop: Loopback, who: Caller) -> list[str]:
    """What stands in their chat."""
    return [one["text"] for one in await loop.seen(who)]


async def numbers_of(loop: Loopback, who: Caller) -> dict[str, Any]:
    """The last message, which is to hold the numbers for help."""
    last = (await loop.seen(who))[-1]
    assert "112" in last["text"]
    assert "0800-2000" in last["text"]
    return last


async def test_stop_empties_the_chat_and_leaves_one_neutral_line(loop: Loopback) -> None:
    who = await loop.phone(loop.office.citizen())
    await loop.does(who, "say", text="/danger")
    await loop.does(who, "say", text="/privacy")
    assert len(await loop.seen(who)) == 4
    await loop.does(who, "say", text="/stop")
    (left,) = await loop.seen(who)
    assert (left["text"], [[one["text"] for one in row] for row in left["buttons"]]) == (NEUTRAL, [["Menu"]])
    assert not loop.office.row(Person, id=who.id).reachable


async def test_other_chats_keep_their_messages_though_the_numbers_are_in_one_row(loop: Loopback) -> None:
    who, other = await loop.phone(loop.office.citizen()), await loop.phone(loop.office.citizen())
    for _ in range(2):
        await loop.does(who, "say", text="/help")
        await loop.does(other, "say", text="/help")
    before = await loop.seen(other)
    await loop.does(who, "say", text="/stop@kring_bot now")
    assert await texts_of(loop, who) == [NEUTRAL]
    assert await loop.seen(other) == before


async def test_a_long_chat_goes_in_several_calls(loop: Loopback) -> None:
    who = await loop.phone(loop.office.citizen())
    for number in range(150):
        await loop.sim.sent(who.chat_id, f"line {number}")
    await loop.does(who, "say", text="/stop")
    assert await texts_of(loop, who) == [NEUTRAL]
    assert (await loop.methods()).count("deleteMessages") == 2


async def test_what_telegram_does_not_delete_any_more_stays(loop: Loopback) -> None:
    who = await loop.phone(loop.office.citizen())
    await loop.does(who, "say", text="/help")
    await loop.sim.post("clock", advance="P2DT1M")
    await loop.does(who, "say", text="/privacy")
    await loop.does(who, "say", text="/stop")
    left = await loop.seen(who)
    assert [one["from"] for one in left] == ["person", "bot", "bot"]
    assert (left[0]["text"], left[-1]["text"]) == ("/help", NEUTRAL)


async def test_a_refusal_of_telegram_stops_nothing(loop: Loopback) -> None:
    who = await loop.phone(loop.office.citizen())
    await loop.does(who, "say", text="/help")
    await loop.sim.post("faults", method="deleteMessages", kind="refuse", description="Bad Request: no")
    await loop.does(who, "say", text="/stop")
    assert (await texts_of(loop, who))[-1] == NEUTRAL


async def test_an_open_form_is_stopped_and_nothing_of_it_is_kept(loop: Loopback) -> None:
    who = await loop.phone(loop.office.citizen())
    loop.office.do(forms.begin, caller=who, form="request")
    await loop.does(who, "say", text="/stop")
    assert loop.office.rows(Draft) == []
    assert await texts_of(loop, who) == [NEUTRAL]


async def test_cancel_still_asks_before_it_throws_answers_away(loop: Loopback) -> None:
    who = await loop.phone(loop.office.citizen())
    loop.office.do(forms.begin, caller=who, form="request")
    await loop.does(who, "say", text="/cancel")
    assert len(loop.office.rows(Draft)) == 1
    assert loop.office.row(Person, id=who.id).reachable


async def test_the_next_message_ends_the_silence_and_a_second_stop_does_not(loop: Loopback) -> None:
    case = loop.office.accepted()
    who = await loop.phone(case.requester)
    await loop.does(who, "say", text="/stop")
    await loop.does(who, "say", text="/STOP")
    assert not loop.office.row(Person, id=who.id).reachable
    assert loop.office.rows(Escalation, kind="unreachable") == []
    await loop.does(who, "say", text="/status")
    assert loop.office.row(Person, id=who.id).reachable


async def test_nothing_is_passed_on_into_a_chat_that_was_hidden(loop: Loopback) -> None:
    case = loop.office.preparing()
    guest, ref = absent(loop.office, case)
    await loop.phone(case.coordinator)
    await loop.phone(guest)
    await loop.does(case.coordinator, "say", text="/stop")
    before = await loop.seen(case.coordinator)
    await loop.taps(guest, f"is:{ref}")
    (answer,) = await loop.does(guest, "send", kind="voice")
    assert "did not arrive" in answer["text"]
    assert await loop.seen(case.coordinator) == before


async def test_a_stop_whose_answer_was_lost_is_done_again_and_shows_no_menu(loop: Loopback) -> None:
    who = await loop.phone(loop.office.citizen())
    await loop.happens(who, "say", text="/stop")
    (update,) = await loop.sim.updates()
    with loop.office.writing() as session:
        session.add(SeenUpdate(id=update["update_id"], at=loop.office.now))
    await loop.handle()
    assert await texts_of(loop, who) == [NEUTRAL]


# --------------------------------------------------------------------------------------- the code word


async def chooses(loop: Loopback, who: Caller, word: str = WORD) -> list[str]:
    """They choose a word on the page about privacy."""
    assert "A code word" in await loop.taps(who, "pq")
    assert "Type an ordinary word" in await loop.taps(who, "ps")
    await loop.does(who, "say", text=word)
    return await texts_of(loop, who)


async def test_the_page_about_privacy_leads_to_it(loop: Loopback) -> None:
    who = await loop.phone(loop.office.citizen())
    await loop.does(who, "say", text="/privacy")
    buttons = [one["data"] for row in (await loop.seen(who))[-1]["buttons"] for one in row]
    assert "pq" in buttons


async def test_the_word_is_taken_off_the_screen_and_stands_nowhere_in_the_open(
    loop: Loopback, caplog: pytest.LogCaptureFixture
) -> None:
    who = await loop.phone(loop.office.citizen())
    with caplog.at_level(logging.DEBUG):
        shown = await chooses(loop, who)
    assert "From now on I know your word" in shown[-1]
    assert not any(WORD in text for text in shown)
    assert WORD not in caplog.text
    vault = loop.office.vault
    assert isinstance(vault, Recording)
    assert found_in(loop.office.engine, vault, [WORD, WORD.lower()]) == {("person.code_word", WORD.lower())}
    assert "Choose another word" in str((await loop.seen(who))[-1]["buttons"])


async def test_a_word_that_telegram_keeps_on_the_screen_is_said(loop: Loopback) -> None:
    who = await loop.phone(loop.office.citizen())
    await loop.sim.post("faults", method="deleteMessage", kind="refuse", description="Bad Request: no")
    shown = await chooses(loop, who)
    assert "Please delete it yourself" in shown[-1]
    assert "From now on I know your word" in shown[-1]


@pytest.mark.parametrize(("what", "body"), [("say", {"text": "ja"}), ("send", {"kind": "voice"})])
async def test_what_cannot_be_a_word_is_asked_again(loop: Loopback, what: str, body: dict[str, Any]) -> None:
    who = await loop.phone(loop.office.citizen())
    await loop.taps(who, "ps")
    await loop.does(who, what, **body)
    seen = await loop.seen(who)
    assert "at least four letters" in seen[-1]["text"]
    assert not any(one["from"] == "person" for one in seen)
    assert loop.office.again(who).waits is Waiting.CODE_WORD


async def test_later_it_is_a_message_like_any_other(loop: Loopback) -> None:
    who = await loop.phone(loop.office.citizen())
    await loop.taps(who, "ps")
    loop.office.advance(minutes=16)
    await loop.does(who, "say", text=WORD)
    assert any(text == WORD for text in await texts_of(loop, who))
    assert not loop.office.again(who).has_code_word


@pytest.mark.parametrize("typed", [WORD, "tulp blad", " TÚLPBLAD! "])
async def test_the_word_alone_brings_the_numbers_whatever_stands_open_and_keeps_nothing(
    loop: Loopback, typed: str
) -> None:
    who = await loop.phone(loop.office.citizen())
    await chooses(loop, who)
    loop.office.do(forms.begin, caller=who, form="request")
    before = [loop.office.rows(table) for table in (Draft, SeenUpdate, Escalation, Person)]
    await loop.does(who, "say", text=typed)
    said = await numbers_of(loop, who)
    assert said["text"].partition("\n")[0] == "Here is what you asked for."
    assert [one["data"] for row in said["buttons"] for one in row] == ["dn", "h"]
    assert [loop.office.rows(table) for table in (Draft, SeenUpdate, Escalation, Person)] == before


async def test_it_also_answers_in_place_of_a_message_that_is_awaited_and_of_a_repeat(loop: Loopback) -> None:
    who = await loop.phone(loop.office.citizen())
    await chooses(loop, who)
    await loop.taps(who, "ps")
    await loop.happens(who, "say", text=WORD)
    (update,) = await loop.sim.updates()
    with loop.office.writing() as session:
        session.add(SeenUpdate(id=update["update_id"], at=loop.office.now))
    await loop.handle()
    said = await numbers_of(loop, who)
    assert "Here is what you asked for." in said["text"]


async def test_other_words_are_what_they_were(loop: Loopback) -> None:
    who = await loop.phone(loop.office.citizen())
    await chooses(loop, who)
    page = loop.office.do(forms.begin, caller=who, form="request")
    await loop.does(who, "say", text="Arabic")
    (draft,) = loop.office.rows(Draft)
    assert draft.revision != page.revision
    await loop.does(who, "send", kind="photo")
    assert "I did not keep it" in (await texts_of(loop, who))[-1]


async def test_it_can_be_taken_away(loop: Loopback) -> None:
    who = await loop.phone(loop.office.citizen())
    await chooses(loop, who)
    assert "no code word any more" in await loop.taps(who, "pz")
    await loop.does(who, "say", text=WORD)
    assert "112" not in (await texts_of(loop, who))[-1].partition("\n")[0]
    assert not loop.office.again(who).has_code_word


async def test_who_has_none_is_not_looked_up(loop: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    """An ordinary update pays nothing for it."""

    def looked(*_args: object, **_more: object) -> bool:
        raise AssertionError("looked up")

    monkeypatch.setattr(code_words, "is_said", looked)
    who = await loop.phone(loop.office.citizen())
    await loop.does(who, "say", text=WORD)
    assert len(await loop.seen(who)) == 2
