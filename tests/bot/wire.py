"""The bot without Telegram: updates in as Telegram writes them, and every call that comes out, kept."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod
from aiogram.types import Chat, Message
from aiohttp.test_utils import TestClient, TestServer

from bot.dispatching import make_dispatcher
from bot.server import make_app
from bot.work import Work
from casework import forms
from kring.playground import TOKEN
from kring.serving import make_work
from kring.settings import read_settings

SECRET = "told-in-a-header"
PATH = "/telegram"
KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="


class Recorded(BaseSession):
    """Telegram's side, which takes everything unless `refuse` says otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[TelegramMethod[Any]] = []
        self.refuse: Callable[[TelegramMethod[Any]], Exception | None] = lambda _method: None

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's own signature
    ) -> Any:  # noqa: ANN401 - aiogram's own signature
        """Keep the call, and answer as Telegram would."""
        self.calls.append(method)
        error = self.refuse(method)
        if error is not None:
            raise error
        if method.__returning__ is Message:
            return Message(message_id=len(self.calls), date=0, chat=Chat(id=1, type="private"))  # type: ignore[arg-type]
        return True

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109 - aiogram's own signature
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """Nothing is ever downloaded."""
        assert not url, f"{url} was downloaded"
        yield b""

    async def close(self) -> None:
        """There is nothing to close."""


@dataclass(slots=True)
class Wire:
    """A bot behind its own HTTP server, and Telegram's side of it."""

    work: Work
    http: "TestClient[Any, Any]"
    telegram: Recorded
    ready: dict[str, bool] = field(default_factory=lambda: {"database": True})

    async def post(self, update: object, **headers: str) -> tuple[int, Any]:
        """Post an update with the secret, unless other headers are named; status and JSON."""
        named = headers or {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        async with self.http.post(PATH, json=update, headers=named) as answer:
            is_json = answer.content_type == "application/json"
            return answer.status, await answer.json() if is_json else await answer.text()

    async def draft(self, chat_id: int) -> forms.Page | None:
        """What is held of a half-filled questionnaire."""
        caller = await self.work.meet(chat_id, None)
        return await self.work.do(forms.resume, caller=caller)

    async def numbers(self) -> str:
        """What /metrics tells."""
        async with self.http.get("/metrics") as answer:
            return await answer.text()


@asynccontextmanager
async def wired(
    database_url: str, *, secret: str = SECRET, more: Callable[[Work], Awaitable[bytes]] | None = None
) -> AsyncIterator[Wire]:
    """A bot that takes updates by webhook, for as long as the block lasts."""
    settings = read_settings(bot_token=TOKEN, database_url=database_url, master_key=KEY)
    work, telegram = make_work(settings), Recorded()
    bot = Bot(TOKEN, session=telegram)
    ready = {"database": True}

    async def is_ready() -> dict[str, bool]:
        return ready

    async def further() -> bytes:
        return await more(work) if more else b""

    app = make_app(
        make_dispatcher(work, in_reply=True), bot, secret=secret, path=PATH, ready=is_ready, more=further
    )
    try:
        async with TestClient(TestServer(app)) as http:
            yield Wire(work, http, telegram, ready)
    finally:
        work.close()


def said(update_id: int, text: str | None, *, person: int = 7001, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """A message as Telegram sends it."""
    message: dict[str, Any] = {
        "message_id": update_id,
        "date": 1_700_000_000,
        "chat": {"id": person, "type": "private"},
        "from": {"id": person, "is_bot": False, "first_name": "requester", "language_code": "nl"},
    }
    if text is not None:
        message["text"] = text
    return {"update_id": update_id, "message": message | changes}


def tapped(
    update_id: int, data: str | None, *, person: int = 7001, message: dict[str, Any] | None = None
) -> dict[str, Any]:
    """A tap as Telegram sends it, on a message of ours unless another is named."""
    ours = {"message_id": 1, "date": 1_700_000_000, "chat": {"id": person, "type": "private"}, "text": "ours"}
    query: dict[str, Any] = {
        "id": f"query-{update_id}",
        "from": {"id": person, "is_bot": False, "first_name": "requester", "language_code": "nl"},
        "chat_instance": "1",
        "message": message or ours,
    }
    if data is not None:
        query["data"] = data
    return {"update_id": update_id, "callback_query": query}
