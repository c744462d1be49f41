"""A circle for tests: people who were agreed on and opened their invitation, as the records hold them."""

from typing import Any

from casework.consent_rows import GUEST_VERSION
from domain.circle import Part, Standing
from domain.consents import Layer
from storage.arrivals import Caller
from storage.circle import Guest
from storage.consents import Consent
from storage.references import reference
from tests.office import Case, Office


def joins(office: Office, case: Case, who: Caller | None, **more: Any) -> str:  # noqa: ANN401 - any column
    """Somebody is in the circle of this case, and opened their invitation unless `who` is None; their reference."""
    ref = reference()
    request = office.the_request(case)
    assert request.key is not None
    values: dict[str, Any] = {
        "part": Part.CIRCLE.value,
        "language": "nl",
        "state": Standing.AGREED.value,
        "invited_at": office.now,
        "person_id": who.id if who else None,
        "opened_at": office.now if who else None,
        **more,
    }
    with office.writing() as session:
        word = office.vault.seal(request.key, "word", "aunt with the blue car")
        session.add(Guest(ref=ref, request_id=request.id or 0, word=word, added_at=office.now, **values))
        if who is not None:
            session.add(agreement(office, who, ref))
    return ref


def agreement(office: Office, who: Caller, ref: str) -> Consent:
    """The yes of whoever has this invitation, before what they tell is kept."""
    return Consent(
        person_id=who.id, about=ref, layer=Layer.GUEST.value, version=GUEST_VERSION, given_at=office.now
    )
