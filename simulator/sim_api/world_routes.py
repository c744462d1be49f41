"""Time, trouble, limits, and what went over the wire."""

from urllib.parse import quote

from aiohttp import web

from simulator.clock import duration
from simulator.files import StoredFile
from simulator.refusals import NOT_FOUND, Refusal, SimError
from simulator.shapes import Json
from simulator.sim_api.reading import body_of, number_in, optional_text, text_in
from simulator.world import World

_SHOWN = {"text/html", "text/plain"}
_APART = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class WorldRoutes:
    """`/sim/clock`, `/sim/faults`, `/sim/limits`, `/sim/updates`, `/sim/redeliver`, `/sim/calls`, `/sim/bots`, `/sim/files`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Put the routes in place."""
        router.add_get("/sim/bots", self.bots)
        router.add_get("/sim/clock", self.clock)
        router.add_post("/sim/clock", self.advance)
        router.add_get("/sim/limits", self.limits)
        router.add_post("/sim/limits", self.set_limits)
        router.add_get("/sim/faults", self.faults)
        router.add_post("/sim/faults", self.order_fault)
        router.add_delete("/sim/faults", self.clear_faults)
        router.add_get("/sim/updates", self.updates)
        router.add_post("/sim/redeliver", self.redeliver)
        router.add_get("/sim/calls", self.calls)
        router.add_get("/sim/files/{id}", self.file)
        router.add_get("/sim/files/{id}/page", self.file_page)

    async def bots(self, _request: web.Request) -> web.Response:
        """List the bots and what they say about themselves."""
        return web.json_response(
            [
                {
                    **account.to_user(),
                    "description": account.profile.get("description", ""),
                    "short_description": account.profile.get("short_description", ""),
                    "link": f"https://t.me/{account.username}",
                }
                for account in self._world.accounts.values()
            ]
        )

    async def clock(self, _request: web.Request) -> web.Response:
        """Tell the time."""
        return web.json_response({"now": self._world.clock.now().isoformat()})

    async def advance(self, request: web.Request) -> web.Response:
        """Move the clock forward."""
        text = text_in(await body_of(request), "advance")
        try:
            now = self._world.clock.advance(duration(text))
        except (ValueError, OverflowError) as error:
            raise SimError(f"The clock cannot do that: {error}.") from None
        return web.json_response({"now": now.isoformat()})

    async def limits(self, _request: web.Request) -> web.Response:
        """Tell the limits."""
        return web.json_response(self._world.limits.to_json())

    async def set_limits(self, request: web.Request) -> web.Response:
        """Change the limits that are named."""
        self._world.set_limits(self._world.limits.changed(await body_of(request)))
        return web.json_response(self._world.limits.to_json())

    async def faults(self, _request: web.Request) -> web.Response:
        """List the trouble to come."""
        return web.json_response(self._world.faults.to_json())

    async def order_fault(self, request: web.Request) -> web.Response:
        """Order trouble."""
        return web.json_response(self._world.faults.order(await body_of(request)).to_json())

    async def clear_faults(self, _request: web.Request) -> web.Response:
        """Forget all trouble."""
        self._world.faults.clear()
        return web.json_response([])

    async def updates(self, request: web.Request) -> web.Response:
        """List recent updates: ids, kinds and chats only."""
        queue = self._world.bot_named(request.query.get("bot")).updates
        waiting = {update.id for update in queue.waiting()}
        recent: list[Json] = [
            {
                "update_id": update.id,
                "kind": update.kind,
                "chat": update.lane,
                "waiting": update.id in waiting,
            }
            for update in queue.recent()
        ]
        return web.json_response(recent)

    async def redeliver(self, request: web.Request) -> web.Response:
        """Deliver an update once more."""
        body = await body_of(request)
        account = self._world.bot_named(optional_text(body, "bot"))
        number = number_in(body, "update_id")
        if account.updates.redeliver(number) is None:
            raise SimError(f"There is no recent update {number}.", status=NOT_FOUND)
        return web.json_response({"update_id": number})

    async def file(self, request: web.Request) -> web.Response:
        """Give a file of a message to save: never to be shown in place, as a bot may have sent anything."""
        stored = self._stored(request)
        saved_as = f"attachment; filename*=UTF-8''{quote(stored.name, safe='')}"
        headers = {"Content-Disposition": saved_as, "X-Content-Type-Options": "nosniff"}
        return web.Response(body=stored.data, content_type="application/octet-stream", headers=headers)

    async def file_page(self, request: web.Request) -> web.Response:
        """Show a page or a text as a browser shows it: in a place apart, where nothing runs and nothing is loaded."""
        stored = self._stored(request)
        if stored.mime not in _SHOWN:
            return await self.file(request)
        headers = {"Content-Security-Policy": _APART, "X-Content-Type-Options": "nosniff"}
        return web.Response(body=stored.data, content_type=stored.mime, charset="utf-8", headers=headers)

    def _stored(self, request: web.Request) -> StoredFile:
        try:
            return self._world.files.by_id(request.match_info["id"])
        except Refusal:
            raise SimError("There is no such file.", status=NOT_FOUND) from None

    async def calls(self, request: web.Request) -> web.Response:
        """List recent calls of the Bot API, of one `method` or `chat` if asked; never a text."""
        chat = request.query.get("chat")
        try:
            number = int(chat) if chat else None
        except ValueError:
            raise SimError("chat must be the number of a chat.") from None
        calls = self._world.calls.recent(method=request.query.get("method"), chat=number)
        return web.json_response([call.to_json() for call in calls])
