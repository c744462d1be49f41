"""deleteMessages: one to a hundred numbers, those of this chat and young enough; the others are passed over."""

import pytest

from tests.simulator.driver import Driver


@pytest.mark.asyncio
async def test_unknown_numbers_and_those_of_other_chats_are_passed_over(sim: Driver) -> None:
    person, other = await sim.person(), await sim.person()
    own = (await sim.sent(person, "one"))["message_id"]
    others = (await sim.sent(other, "two"))["message_id"]
    await sim.post(f"people/{person}/say", text="three")
    answer = await sim.api("deleteMessages", chat_id=person, message_ids=[own, others, 99_999, *range(1, 50)])
    assert answer["result"] is True
    assert await sim.messages(person) == []
    assert [one["text"] for one in await sim.messages(other)] == ["/start", "two"]
    edited = await sim.api("editMessageText", chat_id=person, message_id=own, text="again")
    assert edited["description"] == "Bad Request: message to edit not found"


@pytest.mark.asyncio
@pytest.mark.parametrize("numbers", [[], list(range(1, 102)), "all", [1, "two"], [1, True], [1, 2.5]])
async def test_what_is_not_one_to_a_hundred_numbers_is_refused(sim: Driver, numbers: object) -> None:
    person = await sim.person()
    await sim.sent(person, "one")
    answer = await sim.api("deleteMessages", chat_id=person, message_ids=numbers)
    assert answer.status == 400
    assert len(await sim.messages(person)) == 2


@pytest.mark.asyncio
async def test_what_is_older_than_48_hours_stays(sim: Driver) -> None:
    person = await sim.person()
    old = (await sim.sent(person, "old"))["message_id"]
    await sim.post("clock", advance="P2DT1S")
    young = (await sim.sent(person, "young"))["message_id"]
    assert (await sim.api("deleteMessages", chat_id=person, message_ids=[old, young]))["result"] is True
    assert [one["text"] for one in await sim.messages(person)] == ["/start", "old"]
