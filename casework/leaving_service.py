"""Somebody's role ends: their access at once, and what they had in hand goes to the manager of the region."""

from dataclasses import dataclass

from sqlmodel import col, delete, select

from casework import (
    climbing,
    closing,
    endings,
    escalations,
    jobs,
    letters,
    progress,
    second_eyes,
    second_step,
    staff,
    waves,
)
from casework.desk import Desk
from casework.letters import LetterKind
from domain.errors import NotFoundError
from domain.offers import OPEN, OfferState
from domain.people import Action, Role, require
from domain.requests import BEFORE_MEETING, FINAL
from domain.timers import Due
from storage.absences import Absence
from storage.arrivals import Caller
from storage.drafts import Draft
from storage.escalations import Escalation
from storage.jobs import Job
from storage.offers import Offer
from storage.people import Person, Profile
from storage.requests import Request


def may_end(desk: Desk, *, caller: Caller, ref: str) -> staff.Member:
    """Who is about to lose their role, before it is asked once more.

    Raises:
        NotFoundError: nobody of the service has this reference, or it is the caller's own.
        SecondStepNeededError: the caller's digits come first.
    """
    found = staff.member(desk, caller=caller, ref=ref)
    if found.is_reader:
        raise NotFoundError
    second_step.require_open(desk, caller)
    return found


@dataclass(frozen=True, slots=True)
class Left:
    """Who somebody was, and in which chat and language the menu is that of everybody again."""

    before: staff.Member
    chat_id: int
    locale: str | None


def end_role(desk: Desk, *, caller: Caller, ref: str) -> Left:
    """End somebody's role: their access ends at once, and they and another admin are told.

    Raises:
        NotFoundError: nobody of the service has this reference, or it is the caller's own.
        SecondStepNeededError: the caller's digits come first.
    """
    require(caller.role, Action.KEEP_STAFF)
    before = may_end(desk, caller=caller, ref=ref)
    person = desk.session.exec(select(Person).where(Person.ref == ref).with_for_update()).one()
    if person.id is None or person.chat_id is None:
        raise NotFoundError
    hand_over(desk, person, person.id, by=caller)
    desk.audit(caller, "role_ended", person.ref, before.role.value)
    letters.write(desk, person.id, LetterKind.OWN_ROLE_ENDED, subject=person.ref)
    second_eyes.tell(desk, LetterKind.ROLE_ENDED, person, before.role.value, before.region, by=caller.id)
    return Left(before, person.chat_id, person.locale)


def hand_over(desk: Desk, person: Person, person_id: int, *, by: Caller | None = None) -> None:
    """End the role: what they had in hand goes to whoever is next, and what only the service has of them is gone.

    `by` is nobody where they are forgotten: no line of the audit is to say any more who they were.
    """
    person.role, person.region = Role.CITIZEN.value, None
    desk.session.add(person)
    _forget(desk, person_id)
    desk.session.flush()  # first: from here on nobody asks them again
    _hand_over_offers(desk, person_id, by)
    _hand_over_jobs(desk, person_id, by)
    _hand_over_escalations(desk, person_id)


def _hand_over_offers(desk: Desk, person_id: int, by: Caller | None) -> None:
    """What waits for their answer waits no longer: the next is asked, or the manager is told."""
    alive = [state.value for state in (*OPEN, OfferState.PREPARED)]
    found = desk.session.exec(
        select(Offer.request_id)
        .where(Offer.coordinator_id == person_id, col(Offer.state).in_(alive))
        .distinct()
    ).all()
    for request_id in found:
        request = progress.lock(desk, request_id)
        endings.withdraw_offers(desk, request, of={person_id})
        desk.audit(by, "offers_withdrawn", request.ref)
        waves.look_who_is_left(desk, request, by=by)


def _hand_over_jobs(desk: Desk, person_id: int, by: Caller | None) -> None:
    """Before the meeting the request seeks again; after it the manager does what is left, as when access closes."""
    found = desk.session.exec(
        select(Job.request_id).where(Job.coordinator_id == person_id, col(Job.ended_at).is_(None))
    ).all()
    for request_id in found:
        request = progress.lock(desk, request_id)
        job = progress.running_job(desk, request)
        if job is None:
            continue
        if request.state in BEFORE_MEETING:
            _seek_again(desk, job, request, by)
        else:
            closing.close_access(desk, request, by=by)
            _leave_the_rest(desk, request, job.ref)


def _leave_the_rest(desk: Desk, request: Request, occasion: str) -> None:
    if request.state not in FINAL:
        escalations.raise_(desk, Due.ACCESS_CLOSES.value, request, occasion=occasion)


def _seek_again(desk: Desk, job: Job, request: Request, by: Caller | None) -> None:
    known = not jobs.may_undo(desk, job, request)
    jobs.take_from(desk, job, request, by=by)
    letters.tell_managers(desk, request, LetterKind.HANDED_BACK)
    if known:
        letters.tell_requester(desk, request, LetterKind.COORDINATOR_CHANGES)


def _hand_over_escalations(desk: Desk, person_id: int) -> None:
    """What they had taken stands on its rung again; where that is empty now, the next one hears of it."""
    mine = select(Escalation).where(Escalation.taken_by == person_id, col(Escalation.done_at).is_(None))
    for escalation in desk.session.exec(mine.with_for_update()).all():
        climbing.give_back(desk, escalation)
    climbing.look_again(desk)


def _forget(desk: Desk, person_id: int) -> None:
    """What only somebody of the service has: a profile, absences, a second step, and forms of their work."""
    second_step.forget(desk, person_id)
    desk.session.exec(delete(Profile).where(col(Profile.person_id) == person_id))
    desk.session.exec(delete(Absence).where(col(Absence.person_id) == person_id))
    desk.session.exec(delete(Draft).where(col(Draft.person_id) == person_id, col(Draft.form) != "request"))
