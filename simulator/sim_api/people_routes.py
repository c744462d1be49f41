"""People: who they are, what they do, what they see."""

from aiohttp import web

from simulator.account import Account
from simulator.chats import Chat, Kind
from simulator.crowds import crowd
from simulator.hands import Hands
from simulator.methods.media import described
from simulator.refusals import SimError
from simulator.shapes import Json
from simulator.sim_api.reading import (
    body_of,
    number_in,
    number_in_path,
    optional_number,
    optional_text,
    text_in,
)
from simulator.taps import ANSWER_WITHIN, Wish, contact_of, tap
from simulator.views import chat_view
from simulator.world import World

_FILES = {
    "photo": ("photo.jpg", "image/jpeg"),
    "voice": ("voice.ogg", "audio/ogg"),
    "sticker": ("sticker.webp", "image/webp"),
    "document": ("document.txt", "text/plain"),
}
_MAX_PATIENCE = 60.0


class PeopleRoutes:
    """Everything under `/sim/people`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Put the routes in place."""
        router.add_get("/sim/people", self.everyone)
        router.add_post("/sim/people", self.add)
        router.add_get("/sim/people/{id}/chat", self.chat)
        for name in ("say", "tap", "open", "send", "edit", "block", "unblock"):
            router.add_post(f"/sim/people/{{id}}/{name}", getattr(self, name))

    async def everyone(self, request: web.Request) -> web.Response:
        """List the people."""
        account = self._world.bot_named(request.query.get("bot"))
        people = []
        for person in self._world.people:
            chat = account.chats.get(person.id)
            people.append({**person.to_json(), "unread": chat.unread if chat else 0})
        return web.json_response(people)

    async def add(self, request: web.Request) -> web.Response:
        """Give someone a phone."""
        body = await body_of(request)
        person = self._world.people.add(
            text_in(body, "name").strip(),
            optional_text(body, "language_code"),
            number=optional_number(body, "id"),
            username=optional_text(body, "username"),
        )
        if body.get("started"):
            self._world.bot_named(optional_text(body, "bot")).private_chat(person).started = True
        self._world.events.tell("people", {"person": person.id})
        return web.json_response(person.to_json())

    async def say(self, request: web.Request) -> web.Response:
        """Type a text."""
        hands, body = await self._hands(request)
        return _done(hands.say(text_in(body, "text"), reply_to=optional_number(body, "reply_to")))

    async def tap(self, request: web.Request) -> web.Response:
        """Tap a button."""
        hands, body = await self._hands(request)
        forged = optional_text(body, "data")
        button = optional_text(body, "button") if forged else text_in(body, "button")
        wish = Wish(button, optional_number(body, "message_id"), forged)
        patience = body.get("wait", ANSWER_WITHIN)
        if (
            isinstance(patience, bool)
            or not isinstance(patience, (int, float))
            or not 0 <= patience <= _MAX_PATIENCE
        ):
            raise SimError('"wait" must be a number of seconds, from 0 to 60.')
        chat = _group(hands.account, optional_number(body, "chat"))
        return web.json_response(await tap(hands, wish, chat=chat, patience=patience))

    async def open(self, request: web.Request) -> web.Response:
        """Follow a link."""
        hands, body = await self._hands(request)
        return _done(hands.open(text_in(body, "link")))

    async def send(self, request: web.Request) -> web.Response:
        """Send a photo, a place, a card or a file."""
        hands, body = await self._hands(request)
        kind = text_in(body, "kind")
        return _done(hands.send(kind, self._media(hands, kind, body), optional_text(body, "caption") or ""))

    async def edit(self, request: web.Request) -> web.Response:
        """Change a text that was sent."""
        hands, body = await self._hands(request)
        return _done(hands.edit(number_in(body, "message_id"), text_in(body, "text")))

    async def block(self, request: web.Request) -> web.Response:
        """Block the bot."""
        hands, _ = await self._hands(request)
        return _done(hands.block(blocked=True))

    async def unblock(self, request: web.Request) -> web.Response:
        """Let the bot write again."""
        hands, _ = await self._hands(request)
        return _done(hands.block(blocked=False))

    async def chat(self, request: web.Request) -> web.Response:
        """Show the chat, which counts as reading it unless the address says `?peek=1`."""
        person = self._world.people.get(number_in_path(request))
        account = self._world.bot_named(request.query.get("bot"))
        chat = account.private_chat(person)
        if not request.query.get("peek"):
            chat.unread = 0
        return web.json_response(chat_view(account, chat, person))

    async def _hands(self, request: web.Request) -> tuple[Hands, Json]:
        person = self._world.people.get(number_in_path(request))
        body = await body_of(request)
        return Hands(self._world, self._world.bot_named(optional_text(body, "bot")), person), body

    def _media(self, hands: Hands, kind: str, body: Json) -> Json:
        if kind == "location":
            place = {"latitude": body.get("latitude", 52.0907), "longitude": body.get("longitude", 5.1214)}
            return {"location": place}
        if kind == "contact":
            contact = contact_of(hands)
            number = optional_text(body, "phone_number")
            return {"contact": {**contact, "phone_number": number} if number else contact}
        if kind not in _FILES:
            raise SimError(f"kind must be one of {', '.join([*_FILES, 'location', 'contact'])}.")
        name, mime = _FILES[kind]
        name = optional_text(body, "file_name") or name
        stored = self._world.files.add(b"from a phone", kind=kind, name=name, mime=mime)
        return described(stored, kind)


def _group(account: Account, number: int | None) -> Chat | None:
    return None if number is None else crowd(account, number, Kind.GROUP)


def _done(update_id: int | None) -> web.Response:
    return web.json_response({"update_id": update_id})
