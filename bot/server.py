"""The bot's HTTP side: the webhook, whether we are alive, and whether we are ready."""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, Final, NoReturn

from aiogram import Bot, Dispatcher
from aiogram.types import TelegramObject, Update
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from pydantic import ValidationError

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
BODY_LIMIT = 1024 * 1024
"""Telegram's updates are a few kilobytes; more is not Telegram."""

_LARGEST_UPDATE: Final = 2**63 - 1
_LARGEST_PERSON: Final = 2**52
"""Telegram: a number of a person or a chat has at most 52 significant bits; that of a person is positive."""
_QUARTER_TURN, _HALF_TURN = 90, 180
_HALF_CHARACTER = "\\ud"
"""How JSON begins to write one half of a character that it cannot write whole."""

Ready = Callable[[], Awaitable[dict[str, bool]]]

More = Callable[[], Awaitable[bytes]]
"""Further numbers, as Prometheus reads them."""


async def no_more() -> bytes:
    """No further numbers."""
    return b""


class Metrics:
    """What is counted: updates and time, never people."""

    def __init__(self) -> None:
        """Make the counters in a registry of their own, so that two bots in one process do not clash."""
        self.registry = CollectorRegistry()
        self.updates = Counter("kring_updates", "Updates handled", registry=self.registry)
        self.refused = Counter(
            "kring_webhook_refused", "Webhook calls refused", ["why"], registry=self.registry
        )
        self.seconds = Histogram("kring_update_seconds", "Seconds per update", registry=self.registry)


def make_app(
    dispatcher: Dispatcher, bot: Bot, *, secret: str, path: str, ready: Ready, more: More = no_more
) -> web.Application:
    """An application that takes Telegram's calls at `path`, checks the secret first, and answers health questions."""
    metrics = Metrics()
    app = web.Application(client_max_size=BODY_LIMIT)

    async def webhook(request: web.Request) -> web.StreamResponse:
        if not has_secret(request, secret):
            metrics.refused.labels("secret").inc()
            return web.Response(status=HTTPStatus.UNAUTHORIZED)
        try:
            said = await request.json(loads=_parsed)
            update = _possible(Update.model_validate(said, context={"bot": bot}))
        except (ValidationError, ValueError, LookupError, RecursionError):
            # No JSON, no update or one that cannot be, a character set that nobody knows, or brackets without end.
            metrics.refused.labels("body").inc()
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        with metrics.seconds.time():
            answer = await dispatcher.feed_update(bot, update)
        metrics.updates.inc()
        return web.json_response(answer if isinstance(answer, dict) else {})

    async def is_ready(_request: web.Request) -> web.StreamResponse:
        found = await ready()
        status = HTTPStatus.OK if all(found.values()) else HTTPStatus.SERVICE_UNAVAILABLE
        return web.json_response(found, status=status)

    async def numbers(_request: web.Request) -> web.StreamResponse:
        return web.Response(
            body=generate_latest(metrics.registry) + await more(),
            headers={"Content-Type": CONTENT_TYPE_LATEST},
        )

    app.router.add_post(path, webhook)
    app.router.add_get("/healthz", _alive)
    app.router.add_get("/readyz", is_ready)
    app.router.add_get("/metrics", numbers)
    return app


def _parsed(text: str) -> Any:  # noqa: ANN401 - JSON
    """JSON without what Python would take and nobody can mean: words for no number, halves of characters.

    Raises:
        ValueError: there is one, or it is no JSON.
    """

    def refuse(word: str) -> NoReturn:
        raise ValueError(word)

    said = json.loads(text, parse_constant=refuse)
    if _HALF_CHARACTER in text.lower():
        json.dumps(said, ensure_ascii=False).encode()  # fails where a half has no other half beside it
    return said


def _possible(update: Update) -> Update:
    """The update, when its numbers are such as Telegram gives; no database holds others.

    Raises:
        ValueError: they are not.
    """
    event = (
        update.message
        or update.edited_message
        or update.callback_query
        or update.my_chat_member
        or update.channel_post
    )
    sender, chat, place = (_own(event, name) for name in ("from_user", "chat", "location"))
    if not (
        0 <= update.update_id <= _LARGEST_UPDATE
        and (sender is None or 0 < sender.id < _LARGEST_PERSON)
        and (chat is None or 0 < abs(chat.id) < _LARGEST_PERSON)
        and (place is None or (abs(place.latitude) <= _QUARTER_TURN and abs(place.longitude) <= _HALF_TURN))
    ):
        raise ValueError("a number that Telegram does not give")
    return update


def _own(event: TelegramObject | None, name: str) -> Any:  # noqa: ANN401 - a person, a chat or a place
    """A field of this kind of event; whatever else stands in the body hangs on it too, as it came."""
    return getattr(event, name) if event is not None and name in type(event).model_fields else None


async def _alive(_request: web.Request) -> web.StreamResponse:
    return web.json_response({"alive": True})


def has_secret(request: web.Request, secret: str) -> bool:
    """Whether the call carries our secret; compared in constant time, before anything is read or parsed."""
    given = request.headers.get(SECRET_HEADER, "")
    return bool(secret) and hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode())
