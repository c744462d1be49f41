"""The pool of coordinators as matching sees it."""

from sqlmodel import col, select

from casework.desk import Desk
from domain.matching import Candidate
from domain.people import Role
from storage.jobs import Job
from storage.offers import Offer
from storage.people import Person, Profile


def candidates(desk: Desk) -> tuple[list[Candidate], dict[int, str]]:
    """Everyone in the pool, and their public references by id."""
    busy = set(desk.session.exec(select(Job.coordinator_id).where(col(Job.ended_at).is_(None))).all())
    since = desk.now - desk.policy.fairness_looks_back
    lately = list(desk.session.exec(select(Offer.coordinator_id).where(col(Offer.sent_at) >= since)).all())
    found = desk.session.exec(
        select(Person, Profile)
        .join(Profile, col(Profile.person_id) == col(Person.id))
        .where(Person.role == Role.COORDINATOR.value)
        .order_by(col(Person.id)),
    ).all()
    pool = [
        Candidate(
            ref=person.ref,
            languages=profile.languages,
            gender=profile.gender,
            born=profile.born,
            regions=frozenset(profile.regions),
            scope=frozenset(profile.scope),
            available=profile.available and person.reachable,
            busy=1 if person.id in busy else 0,
            last_job_ended_on=profile.last_job_ended_on,
            recent_offers=lately.count(profile.person_id),
        )
        for person, profile in found
    ]
    return pool, {profile.person_id: person.ref for person, profile in found}
