"""Trouble on order: what Telegram does on a bad day."""

from dataclasses import dataclass

from simulator.refusals import (
    BAD_REQUEST,
    CONFLICT,
    FORBIDDEN,
    NOT_FOUND,
    SERVER_ERROR,
    UNAUTHORIZED,
    Refusal,
    SimError,
    too_many_requests,
)
from simulator.shapes import Json

KINDS = ("429", "500", "timeout", "lost_answer", "refuse")
_CODES = {
    "Bad Request": BAD_REQUEST,
    "Unauthorized": UNAUTHORIZED,
    "Forbidden": FORBIDDEN,
    "Not Found": NOT_FOUND,
    "Conflict": CONFLICT,
}


@dataclass(slots=True)
class Fault:
    """One kind of trouble, for so many calls of a method (`*`: any), in one chat or in all."""

    method: str
    kind: str
    times: int = 1
    retry_after: int = 1
    chat: int | None = None
    description: str | None = None

    def to_json(self) -> Json:
        """Return the fault as it was ordered, with the times that are left."""
        return {
            "method": self.method,
            "kind": self.kind,
            "times": self.times,
            "retry_after": self.retry_after,
            "chat": self.chat,
            "description": self.description,
        }

    def refusal(self) -> Refusal | None:
        """Return what the bot is told, or nothing for trouble with the connection."""
        if self.kind == "429":
            return too_many_requests(self.retry_after)
        if self.kind == "500":
            return Refusal(SERVER_ERROR, self.description or "Internal Server Error")
        if self.kind == "refuse":
            sentence = self.description or "Not Found: method not found"
            return Refusal(_CODES.get(sentence.split(":", 1)[0], BAD_REQUEST), sentence)
        return None


class Faults:
    """The trouble that is still to come, in the order in which it was asked for."""

    def __init__(self) -> None:
        self._coming: list[Fault] = []

    def order(self, body: Json) -> Fault:
        """Add a fault as described in docs/simulator.md.

        Raises:
            SimError: an unknown kind, or a number that is none.
        """
        kind = str(body.get("kind"))
        if kind not in KINDS:
            raise SimError(f"kind must be one of {', '.join(KINDS)}.")
        for name in ("times", "retry_after"):
            value = body.get(name, 1)
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise SimError(f"{name} must be a whole number above 0.")
        chat = body.get("chat")
        if chat is not None and not isinstance(chat, int):
            raise SimError("chat must be the number of a chat.")
        fault = Fault(
            method=str(body.get("method", "*")).lower(),
            kind=kind,
            times=body.get("times", 1),
            retry_after=body.get("retry_after", 1),
            chat=chat,
            description=body.get("description"),
        )
        self._coming.append(fault)
        return fault

    def next(self, method: str, chat: int | None) -> Fault | None:
        """Return the fault that this call meets, and count it; nothing if the call is lucky."""
        for fault in self._coming:
            if fault.method in {"*", method} and fault.chat in {None, chat}:
                fault.times -= 1
                if fault.times <= 0:
                    self._coming.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        """Forget all trouble."""
        self._coming.clear()

    def to_json(self) -> list[Json]:
        """Return what is still to come."""
        return [fault.to_json() for fault in self._coming]
