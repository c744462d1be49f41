"""One message to all coordinators of a region: a fixed text, or typed by an admin; through the outbox, never urgent."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlmodel import col, select

from casework import forms, letters, sealed_lines, second_step
from casework.desk import Desk
from casework.letters import LetterKind
from domain.errors import NotFoundError, OutdatedError
from domain.people import Action, Role, require
from storage.arrivals import Caller, read_draft
from storage.people import Person

FORM = "bulk"
"""The form in which the text is typed; its subject is the region."""


class Ready(StrEnum):
    """The fixed texts."""

    PROFILE = "profile"
    FAMILIES = "families"


@dataclass(frozen=True, slots=True)
class Draft:
    """A message before it is sent: where to, to how many, and either a fixed text or what was typed."""

    region: str
    count: int
    ready: Ready | None = None
    text: str = ""
    revision: int = 0


def begin(desk: Desk, *, caller: Caller, region: str) -> forms.Page:
    """Type a message of one's own.

    Raises:
        OutdatedError: there is no such region.
    """
    _require_region(desk, caller, region)
    return forms.begin(desk, caller=caller, form=FORM, subject=region)


def look(desk: Desk, *, caller: Caller, region: str) -> Draft:
    """To how many it would go, before anything was chosen.

    Raises:
        OutdatedError: there is no such region.
    """
    _require_region(desk, caller, region)
    return Draft(region, len(_receivers(desk, region)))


def ready(desk: Desk, *, caller: Caller, region: str, which: Ready) -> Draft:
    """A fixed text, as it would be sent.

    Raises:
        OutdatedError: there is no such region.
    """
    _require_region(desk, caller, region)
    return Draft(region, len(_receivers(desk, region)), which)


def typed(desk: Desk, *, caller: Caller, revision: int) -> Draft:
    """What was typed, as it would be sent; it stays a draft until then.

    Raises:
        OutdatedError: the button is older than the draft, or nothing was typed.
    """
    require(caller.role, Action.KEEP_STAFF)
    row = read_draft(desk.session, caller.id, FORM)
    page = forms.resume(desk, caller=caller) if row is not None else None
    if page is None or page.form != FORM or page.field is not None or page.revision != revision:
        raise OutdatedError
    region = page.subject or ""
    _require_region(desk, caller, region)
    return Draft(region, len(_receivers(desk, region)), text=str(page.answers["text"]), revision=revision)


def send_ready(desk: Desk, *, caller: Caller, region: str, which: Ready) -> int:
    """Send a fixed text to everybody; to how many.

    Raises:
        SecondStepNeededError: the caller's digits come first.
        OutdatedError: there is no such region.
    """
    _require_region(desk, caller, region)
    return _send(desk, caller, region, {"ready": which.value}, why=f"{region}:{which}")


def send_typed(desk: Desk, *, caller: Caller, revision: int) -> int:
    """Send what was typed to everybody; to how many. It is sealed on its way, and gone when it was sent.

    Raises:
        SecondStepNeededError: the caller's digits come first.
        OutdatedError: the button is older than the draft.
    """
    require(caller.role, Action.KEEP_STAFF)
    second_step.require_open(desk, caller)
    page = forms.take(desk, caller=caller, form=FORM, revision=revision)
    region = page.subject or ""
    _require_region(desk, caller, region)
    facts = sealed_lines.pack(desk, str(page.answers["text"]))
    return _send(desk, caller, region, facts, why=f"{region}:typed")


def told(desk: Desk, *, reader: Caller, facts: dict[str, Any]) -> tuple[Ready | None, str]:
    """What a coordinator is told: a fixed text, or the words.

    Raises:
        NotFoundError: the reader is no coordinator any more.
    """
    if reader.role is not Role.COORDINATOR or not facts:
        raise NotFoundError
    if "ready" in facts:
        return Ready(facts["ready"]), ""
    return None, sealed_lines.unpack(desk, facts, about=reader.ref, who=None)


def _send(desk: Desk, caller: Caller, region: str, facts: dict[str, Any], *, why: str) -> int:
    second_step.require_open(desk, caller)
    receivers = _receivers(desk, region)
    for person_id in receivers:
        letters.write(
            desk,
            person_id,
            LetterKind.TO_COORDINATORS,
            subject=region,
            facts={**facts, "from": caller.role.value},
        )
    desk.audit(caller, "told_coordinators", caller.ref, f"{len(receivers)}:{why}"[:40])
    return len(receivers)


def _require_region(desk: Desk, caller: Caller, region: str) -> None:
    require(caller.role, Action.KEEP_STAFF)
    if region not in desk.regions:
        raise OutdatedError


def _receivers(desk: Desk, region: str) -> list[int]:
    found = select(Person.id).where(
        Person.role == Role.COORDINATOR.value, Person.region == region, col(Person.chat_id).is_not(None)
    )
    return [person_id or 0 for person_id in desk.session.exec(found.order_by(col(Person.id))).all()]
