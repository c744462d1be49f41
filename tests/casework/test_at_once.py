"""Things that happen at the same moment in two processes: one comes second, and nothing breaks or is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest

from casework import clock, escalations, faces, follow_ups, forms, managing, offering, people, requests
from casework.letters import LetterKind
from domain.errors import DomainError, OutdatedError
from domain.offers import DeclineReason, OfferState
from domain.requests import Ending, State
from storage.arrivals import Caller
from storage.drafts import Draft
from storage.escalations import Escalation
from storage.follow_ups import Asking
from storage.jobs import Job
from storage.offers import Offer
from storage.people import Person
from storage.requests import Request
from tests.office import Case, Office

_ROUNDS = 5


def _at_once(*actions: Callable[[], object]) -> list[str]:
    """Do all of them at the same moment; the code of each refusal, empty where there was none."""
    start = Barrier(len(actions))

    def run(action: Callable[[], object]) -> str:
        start.wait()
        try:
            action()
        except DomainError as error:
            return error.code
        return ""

    with ThreadPoolExecutor(len(actions)) as threads:
        return list(threads.map(run, actions))


def _opens(office: Office, who: Caller, secret: str) -> Callable[[], object]:
    return lambda: office.do(faces.open_link, caller=who, secret=secret)


def test_of_two_people_who_open_the_same_link_one_gets_it(both: Office) -> None:
    case = both.follow_up_due()
    made = both.do(follow_ups.make_links, caller=case.coordinator, ref=case.job, count=_ROUNDS)
    for secret in made.secrets:
        assert sorted(_at_once(*[_opens(both, both.newcomer(), secret) for _ in range(2)])) == [
            "",
            "asking_closed",
        ]
    assert None not in {asking.person_id for asking in both.rows(Asking)}


def test_whoever_opens_two_links_at_once_has_one_sheet(both: Office) -> None:
    case = both.follow_up_due()
    for _ in range(_ROUNDS):
        who = both.newcomer()
        made = both.do(follow_ups.make_links, caller=case.coordinator, ref=case.job, count=2)
        assert _at_once(*[_opens(both, who, secret) for secret in made.secrets]) == ["", ""]
        assert len(both.rows(Asking, person_id=who.id)) == 1


def test_someone_new_who_writes_twice_is_one_person(both: Office) -> None:
    for chat in range(1, _ROUNDS + 1):
        refusals = _at_once(*[lambda chat=chat: both.do(people.greet, chat_id=chat, hint="nl")] * 4)
        assert refusals == [""] * 4
        assert len(both.rows(Person, chat_id=chat)) == 1


def test_a_form_that_is_opened_twice_is_one_draft(both: Office) -> None:
    for _ in range(_ROUNDS):
        someone = both.citizen()
        opened = _at_once(*[lambda someone=someone: both.do(forms.begin, caller=someone, form="request")] * 4)
        assert set(opened) <= {"", "outdated"}
        assert "" in opened
        assert len(both.rows(Draft, person_id=someone.id)) == 1


def test_a_form_that_is_sent_twice_is_one_request(both: Office) -> None:
    both.manager()
    for number in range(1, _ROUNDS + 1):
        someone = both.citizen()
        page = both.fill(someone, "request")
        sent = _at_once(
            *[lambda who=someone, seen=page.revision: both.do(requests.submit, caller=who, revision=seen)] * 2
        )
        assert sorted(sent) == ["", "outdated"]
        assert len(both.rows(Request)) == number


def test_a_family_that_stops_while_a_coordinator_accepts_has_stopped(both: Office) -> None:
    for _ in range(_ROUNDS):
        case = both.asked(1)
        both.read_through(case.coordinator, case.offer)
        accepted, stopped = _at_once(partial(_accept, both, case), partial(_stop, both, case))
        assert accepted in {"", "offer_closed"}
        assert stopped == ""
        assert both.state(case) is State.ENDED
        assert both.rows(Job, ended_at=None) == []


def _accept(office: Office, case: Case) -> None:
    office.do(offering.accept, caller=case.coordinator, ref=case.offer)


def _stop(office: Office, case: Case) -> None:
    office.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.WITHDRAWN_BY_REQUESTER)


def _decline(office: Office, who: Caller, offer: str) -> None:
    office.do(offering.decline, caller=who, ref=offer, reason=DeclineReason.NO_TIME)


def test_when_the_last_two_say_no_at_once_the_manager_hears_it_once(both: Office) -> None:
    for _ in range(_ROUNDS):
        case = both.asked(2)
        both.do(managing.set_by_hand, caller=case.manager, ref=case.ref)
        asked = zip(case.coordinators, case.offers, strict=True)
        assert _at_once(*[partial(_decline, both, person, offer) for person, offer in asked]) == ["", ""]
        assert both.state(case) is State.MATCHING
        assert len(both.letters(LetterKind.NOBODY_LEFT, case.manager)) == 1


def test_two_clocks_do_everything_once(both: Office) -> None:
    cases = [both.asked(2) for _ in range(2)]
    for case in cases:
        both.do(managing.set_by_hand, caller=case.manager, ref=case.ref)
    both.advance(days=4)
    _at_once(*[lambda: both.do(clock.sweep)] * 3)
    both.do(clock.sweep)
    assert {offer.state for offer in both.rows(Offer)} == {OfferState.EXPIRED}
    assert len(both.rows(Escalation)) == len(cases)
    for case in cases:
        assert both.state(case) is State.MATCHING
        told = [letter.subject for letter in both.letters(LetterKind.NOBODY_LEFT, case.manager)]
        assert set(told) == {one.ref for one in cases}
        assert len(told) == len(cases)


def test_a_person_who_asks_twice_for_a_human_asked_once(both: Office) -> None:
    both.manager()
    for number in range(1, _ROUNDS + 1):
        someone = both.citizen()
        _at_once(*[lambda who=someone: both.do(requests.ask_for_human, caller=who)] * 3)
        assert len(both.rows(Escalation)) == number


def test_of_two_managers_who_take_it_one_has_it(both: Office) -> None:
    first, second = both.manager(), both.manager()
    for _ in range(_ROUNDS):
        both.do(requests.ask_for_human, caller=both.citizen())
        ref = both.do(escalations.open_ones, caller=first)[-1].ref
        both.advance(minutes=1)
        _at_once(
            *[
                lambda who=who, ref=ref: both.do(escalations.take, caller=who, ref=ref)
                for who in (first, second)
            ]
        )
        seen = [both.do(escalations.view, reader=who, ref=ref).taken_by_reader for who in (first, second)]
        assert sorted(seen) == [False, True]


def test_an_answer_that_another_process_overtook_is_out_of_date(both: Office) -> None:
    someone = both.citizen()
    page = both.do(forms.begin, caller=someone, form="request")
    with both.writing() as session:
        read = forms._current(both.desk(session), someone, "request", page.revision)
    both.tap(someone, page, "ar")
    with pytest.raises(OutdatedError):
        both.do(forms._write, read, {"language": "nl"}, at="who")
