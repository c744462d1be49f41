"""Webhooks: in order, with the secret, again after a failure; and what they answer is done."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from simulator import webhooks
from tests.simulator.driver import TOKEN, Driver, until

Reply = Callable[[dict[str, Any]], web.Response | Awaitable[web.Response]]


class Hook:
    """A bot's own server: keeps what it got, answers what the test wants."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.replies: list[web.Response] = []
        self.url = ""
        self.delay = 0.0
        self.at_once = 0
        self.most_at_once = 0

    async def take(self, request: web.Request) -> web.Response:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.got.append(await request.json())
        await asyncio.sleep(self.delay)
        self.at_once -= 1
        return self.replies.pop(0) if self.replies else web.Response()

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got]


@asynccontextmanager
async def hooked() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield hook
    finally:
        await runner.cleanup()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks, "FIRST_WAIT", 0.02)


@pytest.mark.asyncio
async def test_updates_come_in_order_with_the_secret(sim: Driver) -> None:
    person = await sim.person()
    async with hooked() as hook:
        assert (await sim.api("setWebhook", url=hook.url, secret_token="s3cret-token")).status == 200
        for text in "abc":
            await sim.post(f"people/{person}/say", text=text)
        await until(lambda: len(hook.got) == 3)
        assert hook.texts() == ["a", "b", "c"]
        assert set(hook.secrets) == {"s3cret-token"}
        info = (await sim.api("getWebhookInfo"))["result"]
        assert (info["url"], info["pending_update_count"]) == (hook.url, 0)
        await sim.api("deleteWebhook")


@pytest.mark.asyncio
async def test_what_waited_before_is_brought_unless_it_is_dropped(sim: Driver) -> None:
    person = await sim.person()
    await sim.post(f"people/{person}/say", text="early")
    async with hooked() as hook:
        await sim.api("setWebhook", url=hook.url)
        await until(lambda: len(hook.got) == 1)
        await sim.api("deleteWebhook")
        await sim.post(f"people/{person}/say", text="dropped")
        await sim.api("setWebhook", url=hook.url, drop_pending_updates=True)
        await sim.post(f"people/{person}/say", text="late")
        await until(lambda: len(hook.got) == 2)
        assert hook.texts() == ["early", "late"]
        await sim.api("deleteWebhook")


@pytest.mark.asyncio
async def test_a_failure_is_tried_again_and_reported_and_later_ones_wait(sim: Driver) -> None:
    person = await sim.person()
    async with hooked() as hook:
        hook.replies = [web.Response(status=500), web.Response(status=503)]
        await sim.api("setWebhook", url=hook.url)
        await sim.post(f"people/{person}/say", text="a")
        await sim.post(f"people/{person}/say", text="b")
        await until(lambda: len(hook.got) == 4)
        assert hook.texts() == ["a", "a", "a", "b"]
        info = (await sim.api("getWebhookInfo"))["result"]
        assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"
        assert info["last_error_date"] == pytest.approx(sim.clock.timestamp(), abs=5)
        await sim.api("deleteWebhook")


@pytest.mark.asyncio
async def test_a_server_that_is_not_there_leaves_the_update_waiting(sim: Driver) -> None:
    person = await sim.person()
    async with hooked() as hook:
        url = hook.url
    await sim.api("setWebhook", url=url)
    await sim.post(f"people/{person}/say", text="a")
    await asyncio.sleep(0.1)
    info = (await sim.api("getWebhookInfo"))["result"]
    assert (info["pending_update_count"], info["last_error_message"]) == (1, "Connection refused")
    await sim.api("deleteWebhook")
    assert [update["message"]["text"] for update in await sim.updates()] == ["a"]


@pytest.mark.asyncio
async def test_a_server_that_does_not_answer_in_time_is_tried_again(
    sim: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "TIMEOUT", 0.1)
    person = await sim.person()
    async with hooked() as hook:
        hook.delay = 0.3
        await sim.api("setWebhook", url=hook.url)
        await sim.post(f"people/{person}/say", text="a")
        await until(lambda: len(hook.got) == 2)
        info = (await sim.api("getWebhookInfo"))["result"]
        assert (info["pending_update_count"], info["last_error_message"]) == (1, "Read timeout expired")
        await sim.api("deleteWebhook")


@pytest.mark.asyncio
async def test_an_update_that_no_one_took_for_24_hours_is_given_up(sim: Driver) -> None:
    person = await sim.person()
    async with hooked() as hook:
        hook.replies = [web.Response(status=500) for _ in range(500)]
        await sim.api("setWebhook", url=hook.url)
        await sim.post(f"people/{person}/say", text="old")
        await until(lambda: len(hook.got) >= 2)
        sim.clock.advance(timedelta(hours=25))
        await until(lambda: not sim.simulator.world.bot_named(None).updates.count())
        hook.replies.clear()
        await sim.post(f"people/{person}/say", text="new")
        await until(lambda: "new" in hook.texts())
        assert (await sim.api("getWebhookInfo"))["result"]["pending_update_count"] == 0
        await sim.api("deleteWebhook")


@pytest.mark.asyncio
@pytest.mark.parametrize("body", ["{", "[]", '{"method": "sendTelepathy"}'])
async def test_an_answer_that_makes_no_sense_still_takes_the_update(sim: Driver, body: str) -> None:
    person = await sim.person()
    async with hooked() as hook:
        hook.replies = [web.Response(text=body, content_type="application/json")]
        await sim.api("setWebhook", url=hook.url)
        await sim.post(f"people/{person}/say", text="a")
        await sim.post(f"people/{person}/say", text="b")
        await until(lambda: len(hook.got) == 2)
        assert hook.texts() == ["a", "b"]
        await sim.api("deleteWebhook")


