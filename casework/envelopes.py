"""A letter as it is said: to whom, what about, and in place of which message on the screen."""

from dataclasses import dataclass, field
from typing import Any

from domain.people import Role
from storage.arrivals import Caller
from storage.outbox import Letter
from storage.people import Person

READ_OUT = "read_out"
"""Among the facts of a letter: a manager reads it out by telephone, so that nothing of who is in a circle stands in it."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A letter that is to be sent now; `replaces_message_id` is the message on the screen that it takes the place of."""

    letter_id: int
    person: Caller
    kind: str
    subject: str | None
    facts: dict[str, Any] = field(default_factory=dict)
    replaces_message_id: int | None = None
    urgent: bool = False


def envelope(letter: Letter, person: Person, *, replaces: int | None = None) -> Envelope:
    """The letter with its reader's row as it stands now. `facts` hold codes; lines passed on stay sealed."""
    return Envelope(
        letter_id=letter.id or 0,
        person=reader(person),
        kind=letter.kind,
        subject=letter.subject,
        facts=dict(letter.facts),
        replaces_message_id=replaces,
        urgent=letter.urgent,
    )


def reader(person: Person) -> Caller:
    """The person as every action knows people. Only for somebody with a chat."""
    assert person.chat_id is not None  # noqa: S101 - letters to people without a chat are never taken out
    return Caller(
        id=person.id or 0,
        ref=person.ref,
        chat_id=person.chat_id,
        role=Role(person.role),
        region=person.region,
        locale=person.locale,
        hint=person.hint,
        consent=person.consent,
        reachable=person.reachable,
        heard_at=person.heard_at,
        has_code_word=person.code_word is not None,
    )
