"""The bot runs against any server that speaks the Bot API, also one that knows only what is needed to answer people."""

import asyncio
import base64
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web

from kring.receiving import bot_running
from kring.serving import make_work, scheduler_running
from kring.settings import Settings, read_settings

TOKEN = "77:another-server"
SECRET = "told-in-a-header"


class Sparse:
    """A server with four methods; everything else is unknown to it."""

    def __init__(self) -> None:
        self.waiting: list[dict[str, Any]] = []
        self.sent: list[dict[str, Any]] = []

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", f"/bot{TOKEN}/{{method}}", self.answer)
        return app

    async def answer(self, request: web.Request) -> web.Response:
        posted = {key: str(value) for key, value in (await request.post()).items()}
        body: dict[str, Any] = posted or (await request.json() if request.can_read_body else {})
        match request.match_info["method"]:
            case "getUpdates":
                return await self._updates(int(body.get("offset") or 0))
            case "sendMessage":
                self.sent.append(body)
                chat = {"id": int(body["chat_id"]), "type": "private"}
                message = {"message_id": len(self.sent), "date": 0, "chat": chat, "text": body["text"]}
                return web.json_response({"ok": True, "result": message})
            case "answerCallbackQuery":
                return web.json_response({"ok": True, "result": True})
            case _:
                unknown = {"ok": False, "error_code": 404, "description": "Not Found"}
                return web.json_response(unknown, status=404)

    async def _updates(self, offset: int) -> web.Response:
        found: list[dict[str, Any]] = []
        for _ in range(20):
            found = [update for update in self.waiting if update["update_id"] >= offset]
            if found:
                break
            await asyncio.sleep(0.05)
        return web.json_response({"ok": True, "result": found})


def said(number: int, text: str) -> dict[str, Any]:
    person = {"id": 501, "is_bot": False, "first_name": "requester", "language_code": "nl"}
    chat = {"id": 501, "type": "private", "first_name": "requester"}
    message = {"message_id": number, "date": 1_790_000_000, "chat": chat, "from": person, "text": text}
    return {"update_id": number, "message": message}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def serving(server: Sparse, folder: Path, **given: object) -> AsyncIterator[Settings]:
    runner = web.AppRunner(server.app(), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    settings = read_settings(
        bot_token=TOKEN,
        api_base=f"http://127.0.0.1:{runner.addresses[0][1]}",
        database_url=f"sqlite:///{folder / 'other.sqlite'}",
        master_key=base64.b64encode(os.urandom(32)).decode(),
        **given,
    )
    work = make_work(settings)
    try:
        async with scheduler_running(settings, work), bot_running(settings, work):
            yield settings
    finally:
        work.close()
        await runner.cleanup()


async def until(server: Sparse, count: int) -> None:
    for _ in range(200):
        if len(server.sent) >= count:
            return
        await asyncio.sleep(0.05)
    pytest.fail(f"{len(server.sent)} messages instead of {count}")


@pytest.mark.asyncio
async def test_a_server_with_few_methods_is_enough_to_answer_people_by_polling(tmp_path: Path) -> None:
    server = Sparse()
    async with serving(server, tmp_path, port=free_port()):
        server.waiting.append(said(1, "/start"))
        await until(server, 1)
        server.waiting.append(said(2, "/status"))
        await until(server, 2)
    assert "112" in server.sent[0]["text"]
    assert server.sent[0]["chat_id"] == "501"


@pytest.mark.asyncio
async def test_the_webhook_is_served_where_its_address_says_with_its_secret(tmp_path: Path) -> None:
    server, port = Sparse(), free_port()
    address = f"http://127.0.0.1:{port}/a/path/of/its/own"
    header = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with serving(server, tmp_path, webhook_url=address, webhook_secret=SECRET), ClientSession() as http:
        async with http.post(address, json=said(1, "/start"), headers=header) as response:
            answer = await response.json()
        async with http.post(address, json=said(2, "/start")) as refused:
            status = refused.status
    assert answer["method"] == "sendMessage"
    assert "112" in answer["text"]
    assert status == 401
