"""What somebody wants to say at a meeting, as phones see it: from one chat to the other, over a loopback Telegram."""

import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Engine

from bot.dispatching import make_dispatcher
from bot.handlers import voices as handlers
from casework import private_time, voice_rows
from domain.voices import MOST, Waiting
from storage.arrivals import Caller
from storage.circle import Guest
from storage.drafts import Draft
from storage.people import Person
from tests.bot.loopback import Loopback, guest_with_phone, looped
from tests.gathering import AUNT
from tests.office import Office
from tests.scanning import Recording, found_in

pytestmark = pytest.mark.asyncio

LETTER = "What I want to tell you all at the table"


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


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("send", {"kind": "voice"}),
        ("send", {"kind": "photo", "caption": LETTER}),
        ("send", {"kind": "document", "file_name": "letter.pdf", "caption": LETTER}),
        ("say", {"text": LETTER}),
    ],
    ids=["voice", "photo", "document", "words"],
)
async def test_one_message_goes_to_the_coordinator_and_stays_nowhere_else(
    loop: Loopback, caplog: pytest.LogCaptureFixture, what: str, body: dict[str, Any]
) -> None:
    case = loop.office.scheduled()
    guest, ref = await guest_with_phone(loop, case)
    assert "Say something at the meeting" in await loop.taps(guest, f"is:{ref}")
    with caplog.at_level(logging.DEBUG):
        (answer,) = await loop.does(guest, what, **body)
    assert "The coordinator has your message now" in answer["text"]
    above, copy = (await loop.seen(case.coordinator))[-2:]
    sent = next(one for one in reversed(await loop.seen(guest)) if one["from"] == "person")
    kept = ("kind", "text", "caption", "file_id", "file_name")
    assert {name: copy.get(name) for name in kept} == {name: sent.get(name) for name in kept}
    assert case.ref in above["text"]
    assert AUNT in above["text"]
    assert LETTER not in above["text"]
    assert (above["protected"], copy["protected"], copy["from"]) == (True, True, "bot")
    content = [LETTER, str(copy.get("file_id") or LETTER), "letter.pdf"]
    assert found_in(loop.office.engine, loop.office.vault, content) == set()  # type: ignore[arg-type]
    assert not any(word in caplog.text for word in content)
    assert loop.office.rows(Draft, person_id=guest.id) == []
    assert "getFile" not in await loop.methods()


@pytest.mark.parametrize("kind", ["sticker", "location", "contact"])
async def test_what_is_no_message_for_a_meeting_is_said_and_the_right_one_still_goes(
    loop: Loopback, kind: str
) -> None:
    case = loop.office.preparing()
    guest, ref = await guest_with_phone(loop, case)
    await loop.taps(guest, f"is:{ref}")
    (answer,) = await loop.does(guest, "send", kind=kind)
    assert "That I cannot pass on" in answer["text"]
    assert await loop.seen(case.coordinator) == []
    await loop.does(guest, "send", kind="voice")
    assert (await loop.seen(case.coordinator))[-1]["kind"] == "voice"


@pytest.mark.parametrize("data", ["iv:{ref}", "h", "hu", "unheard", "il:{ref}"])
async def test_another_button_ends_it(loop: Loopback, data: str) -> None:
    case = loop.office.preparing()
    guest, ref = await guest_with_phone(loop, case)
    await loop.taps(guest, f"is:{ref}")
    await loop.taps(guest, data.format(ref=ref))
    assert loop.office.again(guest).waits is None
    (answer,) = await loop.does(guest, "send", kind="voice")
    assert "I did not keep it" in answer["text"]
    assert not any(one["kind"] == "voice" for one in await loop.seen(case.coordinator))


@pytest.mark.parametrize(("command", "answer"), [("/help", ""), ("/cancel", "I do not wait"), ("/stop", "")])
async def test_a_command_ends_it(loop: Loopback, command: str, answer: str) -> None:
    case = loop.office.preparing()
    guest, ref = await guest_with_phone(loop, case)
    await loop.taps(guest, f"is:{ref}")
    await loop.does(guest, "say", text=command)
    assert answer in (await loop.seen(guest))[-1]["text"]
    await loop.does(guest, "say", text=LETTER)
    assert await loop.seen(case.coordinator) == []


