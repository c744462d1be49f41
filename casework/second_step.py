"""The second step of staff: set up once, six digits for what reaches beyond one's own requests (trust.md 20).

A wrong code is an answer and no refusal: it must be counted, and a refusal would take the counting back.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import pyotp
from sqlmodel import col, delete, select

from casework import letters
from casework.desk import Desk
from casework.letters import LetterKind
from casework.people import lock
from domain import second_step as rules
from domain.errors import NotFoundError
from domain.openings import Why
from domain.people import Action, require
from domain.second_step import SecondStepNeededError, Tries, Verdict
from storage.arrivals import Caller
from storage.people import Person
from storage.second_steps import SecondStep

_NAME = "second_step"
"""Under this name the secret is sealed with the person's key."""

_ISSUER = "Kring"


@dataclass(frozen=True, slots=True)
class Standing:
    """The reader's reference, whether the second step is set up, until when the last digits count, or none do, and how long right ones hold."""

    ref: str
    set_up: bool = False
    open_until: datetime | None = None
    locked_until: datetime | None = None
    holds: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Secret:
    """What an app needs, shown once: the letters to type, and the same as an address for a picture.

    `instead_of` is the message with an earlier secret that was never confirmed.
    """

    letters: str
    address: str
    instead_of: int | None = None


class Outcome(StrEnum):
    """What became of six digits."""

    CONFIRMED = "confirmed"
    RIGHT = "right"
    WRONG = "wrong"
    REPEATED = "repeated"
    TOO_FAST = "too_fast"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of the digits, what was asked for, and the message with the secret that is to go."""

    outcome: Outcome
    asked_for: str = ""
    message_id: int | None = None
    locked_until: datetime | None = None


def look(desk: Desk, *, caller: Caller) -> Standing:
    """How the caller's second step stands."""
    require(caller.role, Action.CONFIRM_ONESELF)
    row = desk.session.get(SecondStep, caller.id)
    holds = desk.policy.second_step_holds
    if row is None or row.confirmed_at is None:
        return Standing(caller.ref, holds=holds)
    return Standing(
        caller.ref,
        set_up=True,
        open_until=_if_later(desk, row.open_until),
        locked_until=_if_later(desk, row.locked_until),
        holds=holds,
    )


def begin(desk: Desk, *, caller: Caller) -> Secret:
    """A new secret, which counts once a code of it was typed. Over one that counts, only with digits of that one.

    Raises:
        SecondStepNeededError: the one that is set up was not used just now.
    """
    require(caller.role, Action.CONFIRM_ONESELF)
    lock(desk, caller)
    row = desk.session.get(SecondStep, caller.id)
    if row is not None and row.confirmed_at is not None:
        require_open(desk, caller)
    made = pyotp.random_base32()
    sealed = desk.vault.seal(_person(desk, caller.id).key, _NAME, made)
    fresh = SecondStep(person_id=caller.id, secret=sealed, asked_at=desk.now)
    if row is not None:
        # What was tried stays: a new secret is no way around the limits.
        fresh.tries, fresh.failures, fresh.locked_until = row.tries, row.failures, row.locked_until
        desk.session.delete(row)
        desk.session.flush()
    desk.session.add(fresh)
    desk.audit(caller, "second_step_begun", caller.ref)
    address = pyotp.TOTP(made).provisioning_uri(name=caller.ref, issuer_name=_ISSUER)
    return Secret(made, address, row.message_id if row is not None else None)


def shown(desk: Desk, *, caller: Caller, message_id: int | None) -> None:
    """The secret stands on the screen in this message, which goes once it is confirmed."""
    row = desk.session.get(SecondStep, caller.id)
    if row is not None and row.confirmed_at is None:
        row.message_id = message_id
        desk.session.add(row)


def ask(desk: Desk, *, caller: Caller, asked_for: str) -> Standing:
    """Keep which button waits for the digits; what is typed next is read as them."""
    standing = look(desk, caller=caller)
    row = desk.session.get(SecondStep, caller.id)
    if row is not None and standing.set_up:
        row.asked_at, row.asked_for = desk.now, asked_for
        desk.session.add(row)
    return standing


def forget_question(desk: Desk, *, caller: Caller) -> Standing:
    """Nothing waits for digits any more."""
    standing = look(desk, caller=caller)
    row = desk.session.get(SecondStep, caller.id)
    if row is not None:
        row.asked_at = row.asked_for = None
        desk.session.add(row)
    return standing


