"""The pool of coordinators as matching sees it."""

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlmodel import col, select

from casework.confidences import BODY, CULTURE, RELIGION, marks_of
from casework.desk import Desk
from casework.stops import Stop, stops
from domain.bodies import comparable
from domain.matching import Candidate
from domain.people import Role
from domain.wishes import Wish, WishKind
from storage.jobs import Job
from storage.offers import Offer
from storage.people import Person, Profile

_RESTING = frozenset({Stop.PAUSED, Stop.AWAY, Stop.PROFILE})


def candidates(desk: Desk, wishes: Iterable[Wish] = ()) -> tuple[list[Candidate], dict[int, str]]:
    """Everyone in the pool, and their public references by id.

    Of culture and religion only marks are kept. Where a mark is that of one of `wishes`, the candidate gets the meaning
    of the wish in its place, so that the matching can compare it.
    """
    busy = set(desk.session.exec(select(Job.coordinator_id).where(col(Job.ended_at).is_(None))).all())
    since = desk.now - desk.policy.fairness_looks_back
    lately = Counter(desk.session.exec(select(Offer.coordinator_id).where(col(Offer.sent_at) >= since)).all())
    meanings = _meanings_by_mark(desk, wishes)
    found = desk.session.exec(
        select(Person, Profile)
        .join(Profile, col(Profile.person_id) == col(Person.id))
        .where(Person.role == Role.COORDINATOR.value)
        .order_by(col(Person.id)),
    ).all()
    pool = [
        _candidate(
            desk,
            person,
            profile,
            meanings,
            busy=1 if person.id in busy else 0,
            recent_offers=lately[profile.person_id],
        )
        for person, profile in found
    ]
    return pool, {profile.person_id: person.ref for person, profile in found}


def marked_bodies(desk: Desk, bodies: Iterable[str]) -> frozenset[str]:
    """Bodies with a part in a case as `Need.bodies` compares them with a candidate's ties.

    By every master key: a tie counts also while a new one is on its way.
    """
    return frozenset(mark for body in bodies for mark in desk.vault.marks(BODY, comparable(body)))


def _candidate(
    desk: Desk,
    person: Person,
    profile: Profile,
    meanings: Mapping[str, str],
    *,
    busy: int,
    recent_offers: int,
) -> Candidate:
    stopped = stops(desk, profile)
    return Candidate(
        ref=person.ref,
        languages=profile.languages,
        gender=profile.gender,
        born=profile.born,
        regions=frozenset(profile.regions),
        culture=frozenset(meanings.get(mark, mark) for mark in profile.culture_marks),
        religion=frozenset(meanings.get(mark, mark) for mark in profile.religion_marks),
        scope=frozenset(profile.scope),
        available=profile.available and person.reachable and person.chat_id is not None,
        paused=not _RESTING.isdisjoint(stopped),
        busy=busy,
        last_job_ended_on=profile.last_job_ended_on,
        recent_offers=recent_offers,
        ties=frozenset(profile.tie_marks),
        certificate_until=profile.certificate_until,
    )


def _meanings_by_mark(desk: Desk, wishes: Iterable[Wish]) -> dict[str, str]:
    """For each mark of a wished culture or religion what was wished for."""
    kinds = {WishKind.CULTURE: CULTURE, WishKind.NOT_FROM: CULTURE, WishKind.RELIGION: RELIGION}
    return {
        mark: wish.meaning
        for wish in wishes
        if wish.kind in kinds
        for mark in marks_of(desk, kinds[wish.kind], wish.meaning)
    }
