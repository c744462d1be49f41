"""One server: loopback only, quick to stop, with events and pages."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from yarl import URL

from simulator import server
from simulator.server import PortTakenError, Simulator
from simulator.sim_api import event_routes
from tests.simulator.driver import TOKEN, Driver


@pytest.mark.asyncio
@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org", ""])  # noqa: S104
async def test_it_listens_on_loopback_only(host: str) -> None:
    with pytest.raises(ValueError, match="loopback"):
        await Simulator(TOKEN).start(host)


@pytest.mark.asyncio
async def test_a_port_that_is_taken_is_named(sim: Driver) -> None:
    port = int(sim.url.rpartition(":")[2])
    with pytest.raises(PortTakenError, match=str(port)):
        await Simulator(TOKEN).start(port=port)


@pytest.mark.parametrize("token", ["", "abc", "abc:def", "12:", "1 2:x"])
def test_a_token_of_another_form_is_refused(token: str) -> None:
    with pytest.raises(ValueError, match="token"):
        Simulator(token)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "example.org"},
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Host": "[x"},
        {"Origin": "http://[x"},
    ],
)
async def test_other_sites_cannot_reach_it_through_a_browser(sim: Driver, headers: dict[str, str]) -> None:
    async with sim.http.get(f"{sim.url}/sim/people", headers=headers) as response:
        assert response.status == 403


@pytest.mark.asyncio
async def test_stopping_ends_polls_and_streams_at_once_and_twice_is_harmless(sim: Driver) -> None:
    poll = asyncio.create_task(sim.api("getUpdates", timeout=50))
    async with sim.http.get(f"{sim.url}/sim/events"):
        await asyncio.sleep(0.1)
        began = monotonic()
        await sim.simulator.stop()
        assert monotonic() - began < 1
    assert (await poll)["result"] == []
    await sim.simulator.stop()


@pytest.mark.asyncio
async def test_several_bots_live_apart() -> None:
    simulator = Simulator(TOKEN, more_bots={"5:staff": "staff_bot"}, accept_any_token=True)
    url = await simulator.start()
    async with aiohttp.ClientSession() as http:
        driver = Driver(simulator, url, http)
        person = await driver.person()
        assert (await driver.post(f"people/{person}/say", text="to staff", bot="staff_bot")).status == 200
        assert await driver.updates() == []
        async with http.get(f"{url}/bot5:staff/getUpdates") as response:
            assert (await response.json())["result"][0]["message"]["text"] == "to staff"
        async with http.get(f"{url}/bot6:new/getMe") as response:
            assert (await response.json())["result"]["username"] == "sim6_bot"
        async with http.get(f"{url}/botnonsense/getMe") as response:
            assert response.status == 401
        assert len((await driver.get(f"people/{person}/chat?bot=staff_bot"))["messages"]) == 1
    await simulator.stop()


async def events(response: aiohttp.ClientResponse) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    name = ""
    async for line in response.content:
        text = line.decode().strip()
        if text.startswith("event: "):
            name = text.removeprefix("event: ")
        elif text.startswith("data: "):
            yield name, json.loads(text.removeprefix("data: "))


@pytest.mark.asyncio
async def test_every_change_is_told(sim: Driver) -> None:
    async with sim.http.get(f"{sim.url}/sim/events") as response:
        told = events(response)
        person = await sim.person()
        sim.clock.advance(timedelta(days=1))
        await sim.sent(person)
        heard = [await anext(told) for _ in range(4)]
    assert response.content_type == "text/event-stream"
    assert [name for name, _ in heard] == ["people", "chat", "clock", "chat"]
    assert (heard[0][1], heard[3][1]) == ({"person": person}, {"person": person})


@pytest.mark.asyncio
async def test_a_quiet_stream_is_kept_alive(sim: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_routes, "HEARTBEAT", 0.05)
    async with sim.http.get(f"{sim.url}/sim/events") as response:
        lines = [await response.content.readline() for _ in range(3)]
    assert lines == [b": here\n", b"\n", b": still here\n"]


@pytest.mark.asyncio
async def test_who_listens_too_slowly_loses_the_oldest(sim: Driver) -> None:
    told = sim.simulator.world.events
    with told.listening() as lines:
        for number in range(1005):
            told.tell("chat", {"person": number})
        assert lines.qsize() == 1000
        assert b'"person": 5' in (lines.get_nowait() or b"")
        told.tell("chat", {"person": 0})
        told.close()
        assert lines.qsize() == 1000


@pytest.mark.asyncio
async def test_pages_are_served_and_nothing_beside_them(
    sim: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page"
    page.mkdir()
    (page / "index.html").write_text("<h1>phones</h1>")
    (page / "page.css").write_text("h1{}")
    (tmp_path / "secret.txt").write_text("secret")
    monkeypatch.setattr(server, "PAGE", page)
    for path, status in (
        ("/", 200),
        ("/page/page.css", 200),
        ("/page/%2e%2e/secret.txt", 404),
        ("/page/no.js", 404),
    ):
        async with sim.http.get(URL(f"{sim.url}{path}", encoded=True)) as response:
            assert response.status == status, path


@pytest.mark.asyncio
async def test_a_page_that_goes_away_is_forgotten(sim: Driver) -> None:
    async with sim.http.get(f"{sim.url}/sim/events") as response:
        await response.content.readline()
        response.close()
    listeners = sim.simulator.world.events._listeners
    async with asyncio.timeout(5):
        while listeners:
            await sim.person()
            await asyncio.sleep(0.01)
    assert not listeners


@pytest.mark.asyncio
async def test_an_address_that_is_not_ours_to_take_is_no_taken_port(monkeypatch: pytest.MonkeyPatch) -> None:
    async def denied(_site: web.TCPSite) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(web.TCPSite, "start", denied)
    with pytest.raises(PermissionError):
        await Simulator(TOKEN).start(port=80)


@pytest.mark.asyncio
async def test_it_may_be_called_localhost() -> None:
    simulator = Simulator(TOKEN)
    url = await simulator.start("localhost")
    async with aiohttp.ClientSession() as http, http.get(f"{url}/sim/clock") as response:
        assert response.status == 200
    await simulator.stop()


@pytest.mark.asyncio
async def test_what_is_not_there_is_not_found(sim: Driver) -> None:
    async with sim.http.get(f"{sim.url}/elsewhere") as response:
        assert response.status == 404
    async with sim.http.post(f"{sim.url}/sim/people") as response:
        assert (response.status, (await response.json())["error"]) == (
            400,
            '"name" is missing: it must be a text.',
        )
