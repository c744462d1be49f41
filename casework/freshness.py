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
    found = desk.session.exec(
        select(Person, Profile)
        .join(Profile, col(Profile.person_id) == col(Person.id))
        .where(col(Profile.details).is_not(None)),
    ).all()
    old = [
        (person, profile) for person, profile in found if not confidences.is_current(desk, person, profile)
    ]
    for person, profile in old:
        confidences.keep(desk, person, profile, confidences.read(desk, person, profile))
        desk.session.add(profile)
    return len(old)


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