def enter(desk: Desk, *, caller: Caller, code: str) -> Entered | None:
    """Six digits were typed. None where nobody asked for them: then they answer something else."""
    require(caller.role, Action.CONFIRM_ONESELF)
    lock(desk, caller)
    row = desk.session.get(SecondStep, caller.id, populate_existing=True)
    if row is None or row.asked_at is None or desk.now > row.asked_at + desk.policy.second_step_holds:
        return None
    tries = _tries(row)
    found = rules.verdict(tries, desk.policy, now=desk.now)
    if found is Verdict.OPEN:
        return _check(desk, caller, row, rules.tried(tries, desk.policy, now=desk.now), code)
    desk.audit(caller, f"second_step_{found}", caller.ref)
    return Entered(Outcome(found.value), locked_until=row.locked_until)


def require_open(desk: Desk, caller: Caller) -> None:
    """Let through whoever typed the right digits a moment ago.

    Raises:
        SecondStepNeededError: nobody did, or there is no second step yet.
    """
    row = desk.session.get(SecondStep, caller.id)
    set_up = row is not None and row.confirmed_at is not None
    if row is None or not set_up or row.open_until is None or desk.now >= row.open_until:
        raise SecondStepNeededError(set_up=set_up)


def reset(desk: Desk, *, ref: str, by: Caller | None = None) -> None:
    """Take somebody's second step away, because their phone is gone: by another admin, or (None) from the command line.

    They are told, for it may not have been their wish. An admin needs their own second step.

    Raises:
        NotFoundError: there is no such person, they have none, or it is the caller's own.
        SecondStepNeededError: the admin's own digits come first.
    """
    if by is not None:
        require(by.role, Action.KEEP_STAFF)
    person = desk.session.exec(select(Person).where(Person.ref == ref)).first()
    row = desk.session.get(SecondStep, person.id) if person is not None else None
    if person is None or row is None or (by is not None and by.id == person.id):
        raise NotFoundError
    if by is not None:
        require_open(desk, by)
    desk.session.delete(row)
    desk.audit(by, "second_step_reset", person.ref, "" if by else "command_line")
    letters.write(desk, row.person_id, LetterKind.SECOND_STEP_RESET, subject=person.ref)


def forget(desk: Desk, person_id: int) -> None:
    """Nothing of a second step is left of whoever is no staff any more."""
    desk.session.exec(delete(SecondStep).where(col(SecondStep.person_id) == person_id))


def _check(desk: Desk, caller: Caller, row: SecondStep, tries: Tries, code: str) -> Entered:
    """Compare the digits, and write down what came of it."""
    secret = desk.unseal(
        _person(desk, caller.id).key, _NAME, row.secret, about=caller.ref, who=None, why=Why.MATCHING
    )
    counter = _counter(str(secret), code, desk.now)
    if counter is not None and counter > row.last_counter:
        return _right(desk, caller, row, tries, counter)
    after = rules.failed(tries, desk.policy, now=desk.now)
    _keep(desk, row, after)
    outcome = Outcome.WRONG if counter is None else Outcome.REPEATED
    desk.audit(caller, f"second_step_{outcome}", caller.ref)
    if after.locked_until is not None:
        desk.audit(caller, "second_step_locked", caller.ref)
        outcome = Outcome.LOCKED
    return Entered(outcome, locked_until=after.locked_until)


def _right(desk: Desk, caller: Caller, row: SecondStep, tries: Tries, counter: int) -> Entered:
    """The digits are right: from now on they count for a while, and never again."""
    outcome = Outcome.RIGHT if row.confirmed_at is not None else Outcome.CONFIRMED
    done = Entered(outcome, row.asked_for or "", row.message_id)
    row.last_counter = counter
    row.confirmed_at = row.confirmed_at or desk.now
    row.open_until = desk.now + desk.policy.second_step_holds
    row.asked_at = row.asked_for = row.message_id = None
    _keep(desk, row, rules.passed(tries))
    desk.audit(caller, f"second_step_{outcome}", caller.ref)
    return done


def _counter(secret: str, code: str, now: datetime) -> int | None:
    """The half minute that this code belongs to; each one near is compared, in the same time whatever it is."""
    totp, found = pyotp.TOTP(secret), None
    at = totp.timecode(now)
    for counter in range(at - rules.DRIFT, at + rules.DRIFT + 1):
        if hmac.compare_digest(totp.generate_otp(counter), code):
            found = counter
    return found


def _if_later(desk: Desk, moment: datetime | None) -> datetime | None:
    return moment if moment is not None and desk.now < moment else None


def _tries(row: SecondStep) -> Tries:
    moments = tuple(datetime.fromisoformat(moment) for moment in row.tries)
    return Tries(moments, row.failures, row.locked_until)


def _keep(desk: Desk, row: SecondStep, tries: Tries) -> None:
    row.tries = [moment.isoformat() for moment in tries.moments]
    row.failures, row.locked_until = tries.failures, tries.locked_until
    desk.session.add(row)


def _person(desk: Desk, person_id: int) -> Person:
    return desk.session.exec(select(Person).where(Person.id == person_id)).one()
