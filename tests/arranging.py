"""The place of a meeting and who takes care of what, as tests arrange them."""

from typing import Any

from casework import finishing, pins, places, practicalities
from casework.places import Place
from casework.practicalities import Practicalities
from domain.practicalities import Practical
from storage.arrivals import Caller
from tests.office import Case, Office

HALL = (52.51680, 6.08300)
PARIS = (48.8566, 2.3522)


def named(**arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - any action's
    """The arguments of several actions, written once."""
    return arguments


def agrees(office: Office, case: Case, *, yes: bool = True) -> Place:
    """The main person, in their chat, says yes to the place, or that it should be another one."""
    asked = office.do(places.to_judge, caller=case.requester, receipt=case.ref)
    return office.do(places.answer, caller=case.requester, receipt=case.ref, mark=asked.mark, yes=yes)


def pinned(office: Office, case: Case, spot: tuple[float, float] = HALL) -> Place:
    """The coordinator shares a location."""
    place = office.do(pins.share, caller=case.coordinator, latitude=spot[0], longitude=spot[1])
    assert place is not None
    return place


def types(office: Office, who: Caller, ref: str, what: Practical, word: str) -> Practicalities:
    """Somebody takes it, by a word that is typed."""
    page = office.do(practicalities.begin_word, caller=who, ref=ref, what=what)
    assert page.field == "word"
    page = office.go_on(who, page, word=word)
    done = office.do(finishing.finish, caller=who, form=practicalities.FORM, revision=page.revision)
    assert isinstance(done, Practicalities)
    return done
