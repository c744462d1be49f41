"""What happens on a ladder, for tests."""

from casework import climbing, escalations
from casework.letters import LetterKind
from storage.arrivals import Caller
from storage.escalations import Escalation
from tests.office import Case, Office


def raised(office: Office, kind: str = "unreachable") -> tuple[Case, str]:
    """Something about a new request in HERE, raised now. Its kind is one that only a human ends."""
    case = office.submitted()
    request = office.the_request(case)
    office.do(escalations.raise_, kind=kind, request=request, occasion="test")
    return case, office.row(Escalation, kind=kind).ref


def climbs(office: Office) -> int:
    """How many went up a rung now."""
    return office.do(climbing.climb)


def told(office: Office, who: Caller) -> int:
    """How many letters about escalations somebody got."""
    return len(office.letters(LetterKind.ESCALATION, who))


def seen_by(office: Office, who: Caller) -> list[str]:
    """The escalations that somebody has on their list."""
    return [one.ref for one in office.do(escalations.open_ones, caller=who)]