async def test_a_coordinator_who_blocked_the_bot_is_said_and_nothing_is_lost(loop: Loopback) -> None:
    case = loop.office.preparing()
    guest, ref = await guest_with_phone(loop, case)
    await loop.happens(case.coordinator, "block")
    await loop.taps(guest, f"is:{ref}")
    (answer,) = await loop.does(guest, "send", kind="voice")
    assert "did not arrive" in answer["text"]
    assert "call the coordinator" in answer["text"]
    assert loop.office.row(Guest, ref=ref).voices == 0
    await loop.happens(case.coordinator, "unblock")
    (answer,) = await loop.does(guest, "send", kind="voice")
    assert "has your message" in answer["text"]


async def test_what_cannot_be_copied_leaves_nothing_above_it(loop: Loopback) -> None:
    case = loop.office.preparing()
    guest, ref = await guest_with_phone(loop, case)
    await loop.taps(guest, f"is:{ref}")
    refused = "Bad Request: message to copy not found"
    await loop.sim.post("faults", method="copyMessage", kind="refuse", description=refused)
    (answer,) = await loop.does(guest, "send", kind="voice")
    assert "did not arrive" in answer["text"]
    assert await loop.seen(case.coordinator) == []
    assert loop.office.again(guest).waits is Waiting.ABSENT_VOICE


async def test_telegram_is_waited_for_where_it_asks_for_it(loop: Loopback) -> None:
    case = loop.office.preparing()
    guest, ref = await guest_with_phone(loop, case)
    await loop.taps(guest, f"is:{ref}")
    await loop.sim.post("faults", method="copyMessage", kind="429", retry_after=0)
    (answer,) = await loop.does(guest, "send", kind="voice")
    assert "has your message" in answer["text"]


async def test_sent_twice_fast_the_first_one_goes_and_the_second_is_answered(loop: Loopback) -> None:
    case = loop.office.preparing()
    guest, ref = await guest_with_phone(loop, case)
    await loop.taps(guest, f"is:{ref}")
    await loop.happens(guest, "send", kind="voice")
    await loop.happens(guest, "send", kind="voice")
    await loop.handle()
    first, second = [one for one in await loop.seen(guest) if one["from"] == "bot"][-2:]
    assert "has your message" in first["text"]
    assert "I did not keep it" in second["text"]
    assert [one["kind"] for one in await loop.seen(case.coordinator)] == ["text", "voice"]


async def test_what_is_changed_afterwards_is_not_sent_again(loop: Loopback) -> None:
    case = loop.office.preparing()
    guest, ref = await guest_with_phone(loop, case)
    await loop.taps(guest, f"is:{ref}")
    (answer,) = await loop.does(guest, "edit", message_id=await _says(loop, guest, "/help"), text=LETTER)
    assert "cannot see changes" in answer["text"]
    await loop.taps(guest, f"is:{ref}")
    number = await _says(loop, guest, LETTER)
    (answer,) = await loop.does(guest, "edit", message_id=number, text="something else")
    assert "cannot see changes" in answer["text"]
    assert (await loop.seen(case.coordinator))[-1]["text"] == LETTER


async def _says(loop: Loopback, who: Caller, text: str) -> int:
    await loop.does(who, "say", text=text)
    return int([one for one in await loop.seen(who) if one["from"] == "person"][-1]["message_id"])


async def test_an_update_that_comes_again_shows_where_they_are_and_copies_nothing(loop: Loopback) -> None:
    case = loop.office.preparing()
    guest, ref = await guest_with_phone(loop, case)
    await loop.taps(guest, f"is:{ref}")
    await loop.happens(guest, "send", kind="voice")
    (update,) = await loop.handle()
    other_process = make_dispatcher(loop.work, in_reply=False)
    await other_process.feed_raw_update(loop.bot, update)
    assert [one["kind"] for one in await loop.seen(case.coordinator)] == ["text", "voice"]


