"""How a bot gets its updates: by asking, or at an address of its own."""

import asyncio
import ipaddress
import re
from typing import Any
from urllib.parse import urlsplit

from simulator.account import Account
from simulator.methods.context import Context
from simulator.params import Params
from simulator.refusals import bad_request, conflict
from simulator.shapes import Json, JsonList
from simulator.updates import MAX_BATCH, Update
from simulator.webhooks import Address, Webhook
from simulator.world import World

MAX_TIMEOUT = 50
_DEFAULT_CONNECTIONS = 40
_MAX_CONNECTIONS = 100
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


async def get_updates(context: Context) -> JsonList:
    """Return what waits, or wait for it up to `timeout` seconds.

    Raises:
        Refusal: 409 while a webhook is set, or when another call takes over.
    """
    account, params = context.account, context.params
    if account.webhook is not None:
        raise conflict(_WEBHOOK)
    end_poll(account, _OTHER_POLL)
    _allow(context)
    limit = min(max(params.integer("limit", MAX_BATCH) or MAX_BATCH, 1), MAX_BATCH)
    timeout = min(max(params.integer("timeout", 0) or 0, 0), MAX_TIMEOUT)
    batch = account.updates.batch(params.integer("offset"), limit)
    if not batch and timeout:
        batch = await _wait(account, limit, timeout)
    return [update.to_api() for update in batch]


async def _wait(account: Account, limit: int, timeout: int) -> list[Update]:  # noqa: ASYNC109 - Telegram's own name
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[str] = loop.create_future()
    account.poll = ended
    until = loop.time() + timeout
    try:
        while (left := until - loop.time()) > 0:
            arrival = loop.create_task(account.updates.arrival())
            try:
                waited: set[asyncio.Future[Any]] = {arrival, ended}
                await asyncio.wait(waited, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            finally:
                arrival.cancel()
            if ended.done():
                if reason := ended.result():
                    raise conflict(reason)
                return []
            if batch := account.updates.batch(None, limit):
                return batch
        return []
    finally:
        if account.poll is ended:
            account.poll = None


def end_poll(account: Account, reason: str) -> None:
    """End a call of getUpdates that waits: with a 409 for `reason`, or with nothing if it is empty."""
    if account.poll is not None and not account.poll.done():
        account.poll.set_result(reason)
    account.poll = None


async def set_webhook(context: Context) -> bool:
    """Bring updates to an address from now on; an empty `url` ends that.

    Raises:
        Refusal: an address that is not loopback, a secret with other signs than A-Z a-z 0-9 _ -.
    """
    account, params = context.account, context.params
    url = (params.text("url") or "").strip()
    if not url:
        return await delete_webhook(context)
    _check_address(url)
    secret = params.text("secret_token") or ""
    if secret and _SECRET.fullmatch(secret) is None:
        raise bad_request("secret token contains unallowed characters")
    connections = params.integer("max_connections", _DEFAULT_CONNECTIONS) or _DEFAULT_CONNECTIONS
    address = Address(url, secret, min(max(connections, 1), _MAX_CONNECTIONS))
    _allow(context)
    end_poll(account, "terminated by setWebhook request")
    await drop_webhook(account)
    if params.flag("drop_pending_updates"):
        account.updates.drop_all()
    account.webhook = _webhook(context.world, account, address)
    account.webhook.start()
    return True


async def delete_webhook(context: Context) -> bool:
    """Bring updates nowhere any more."""
    await drop_webhook(context.account)
    if context.params.flag("drop_pending_updates"):
        context.account.updates.drop_all()
    return True


def get_webhook_info(context: Context) -> Json:
    """Return the WebhookInfo."""
    account = context.account
    info: Json = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": account.updates.count(),
    }
    if account.webhook is not None:
        account.webhook.describe(info)
    if account.updates.allowed is not None:
        info["allowed_updates"] = sorted(account.updates.allowed)
    return info


async def drop_webhook(account: Account) -> None:
    """Stop the webhook of a bot, if it has one."""
    webhook, account.webhook = account.webhook, None
    if webhook is not None:
        await webhook.stop()


def _webhook(world: World, account: Account, address: Address) -> Webhook:
    async def execute(method: str, params: Params) -> None:
        await world.execute(account, method, params)

    return Webhook(address, account.updates, execute, world.clock.now)


def _allow(context: Context) -> None:
    if not context.params.has("allowed_updates"):
        return
    kinds = context.params.structure("allowed_updates")
    if not isinstance(kinds, list):
        raise bad_request("can't parse allowed_updates: expected an Array of String")
    context.account.updates.allow(str(kind) for kind in kinds)


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"}:
        raise bad_request("bad webhook: an HTTPS URL must be provided for webhook")
    host = parts.hostname or ""
    try:
        near = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        near = False
    if not near:
        raise bad_request("bad webhook: this is a simulator, it reaches loopback addresses only")
