"""Who sends too much is told how long to wait."""

import pytest

from simulator.limits import Limits, Meter
from simulator.refusals import Refusal, SimError
from tests.simulator.driver import Driver, running


def refused_after(meter: Meter, chat: int, *, at: float, crowd: bool = False) -> tuple[int, int | None]:
    """Return how many messages fit at one moment, and the wait asked for then."""
    for number in range(1000):
        try:
            meter.count(chat, crowd=crowd, now=at)
        except Refusal as refused:
            return number, refused.retry_after
    return 1000, None


def test_one_chat_takes_a_burst_and_then_one_a_second() -> None:
    meter = Meter(Limits(per_chat_burst=5, overall_burst=1000))
    assert refused_after(meter, 1, at=0.0) == (5, 1)
    assert refused_after(meter, 1, at=1.0) == (1, 1)
    assert refused_after(meter, 1, at=1.5) == (0, 1)
    assert refused_after(meter, 1, at=10.0) == (5, 1)


def test_a_slow_chat_is_told_the_whole_wait() -> None:
    meter = Meter(Limits(per_chat_per_second=0.1, per_chat_burst=1))
    assert refused_after(meter, 1, at=0.0) == (1, 10)


def test_one_chat_does_not_slow_another() -> None:
    meter = Meter(Limits(per_chat_burst=5, overall_burst=1000))
    refused_after(meter, 1, at=0.0)
    assert refused_after(meter, 2, at=0.0) == (5, 1)


def test_all_chats_together_take_thirty_a_second() -> None:
    meter = Meter(Limits())
    for chat in range(30):
        meter.count(chat, crowd=False, now=0.0)
    assert refused_after(meter, 99, at=0.0) == (0, 1)
    for chat in range(30):
        meter.count(chat, crowd=False, now=1.0)
    assert refused_after(meter, 99, at=1.0) == (0, 1)


def test_a_group_takes_twenty_a_minute() -> None:
    meter = Meter(Limits())
    assert refused_after(meter, -1, at=0.0, crowd=True) == (20, 3)


@pytest.mark.asyncio
async def test_a_quick_human_is_never_refused_by_default() -> None:
    async with running(Limits()) as sim:
        person = await sim.person()
        message = await sim.sent(person, "0")
        for number in range(1, 25):
            answer = await sim.api(
                "editMessageText", chat_id=person, message_id=message["message_id"], text=str(number)
            )
            assert answer.status == 200


@pytest.mark.asyncio
async def test_sending_and_editing_count_and_a_refused_message_is_not_sent() -> None:
    async with running(Limits(per_chat_burst=2)) as sim:
        person = await sim.person()
        message = await sim.sent(person, "1")
        await sim.api("editMessageText", chat_id=person, message_id=message["message_id"], text="2")
        answer = await sim.api("sendMessage", chat_id=person, text="3")
        assert answer.status == 429
        assert answer.body == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 1",
            "parameters": {"retry_after": 1},
        }
        assert [message["text"] for message in await sim.messages(person)] == ["/start", "2"]


@pytest.mark.asyncio
async def test_limits_can_be_changed_while_it_runs(sim: Driver) -> None:
    person = await sim.person()
    answer = await sim.post("limits", per_chat_burst=1, per_chat_per_second=0.05)
    assert answer["per_chat_burst"] == 1
    assert (await sim.get("limits")).body == answer.body
    await sim.sent(person)
    assert (await sim.api("sendMessage", chat_id=person, text="x"))["parameters"] == {"retry_after": 20}


@pytest.mark.asyncio
async def test_metered_by_the_simulated_clock_a_move_empties_the_buckets(sim: Driver) -> None:
    person = await sim.person()
    await sim.post("limits", per_chat_burst=1, per_chat_per_second=1, simulated_time=True)
    await sim.sent(person)
    assert (await sim.api("sendMessage", chat_id=person, text="x")).status == 429
    await sim.post("clock", advance="PT2S")
    assert (await sim.api("sendMessage", chat_id=person, text="x")).status == 200


WRONG: dict[str, dict[str, object]] = {
    "unknown": {"per_year": 1},
    "nothing": {"per_chat_burst": 0},
    "a word": {"per_chat_burst": "many"},
    "a truth": {"per_chat_burst": True},
}


@pytest.mark.parametrize("wanted", WRONG.values(), ids=WRONG.keys())
def test_a_limit_that_is_none_is_refused(wanted: dict[str, object]) -> None:
    with pytest.raises(SimError):
        Limits().changed(wanted)
