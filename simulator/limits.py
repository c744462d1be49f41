"""How much a bot may send: Telegram's figures, smoothed into leaky buckets."""

import math
import time
from dataclasses import dataclass, fields

from simulator.refusals import SimError, too_many_requests
from simulator.shapes import Json

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Limits:
    """Rates in messages (sent or edited); bursts in messages too. Source: telegram.md 1, the bots' FAQ.

    `simulated_time` meters by the simulator's clock, so that moving it empties the buckets.
    """

    per_chat_per_second: float = 1.0
    per_chat_burst: int = 30
    group_per_minute: float = 20.0
    overall_per_second: float = 30.0
    overall_burst: int = 30
    simulated_time: bool = False

    def changed(self, wanted: Json) -> "Limits":
        """Return these limits with `wanted` figures in place.

        Raises:
            SimError: an unknown name, or no positive number.
        """
        known = {field.name for field in fields(self)}
        values = {name: getattr(self, name) for name in known}
        for name, value in wanted.items():
            if name not in known:
                raise SimError(f"There is no limit called {name}; there are {', '.join(sorted(known))}.")
            if name == "simulated_time":
                values[name] = bool(value)
                continue
            if isinstance(value, bool) or not isinstance(value, (int, float)) or value <= 0:
                raise SimError(f"{name} must be a number above 0.")
            values[name] = value
        return Limits(**values)

    def to_json(self) -> Json:
        """Return the figures by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


class Bucket:
    """Fills by one a message, leaks at `rate` a second, holds `size`."""

    __slots__ = ("at", "level", "rate", "size")

    def __init__(self, rate: float, size: float, at: float) -> None:
        self.rate = rate
        self.size = max(size, 1.0)
        self.level = 0.0
        self.at = at

    def wait(self, now: float) -> float:
        """Return the seconds until one more fits; 0 if it fits now."""
        self.level = max(0.0, self.level - max(0.0, now - self.at) * self.rate)
        self.at = now
        over = self.level + 1.0 - self.size
        return over / self.rate if over > _ROUNDING else 0.0

    def add(self) -> None:
        """Count one message."""
        self.level += 1.0


class Meter:
    """Counts what one bot sends, per chat and overall."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._chats: dict[int, Bucket] = {}
        self._overall = Bucket(limits.overall_per_second, limits.overall_burst, 0.0)

    def count(self, chat: int, *, crowd: bool, now: float | None = None) -> None:
        """Count one message to `chat`; a refused one is not counted.

        Args:
            chat: the chat's id.
            crowd: whether it is a group or a channel.
            now: seconds on a clock that only goes forward; real time if left out.

        Raises:
            Refusal: 429, with the whole seconds to wait.
        """
        now = time.monotonic() if now is None else now
        bucket = self._chats.get(chat)
        if bucket is None:
            bucket = self._chats[chat] = self._for_chat(now, crowd=crowd)
        wait = max(bucket.wait(now), self._overall.wait(now))
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        bucket.add()
        self._overall.add()

    def _for_chat(self, now: float, *, crowd: bool) -> Bucket:
        limits = self.limits
        if crowd:
            return Bucket(limits.group_per_minute / 60, limits.group_per_minute, now)
        return Bucket(limits.per_chat_per_second, limits.per_chat_burst, now)
