"""How fast may be sent, as arithmetic: every moment comes in as seconds on a clock that only goes forward."""

from collections import deque
from dataclasses import dataclass, field

_CHATS_REMEMBERED = 2_000

_MADE_UP_SLOTS = 3
"""So many slots at most that a busy machine missed are made up for; an idle time before them is not."""

_CLOSEST = 0.85
"""While slots are made up for, messages still lie this share of a slot apart: smooth, not a burst."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Telegram's limits (telegram.md 1), with a little air: it allows about 30 a second to all chats together."""

    per_second: float = 28.4
    most_in_a_second: int = 29
    chat_seconds: float = 1.0
    group_messages: int = 20
    group_seconds: float = 60.0


@dataclass(slots=True)
class _Chat:
    """When one chat was written to, and until when it refuses."""

    opens_at: float = 0.0
    held_until: float = 0.0
    recent: deque[float] = field(default_factory=deque)


class Pace:
    """Says when the next message may go: overall, and to one chat. It counts; it never waits."""

    def __init__(self, figures: Figures | None = None) -> None:
        self._figures = figures or Figures()
        self._gap = 1.0 / self._figures.per_second
        self._due = 0.0
        self._soonest = 0.0
        self._taken: deque[float] = deque(maxlen=self._figures.most_in_a_second)
        self._paused_until = 0.0
        self._chats: dict[int, _Chat] = {}

    def slot_at(self) -> float:
        """When the next message to anyone may go."""
        return max(self._due, self._soonest, self._paused_until)

    def take_slot(self, now: float) -> None:
        """Use the slot that stands open at `now`.

        Slots stand at absolute moments, so a timer that comes late does not push the later ones back: up to three are made
        up for, a little closer together. More than that is lost, so there is never a burst, and however late the timers
        come there are `most_in_a_second` in any second at the most.
        """
        on_time = 0 <= now - self._due < _MADE_UP_SLOTS * self._gap
        self._due = (self._due if on_time else now) + self._gap
        self._taken.append(now)
        full = len(self._taken) == self._figures.most_in_a_second
        self._soonest = max(now + _CLOSEST * self._gap, self._taken[0] + 1.0 if full else 0.0)

    def chat_at(self, chat: int) -> float:
        """When the next message to this chat may go, whatever the others do."""
        known = self._chats.get(chat)
        return 0.0 if known is None else max(known.opens_at, known.held_until)

    def written(self, chat: int, now: float) -> None:
        """Count a message to a chat, from when it was answered: the server cannot have seen it any later."""
        known = self._known(chat, now)
        known.opens_at = now + self._figures.chat_seconds
        if chat < 0:  # a group or a channel
            known.recent.append(now)
            if len(known.recent) >= self._figures.group_messages:
                known.opens_at = max(known.opens_at, known.recent.popleft() + self._figures.group_seconds)

    def refused(self, chat: int, until: float, now: float) -> None:
        """Keep that Telegram asked to wait.

        It does not say whether it means this chat or all of them. So this chat waits; and when a second chat is
        refused while the first still waits, it meant all.
        """
        others = any(other.held_until > now for key, other in self._chats.items() if key != chat)
        known = self._known(chat, now)
        known.held_until = max(known.held_until, until)
        if others:
            self._paused_until = max(self._paused_until, until)

    def _known(self, chat: int, now: float) -> _Chat:
        if len(self._chats) >= _CHATS_REMEMBERED and chat not in self._chats:
            self._forget_idle_ones(now)
        return self._chats.setdefault(chat, _Chat())

    def _forget_idle_ones(self, now: float) -> None:
        idle_since = now - self._figures.group_seconds
        self._chats = {
            key: known
            for key, known in self._chats.items()
            if max(known.opens_at, known.held_until) > (idle_since if key < 0 else now)
        }
