"""A second pair of eyes: whoever gives or ends a role, another admin hears of it (trust.md 21)."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from casework import letters
from casework.desk import Desk
from casework.letters import LetterKind
from domain.errors import NotFoundError
from domain.people import Role
from storage.arrivals import Caller
from storage.people import Person

_EYES = (Role.ADMIN, Role.HELPDESK)
"""Where there is no other admin, the helpdesk hears of it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Whose role was given or ended: a reference, the role and its region; no name, for none is kept."""

    ref: str
    role: Role
    region: str


def tell(desk: Desk, kind: LetterKind, about: Person, role: str, region: str | None, *, by: int) -> None:
    """Tell the other admins that a role was given or ended; `by` is the id of whoever knows of it already."""
    for eyes in _EYES:
        found = desk.session.exec(
            select(Person.id)
            .where(
                Person.role == eyes.value,
                col(Person.chat_id).is_not(None),
                col(Person.id).not_in((by, about.id)),
            )
            .order_by(col(Person.id))
        ).all()
        facts = {"role": role, "region": region or ""}
        for person_id in found:
            letters.write(desk, person_id or 0, kind, subject=about.ref, facts=facts)
        if found:
            return


def told(reader: Caller, ref: str, facts: dict[str, Any]) -> Changed:
    """What a letter of `tell` says.

    Raises:
        NotFoundError: the reader keeps no staff any more, or the letter was sent before.
    """
    if reader.role not in _EYES or not facts:
        raise NotFoundError
    return Changed(ref, Role(facts["role"]), str(facts["region"]))
