"""Refusals, worded and numbered as Telegram words and numbers them."""

from simulator.shapes import Json

BAD_REQUEST = 400
UNAUTHORIZED = 401
FORBIDDEN = 403
NOT_FOUND = 404
CONFLICT = 409
TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500


class Refusal(Exception):  # noqa: N818 - a refusal is an answer of the server, not a fault in it
    """An answer of the Bot API other than "ok".

    Args:
        code: Telegram's `error_code`, which is also the HTTP status.
        description: the whole sentence, as a bot receives it.
        retry_after: seconds to wait, for a 429 only.
    """

    def __init__(self, code: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def to_json(self) -> Json:
        """Return the body that a bot receives."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad_request(reason: str) -> Refusal:
    """Return a 400 with Telegram's usual prefix."""
    return Refusal(BAD_REQUEST, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refusal:
    """Return a 403 with Telegram's usual prefix."""
    return Refusal(FORBIDDEN, f"Forbidden: {reason}")


def conflict(reason: str) -> Refusal:
    """Return a 409 with Telegram's usual prefix."""
    return Refusal(CONFLICT, f"Conflict: {reason}")


def too_many_requests(seconds: int) -> Refusal:
    """Return a 429 that asks to wait so many seconds."""
    return Refusal(TOO_MANY_REQUESTS, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


class SimError(Exception):
    """A request to `/sim/` that cannot be done; `sentence` says why, in one line.

    Args:
        sentence: what is wrong, for who drives the simulator.
        status: the HTTP status of the answer.
        more: further keys of the JSON answer.
    """

    def __init__(self, sentence: str, *, status: int = BAD_REQUEST, more: Json | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
        self.more = more or {}
