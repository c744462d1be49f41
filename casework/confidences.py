"""What a coordinator tells in confidence: culture and religion (only after an explicit yes), and ties.

The words are sealed under the person's own key; beside them stand marks that are only good for comparing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from casework.desk import Desk
from domain.errors import NotAnOptionError
from domain.forms.fields import SKIP
from domain.forms.request import REQUEST
from storage.people import Person, Profile

CULTURE, RELIGION, BODY, FILE = "culture", "religion", "body", "file"
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
    found: dict[str, Any] = desk.vault.open(person.key, "profile", profile.details)
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
    profile.culture_mark = mark(CULTURE, told.culture) if told.culture else None
    profile.religion_mark = mark(RELIGION, told.religion) if told.religion else None
    profile.tie_marks = sorted({mark(BODY, body) for body in told.ties})
    profile.file_mark = file_mark(desk, told.file_ref) if told.file_ref else None


def tell_culture(desk: Desk, person: Person, profile: Profile, culture: str | None) -> None:
    """Keep a culture, or none.

    Raises:
        NotAnOptionError: there is no consent.
    """
    _check_consent(profile)
    keep(desk, person, profile, replace(read(desk, person, profile), culture=culture))


def tell_religion(desk: Desk, person: Person, profile: Profile, religion: str) -> None:
    """Keep a religion, or with `SKIP` none.

    Raises:
        NotAnOptionError: there is no consent, or no such religion on the list.
    """
    _check_consent(profile)
    if religion not in {*RELIGIONS, SKIP}:
        raise NotAnOptionError
    told = None if religion == SKIP else religion
    keep(desk, person, profile, replace(read(desk, person, profile), religion=told))


def forget_told(desk: Desk, person: Person, profile: Profile) -> None:
    """Consent is taken back: no words and no marks of culture and religion are left."""
    profile.told_consent_at = None
    keep(desk, person, profile, replace(read(desk, person, profile), culture=None, religion=None))


def tell_ties(desk: Desk, person: Person, profile: Profile, bodies: Sequence[str | None]) -> None:
    """Keep for whom someone works and where they hold a mandate; each may name several, with commas."""
    names = [name.strip() for body in bodies if body for name in body.replace(";", ",").split(",")]
    ties = tuple(dict.fromkeys(name for name in names if name))
    keep(desk, person, profile, replace(read(desk, person, profile), ties=ties))


def file_mark(desk: Desk, ref: str) -> str:
    """The mark of a reference in a pool file; unlike in words, every sign and every capital counts."""
    return desk.vault.mark(FILE, ref.encode().hex())


def is_current(desk: Desk, profile: Profile) -> bool:
    """Whether every mark was made with the newest master key."""
    marks = (profile.culture_mark, profile.religion_mark, profile.file_mark, *profile.tie_marks)
    return all(desk.vault.is_current_mark(mark) for mark in marks if mark)


def _check_consent(profile: Profile) -> None:
    if profile.told_consent_at is None:
        raise NotAnOptionError
