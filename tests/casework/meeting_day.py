"""The day of a meeting, as the tests live it again and again."""

from casework import private_time
from tests.casework.post import all_arrived
from tests.office import Case, Office


def on_the_day(office: Office, **answers: str) -> Case:
    """The day of the meeting; everything that was written before is on the screens."""
    case = office.scheduled(**answers)
    office.advance(days=7)
    all_arrived(office)
    return case


def begin(office: Office, case: Case) -> private_time.TheDay:
    """The coordinator taps that they are among themselves."""
    return office.do(private_time.begin, caller=case.coordinator, ref=case.job)


def plan_is_there(office: Office, case: Case) -> private_time.TheDay:
    """The coordinator taps that they called back."""
    return office.do(private_time.plan_is_there, caller=case.coordinator, ref=case.job)
