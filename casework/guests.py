"""What somebody who was invited does: answer, say what they need, tell something in private, leave and be forgotten."""

from datetime import timedelta

from sqlmodel import col, select, update

from casework import (
    announcing,
    circle_rows,
    disagreeing,
    forms,
    inviting,
    letters,
    practicality_rows,
    progress,
    safety,
    suggesting,
    voice_rows,
)
from casework.circle_rows import Told
from casework.desk import Desk
from casework.inviting import Invitation
from casework.letters import ANEW, LetterKind
from domain import invitations
from domain.circle import Apart, Need, Reply, Standing
from domain.errors import NotFoundError, OutdatedError
from domain.forms.circle import CONDITION
from storage.arrivals import Caller, read_draft
from storage.circle import Guest
from storage.outbox import WAITING, Letter
from storage.people import Person
from storage.requests import Request

REMINDER = "reminder"
"""Among the facts of an invitation: it comes once more, because it was not answered."""

TELL_AFTER = timedelta(minutes=5)
"""The coordinator hears that something was told in private so long after the first tap: what is tapped meanwhile is one."""


def look(desk: Desk, *, caller: Caller, ref: str) -> Invitation:
    """The caller's invitation, with their own answers.

    Raises:
        NotFoundError: nobody is invited under this reference, or somebody else.
        InvitationUsedError: it is over.
    """
    return inviting.seen(desk, *inviting.own(desk, caller, ref))


def reply(desk: Desk, *, caller: Caller, ref: str, said: Reply) -> Invitation:
    """Keep a yes, a maybe or a no in the place of an earlier answer; with a no nothing is needed any more.

    Raises:
        NotFoundError: nobody is invited under this reference, or somebody else.
        InvitationUsedError: it is over.
        ConsentMissingError: their own yes comes first.
    """
    guest, request = inviting.own_telling(desk, caller, ref)
    if guest.answer != said.value:
        desk.audit(
            None, "guest_answered", request.ref
        )  # without who or what: they may leave and be forgotten
    guest.answer, guest.answered_at = said.value, desk.now
    if said is Reply.NO:
        guest.needs = []
    return _kept(desk, guest, request)


def toggle_need(desk: Desk, *, caller: Caller, ref: str, need: Need, wanted: bool) -> Invitation:
    """Keep that this is needed to be able to come, or not any more; a second tap at the same moment changes nothing.

    Raises:
        NotFoundError: nobody is invited under this reference, or somebody else.
        InvitationUsedError: it is over.
        ConsentMissingError: their own yes comes first.
        OutdatedError: they said no meanwhile.
    """
    guest, request = inviting.own_telling(desk, caller, ref)
    if guest.answer == Reply.NO:
        raise OutdatedError
    others = {one for one in guest.needs if one != need.value}
    wanted_now = others | {need.value} if wanted else others
    guest.needs = [one.value for one in Need if one.value in wanted_now]
    return _kept(desk, guest, request)


def tell_apart(desk: Desk, *, caller: Caller, ref: str, apart: Apart) -> Invitation:
    """Tell the coordinator alone whether there is somebody whom the caller may not, or would rather not, meet.

    Raises:
        NotFoundError: nobody is invited under this reference, or somebody else.
        InvitationUsedError: it is over.
        ConsentMissingError: their own yes comes first.
    """
    guest, request = inviting.own_telling(desk, caller, ref)
    before = circle_rows.told_by(desk, request, guest)
    if apart is Apart.MAY_NOT and before.apart is not apart:
        safety.told_unsafe(desk, request, guest.ref)
    return _tell(desk, guest, request, Told(apart, before.signal))


def toggle_signal(desk: Desk, *, caller: Caller, ref: str, wanted: bool) -> Invitation:
    """Tell the coordinator alone that the caller would like a signal for a break, or not any more.

    Raises:
        NotFoundError: nobody is invited under this reference, or somebody else.
        InvitationUsedError: it is over.
        ConsentMissingError: their own yes comes first.
    """
    guest, request = inviting.own_telling(desk, caller, ref)
    return _tell(desk, guest, request, Told(circle_rows.told_by(desk, request, guest).apart, wanted))


def may_leave(desk: Desk, *, caller: Caller, ref: str) -> str:
    """The reference of the caller's invitation, as long as there is something to leave; also after the meeting.

    Raises:
        NotFoundError: nobody is invited under this reference, or somebody else.
        InvitationUsedError: they are not to come after all.
    """
    guest, _ = inviting.own(desk, caller, ref, after_meeting=True)
    return guest.ref


def leave(desk: Desk, *, caller: Caller, ref: str) -> None:
    """No longer take part, and be forgotten: the link to the person, the answers, and what was told in private.

    What stays is the word that the family chose, until the request is over; the numbers change at once. Also after
    the meeting. Whoever is kept away stays known, so that no other link lets them in.

    Raises:
        NotFoundError: nobody is invited under this reference, or somebody else.
        InvitationUsedError: they are not to come after all.
    """
    guest, request = inviting.own(desk, caller, ref, after_meeting=True)
    for form in (suggesting.FORM, CONDITION.name):
        draft = read_draft(desk.session, caller.id, form)
        if draft is not None and draft.subject == guest.ref:
            forms.discard(desk, caller=caller, form=form)
    inviting.unlink(desk, guest)
    practicality_rows.drop(desk, request, guest)
    voice_rows.stop(desk, caller=caller)
    guest.card_voice = None
    guest.state = Standing.AWAY.value
    desk.session.add(guest)
    desk.audit(None, "guest_left", request.ref)