@pytest.mark.asyncio
async def test_people_do_not_wait_for_each_other_but_connections_are_bounded(sim: Driver) -> None:
    people = [await sim.person() for _ in range(4)]
    async with hooked() as hook:
        hook.delay = 0.05
        await sim.api("setWebhook", url=hook.url, max_connections=2)
        for person in people:
            await sim.post(f"people/{person}/say", text="a")
        await until(lambda: len(hook.got) == 4)
        assert hook.most_at_once == 2
        await sim.api("deleteWebhook")


def as_json(fields: dict[str, str]) -> web.Response:
    return web.json_response(fields)


def as_multipart(fields: dict[str, str]) -> web.Response:
    writer = aiohttp.MultipartWriter("form-data", boundary="webhookBoundary")
    for name, value in fields.items():
        writer.append(value).set_content_disposition("form-data", name=name)
    return web.Response(body=writer, headers={"Content-Type": writer.content_type})


def as_form(fields: dict[str, str]) -> web.Response:
    body = "&".join(f"{name}={value}" for name, value in fields.items())
    return web.Response(text=body, content_type="application/x-www-form-urlencoded")


@pytest.mark.asyncio
@pytest.mark.parametrize("form", [as_json, as_multipart, as_form])
async def test_a_method_in_the_answer_is_carried_out(
    sim: Driver, form: Callable[[dict[str, str]], web.Response]
) -> None:
    person = await sim.person()
    async with hooked() as hook:
        hook.replies = [form({"method": "sendMessage", "chat_id": str(person), "text": "replied"})]
        await sim.api("setWebhook", url=hook.url)
        await sim.post(f"people/{person}/say", text="a")
        await until(lambda: len(sim.simulator.world.calls.recent(method="sendMessage")) == 1)
        assert [message["text"] for message in await sim.messages(person)] == ["/start", "a", "replied"]
        await sim.api("deleteWebhook")


@pytest.mark.asyncio
async def test_an_update_can_be_brought_again(sim: Driver) -> None:
    person = await sim.person()
    async with hooked() as hook:
        await sim.api("setWebhook", url=hook.url)
        number = (await sim.post(f"people/{person}/say", text="a"))["update_id"]
        await until(lambda: len(hook.got) == 1)
        await sim.post("redeliver", update_id=number)
        await until(lambda: len(hook.got) == 2)
        assert [update["update_id"] for update in hook.got] == [number, number]
        await sim.api("deleteWebhook")


@pytest.mark.asyncio
async def test_polling_and_a_webhook_exclude_each_other(sim: Driver) -> None:
    async with hooked() as hook:
        poll = asyncio.create_task(sim.api("getUpdates", timeout=30))
        await asyncio.sleep(0.05)
        await sim.api("setWebhook", url=hook.url)
        assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
        answer = await sim.api("getUpdates")
        assert answer.status == 409
        assert answer["description"].startswith(
            "Conflict: can't use getUpdates method while webhook is active"
        )
        person = await sim.person()
        await sim.post(f"people/{person}/say", text="dropped")
        await sim.api("setWebhook", url="", drop_pending_updates=True)
        answer = await sim.api("getUpdates")
        assert (answer.status, answer["result"]) == (200, [])


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "another machine": ({"url": "https://192.0.2.1/hook"}, "Bad Request: bad webhook: this is a simulator"),
    "a name": ({"url": "https://example.org/hook"}, "Bad Request: bad webhook: this is a simulator"),
    "another protocol": ({"url": "ftp://127.0.0.1/"}, "Bad Request: bad webhook: an HTTPS URL"),
    "a secret with spaces": (
        {"url": "http://127.0.0.1:1/", "secret_token": "a b"},
        "Bad Request: secret token contains unallowed characters",
    ),
}


@pytest.mark.asyncio
@pytest.mark.parametrize(("params", "start"), WRONG.values(), ids=WRONG.keys())
async def test_a_webhook_that_cannot_be_is_refused(sim: Driver, params: dict[str, str], start: str) -> None:
    answer = await sim.api("setWebhook", **params)
    assert answer.status == 400
    assert answer["description"].startswith(start)
    assert TOKEN in sim.simulator.world.accounts


@pytest.mark.asyncio
async def test_a_file_in_the_answer_is_sent(sim: Driver) -> None:
    person = await sim.person()
    writer = aiohttp.MultipartWriter("form-data", boundary="webhookBoundary")
    for name, value in {
        "method": "sendDocument",
        "chat_id": str(person),
        "document": "attach://plan",
    }.items():
        writer.append(value).set_content_disposition("form-data", name=name)
    writer.append(b"the bytes").set_content_disposition("form-data", name="plan", filename="plan.ics")
    async with hooked() as hook:
        hook.replies = [web.Response(body=writer, headers={"Content-Type": writer.content_type})]
        await sim.api("setWebhook", url=hook.url)
        await sim.post(f"people/{person}/say", text="a")
        await until(lambda: bool(sim.simulator.world.calls.recent(method="sendDocument")))
        assert (await sim.messages(person))[-1]["file_name"] == "plan.ics"
        await sim.api("deleteWebhook")
