"""Taking a pool file in: each person gets a profile without a chat, and a link of their own to join with."""

from collections.abc import Callable, Sequence

from sqlmodel import col, select

from casework import confidences
from casework.confidences import Told
from casework.desk import Desk
from casework.people import invite
from domain.matching import Candidate
from domain.people import Role
from storage.people import Person, Profile
from storage.references import reference

_AT_ONCE = 500


def already_there(desk: Desk, refs: Sequence[str]) -> frozenset[str]:
    """Which of these references of a pool file were taken in before."""
    marks = {mark: ref for ref in refs for mark in confidences.file_marks(desk, ref)}
    found: set[str] = set()
    asked = list(marks)
    for at in range(0, len(asked), _AT_ONCE):
        found.update(
            mark
            for mark in desk.session.exec(
                select(Profile.file_mark).where(col(Profile.file_mark).in_(asked[at : at + _AT_ONCE]))
            ).all()
            if mark is not None
        )
    return frozenset(marks[mark] for mark in found)


def take_in(
    desk: Desk, people: Sequence[Candidate], *, told: Callable[[int], None] = lambda _done: None
) -> list[tuple[str, str]]:
    """Put people in the pool; the reference in the file and the secret of the link for each of them.

    Nobody is offered anything before they joined. Culture and religion are passed over: only the person themselves
    can agree that these are kept. `told` hears now and then how many are done.
    """
    made: list[tuple[str, str]] = []
    for start in range(0, len(people), _AT_ONCE):
        part = people[start : start + _AT_ONCE]
        persons = [_person(desk, one) for one in part]
        desk.session.add_all(persons)
        desk.session.flush()
        for one, person in zip(part, persons, strict=True):
            desk.audit(None, "taken_in", person.ref)
            desk.session.add(_profile(desk, one, person))
            region = person.region or desk.regions.codes[0]
            secret = invite(desk, role=Role.COORDINATOR, region=region, person_id=person.id)
            made.append((one.ref, secret))
        desk.session.flush()
        told(len(made))
    desk.audit(None, "pool_imported", "", str(len(made)))
    return made


def _person(desk: Desk, one: Candidate) -> Person:
    home = next((code for code in desk.regions.codes if code in one.regions), None)
    return Person(
        ref=reference(),
        role=Role.COORDINATOR.value,
        region=home,
        reachable=False,
        key=desk.vault.make_key(),
        created_at=desk.now,
    )


def _profile(desk: Desk, one: Candidate, person: Person) -> Profile:
    assert person.id is not None  # noqa: S101 - it was flushed
    profile = Profile(
        person_id=person.id,
        languages=dict(one.languages),
        regions=[code for code in desk.regions.codes if code in one.regions],
        scope=sorted(one.scope),
        gender=one.gender,
        born=one.born,
        available=one.available and not one.paused,
        certificate_until=one.certificate_until,
        last_job_ended_on=one.last_job_ended_on,
        joined_at=desk.now,
    )
    confidences.keep(desk, person, profile, Told(ties=tuple(sorted(one.ties)), file_ref=one.ref))
    return profile
