"""Why no offers come to a coordinator today, and what runs out."""

from enum import StrEnum

from casework.desk import Desk
from domain import freshness
from domain.freshness import Expiry, Paper
from storage.people import Profile


class Stop(StrEnum):
    """Why no offers come."""

    SWITCHED_OFF = "switched_off"
    PAUSED = "paused"
    AWAY = "away"
    CERTIFICATE = "certificate"
    PROFILE = "profile"


def expiries(desk: Desk, profile: Profile) -> tuple[Expiry, ...]:
    """What can run out of a profile; one that was never confirmed counts from when its owner joined."""
    confirmed = (profile.confirmed_at or profile.joined_at).astimezone(desk.zone).date()
    return tuple(freshness.expiries(profile.certificate_until, confirmed, desk.policy))


def stops(desk: Desk, profile: Profile) -> tuple[Stop, ...]:
    """Why no offers come to this coordinator today; empty when they do."""
    today = desk.today
    over = {expiry.paper for expiry in expiries(desk, profile) if expiry.is_over(today)}
    found = {
        Stop.SWITCHED_OFF: not profile.available,
        Stop.PAUSED: profile.paused_until is not None and today <= profile.paused_until,
        Stop.AWAY: freshness.is_away(today, away_from=profile.away_from, away_until=profile.away_until),
        Stop.CERTIFICATE: Paper.CERTIFICATE in over,
        Stop.PROFILE: Paper.PROFILE in over,
    }
    return tuple(stop for stop, holds in found.items() if holds)
