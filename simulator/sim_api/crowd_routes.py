"""Groups and channels, made and used."""

from aiohttp import web

from simulator.account import Account
from simulator.chats import Kind
from simulator.crowds import crowd, make_channel, make_group, post, say_in_group
from simulator.hands import Place
from simulator.refusals import SimError
from simulator.sim_api.reading import (
    body_of,
    number_in,
    number_in_path,
    optional_number,
    optional_text,
    text_in,
)
from simulator.views import chat_view
from simulator.world import World


class CrowdRoutes:
    """Everything under `/sim/groups` and `/sim/channels`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Put the routes in place."""
        router.add_post("/sim/groups", self.add_group)
        router.add_post("/sim/groups/{id}/say", self.say)
        router.add_get("/sim/groups/{id}/chat", self.chat)
        router.add_post("/sim/channels", self.add_channel)
        router.add_post("/sim/channels/{id}/post", self.post)
        router.add_get("/sim/channels/{id}/chat", self.chat)

    async def add_group(self, request: web.Request) -> web.Response:
        """Make a group with the bot in it."""
        body = await body_of(request)
        members = body.get("members")
        if not isinstance(members, list) or not all(isinstance(member, int) for member in members):
            raise SimError('"members" must be a list of people\'s ids.')
        people = [self._world.people.get(member) for member in members]
        chat = make_group(
            self._world,
            self._world.bot_named(optional_text(body, "bot")),
            text_in(body, "title"),
            people,
            sees_all=bool(body.get("sees_all")),
        )
        return web.json_response({"id": chat.id})

    async def say(self, request: web.Request) -> web.Response:
        """Say something in a group."""
        body = await body_of(request)
        account = self._world.bot_named(optional_text(body, "bot"))
        chat = crowd(account, number_in_path(request), Kind.GROUP)
        person = self._world.people.get(number_in(body, "from"))
        place = Place(self._world, account, chat)
        message, update_id = say_in_group(
            place, person, text_in(body, "text"), reply_to=optional_number(body, "reply_to")
        )
        return web.json_response({"message_id": message.message_id, "update_id": update_id})

    async def add_channel(self, request: web.Request) -> web.Response:
        """Make a channel in which the bot may post."""
        body = await body_of(request)
        account = self._world.bot_named(optional_text(body, "bot"))
        owner = optional_number(body, "owner")
        person = self._world.people.get(owner) if owner else next(iter(self._world.people), None)
        if person is None:
            raise SimError("A channel has an owner: add a person first.")
        chat = make_channel(self._world, account, text_in(body, "title"), person)
        return web.json_response({"id": chat.id})

    async def post(self, request: web.Request) -> web.Response:
        """Post in a channel."""
        body = await body_of(request)
        account = self._world.bot_named(optional_text(body, "bot"))
        chat = crowd(account, number_in_path(request), Kind.CHANNEL)
        return web.json_response(
            {"update_id": post(Place(self._world, account, chat), text_in(body, "text"))}
        )

    async def chat(self, request: web.Request) -> web.Response:
        """Show a group or a channel."""
        account: Account = self._world.bot_named(request.query.get("bot"))
        kind = Kind.GROUP if request.path.startswith("/sim/groups/") else Kind.CHANNEL
        return web.json_response(chat_view(account, crowd(account, number_in_path(request), kind)))
