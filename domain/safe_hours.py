"""When a family may be written to: the hours that they said are safe (trust.md 13, domain.md 3.4)."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.follow_ups import safe_moment

ANY: Final = "any"
"""What a family says to whom every hour is safe."""

HERE_STILL: Final = timedelta(minutes=5)
"""So long after a sign of life is noted somebody is taken to have the chat open themselves: what they hear is an answer."""


def wait_until(
    hours: str, zone: ZoneInfo, *, now: datetime, heard_at: datetime | None, urgent: bool
) -> datetime | None:
    """Until when (aware) a message to whoever asked waits for their safe hours; None when it may go now.

    Danger does not wait, and neither does what answers them while they are in the chat.
    """
    if hours == ANY or urgent or (heard_at is not None and now - heard_at <= HERE_STILL):
        return None
    safe = safe_moment(hours, zone, now=now)
    return safe if safe > now else None
