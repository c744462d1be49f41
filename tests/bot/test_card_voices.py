"""The coordinator's voice on a child's card, as phones see it over a loopback Telegram; and the screens about voices."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from aiogram import Bot
from sqlalchemy import Engine

from bot import answering
from bot.texts import circle as circle_texts
from bot.texts import invitations as invitation_texts
from bot.texts import voices as texts
from bot.texts.screens import Screen
from bot.texts.translating import speaking
from casework import inviting
from casework.voice_rows import Awaited
from domain.circle import Part, Reply, Standing
from domain.voices import Waiting
from kring.playground import TOKEN
from storage.circle import Guest
from tests.bot.cards import REF
from tests.bot.circle_screens import CIRCLE, SOMEONE
from tests.bot.invitation_screens import INVITATION
from tests.bot.loopback import Loopback, looped
from tests.bot.wire import Recorded
from tests.casework.speaking import child
from tests.office import Office
from tests.scanning import Recording

pytestmark = pytest.mark.asyncio


def _data(screen: Screen) -> list[str]:
    return [button.data for row in screen.rows for button in row]


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


async def test_a_childs_card_is_read_out_when_it_is_opened(loop: Loopback) -> None:
    office, case = loop.office, loop.office.preparing()
    ref = child(office, case)
    await loop.phone(case.coordinator)
    helper = await loop.phone(office.newcomer("en"))
    assert "Your voice on the card" in await loop.taps(case.coordinator, f"cs:{ref}")
    (answer,) = await loop.does(case.coordinator, "say", text="no voice")
    assert "Please send one voice message" in answer["text"]
    (answer,) = await loop.does(case.coordinator, "send", kind="voice")
    assert answer["text"].startswith("Your voice is on the card now.")
    recorded = [one for one in await loop.seen(case.coordinator) if one["kind"] == "voice"][-1]
    card = office.do(inviting.new_link, caller=case.coordinator, ref=ref)
    invitation, voice = await loop.does(
        helper, "open", link=f"https://t.me/{(await loop.bot.me()).username}?start={card.secret}"
    )
    assert "You are invited" in invitation["text"]
    assert (voice["kind"], voice["file_id"], voice["protected"]) == ("voice", recorded["file_id"], True)
    await loop.taps(helper, f"ih:{ref}")
    assert [one["kind"] for one in await loop.seen(helper)].count("voice") == 2
    assert "getFile" not in await loop.methods()
    await loop.taps(case.coordinator, f"cz:{ref}")
    assert office.row(Guest, ref=ref).card_voice is None
    await loop.taps(helper, f"ih:{ref}")
    assert [one["kind"] for one in await loop.seen(helper)].count("voice") == 2


async def test_a_voice_follows_its_message_by_a_call_of_its_own() -> None:
    telegram = Recorded()
    reply = await answering.send(Bot(TOKEN, session=telegram), 7, Screen("x", voice="id"), in_reply=True)
    assert reply is None
    assert [type(call).__name__ for call in telegram.calls] == ["SendMessage", "SendVoice"]


@pytest.mark.parametrize(
    ("reply", "above"),
    [(Reply.NO, True), (Reply.MAYBE, True), (Reply.YES, False), (None, False)],
    ids=["no", "maybe", "yes", "no answer"],
)
async def test_who_may_stay_away_finds_it_right_below_their_answer(
    reply: Reply | None, *, above: bool
) -> None:
    shown = replace(INVITATION, reply=reply, may_speak=True, has_days=False, meeting_at=None, venue=None)
    with speaking("en"):
        data = _data(invitation_texts.invitation(shown))
        assert f"is:{REF}" not in _data(invitation_texts.invitation(replace(shown, may_speak=False)))
    assert data.index(f"is:{REF}") == (3 if above else 4)
    assert data.count(f"is:{REF}") == 1


async def test_a_card_with_a_voice_can_be_listened_to() -> None:
    with speaking("en"):
        assert f"ih:{REF}" in _data(invitation_texts.invitation(replace(INVITATION, has_voice=True)))
        assert f"ih:{REF}" not in _data(invitation_texts.invitation(INVITATION))


@pytest.mark.parametrize(
    ("has_voice", "is_open", "verbs"),
    [(False, True, {"cs"}), (True, True, {"cs", "cz"}), (True, False, set()), (False, False, set())],
    ids=["none yet", "recorded", "recorded, closed", "closed"],
)
async def test_the_coordinator_finds_it_on_the_screen_of_a_child(
    *, has_voice: bool, is_open: bool, verbs: set[str]
) -> None:
    one = replace(SOMEONE, part=Part.CHILD, standing=Standing.AGREED, has_voice=has_voice)
    with speaking("en"):
        screen = circle_texts.person(replace(CIRCLE, is_open=is_open), one)
        grown_up = circle_texts.person(CIRCLE, replace(one, part=Part.CIRCLE, has_voice=False))
    assert {data[:2] for data in _data(screen)} & {"cs", "cz"} == verbs
    assert ("Your voice is on this card." in screen.text) is has_voice
    assert f"cs:{REF}" not in _data(grown_up)


@pytest.mark.parametrize(("language", "words"), [("nl", True), ("ti", True), ("so", False)], ids=str)
async def test_the_coordinator_reads_the_card_in_the_childs_language(language: str, *, words: bool) -> None:
    with speaking("en"):
        screen = texts.awaited(Awaited(Waiting.CARD_VOICE, REF, language))
    assert ("<blockquote>" in screen.text) is words
    assert screen.personal
