"""Voices for tests: a guest who said yes to what is kept, a child in a circle, and messages that went on."""

from casework import consent_rows, voices
from casework.inviting import Invitation
from domain.consents import Layer
from storage.arrivals import Caller
from storage.circle import Guest
from tests.casework.invited import invited
from tests.circles import joins
from tests.office import Case, Office


def agrees(office: Office, who: Caller, ref: str) -> None:
    """They say yes to what is kept of their answers."""
    version = consent_rows.GUEST_VERSION
    office.do(consent_rows.give, who.id, [Layer.GUEST], version=version, about=ref)


def absent(office: Office, case: Case) -> tuple[Caller, str]:
    """Somebody who opened their invitation and may be asked something."""
    guest, ref = invited(office, case)
    agrees(office, guest, ref)
    return guest, ref


def child(office: Office, case: Case, who: Caller | None = None) -> str:
    """A child in the circle, whose card was opened by `who`; the reference."""
    ref = joins(office, case, who, part="child", language="ar")
    if who is not None:
        agrees(office, who, ref)
    return ref


def speaks(office: Office, guest: Caller, ref: str) -> Invitation:
    """One message of theirs goes to the coordinator."""
    office.do(voices.begin, caller=guest, ref=ref)
    passing = office.do(voices.take, caller=guest)
    return office.do(voices.passed, caller=guest, ref=passing.guest)


def changed(office: Office, ref: str, **columns: object) -> None:
    """Columns of a guest as a test needs them."""
    guest = office.row(Guest, ref=ref)
    with office.writing() as session:
        for name, value in columns.items():
            setattr(guest, name, value)
        session.add(guest)
