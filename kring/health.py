"""The scheduler's own small HTTP server: whether it lives, whether it is at work, and the numbers; without aiogram."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.work import Work
from casework import incidents
from casework.incidents import CLOCK
from kring.serving import answers
from kring.settings import Settings
from scheduler.numbers import Numbers


@asynccontextmanager
async def health_served(settings: Settings, work: Work, numbers: Numbers) -> AsyncIterator[None]:
    """Answer on `KRING_SCHEDULER_PORT` as long as the block lasts; without that setting nothing listens.

    Raises:
        OSError: another program listens there.
    """
    if settings.scheduler_port is None:
        yield
        return
    runner = web.AppRunner(make_health_app(work, numbers), access_log=None, shutdown_timeout=5)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.scheduler_port).start()
        yield
    finally:
        await runner.cleanup()


def make_health_app(work: Work, numbers: Numbers) -> web.Application:
    """`/healthz`, `/readyz` and `/metrics`, as the bot's own server has them."""
    app = web.Application()

    async def alive(_request: web.Request) -> web.StreamResponse:
        return web.json_response({"alive": True})

    async def is_ready(_request: web.Request) -> web.StreamResponse:
        found = {"database": await answers(work)}
        # One scheduler stands by while the other ticks: both are ready.
        found["clock"] = found["database"] and not await work.do(incidents.has_stopped, name=CLOCK)
        status = HTTPStatus.OK if all(found.values()) else HTTPStatus.SERVICE_UNAVAILABLE
        return web.json_response(found, status=status)

    async def counted(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=await numbers.told(work.do), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app.router.add_get("/healthz", alive)
    app.router.add_get("/readyz", is_ready)
    app.router.add_get("/metrics", counted)
    return app
