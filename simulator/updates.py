"""What waits for a bot: kept 24 hours, in order, until the bot has it."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from simulator.shapes import Json

KEPT = timedelta(hours=24)
MAX_BATCH = 100
_REMEMBERED = 5000
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
_IDS_PER_SECOND = 20
# Telegram leaves these out unless a bot asks for them (Bot API, getUpdates).
_ONLY_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True, slots=True)
class Update:
    """One update; `lane` is the chat in whose order it stands."""

    id: int
    kind: str
    lane: int
    at: datetime
    body: Json

    def to_api(self) -> Json:
        """Return the Bot API's Update."""
        return {"update_id": self.id, self.kind: self.body}


class Updates:
    """The queue of one bot. Ids increase, also from one run of the simulator to the next."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        since = (datetime.now(UTC) - _EPOCH).total_seconds()
        self._next_id = int(since * _IDS_PER_SECOND) % 2_000_000_000 + 1
        self._waiting: OrderedDict[int, Update] = OrderedDict()
        self._again: list[Update] = []
        self._recent: deque[Update] = deque(maxlen=_REMEMBERED)
        self._arrived = asyncio.Event()
        self.allowed: frozenset[str] | None = None
        self.on_arrival: Callable[[Update], None] | None = None

    def put(self, kind: str, body: Json, *, lane: int) -> Update:
        """Queue an update, unless the bot asked not to get this kind; it has an id either way."""
        update = Update(self._next_id, kind, lane, self._now(), body)
        self._next_id += 1
        if self._wanted(kind):
            self._recent.append(update)
            self._waiting[update.id] = update
            self._announce(update)
        return update

    def redeliver(self, update_id: int) -> Update | None:
        """Deliver a recent update once more, with the same id; nothing if it is unknown."""
        found = next((update for update in reversed(self._recent) if update.id == update_id), None)
        if found is not None:
            if self.on_arrival is None:
                self._again.append(found)
            self._announce(found)
        return found

    def batch(self, offset: int | None, limit: int) -> list[Update]:
        """Return what waits from `offset` on, and forget everything before it."""
        self._arrived.clear()
        if offset is not None:
            self._confirm(offset)
        self._expire()
        again, self._again = self._again[:limit], self._again[limit:]
        fresh: list[Update] = []
        for update in self._waiting.values():
            if len(again) + len(fresh) >= limit:
                break
            fresh.append(update)
        return again + fresh

    async def arrival(self) -> None:
        """Wait until something has arrived since the last batch was taken."""
        await self._arrived.wait()

    def done(self, update: Update) -> None:
        """Forget an update that a webhook took."""
        self._waiting.pop(update.id, None)

    def drop_all(self) -> None:
        """Forget everything that waits."""
        self._waiting.clear()
        self._again.clear()

    def waiting(self) -> list[Update]:
        """Return what waits, oldest first."""
        self._expire()
        return list(self._waiting.values())

    def count(self) -> int:
        """Return how many wait."""
        self._expire()
        return len(self._waiting)

    def expired(self, update: Update) -> bool:
        """Tell whether `update` is older than 24 hours."""
        return self._now() - update.at > KEPT

    def recent(self) -> list[Update]:
        """Return the recent updates, oldest first, whether delivered or not."""
        return list(self._recent)

    def allow(self, kinds: Iterable[str]) -> None:
        """From now on queue only these kinds; none at all means Telegram's own choice."""
        self.allowed = frozenset(kinds) or None

    def _wanted(self, kind: str) -> bool:
        return kind not in _ONLY_ON_REQUEST if self.allowed is None else kind in self.allowed

    def _announce(self, update: Update) -> None:
        self._arrived.set()
        if self.on_arrival is not None:
            self.on_arrival(update)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            offset = min(list(self._waiting)[offset:], default=self._next_id)
        for update_id in list(self._first_below(offset)):
            del self._waiting[update_id]

    def _first_below(self, offset: int) -> Iterable[int]:
        for update_id in self._waiting:
            if update_id >= offset:
                return
            yield update_id

    def _expire(self) -> None:
        edge = self._now() - KEPT
        old = []
        for update in self._waiting.values():
            if update.at >= edge:
                break
            old.append(update)
        for update in old:
            self.done(update)
