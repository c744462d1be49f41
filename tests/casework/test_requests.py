"""What a family does with a request: send it, see where it stands, and take it back."""

import re
from datetime import date

import pytest

from casework import managing, messages, offering, requests
from casework.letters import LetterKind
from domain.errors import NotFoundError, TooManyRequestsError, WrongMoveError
from domain.offers import DeclineReason
from domain.requests import Ending, State
from storage.audit import AuditLine
from storage.requests import Request
from tests.office import FAR, HERE, NEXT_DOOR, Office


def test_a_sent_request_has_a_random_receipt_and_waits_for_its_manager(both: Office) -> None:
    case = both.submitted()
    standing = both.do(requests.look, caller=case.requester, ref=case.ref)
    assert re.fullmatch(r"K-[2-9A-Z]{4}-[2-9A-Z]{4}", case.ref)
    assert (standing.state, standing.ending, standing.paused) == (State.SUBMITTED, None, False)
    assert (standing.asked, standing.reading, standing.declined) == (0, 0, 0)
    assert (standing.submitted_at, standing.meeting_at) == (both.now, None)


def test_every_manager_of_the_region_hears_of_a_new_request_and_nobody_else(office: Office) -> None:
    others = [office.manager(), office.manager(FAR), office.helpdesk(), office.coordinator()]
    case = office.submitted()
    told = office.letters(LetterKind.REQUEST_CARD)
    assert [letter.person_id for letter in told] == [others[0].id, case.manager.id]
    assert {letter.subject for letter in told} == {case.ref}
    assert {letter.card for letter in told} == {f"request_card:{case.ref}"}


def test_the_place_decides_which_region_a_request_goes_to(office: Office) -> None:
    case = office.submit(office.citizen(), office.manager(NEXT_DOOR), place="Arnhem")
    assert office.the_request(case).region == NEXT_DOOR
    assert len(office.letters(LetterKind.REQUEST_CARD, case.manager)) == 1


@pytest.mark.parametrize(
    ("deadline", "urgent", "day"),
    [
        pytest.param("-", False, None, id="no day"),
        pytest.param("17-3-2026", True, date(2026, 3, 17), id="in fourteen days"),
        pytest.param("18-3-2026", False, date(2026, 3, 18), id="a day later"),
    ],
)
def test_a_day_that_comes_near_makes_a_request_urgent(
    office: Office, deadline: str, urgent: bool, day: date | None
) -> None:
    request = office.the_request(office.submitted(deadline=deadline))
    assert (request.urgent, request.deadline_on) == (urgent, day)


def test_wishes_that_were_not_made_are_not_kept(office: Office) -> None:
    case = office.submitted(
        wishes="yes",
        wish_gender="woman",
        wish_gender_weight="must",
        wish_culture="Koerdisch",
        wish_culture_weight="prefer",
    )
    wishes = office.do(managing.open_card, caller=case.manager, ref=case.ref).wishes
    assert [(str(wish.kind), wish.value, str(wish.weight)) for wish in wishes] == [
        ("gender", "woman", "must"),
        ("culture", "Koerdisch", "prefer"),
    ]


def test_wishes_that_nobody_could_meet_are_refused_and_the_form_stays(office: Office) -> None:
    someone = office.citizen()
    wishes = {
        f"wish_{kind}{end}": value
        for kind in ("culture", "not_from")
        for end, value in (("", "Koerdisch"), ("_weight", "must"))
    }
    page = office.fill(someone, "request", wishes="yes", **wishes)
    refused = office.refusal(requests.submit, caller=someone, revision=page.revision)
    assert refused == "wishes_contradict"
    assert office.refusal(requests.submit, caller=someone, revision=page.revision) == refused


def test_a_person_has_three_requests_open_at_most(both: Office) -> None:  # trust.md 22
    someone, manager = both.citizen(), both.manager()
    first, *_ = [both.submit(someone, manager) for _ in range(3)]
    page = both.fill(someone, "request")
    with pytest.raises(TooManyRequestsError) as refused:
        both.do(requests.submit, caller=someone, revision=page.revision)
    assert refused.value.facts == {"most": 3}
    assert len(both.rows(Request)) == 3
    both.do(requests.withdraw, caller=someone, ref=first.ref, ending=Ending.WITHDRAWN_BY_REQUESTER)
    assert both.do(requests.submit, caller=someone, revision=page.revision).state is State.SUBMITTED


