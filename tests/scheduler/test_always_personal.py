"""A card that is personal in each of its versions, such as an invitation: a change edits the message that is there."""

import pytest

from bot.texts.screens import Screen
from casework.desk import Desk
from casework.outbox import Envelope
from tests.scheduler.office import Office
from tests.scheduler.round import on_round

pytestmark = pytest.mark.asyncio


def invitation(_desk: Desk, envelope: Envelope) -> Screen:
    """What is drawn by a letter, always protected."""
    return Screen(str(envelope.facts["text"]), personal=True, edits_protected=True)


async def test_a_change_of_what_was_always_personal_is_an_edit_and_stays_protected(office: Office) -> None:
    async with on_round(office, render=invitation) as tour:
        person, chat = await tour.reader()
        for day in ("on Monday", "on Tuesday", "it is over"):
            office.letter(person, day, card="invitation:1")
            await tour.courier.drain()
        messages = await tour.messages(chat)
    assert [(one["text"], one["protected"]) for one in messages] == [("it is over", True)]
