"""A group that became a supergroup: the letter follows it to its new id."""

from typing import Any

import pytest
from aiohttp import web

from scheduler.connection import connected
from scheduler.courier import Courier
from tests.scheduler.office import Office, say
from tests.scheduler.round import QUICK

pytestmark = pytest.mark.asyncio

OLD, NEW = -100, -1009


class Telegram:
    """Answers to the Bot API as Telegram does where a group has another id by now."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, int]] = []

    async def answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if method == "getMe":
            return web.json_response({"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "bot"}})
        chat = int((await request.post())["chat_id"])  # type: ignore[arg-type]
        self.sent.append((method, chat))
        if chat == OLD:
            body: dict[str, Any] = {"ok": False, "error_code": 400, "description": "Bad Request: upgraded"}
            return web.json_response(body | {"parameters": {"migrate_to_chat_id": NEW}}, status=400)
        chat_object = {"id": chat, "type": "supergroup", "title": "circle"}
        message = {"message_id": 7, "date": 1, "chat": chat_object, "text": "hello"}
        return web.json_response({"ok": True, "result": message})


@pytest.mark.parametrize(
    ("taken", "state", "calls"),
    [
        pytest.param(False, "sent", [("sendMessage", OLD), ("sendMessage", NEW)], id="followed"),
        pytest.param(True, "refused", [("sendMessage", OLD)], id="someone else has that id"),
    ],
)
async def test_a_letter_follows_a_group_that_moved(
    office: Office, taken: bool, state: str, calls: list[tuple[str, int]]
) -> None:
    telegram = Telegram()
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", telegram.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    letter = office.letter(office.person(OLD))
    if taken:
        office.person(NEW)
    try:
        async with connected("1:token", api_base=address, figures=QUICK) as bot:
            await Courier(bot, office.do, say).drain()
    finally:
        await runner.cleanup()
    assert telegram.sent == calls
    assert office.read(letter).state == state
