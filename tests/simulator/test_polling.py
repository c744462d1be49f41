"""getUpdates: in order, once, for 24 hours, by one at a time."""

import asyncio
from datetime import timedelta
from time import monotonic

import pytest

from tests.simulator.driver import Driver


async def say(sim: Driver, person: int, *texts: str) -> list[int]:
    return [(await sim.post(f"people/{person}/say", text=text))["update_id"] for text in texts]


@pytest.mark.asyncio
async def test_updates_increase_and_are_forgotten_by_a_higher_offset(sim: Driver) -> None:
    person = await sim.person()
    ids = await say(sim, person, "a", "b", "c")
    assert ids == sorted(ids)
    assert [update["update_id"] for update in await sim.updates()] == ids
    later = (await sim.api("getUpdates", offset=ids[1]))["result"]
    assert [update["message"]["text"] for update in later] == ["b", "c"]
    assert [update["update_id"] for update in await sim.updates()] == ids[1:]


@pytest.mark.asyncio
async def test_a_negative_offset_takes_the_last_ones_and_forgets_the_others(sim: Driver) -> None:
    person = await sim.person()
    ids = await say(sim, person, "a", "b", "c")
    assert [update["update_id"] for update in (await sim.api("getUpdates", offset=-2))["result"]] == ids[1:]
    assert len(await sim.updates()) == 2


@pytest.mark.asyncio
async def test_a_limit_bounds_the_batch(sim: Driver) -> None:
    person = await sim.person()
    ids = await say(sim, person, "a", "b", "c")
    assert [update["update_id"] for update in (await sim.api("getUpdates", limit=2))["result"]] == ids[:2]


@pytest.mark.asyncio
async def test_a_long_poll_answers_as_soon_as_something_arrives(sim: Driver) -> None:
    person = await sim.person()
    poll = asyncio.create_task(sim.api("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    began = monotonic()
    await say(sim, person, "a")
    assert [update["message"]["text"] for update in (await poll)["result"]] == ["a"]
    assert monotonic() - began < 1


@pytest.mark.asyncio
async def test_a_long_poll_ends_with_nothing_when_its_time_is_up(sim: Driver) -> None:
    began = monotonic()
    assert (await sim.api("getUpdates", timeout=1))["result"] == []
    assert 0.9 < monotonic() - began < 3


@pytest.mark.asyncio
async def test_of_two_who_poll_the_first_gets_a_conflict(sim: Driver) -> None:
    person = await sim.person()
    first = asyncio.create_task(sim.api("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(sim.api("getUpdates", timeout=30))
    answer = await first
    assert answer.status == 409
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request")
    await say(sim, person, "a")
    assert len((await second)["result"]) == 1


@pytest.mark.asyncio
async def test_only_the_kinds_that_were_asked_for_are_queued(sim: Driver) -> None:
    person = await sim.person()
    await sim.api("getUpdates", allowed_updates=["callback_query"])
    await say(sim, person, "a")
    assert await sim.updates() == []
    await sim.api("getUpdates", allowed_updates=[])
    await say(sim, person, "b")
    assert [update["message"]["text"] for update in await sim.updates()] == ["b"]


@pytest.mark.asyncio
async def test_updates_are_kept_for_24_hours_of_the_simulated_clock(sim: Driver) -> None:
    person = await sim.person()
    await say(sim, person, "a")
    sim.clock.advance(timedelta(hours=23))
    await say(sim, person, "b")
    assert len(await sim.updates()) == 2
    sim.clock.advance(timedelta(hours=2))
    assert [update["message"]["text"] for update in await sim.updates()] == ["b"]


@pytest.mark.asyncio
async def test_an_update_can_be_delivered_again_with_the_same_id(sim: Driver) -> None:
    person = await sim.person()
    ids = await say(sim, person, "a", "b")
    await sim.api("getUpdates", offset=ids[1] + 1)
    assert (await sim.post("redeliver", update_id=ids[0])).status == 200
    again = (await sim.api("getUpdates", offset=ids[1] + 1))["result"]
    assert [(update["update_id"], update["message"]["text"]) for update in again] == [(ids[0], "a")]
    assert (await sim.api("getUpdates", offset=ids[1] + 1))["result"] == []
    assert (await sim.post("redeliver", update_id=1)).status == 404


@pytest.mark.asyncio
async def test_the_list_of_updates_holds_no_text(sim: Driver) -> None:
    person = await sim.person()
    (number,) = await say(sim, person, "a secret")
    listed = (await sim.get("updates")).body
    assert listed[-1] == {"update_id": number, "kind": "message", "chat": person, "waiting": True}
    assert "secret" not in str(listed)


@pytest.mark.asyncio
async def test_a_long_queue_is_read_in_time_that_grows_with_its_length(sim: Driver) -> None:
    queue = sim.simulator.world.bot_named(None).updates
    for number in range(20_000):
        queue.put("message", {"n": number}, lane=1)
    began, offset, seen = monotonic(), 0, 0
    while batch := queue.batch(offset, 100):
        offset, seen = batch[-1].id + 1, seen + len(batch)
    assert seen == 20_000
    assert monotonic() - began < 2
