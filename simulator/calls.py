"""The log of calls to the Bot API: which method, which chat, how it ended; never a text."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime

from simulator.shapes import Json

_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Call:
    """One call, as it ended: `ok`, the number of a refusal, or the kind of trouble met."""

    at: datetime
    bot: str
    method: str
    chat: int | None
    outcome: str

    def to_json(self) -> Json:
        """Return the call for who looks at the log."""
        return {
            "at": self.at.isoformat(),
            "bot": self.bot,
            "method": self.method,
            "chat": self.chat,
            "outcome": self.outcome,
        }


class CallLog:
    """The most recent calls, and a count of all since the start."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=_KEPT)
        self.total = 0

    def add(self, call: Call) -> None:
        """Remember `call`; the oldest makes room."""
        self._calls.append(call)
        self.total += 1

    def recent(self, *, method: str | None = None, chat: int | None = None) -> list[Call]:
        """Return the recent calls, oldest first, of one method or chat if asked."""
        return [
            call
            for call in self._calls
            if (method is None or call.method.lower() == method.lower())
            and (chat is None or call.chat == chat)
        ]
