"""People: arriving, agreeing, choosing a language, joining as staff."""

import hashlib
from contextlib import suppress
from dataclasses import replace

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select, update

from casework import confidences, consent_rows, second_eyes
from casework.desk import Desk
from casework.letters import LetterKind
from domain.consents import OF_A_REQUEST
from domain.errors import ConsentMissingError, InvitationError
from domain.people import Role
from storage.arrivals import Caller, read_caller
from storage.invitations import Invitation
from storage.people import Person, Profile
from storage.references import reference, token

CONSENT_VERSION = 1
"""The version of the consent text; a change of meaning raises it, and everyone is asked again."""

ASKS_CONSENT = "request"
"""The form whose questions come after a yes to the text of today."""


def greet(desk: Desk, *, chat_id: int, hint: str | None) -> Caller:
    """The person behind a chat, made when they are new. Telegram's name for them is not kept."""
    found = read_caller(desk.session, chat_id)
    if found is None:
        _add(desk, chat_id, hint)
        found = read_caller(desk.session, chat_id)
        assert found is not None  # noqa: S101 - it was inserted, here or by another process
    return found


def lock(desk: Desk, caller: Caller) -> None:
    """Let nobody else act for this person until the transaction ends, so that two quick taps come one by one."""
    desk.session.exec(select(Person.id).where(Person.id == caller.id).with_for_update(key_share=True)).one()


def record(desk: Desk, caller: Caller) -> Person:
    """The caller's own row, to change it."""
    return desk.session.exec(select(Person).where(Person.id == caller.id)).one()


def choose_language(desk: Desk, *, caller: Caller, tag: str) -> None:
    """Keep the chosen language; from now on it wins over what the phone says, for ever (telegram.md 2.14)."""
    person = record(desk, caller)
    person.locale = tag
    desk.session.add(person)


def agree(desk: Desk, *, caller: Caller) -> None:
    """Keep that the person agreed, to which version of the text, and when (trust.md 14); to each layer by itself."""
    person = record(desk, caller)
    person.consent, person.consent_at = CONSENT_VERSION, desk.now
    desk.session.add(person)
    consent_rows.give(desk, caller.id, OF_A_REQUEST, version=CONSENT_VERSION)
    desk.audit(caller, "consent_given", person.ref, str(CONSENT_VERSION))


def require_current_text(caller: Caller, form: str) -> None:
    """The text may have changed since a form was begun; with a yes that was taken back there is no form any more.

    Raises:
        ConsentMissingError: they agreed to an earlier text.
    """
    if form == ASKS_CONSENT and caller.consent not in {None, CONSENT_VERSION}:
        raise ConsentMissingError(text=form)


def invite(
    desk: Desk, *, role: Role, region: str, person_id: int | None = None, by: Caller | None = None
) -> str:
    """Make a one-time invitation for staff; only its hash is kept. Returns the secret for the deep link.

    With `person_id` it is for someone of a pool file, whose profile waits for them; such a link counts longer. `by` is
    nobody at the command line.
    """
    secret = token()
    counts = desk.policy.invitation if person_id is None else desk.policy.pool_invitation
    desk.session.add(
        Invitation(
            token_hash=hashed(secret),
            role=role.value,
            region=region,
            person_id=person_id,
            created_at=desk.now,
            expires_at=desk.now + counts,
        ),
    )
    made = "role_offered" if by else "link_made"
    desk.audit(by, made, by.ref if by else "", f"{role}:{region}"[:40])
    return secret


def join(desk: Desk, *, caller: Caller, secret: str) -> Role:
    """Give the caller the role of the invitation. Opened again by the same person it changes nothing.

    Raises:
        InvitationError: unknown, too old, or used by someone else; nobody learns which.
    """
    invitation = desk.session.exec(select(Invitation).where(Invitation.token_hash == hashed(secret))).first()
    if invitation is None:
        raise InvitationError
    if invitation.used_by == caller.id and caller.role.value == invitation.role:
        return caller.role
    _use(desk, invitation, caller)
    person = record(desk, caller)
    if invitation.person_id is not None:
        _take_over(desk, person, invitation, who=caller)
    person.role, person.region = invitation.role, invitation.region
    desk.session.add(person)
    desk.audit(caller, "role_granted", person.ref, invitation.role)
    second_eyes.tell(desk, LetterKind.ROLE_GRANTED, person, invitation.role, invitation.region, by=caller.id)
    if invitation.role == Role.COORDINATOR and desk.session.get(Profile, caller.id) is None:
        desk.session.add(
            Profile(
                person_id=caller.id,
                regions=[invitation.region],
                scope=["family"],
                available=False,
                joined_at=desk.now,
            ),
        )
    return Role(invitation.role)


def _add(desk: Desk, chat_id: int, hint: str | None) -> None:
    """Insert someone new, unless another process was first by a hair."""
    person = Person(
        ref=reference(),
        chat_id=chat_id,
        hint=(hint or "")[:20] or None,
        heard_at=desk.now,
        key=desk.vault.make_key(),
        created_at=desk.now,
    )
    with suppress(IntegrityError), desk.session.begin_nested():
        desk.session.add(person)
        desk.session.flush()


def _take_over(desk: Desk, person: Person, invitation: Invitation, *, who: Caller) -> None:
    """Give the profile of a pool file to whoever opened its link; a profile of their own, filled in, stays instead."""
    kept = desk.session.exec(select(Person).where(Person.id == invitation.person_id)).one()
    filed = desk.session.exec(select(Profile).where(Profile.person_id == kept.id)).one()
    own = desk.session.get(Profile, person.id)
    told = confidences.read(desk, kept, filed)
    desk.audit(who, "taken_over", kept.ref)
    desk.session.exec(update(Invitation).where(col(Invitation.person_id) == kept.id).values(person_id=None))
    values = filed.model_dump(exclude={"person_id", "joined_at", "told_consent_at", "details", "file_mark"})
    desk.session.delete(filed)
    desk.session.flush()
    desk.session.delete(kept)
    desk.session.flush()
    if own is not None and own.languages:
        told = replace(confidences.read(desk, person, own), file_ref=told.file_ref)
        confidences.keep(desk, person, own, told)
        return
    profile = own or Profile(person_id=person.id or 0, joined_at=desk.now)
    profile.sqlmodel_update(values | {"confirmed_at": desk.now})
    confidences.keep(desk, person, profile, told)
    desk.session.add(profile)
    desk.session.flush()


def _use(desk: Desk, invitation: Invitation, caller: Caller) -> None:
    """Mark the invitation as used, in one conditional statement: of two people at once, one wins."""
    done = desk.session.exec(
        update(Invitation)
        .where(
            col(Invitation.id) == invitation.id,
            col(Invitation.used_by).is_(None),
            col(Invitation.expires_at) > desk.now,
        )
        .values(used_by=caller.id, used_at=desk.now),
    )
    if done.rowcount != 1:
        raise InvitationError


def hashed(secret: str) -> str:
    """What is kept of the secret of a one-time link: enough to know it again, and not to make it."""
    return hashlib.sha256(secret.encode()).hexdigest()
