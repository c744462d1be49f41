"""Trouble comes as it was ordered, so many times, and no more."""

import asyncio
from time import monotonic

import aiohttp
import pytest

from simulator import bot_api
from tests.simulator.driver import Driver


@pytest.mark.asyncio
async def test_a_429_asks_to_wait_and_nothing_is_sent(sim: Driver) -> None:
    person = await sim.person()
    await sim.post("faults", method="sendMessage", kind="429", times=2, retry_after=7)
    for _ in range(2):
        answer = await sim.api("sendMessage", chat_id=person, text="x")
        assert (answer.status, answer["parameters"]) == (429, {"retry_after": 7})
    assert (await sim.api("sendMessage", chat_id=person, text="x")).status == 200
    assert len(await sim.messages(person)) == 2


@pytest.mark.asyncio
async def test_a_500_is_an_error_of_the_server(sim: Driver) -> None:
    await sim.post("faults", method="*", kind="500")
    answer = await sim.api("getMe")
    assert answer.body == {"ok": False, "error_code": 500, "description": "Internal Server Error"}
    assert (await sim.api("getMe")).status == 200


@pytest.mark.asyncio
async def test_silence_lasts_until_the_client_gives_up_and_nothing_is_sent(sim: Driver) -> None:
    person = await sim.person()
    await sim.post("faults", method="sendMessage", kind="timeout")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await sim.api("sendMessage", chat_id=person, text="x")
    assert len(await sim.messages(person)) == 1


@pytest.mark.asyncio
async def test_silence_ends_at_last(sim: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot_api, "SILENCE", 0.1)
    await sim.post("faults", method="getMe", kind="timeout")
    with pytest.raises(aiohttp.ClientError):
        await sim.api("getMe")


@pytest.mark.asyncio
async def test_silence_does_not_keep_the_simulator_from_stopping(sim: Driver) -> None:
    await sim.post("faults", method="getMe", kind="timeout")
    call = asyncio.create_task(sim.api("getMe"))
    await asyncio.sleep(0.1)
    began = monotonic()
    await sim.simulator.stop()
    with pytest.raises(aiohttp.ClientError):
        await call
    assert monotonic() - began < 1


@pytest.mark.asyncio
async def test_a_lost_answer_is_sent_all_the_same(sim: Driver) -> None:
    person = await sim.person()
    await sim.post("faults", method="sendMessage", kind="lost_answer")
    with pytest.raises(aiohttp.ClientError):
        await sim.api("sendMessage", chat_id=person, text="x")
    assert [message["text"] for message in await sim.messages(person)] == ["/start", "x"]
    assert (await sim.get("calls?method=sendMessage")).body[-1]["outcome"] == "lost_answer"


REFUSALS = {
    "as if the method were not there": (None, 404, "Not Found: method not found"),
    "a bad request": ("Bad Request: MESSAGE_TOO_LONG", 400, "Bad Request: MESSAGE_TOO_LONG"),
    "forbidden": ("Forbidden: user is deactivated", 403, "Forbidden: user is deactivated"),
}


@pytest.mark.asyncio
@pytest.mark.parametrize(("said", "status", "description"), REFUSALS.values(), ids=REFUSALS.keys())
async def test_a_refusal_says_what_was_ordered(
    sim: Driver, said: str | None, status: int, description: str
) -> None:
    await sim.post("faults", method="getMe", kind="refuse", description=said)
    answer = await sim.api("getMe")
    assert (answer.status, answer["description"]) == (status, description)


@pytest.mark.asyncio
async def test_trouble_can_be_for_one_chat_only(sim: Driver) -> None:
    first, second = await sim.person(), await sim.person()
    await sim.post("faults", method="sendMessage", kind="500", chat=second)
    assert (await sim.api("sendMessage", chat_id=first, text="x")).status == 200
    assert (await sim.api("sendMessage", chat_id=second, text="x")).status == 500


@pytest.mark.asyncio
async def test_trouble_can_be_called_off(sim: Driver) -> None:
    await sim.post("faults", method="*", kind="500", times=99)
    assert (await sim.get("faults")).body[0]["times"] == 99
    await sim.delete("faults")
    assert ((await sim.get("faults")).body, (await sim.api("getMe")).status) == ([], 200)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "flood"},
        {"kind": "429", "times": 0},
        {"kind": "429", "times": "two"},
        {"kind": "500", "chat": "x"},
    ],
)
async def test_trouble_that_cannot_be_is_explained(sim: Driver, body: dict[str, object]) -> None:
    answer = await sim.post("faults", **body)
    assert (answer.status, answer["error"][-1]) == (400, ".")


@pytest.mark.asyncio
async def test_the_log_of_calls_tells_how_they_ended_and_no_text(sim: Driver) -> None:
    person = await sim.person()
    await sim.sent(person, "a secret")
    await sim.api("sendMessage", chat_id=person)
    calls = (await sim.get(f"calls?method=sendmessage&chat={person}")).body
    assert [(call["chat"], call["outcome"]) for call in calls] == [(person, "ok"), (person, "400")]
    assert "secret" not in str(calls)
    assert (await sim.get("calls?chat=x")).status == 400
