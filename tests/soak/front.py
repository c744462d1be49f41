"""What stands between Telegram and the bots: a web server that shares calls out, or one that brings each twice."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle

from aiohttp import ClientSession, ClientTimeout, web

PATH = "/telegram"
_HEADERS = ("X-Telegram-Bot-Api-Secret-Token", "Content-Type")


@asynccontextmanager
async def sharing_out(ports: Sequence[int], *, port: int) -> AsyncIterator[list[int]]:
    """A web server on `port` that passes calls on to each of `ports` in turn; how many each of them took."""
    taken = [0] * len(ports)
    turns = cycle(range(len(ports)))
    async with ClientSession(timeout=ClientTimeout(total=60)) as http:

        async def pass_on(request: web.Request) -> web.Response:
            at = next(turns)
            body = await request.read()
            headers = {name: request.headers[name] for name in _HEADERS if name in request.headers}
            async with http.post(f"http://127.0.0.1:{ports[at]}{PATH}", data=body, headers=headers) as answer:
                taken[at] += answer.status == 200
                said = await answer.read()
                return web.Response(status=answer.status, body=said, content_type=answer.content_type)

        app = web.Application()
        app.router.add_post(PATH, pass_on)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield taken
        finally:
            await runner.cleanup()
