"""What Telegram's answer means for a letter, by what is to be done about it."""

from dataclasses import dataclass
from datetime import timedelta

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from scheduler.limits import seconds

NOT_MODIFIED = "message is not modified"
_NO_LONGER_EDITABLE = ("message can't be edited", "message to edit not found", "message_id_invalid")
_NOBODY_THERE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user is deactivated",
    "bot was blocked",
)


@dataclass(frozen=True, slots=True)
class Sent:
    """It is on the screen, as this message."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Later:
    """Try again, after `wait` or after a wait that grows with each attempt."""

    wait: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Blocked, gone, or never started: nothing arrives until the person comes back."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The group became a supergroup with another id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """There is nothing to say any more, or nothing that this reader may see."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The same letter would always be refused: a fault of ours."""


Outcome = Sent | Later | Unreachable | Moved | Dropped | Refused


def judge(error: TelegramError) -> Outcome:
    """The remedy for an error.

    What is not known to be final is tried again: a server in trouble, a timeout (which may have delivered: at least
    once), a token that is refused until someone mends it.
    """
    if isinstance(error, RetryAfter):
        return Later(timedelta(seconds=seconds(error)))
    if isinstance(error, Forbidden):
        return Unreachable()
    if isinstance(error, ChatMigrated):
        return Moved(error.new_chat_id)
    if isinstance(error, BadRequest):  # a NetworkError for the library, and so asked for first
        return Unreachable() if _says(error, *_NOBODY_THERE) else Refused()
    return Later()


def cannot_be_edited(error: BadRequest) -> bool:
    """Whether a new message has to take the place of the old one (48 hours, deleted, another bot's)."""
    return _says(error, *_NO_LONGER_EDITABLE)


def is_unchanged(error: BadRequest) -> bool:
    """Whether the screen already says just this."""
    return _says(error, NOT_MODIFIED)


def _says(error: BadRequest, *phrases: str) -> bool:
    return any(phrase in error.message.lower() for phrase in phrases)
