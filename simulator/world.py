"""Everything that exists in one simulator: bots, people, files, time, trouble."""

import re
from collections.abc import Awaitable, Callable

from simulator.account import Account
from simulator.calls import CallLog
from simulator.chats import Chat, Kind
from simulator.clock import Clock
from simulator.events import Events
from simulator.faults import Faults
from simulator.files import Files
from simulator.limits import Limits, Meter
from simulator.params import Params
from simulator.people import People, random_id
from simulator.refusals import NOT_FOUND, UNAUTHORIZED, Refusal, SimError
from simulator.shapes import Json

Execute = Callable[[Account, str, Params], Awaitable[None]]
_TOKEN = re.compile(r"\d{1,19}:[A-Za-z0-9_-]+")


class World:
    """The state of one simulator. It is used from one event loop only."""

    def __init__(self, *, limits: Limits, clock: Clock, accept_any_token: bool = False) -> None:
        self.clock = clock
        self.limits = limits
        self.people = People()
        self.files = Files()
        self.faults = Faults()
        self.calls = CallLog()
        self.events = Events()
        self.accept_any_token = accept_any_token
        self.accounts: dict[str, Account] = {}
        self.execute: Execute = _nothing

    def add_bot(self, token: str, username: str) -> Account:
        """Register a bot.

        Raises:
            ValueError: `token` has not the form `digits:letters`.
        """
        if _TOKEN.fullmatch(token) is None:
            raise ValueError("a bot's token has the form 123456:ABC-def")
        account = Account(token, username, limits=self.limits, now=self.clock.now)
        self.accounts[token] = account
        return account

    def account(self, token: str) -> Account:
        """Return the bot with this token.

        Raises:
            Refusal: 401, as Telegram answers to a token that it does not know.
        """
        found = self.accounts.get(token)
        if found is not None:
            return found
        if self.accept_any_token and _TOKEN.fullmatch(token) is not None:
            return self.add_bot(token, f"sim{token.split(':', 1)[0]}_bot")
        raise Refusal(UNAUTHORIZED, "Unauthorized")

    def bot_named(self, username: str | None) -> Account:
        """Return the bot with this user name; the first one if none is named.

        Raises:
            SimError: no such bot.
        """
        for account in self.accounts.values():
            if username is None or account.username.lower() == username.removeprefix("@").lower():
                return account
        raise SimError(f"There is no bot called {username} here.", status=NOT_FOUND)

    def set_limits(self, limits: Limits) -> None:
        """Change what every bot may send, and start counting anew."""
        self.limits = limits
        for account in self.accounts.values():
            account.meter = Meter(limits)

    def meter_time(self) -> float | None:
        """Return the time by which sending is metered; nothing for real time."""
        return self.clock.now().timestamp() if self.limits.simulated_time else None

    def crowd(self, account: Account, kind: Kind, title: str) -> Chat:
        """Make a group or a channel with `account` in it."""
        number = -1_000_000_000_000 - random_id(())
        chat = Chat(number, kind, title, started=True)
        account.chats[number] = chat
        return chat

    def changed(self, chat: Chat) -> None:
        """Tell the pages that this chat has changed."""
        name = "chat" if chat.kind is Kind.PRIVATE else "group"
        key = "person" if chat.kind is Kind.PRIVATE else "group"
        self.events.tell(name, {key: chat.id})

    def update(self, account: Account, chat: Chat, kind: str, body: Json) -> int:
        """Queue an update about `chat` and return its id."""
        return account.updates.put(kind, body, lane=chat.id).id


async def _nothing(_account: Account, _method: str, _params: Params) -> None:
    """Carry out nothing: the Bot API is not there yet."""
