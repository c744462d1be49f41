"""The daily look at certificates and profiles: a nudge in good time, and marks made anew after a new master key.

That offers pause when something is over needs no sweep: matching looks at the day itself (casework.stops).
"""

from sqlmodel import col, or_, select

from casework import confidences, letters
from casework.desk import Desk
from casework.letters import LetterKind
from casework.stops import expiries
from domain import freshness
from domain.people import Role
from storage.people import Person, Profile
from storage.vault import VaultError

_TOLD = (
    select(Person, Profile)
    .join(Profile, col(Profile.person_id) == col(Person.id))
    .where(col(Profile.details).is_not(None))
)
"""Everybody who told something that is sealed, and of which there may be marks."""


def remind(desk: Desk) -> int:
    """Write the nudges that are due, each once; for how many coordinators something runs out.

    Whoever has switched offers off is left in peace.
    """
    horizon = freshness.horizon(desk.today)
    confirmed = desk.now - desk.policy.profile_counts + (horizon - desk.today)
    found = desk.session.exec(
        select(Person, Profile)
        .join(Profile, col(Profile.person_id) == col(Person.id))
        .where(
            Person.role == Role.COORDINATOR.value,
            col(Person.reachable).is_(True),
            col(Person.chat_id).is_not(None),
            col(Profile.available).is_(True),
            or_(
                col(Profile.certificate_until) <= horizon,
                col(Profile.confirmed_at) <= confirmed,
                col(Profile.confirmed_at).is_(None),
            ),
        )
        .order_by(col(Person.id)),
    ).all()
    return sum(_remind_one(desk, person, profile) for person, profile in found)


def renew_marks(desk: Desk) -> int:
    """Make the marks again that an older master key or an older table of cultures made; how many profiles that were."""
    found = desk.session.exec(_TOLD).all()
    return sum(_renew(desk, person, profile) for person, profile in found)


def renew_some_marks(desk: Desk, *, after: int, most: int) -> tuple[int | None, int]:
    """The same for the next few profiles, counted from the person with the number `after`.

    The last number that was looked at, or None at the end; and how many were made again. A profile that somebody holds
    is passed over.
    """
    found = desk.session.exec(
        _TOLD.where(col(Profile.person_id) > after)
        .order_by(col(Profile.person_id))
        .limit(most)
        .with_for_update(of=Profile, skip_locked=True, key_share=True)
    ).all()
    renewed = sum(_renew(desk, person, profile) for person, profile in found)
    return (found[-1][1].person_id if found else None), renewed


def _renew(desk: Desk, person: Person, profile: Profile) -> bool:
    try:
        if confidences.is_current(desk, person, profile):
            return False
    except VaultError:  # their key was destroyed: of what nobody can read any more there is nothing to mark
        return False
    confidences.keep(desk, person, profile, confidences.read(desk, person, profile))
    desk.session.add(profile)
    return True


def _remind_one(desk: Desk, person: Person, profile: Profile) -> bool:
    due = [
        (expiry, stage)
        for expiry in expiries(desk, profile)
        if (stage := expiry.stage(desk.today)) is not None
    ]
    for expiry, stage in due:
        letters.write(
            desk,
            profile.person_id,
            LetterKind.PROFILE_NUDGE,
            subject=person.ref,
            occasion=f"{expiry.paper}:{expiry.last}:{stage}",
            facts={"paper": expiry.paper.value, "last": expiry.last.isoformat()},
            nudge=True,
        )
    return bool(due)
