"""What the courier does in the database: each function is an action, one transaction in a worker thread."""

from dataclasses import dataclass
from datetime import timedelta

from bot.texts.screens import Screen
from casework import leases, outbox
from casework.desk import Desk
from casework.outbox import COURIER, Envelope
from scheduler.ports import Render

LEASE = timedelta(seconds=30)
"""Who was killed is replaced within this time."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A letter in the reader's words, and whether the phone stays silent."""

    screen: Screen
    silent: bool


@dataclass(frozen=True, slots=True)
class Draw:
    """One look into the outbox: whether this courier holds the lease, and what it is to send."""

    mine: bool
    envelopes: tuple[Envelope, ...] = ()


def pick_up(desk: Desk, *, holder: str, limit: int, but: tuple[int, ...]) -> Draw:
    """Take or renew the lease, and claim up to `limit` letters to people other than `but`."""
    if not leases.take(desk, COURIER, holder, LEASE):
        return Draw(mine=False)
    return Draw(mine=True, envelopes=tuple(outbox.claim(desk, holder=holder, limit=limit, but=but)))


def prepare(desk: Desk, *, holder: str, envelope: Envelope, render: Render) -> Parcel | None:
    """The letter in the reader's language, now; None when it is not to be sent any more, or not by this courier."""
    if not outbox.waits(desk, holder=holder, letter_id=envelope.letter_id):
        return None
    screen = render(desk, envelope)
    if screen is None:
        outbox.dropped(desk, letter_id=envelope.letter_id)
        return None
    return Parcel(screen, silent=is_night(desk) and not envelope.urgent)


def postpone(desk: Desk, *, letter_id: int, wait: timedelta) -> None:
    """Not before Telegram said."""
    outbox.later(desk, letter_id=letter_id, until=desk.now + wait)


def let_go(desk: Desk, *, holder: str) -> None:
    """Give the lease back."""
    leases.release(desk, COURIER, holder)


def is_night(desk: Desk) -> bool:
    """Whether the service's quiet hours hold: a phone makes no sound then (telegram.md 2.20)."""
    return desk.policy.quiet.holds(desk.now.astimezone(desk.zone).time())