def test_someone_elses_requests_do_not_count(office: Office) -> None:
    manager = office.manager()
    cases = [office.submit(office.citizen(), manager) for _ in range(4)]
    assert len({case.ref for case in cases}) == 4


def test_the_status_counts_who_was_asked_and_who_is_reading(office: Office) -> None:
    case = office.asked(4)
    office.do(offering.look, caller=case.coordinators[0], ref=case.offers[0])
    office.do(offering.decline, caller=case.coordinators[1], ref=case.offers[1], reason=DeclineReason.NO_TIME)
    standing = office.do(requests.look, caller=case.requester, ref=case.ref)
    assert (standing.asked, standing.reading, standing.declined) == (4, 1, 1)


def test_the_status_says_when_the_meeting_is(office: Office) -> None:
    case = office.scheduled()
    standing = office.do(requests.look, caller=case.requester, ref=case.ref)
    assert standing.meeting_at == office.the_job(case).meeting_at
    assert standing.meeting_at is not None


def test_open_requests_come_first_and_the_newest_first(office: Office) -> None:
    someone, manager = office.citizen(), office.manager()
    refs = []
    for _ in range(3):
        refs.append(office.submit(someone, manager).ref)
        office.advance(hours=1)
    office.do(requests.withdraw, caller=someone, ref=refs[2], ending=Ending.SITUATION_CHANGED)
    mine = office.do(requests.mine, caller=someone)
    assert [one.ref for one in mine] == [refs[1], refs[0], refs[2]]
    assert office.do(requests.mine, caller=office.citizen()) == []


def test_nobody_else_finds_the_request(office: Office) -> None:
    case = office.preparing()
    stranger = office.citizen()
    for look in (
        lambda who: office.do(requests.look, caller=who, ref=case.ref),
        lambda who: office.do(requests.for_reader, reader=who, ref=case.ref),
        lambda who: office.do(requests.pause, caller=who, ref=case.ref),
        lambda who: office.do(requests.go_on, caller=who, ref=case.ref),
        lambda who: office.do(messages.begin, caller=who, receipt=case.ref),
        lambda who: office.do(requests.withdraw, caller=who, ref=case.ref, ending=Ending.OTHER),
    ):
        with pytest.raises(NotFoundError):
            look(stranger)
    assert office.refusal(requests.look, caller=case.requester, ref="K-0000-0000") == "not_found"


def test_the_coordinator_sees_where_it_stands_but_does_not_own_it(office: Office) -> None:
    case = office.preparing()
    standing = office.do(requests.for_reader, reader=case.coordinator, ref=case.ref)
    assert standing == office.do(requests.for_reader, reader=case.requester, ref=case.ref)
    assert office.refusal(requests.look, caller=case.coordinator, ref=case.ref) == "not_found"


_STEPS = ["submitted", "opened", "asked", "accepted", "preparing", "scheduled", "held", "follow_up_due"]


@pytest.mark.parametrize("how_far", _STEPS)
def test_a_family_can_stop_at_every_moment(office: Office, how_far: str) -> None:  # trust.md 14
    case = getattr(office, how_far)()
    standing = office.do(
        requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.WITHDRAWN_BY_MAIN_PERSON
    )
    assert (standing.state, standing.ending) == (State.ENDED, Ending.WITHDRAWN_BY_MAIN_PERSON)
    request = office.the_request(case)
    assert (request.closed_at, request.due_at, request.wishes) == (office.now, None, None)
    assert len(office.letters(LetterKind.REQUEST_ENDED, case.manager)) == 1
    assert office.letters(LetterKind.REQUEST_ENDED, case.requester) == []
    ended = office.letters(LetterKind.JOB_ENDED)
    assert [letter.person_id for letter in ended] == ([case.coordinator.id] if case.job else [])


@pytest.mark.parametrize("how_far", ["followed_up", "closed"])
def test_what_is_over_cannot_be_stopped_any_more(office: Office, how_far: str) -> None:
    case = getattr(office, how_far)()
    before = office.state(case)
    with pytest.raises(WrongMoveError):
        office.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.OTHER)
    assert (office.state(case), office.the_request(case).ending) == (before, None)


def test_a_request_is_stopped_once(both: Office) -> None:
    case = both.asked()
    both.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.OTHER)
    again = both.refusal(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.UNSAFE_NOW)
    assert again == "wrong_move"
    assert both.the_request(case).ending == Ending.OTHER
    assert len(both.rows(AuditLine, what="ended")) == 1


def test_the_receipt_holds_nothing_of_the_region(office: Office) -> None:
    assert HERE not in office.submitted().ref.lower()
