"""The Bot API over HTTP: one route, the faults on order, and the log of calls."""

import asyncio
import contextlib
import json

from aiohttp import web

from simulator.account import Account
from simulator.calls import Call
from simulator.faults import Fault
from simulator.methods import perform
from simulator.methods.context import Context
from simulator.params import Params, read_request
from simulator.refusals import NOT_FOUND, SERVER_ERROR, Refusal
from simulator.world import World

SILENCE = 30.0
_OK = 200


class BotApi:
    """Serves `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._silent: set[asyncio.Event] = set()
        world.execute = self.execute

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Put the routes in place."""
        for verb in ("GET", "POST"):
            router.add_route(verb, "/bot{token:[^/]+}/{method}", self.call)
        router.add_get("/file/bot{token:[^/]+}/{path:.+}", self.download)

    def stop(self) -> None:
        """End calls that are kept in silence."""
        for event in self._silent:
            event.set()

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Answer one call, or meet the trouble that was ordered for it."""
        method = request.match_info["method"]
        try:
            account = self._world.account(request.match_info["token"])
            params = await read_request(request)
        except Refusal as refusal:
            return _answer(refusal.to_json(), refusal.code)
        chat = params.chat_number()
        fault = self._world.faults.next(method.lower(), chat)
        if fault is None:
            return await self._perform(account, method, params)
        if fault.kind == "lost_answer":
            await self._perform(account, method, params, done=fault.kind)
            return _dropped(request)
        self._log(account, method, chat, fault.kind)
        return await self._trouble(request, fault)

    async def execute(self, account: Account, method: str, params: Params) -> None:
        """Carry out a method that came as the answer of a webhook; Telegram tells no one how it ended."""
        await self._perform(account, method, params)

    async def download(self, request: web.Request) -> web.Response:
        """Give a file to the bot."""
        try:
            self._world.account(request.match_info["token"])
        except Refusal as refusal:
            return _answer(refusal.to_json(), refusal.code)
        stored = self._world.files.by_path(request.match_info["path"])
        if stored is None:
            return _answer(Refusal(NOT_FOUND, "Not Found").to_json(), NOT_FOUND)
        return web.Response(body=stored.data, content_type="application/octet-stream")

    async def _perform(
        self, account: Account, method: str, params: Params, *, done: str = "ok"
    ) -> web.Response:
        try:
            result = await perform(Context(self._world, account, params), method)
        except Refusal as refusal:
            self._log(account, method, params.chat_number(), str(refusal.code))
            return _answer(refusal.to_json(), refusal.code)
        self._log(account, method, params.chat_number(), done)
        return _answer({"ok": True, "result": result}, _OK)

    async def _trouble(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        refusal = fault.refusal()
        if refusal is not None:
            return _answer(refusal.to_json(), refusal.code)
        if fault.kind == "timeout":
            await self._keep_silent()
        return _dropped(request)

    async def _keep_silent(self) -> None:
        ended = asyncio.Event()
        self._silent.add(ended)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SILENCE):
                await ended.wait()
        self._silent.discard(ended)

    def _log(self, account: Account, method: str, chat: int | None, outcome: str) -> None:
        self._world.calls.add(Call(self._world.clock.now(), account.username, method, chat, outcome))


def _dropped(request: web.Request) -> web.Response:
    """Drop the connection; the answer goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=SERVER_ERROR)


def _answer(body: object, status: int) -> web.Response:
    return web.Response(text=json.dumps(body), status=status, content_type="application/json")
