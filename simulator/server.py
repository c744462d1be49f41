"""The simulator as one HTTP server on a loopback address."""

import asyncio
import errno
import ipaddress
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from simulator.bot_api import BotApi
from simulator.clock import Clock
from simulator.limits import Limits
from simulator.methods.receiving import drop_webhook, end_poll
from simulator.refusals import FORBIDDEN, NOT_FOUND, SimError
from simulator.sim_api import add_routes
from simulator.world import World

PAGE = Path(__file__).parent / "page"
_MAX_BODY = 60 * 1024 * 1024
_LAST_ANSWERS = 0.3


class PortTakenError(RuntimeError):
    """Another program listens on the port that was asked for."""


class Simulator:
    """A loopback Telegram.

    Args:
        token: the bot's token, `digits:letters`.
        username: the bot's user name.
        limits: what a bot may send; Telegram's figures if left out.
        clock: the clock of this world; share it with the bot so that moving it moves all.
        more_bots: further tokens with their user names.
        accept_any_token: whether a token of the right form is registered on first use.
    """

    def __init__(
        self,
        token: str,
        *,
        username: str = "kring_demo_bot",
        limits: Limits | None = None,
        clock: Clock | None = None,
        more_bots: Mapping[str, str] | None = None,
        accept_any_token: bool = False,
    ) -> None:
        self.clock = clock or Clock()
        self.world = World(limits=limits or Limits(), clock=self.clock, accept_any_token=accept_any_token)
        self.world.add_bot(token, username)
        for other, name in (more_bots or {}).items():
            self.world.add_bot(other, name)
        self._bot_api = BotApi(self.world)
        self._runner: web.AppRunner | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.app = self._application()

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen, and return the base address, such as `http://127.0.0.1:8080`.

        Raises:
            ValueError: `host` is not a loopback address.
            PortTakenError: someone else listens there.
        """
        if not _is_loopback(host):
            raise ValueError(f"the simulator listens on loopback addresses only, not on {host}")
        runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=_LAST_ANSWERS)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            await runner.cleanup()
            if error.errno != errno.EADDRINUSE:
                raise
            raise PortTakenError(f"port {port} on {host} is taken by another program") from error
        self._runner = runner
        actual = runner.addresses[0][1]
        return f"http://[{host}]:{actual}" if ":" in host else f"http://{host}:{actual}"

    async def stop(self) -> None:
        """Stop at once: end long polls, webhooks and streams. Stopping twice is harmless."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    def _application(self) -> web.Application:
        app = web.Application(middlewares=[_only_neighbours, _one_sentence], client_max_size=_MAX_BODY)
        self._bot_api.add_routes(app.router)
        add_routes(app.router, self.world)
        app.router.add_get("/", _page)
        app.router.add_get("/page/{path:.+}", _page)
        app.on_startup.append(self._begin)
        app.on_shutdown.append(self._end)
        return app

    async def _begin(self, _app: web.Application) -> None:
        self._loop = asyncio.get_running_loop()
        self.clock.watch(self._clock_moved)

    async def _end(self, _app: web.Application) -> None:
        self.clock.unwatch(self._clock_moved)
        self._bot_api.stop()
        self.world.events.close()
        for account in self.world.accounts.values():
            end_poll(account, "")
            await drop_webhook(account)

    def _clock_moved(self) -> None:
        if self._loop is not None:
            now = self.clock.now().isoformat()
            self._loop.call_soon_threadsafe(self.world.events.tell, "clock", {"now": now})


@web.middleware
async def _only_neighbours(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse requests that come by way of another name or another site's page."""
    origin = request.headers.get("Origin")
    if not _is_loopback(_host(f"//{request.host}")) or (origin and not _is_loopback(_host(origin))):
        return web.json_response({"error": "The simulator answers to loopback only."}, status=FORBIDDEN)
    return await handler(request)


@web.middleware
async def _one_sentence(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn what is wrong with a request to `/sim/` into one sentence."""
    try:
        return await handler(request)
    except SimError as error:
        return web.json_response({"error": error.sentence, **error.more}, status=error.status)
    except web.HTTPException as error:
        if not request.path.startswith("/sim/") or error.status < web.HTTPBadRequest.status_code:
            raise
        return web.json_response(
            {"error": f"There is no {request.method} {request.path}."}, status=error.status
        )


async def _page(request: web.Request) -> web.StreamResponse:
    root = PAGE.resolve()
    path = (root / request.match_info.get("path", "index.html")).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        return web.Response(status=NOT_FOUND, text="There is no such page.")
    return web.FileResponse(path, headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"})


def _host(address: str) -> str:
    """Return the name or number of the machine in `address`; nothing where it makes no sense."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
