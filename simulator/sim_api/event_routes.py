"""Changes as they happen: Server-Sent Events."""

import asyncio

from aiohttp import web

from simulator.world import World

HEARTBEAT = 15.0


class EventRoutes:
    """`/sim/events`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Put the route in place."""
        router.add_get("/sim/events", self.events)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Send every change, and a comment every 15 seconds so that the connection stays."""
        response = web.StreamResponse(
            headers={
                "Content-Type": "text/event-stream",
                "Cache-Control": "no-store",
                "X-Accel-Buffering": "no",
            }
        )
        with self._world.events.listening() as lines:
            await response.prepare(request)
            await response.write(b": here\n\n")
            try:
                while (line := await _next(lines)) is not None:
                    await response.write(line)
            except ConnectionResetError:
                pass
        return response


async def _next(lines: asyncio.Queue[bytes | None]) -> bytes | None:
    try:
        async with asyncio.timeout(HEARTBEAT):
            return await lines.get()
    except TimeoutError:
        return b": still here\n\n"
