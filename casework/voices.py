"""Absent voices: what somebody wants to say at the meeting goes from their chat to the coordinator's (domain.md 6.1).

Nothing of it is kept here, no words and no id of a file: Telegram copies the message. What is counted is how many went.
A message is counted before it is copied, so that two at one moment are never one too many; a process that is killed in
between leaves a count too high by one, and the person is asked for the message once more.
"""

from dataclasses import dataclass

from casework import circle_rows, inviting, limiting, voice_rows
from casework.desk import Desk
from casework.envelopes import reader
from casework.inviting import Invitation
from casework.voice_rows import Awaited
from domain.limits import Limit
from domain.openings import Why
from domain.voices import Waiting
from storage.arrivals import Caller
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Passing:
    """To whom a message goes and what is said above it: the receipt, and the family's word for whom it is from.

    `to` is None when the coordinator has no chat any more, or is not written to there now; `silent` in the quiet hours.
    """

    guest: str
    receipt: str
    word: str
    to: Caller | None
    silent: bool


def begin(desk: Desk, *, caller: Caller, ref: str) -> Awaited:
    """Wait for one message of the caller for the meeting that they are invited to.

    Raises:
        NotFoundError: nobody is invited under this reference, or somebody else.
        InvitationUsedError: it is over.
        ConsentMissingError: their own yes comes first.
        WrongMoveError: nobody prepares the meeting, or it is over.
        VoicesFullError: as many messages as there may be went to the coordinator.
        AmongThemselvesError: it is private time.
    """
    guest, request = inviting.own_telling(desk, caller, ref)
    voice_rows.require_heard(desk, guest, request)
    return voice_rows.begin(desk, caller, Waiting.ABSENT_VOICE, guest)


def take(desk: Desk, *, caller: Caller) -> Passing:
    """Count the message that came and say where it goes; it is awaited until `passed`.

    Raises:
        NothingOpenError: no message is awaited.
        DomainError: as `begin`; rights are looked at once more when the message is there.
    """
    guest, request = inviting.own_telling(
        desk, caller, voice_rows.awaited(desk, caller, Waiting.ABSENT_VOICE)
    )
    job = voice_rows.require_heard(desk, guest, request)
    limiting.count(desk, caller=caller, limit=Limit.PASSED_ON)
    guest.voices += 1
    desk.session.add(guest)
    person = desk.session.get_one(Person, job.coordinator_id)
    to = reader(person) if person.chat_id is not None and person.reachable else None
    word = circle_rows.word_of(desk, request, guest, who=to, why=Why.MESSAGE)
    silent = desk.policy.quiet.holds(desk.now.astimezone(desk.zone).time())
    return Passing(guest.ref, request.ref, word, to, silent)


def passed(desk: Desk, *, caller: Caller, ref: str) -> Invitation:
    """The coordinator has the message; no other one is awaited.

    Raises:
        NotFoundError: the invitation is gone meanwhile.
    """
    voice_rows.stop(desk, caller=caller)
    guest, request = circle_rows.of_ref(desk, ref)
    desk.audit(None, "voice_passed", request.ref, guest.ref)
    return inviting.seen(desk, guest, request)


def not_passed(desk: Desk, *, caller: Caller, ref: str) -> Awaited | None:
    """The message did not arrive: it does not count, and is still awaited unless that was ended meanwhile.

    Raises:
        NotFoundError: the invitation is gone meanwhile.
    """
    guest, _ = circle_rows.of_ref(desk, ref)
    guest.voices = max(0, guest.voices - 1)
    desk.session.add(guest)
    return voice_rows.look(desk, caller=caller)
