"""What a coordinator tells in confidence: culture and religion (only after an explicit yes), and ties.

The words are sealed under the person's own key; beside them stand marks that are only good for comparing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from casework.desk import Desk
from domain import cultures
from domain.bodies import comparable
from domain.cultures import Kind
from domain.errors import NotAnOptionError
from domain.forms.fields import SKIP
from domain.forms.request import REQUEST
from domain.openings import Why
from storage.people import Person, Profile

CULTURE, RELIGION = Kind.CULTURE, Kind.RELIGION
BODY, FILE = "body", "file"
"""The kinds of marks."""

RELIGIONS = tuple(option for option in REQUEST.field("wish_religion").options if option != "none")
"""The same as a family may wish for."""


@dataclass(frozen=True, slots=True)
class Told:
    """The words themselves."""

    culture: str | None = None
    religion: str | None = None
    ties: tuple[str, ...] = ()
    file_ref: str | None = None
    """How the pool file called this person."""


def read(desk: Desk, person: Person, profile: Profile) -> Told:
    """Open the words for their own author, or to seal them anew."""
    if profile.details is None:
        return Told()
    found: dict[str, Any] = desk.unseal(
        person.key, "profile", profile.details, about=person.ref, who=None, why=Why.OWN
    )
    return Told(**{**found, "ties": tuple(found["ties"])})


def keep(desk: Desk, person: Person, profile: Profile, told: Told) -> None:
    """Seal the words and write the marks beside them."""
    mark = desk.vault.mark
    profile.details = desk.vault.seal(
        person.key,
        "profile",
        {
            "culture": told.culture,
            "religion": told.religion,
            "ties": list(told.ties),
            "file_ref": told.file_ref,
        },
    )
    if told == Told():
        profile.details = None
    profile.culture_marks = _marks(desk, CULTURE, told.culture)
    profile.religion_marks = _marks(desk, RELIGION, told.religion)
    profile.tie_marks = sorted({mark(BODY, comparable(body)) for body in told.ties})
    profile.file_mark = file_mark(desk, told.file_ref) if told.file_ref else None


def tell_culture(desk: Desk, person: Person, profile: Profile, culture: str | None) -> None:
    """Keep a culture, or none.

    Raises:
        NotAnOptionError: there is no consent.
    """
    _check_consent(profile)
    keep(desk, person, profile, replace(read(desk, person, profile), culture=culture))


def tell_religion(desk: Desk, person: Person, profile: Profile, religion: str) -> None:
    """Keep a religion of the list, or with `SKIP` none.

    Raises:
        NotAnOptionError: there is no consent, or no such religion on the list.
    """
    if religion not in {*RELIGIONS, SKIP}:
        raise NotAnOptionError
    write_religion(desk, person, profile, None if religion == SKIP else religion)


def write_religion(desk: Desk, person: Person, profile: Profile, religion: str | None) -> None:
    """Keep a religion in someone's own words, or none.

    Raises:
        NotAnOptionError: there is no consent.
    """
    _check_consent(profile)
    keep(desk, person, profile, replace(read(desk, person, profile), religion=religion))


def forget_told(desk: Desk, person: Person, profile: Profile) -> None:
    """Consent is taken back: no words and no marks of culture and religion are left."""
    profile.told_consent_at = None
    keep(desk, person, profile, replace(read(desk, person, profile), culture=None, religion=None))


def tell_ties(desk: Desk, person: Person, profile: Profile, bodies: Sequence[str | None]) -> None:
    """Keep for whom someone works and where they hold a mandate; each may name several, with commas."""
    names = [name.strip() for body in bodies if body for name in body.replace(";", ",").split(",")]
    ties = tuple(dict.fromkeys(name for name in names if name))
    keep(desk, person, profile, replace(read(desk, person, profile), ties=ties))


def mark_of(desk: Desk, kind: Kind, meaning: str) -> str:
    """The mark of a meaning (`domain.cultures.meaning`), in which every sign counts: a code is never equal to a word."""
    return desk.vault.mark(kind, meaning.encode().hex())


def marks_of(desk: Desk, kind: Kind, meaning: str) -> tuple[str, ...]:
    """The same by each master key: what is kept may be of the one before."""
    return desk.vault.marks(kind, meaning.encode().hex())


def file_mark(desk: Desk, ref: str) -> str:
    """The mark of a reference in a pool file; unlike in words, every sign and every capital counts."""
    return desk.vault.mark(FILE, ref.encode().hex())


def file_marks(desk: Desk, ref: str) -> tuple[str, ...]:
    """The same by each master key."""
    return desk.vault.marks(FILE, ref.encode().hex())


def is_current(desk: Desk, person: Person, profile: Profile) -> bool:
    """Whether the marks are those that the newest master key and the table of cultures of today give."""
    told = read(desk, person, profile)
    own = [*profile.tie_marks, *([profile.file_mark] if profile.file_mark else [])]
    return (
        profile.culture_marks == _marks(desk, CULTURE, told.culture)
        and profile.religion_marks == _marks(desk, RELIGION, told.religion)
        and all(desk.vault.is_current_mark(mark) for mark in own)
    )


def _marks(desk: Desk, kind: Kind, told: str | None) -> list[str]:
    """A mark for what somebody told and for each thing that this is part of."""
    return sorted(mark_of(desk, kind, meaning) for meaning in cultures.told(kind, [told] if told else []))


def _check_consent(profile: Profile) -> None:
    if profile.told_consent_at is None:
        raise NotAnOptionError
