"""Building a circle in tests, through the form, as its coordinator or as the main person."""

from typing import Any

from casework import circle, forms
from casework.circle_views import Circle
from storage.arrivals import Caller
from storage.circle import Guest
from tests.front_desk import Value
from tests.office import Case, Office

AUNT, DOG = "aunt with the blue car", "neighbour with the dog"


def asked_for(office: Office, who: Caller, ref: str, word: str = AUNT, /, **answers: Value) -> forms.Page:
    """The form for one more person, filled in; `ref` is a job or a receipt."""
    page = office.do(circle.begin, caller=who, ref=ref)
    known: dict[str, Value] = {"word": word, "part": "circle", "language": "ar", "telegram": "yes"}
    return office.go_on(who, page, **(known | answers))


def adds(office: Office, who: Caller, ref: str, word: str = AUNT, /, **answers: Value) -> Circle:
    """One more person in the circle."""
    page = asked_for(office, who, ref, word, **answers)
    return office.do(circle.add, caller=who, revision=page.revision)


def proposes(office: Office, case: Case, word: str = AUNT, /, **answers: Value) -> str:
    """The coordinator adds somebody; their reference."""
    return adds(office, case.coordinator, case.job, word, **answers).people[-1].ref


def wants(office: Office, case: Case, word: str = AUNT, /, **answers: Value) -> str:
    """The main person adds somebody; their reference."""
    return adds(office, case.requester, case.ref, word, **answers).people[-1].ref


def crowds(office: Office, case: Case, count: int, **values: Any) -> list[str]:  # noqa: ANN401 - any column
    """So many people at once, each with a word of their own, without the form; agreed on unless said otherwise."""
    request = office.the_request(case)
    assert request.key is not None
    guests = []
    for number in range(count):
        columns: dict[str, Any] = {
            "ref": f"crowd{number:07d}",
            "word": office.vault.seal(request.key, "word", f"cousin {number}"),
            "part": "circle",
            "language": "nl",
            "state": "agreed",
            **values,
        }
        guests.append(Guest(request_id=request.id or 0, added_at=office.now, **columns))
    refs = [guest.ref for guest in guests]
    with office.writing() as session:
        session.add_all(guests)
    return refs