async def test_a_process_that_was_killed_halfway_asks_for_the_message_once_more(
    loop: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = loop.office.preparing()
    guest, ref = await guest_with_phone(loop, case)
    await loop.taps(guest, f"is:{ref}")
    await loop.happens(guest, "send", kind="voice")
    (update,) = await loop.sim.updates()
    with monkeypatch.context() as patched:
        patched.setattr(handlers, "pass_on", _killed)
        with pytest.raises(KeyboardInterrupt):
            await loop.dispatcher.feed_raw_update(loop.bot, update)
    await make_dispatcher(loop.work, in_reply=False).feed_raw_update(loop.bot, update)
    assert "Say something at the meeting" in (await loop.seen(guest))[-1]["text"]
    await loop.sim.api("getUpdates", offset=update["update_id"] + 1)
    (answer,) = await loop.does(guest, "send", kind="voice")
    assert "has your message" in answer["text"]


async def _killed(*_args: object, **_more: object) -> bool:
    raise KeyboardInterrupt


async def test_who_went_on_meanwhile_is_told_that_it_did_not_arrive(
    loop: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = loop.office.preparing()
    guest, ref = await guest_with_phone(loop, case)
    await loop.taps(guest, f"is:{ref}")

    async def goes_on(*_args: object, **_more: object) -> bool:
        loop.office.do(voice_rows.stop, caller=guest)
        return False

    monkeypatch.setattr(handlers, "pass_on", goes_on)
    (answer,) = await loop.does(guest, "send", kind="voice")
    assert "did not arrive" in answer["text"]
    assert "Say something" not in answer["text"]


async def test_a_coordinator_without_a_chat_gets_nothing_and_it_is_said(loop: Loopback) -> None:
    case = loop.office.preparing()
    guest, ref = await guest_with_phone(loop, case)
    await loop.taps(guest, f"is:{ref}")
    person = loop.office.row(Person, id=case.coordinator.id)
    with loop.office.writing() as session:
        person.chat_id = None
        session.add(person)
    (answer,) = await loop.does(guest, "send", kind="voice")
    assert "did not arrive" in answer["text"]


async def test_in_private_time_it_is_said_kindly_and_it_can_be_sent_later(loop: Loopback) -> None:
    case = loop.office.scheduled()
    guest, ref = await guest_with_phone(loop, case)
    loop.office.advance(days=7)
    await loop.taps(guest, f"is:{ref}")
    loop.office.do(private_time.begin, caller=case.coordinator, ref=case.job)
    (answer,) = await loop.does(guest, "send", kind="voice")
    assert "among itself" in answer["text"]
    assert await loop.seen(case.coordinator) == []
    loop.office.do(private_time.plan_is_there, caller=case.coordinator, ref=case.job)
    (answer,) = await loop.does(guest, "send", kind="voice")
    assert "has your message" in answer["text"]


async def test_one_too_many_is_said_and_no_message_is_awaited(loop: Loopback) -> None:
    case = loop.office.preparing()
    guest, ref = await guest_with_phone(loop, case)
    await loop.taps(guest, f"is:{ref}")
    row = loop.office.row(Guest, ref=ref)
    row.voices = MOST
    with loop.office.writing() as session:
        session.add(row)
    (answer,) = await loop.does(guest, "send", kind="voice")
    assert "Three messages" in answer["text"]
    assert loop.office.again(guest).waits is None


async def test_words_of_danger_get_the_numbers_and_go_no_further(loop: Loopback) -> None:
    case = loop.office.preparing()
    guest, ref = await guest_with_phone(loop, case)
    await loop.taps(guest, f"is:{ref}")
    (answer,) = await loop.does(guest, "send", kind="photo", caption="he wants to kill me")
    assert "112" in answer["text"]
    assert await loop.seen(case.coordinator) == []


async def test_after_a_day_a_message_is_like_any_other(loop: Loopback) -> None:
    case = loop.office.preparing()
    guest, ref = await guest_with_phone(loop, case)
    await loop.taps(guest, f"is:{ref}")
    loop.office.advance(days=1)
    (answer,) = await loop.does(guest, "say", text=LETTER)
    assert "I did not keep what you wrote" in answer["text"]
    assert loop.office.rows(Draft, person_id=guest.id) == []