def for_coordinator(desk: Desk, *, reader: Caller, ref: str) -> tuple[str, str]:
    """A guest of the reader's own circle, for a letter that says no more: the reference and the receipt.

    Raises:
        NotFoundError: it is nobody of a circle of the reader's, or they are not to come.
    """
    guest, request, _ = inviting.of_coordinator(desk, reader, ref)
    if guest.state != Standing.AGREED:
        raise NotFoundError
    return guest.ref, request.ref


def out_of_reach(desk: Desk, *, reader: Caller, ref: str) -> tuple[str, str]:
    """A guest of the reader's own circle who cannot be reached in the chat: the reference and the receipt.

    Raises:
        NotFoundError: it is nobody of a circle of the reader's, they are not to come, or they are back.
    """
    guest, request = for_coordinator(desk, reader=reader, ref=ref)
    found = select(Person.reachable).join(Guest, col(Guest.person_id) == Person.id).where(Guest.ref == ref)
    if desk.session.exec(found).first() is not False:
        raise NotFoundError
    return guest, request


def unreached(desk: Desk, person: Person, request: Request) -> bool:
    """Tell the coordinator that somebody of their circle cannot be reached in the chat, once a silence.

    Only the family knows who it is, so there is nothing in it for a manager. Whether the person is in this circle.
    """
    found = select(Guest).where(Guest.request_id == request.id, Guest.person_id == person.id)
    guest = desk.session.exec(found).first()
    if guest is None:
        return False
    job = progress.running_job(desk, request)
    if job is not None and guest.state == Standing.AGREED:
        letters.write(
            desk,
            job.coordinator_id,
            LetterKind.GUEST_UNREACHED,
            subject=guest.ref,
            request=request,
            occasion=(person.heard_at or person.created_at).isoformat(),
        )
    return True


def remind(desk: Desk) -> int:
    """Write once more to everybody who opened an invitation days ago and has not answered; how many they were.

    Not while the family takes a pause, a danger flag is open or somebody of the circle said that they are not safe; and
    nobody is reminded of a meeting that has begun.
    """
    found = desk.session.exec(
        select(Guest, Request)
        .join(Request, col(Request.id) == Guest.request_id)
        .where(
            col(Guest.person_id).is_not(None),
            col(Guest.answer).is_(None),
            col(Guest.reminded_at).is_(None),
            col(Guest.opened_at) <= desk.now - invitations.REMINDER,
            Guest.state == Standing.AGREED.value,
            col(Request.state).in_([state.value for state in invitations.REMINDED]),
            col(Request.paused_at).is_(None),
            col(Request.danger).is_(None),
            col(Request.id).not_in(safety.open_about()),
            col(Request.id).not_in(disagreeing.about()),
        )
    ).all()
    return sum(_remind(desk, guest, request) for guest, request in found)


def _remind(desk: Desk, guest: Guest, request: Request) -> bool:
    meeting_at = announcing.when_and_where(desk, request).meeting_at
    opened_at = guest.opened_at or desk.now
    if not invitations.reminder_is_due(opened_at=opened_at, meeting_at=meeting_at, now=desk.now):
        return False
    still_silent = (col(Guest.id) == guest.id, col(Guest.answer).is_(None), col(Guest.reminded_at).is_(None))
    if desk.session.exec(update(Guest).where(*still_silent).values(reminded_at=desk.now)).rowcount != 1:
        return False
    letters.write(
        desk,
        guest.person_id or 0,
        LetterKind.INVITATION,
        subject=guest.ref,
        request=request,
        card=True,
        facts={ANEW: True, REMINDER: True},
        nudge=True,
    )
    return True


def _kept(desk: Desk, guest: Guest, request: Request) -> Invitation:
    desk.session.add(guest)
    desk.session.flush()
    return inviting.seen(desk, guest, request)


def _tell(desk: Desk, guest: Guest, request: Request, told: Told) -> Invitation:
    """Seal it, and let the coordinator know that there is something, without a word of what."""
    if told == circle_rows.told_by(desk, request, guest):
        return inviting.seen(desk, guest, request)
    content = {"apart": told.apart.value, "signal": told.signal}
    guest.private = None if told == Told() else circle_rows.seal(desk, request, "private", content)
    job = progress.running_job(desk, request)
    if job is not None and not _is_told_soon(desk, guest):
        letters.write(
            desk,
            job.coordinator_id,
            LetterKind.PRIVATE_TOLD,
            subject=guest.ref,
            request=request,
            not_before=desk.now + TELL_AFTER,
        )
    return _kept(desk, guest, request)


def _is_told_soon(desk: Desk, guest: Guest) -> bool:
    waiting = select(Letter.id).where(
        Letter.kind == LetterKind.PRIVATE_TOLD.value,
        Letter.subject == guest.ref,
        Letter.state == WAITING,
        Letter.not_before > desk.now,
    )
    return desk.session.exec(waiting).first() is not None
