"""Whoever is asked: the link is theirs alone, they agree first, tap faces, change them, and take them back."""

import pytest

from casework import faces, follow_ups, people
from domain.errors import (
    AskingClosedError,
    ConsentMissingError,
    InvitationError,
    NotFoundError,
    OutdatedError,
)
from domain.follow_ups import Face
from domain.people import Role
from storage.arrivals import Caller
from storage.follow_ups import Asking, TappedFace
from tests.office import Case, Office

PROMISES = 5


def _links(office: Office, case: Case, count: int = 1) -> tuple[str, ...]:
    made = office.do(follow_ups.make_links, caller=case.coordinator, ref=case.job, count=count)
    return made.secrets


def _opened(office: Office, case: Case) -> tuple[Caller, str]:
    """Somebody with a link of their own."""
    caller = office.newcomer()
    sheet = office.do(faces.open_link, caller=caller, secret=_links(office, case)[0])
    assert sheet is not None
    return caller, sheet.ref


def _answer(office: Office, caller: Caller, ref: str, number: int, face: Face) -> faces.Sheet:
    return office.do(faces.answer, caller=caller, ref=ref, number=number, face=face)


def test_a_link_is_of_whoever_opens_it_first(both: Office) -> None:
    case = both.follow_up_due()
    [secret] = _links(both, case)
    first, second = both.newcomer(), both.newcomer()
    sheet = both.do(faces.open_link, caller=first, secret=secret)
    assert sheet is not None
    assert (sheet.agreements, sheet.faces, sheet.agreed) == (PROMISES, {}, False)
    assert both.do(faces.open_link, caller=first, secret=secret) == sheet
    with pytest.raises(AskingClosedError):
        both.do(faces.open_link, caller=second, secret=secret)
    assert both.row(Asking).person_id == first.id


def test_a_secret_of_another_kind_is_none_of_ours(office: Office) -> None:
    office.follow_up_due()
    invitation = office.do(people.invite, role=Role.COORDINATOR, region="overijssel")
    for secret in (invitation, "", "x" * 64):
        assert office.do(faces.open_link, caller=office.newcomer(), secret=secret) is None


def test_nobody_answers_twice_with_two_links(both: Office) -> None:
    case = both.follow_up_due()
    one, other = _links(both, case, 2)
    caller, friend = both.newcomer(), both.newcomer()
    first = both.do(faces.open_link, caller=caller, secret=one)
    assert both.do(faces.open_link, caller=caller, secret=other) == first
    second = both.do(faces.open_link, caller=friend, secret=other)
    assert second is not None
    assert first is not None
    assert second.ref != first.ref


def test_whoever_was_asked_in_the_chat_keeps_that_sheet(office: Office) -> None:
    case = office.follow_up_due()
    office.do(follow_ups.ask_requester, caller=case.coordinator, ref=case.job)
    own = office.row(Asking).ref
    sheet = office.do(faces.open_link, caller=case.requester, secret=_links(office, case)[0])
    assert sheet is not None
    assert sheet.ref == own


def test_the_coordinator_does_not_answer_for_the_family(office: Office) -> None:
    case = office.follow_up_due()
    [secret] = _links(office, case)
    with pytest.raises(AskingClosedError):
        office.do(faces.open_link, caller=case.coordinator, secret=secret)
    assert office.do(faces.open_link, caller=office.newcomer(), secret=secret) is not None


def test_no_face_is_kept_before_a_yes(both: Office) -> None:  # trust.md 14
    caller, ref = _opened(both, both.follow_up_due())
    with pytest.raises(ConsentMissingError):
        _answer(both, caller, ref, 1, Face.GOOD)
    assert both.rows(TappedFace) == []
    assert both.do(faces.agree, caller=caller, ref=ref).agreed
    asking = both.row(Asking)
    assert (asking.consent, asking.consent_at, asking.answered_at) == (
        faces.CONSENT_VERSION,
        both.now,
        None,
    )


def test_a_face_can_be_changed(both: Office) -> None:
    caller, ref = _opened(both, both.follow_up_due())
    both.do(faces.agree, caller=caller, ref=ref)
    _answer(both, caller, ref, 2, Face.GOOD)
    both.advance(hours=1)
    sheet = _answer(both, caller, ref, 2, Face.NOT_YET)
    assert sheet.faces == {2: Face.NOT_YET}
    assert both.row(Asking).answered_at == both.now
    assert both.row(TappedFace).face == Face.NOT_YET


@pytest.mark.parametrize("number", [0, PROMISES + 1, 999])
def test_there_is_no_such_promise(office: Office, number: int) -> None:
    caller, ref = _opened(office, office.follow_up_due())
    office.do(faces.agree, caller=caller, ref=ref)
    with pytest.raises(OutdatedError):
        _answer(office, caller, ref, number, Face.GOOD)


def test_answers_can_be_taken_back_and_given_again(both: Office) -> None:
    caller, ref = _opened(both, both.follow_up_due())
    both.do(faces.agree, caller=caller, ref=ref)
    _answer(both, caller, ref, 1, Face.GOOD)
    sheet = both.do(faces.take_back, caller=caller, ref=ref)
    assert (sheet.faces, sheet.agreed, both.rows(TappedFace)) == ({}, False, [])
    assert both.row(Asking).answered_at is None
    assert both.do(faces.agree, caller=caller, ref=ref).agreed


def test_nobody_sees_or_changes_what_another_one_said(office: Office) -> None:
    case = office.follow_up_due()
    caller, ref = _opened(office, case)
    office.do(faces.agree, caller=caller, ref=ref)
    _answer(office, caller, ref, 1, Face.NOT_YET)
    other, _ = _opened(office, case)
    for who in (other, case.coordinator, case.manager, case.requester, office.newcomer()):
        for action in (faces.look, faces.agree, faces.take_back):
            with pytest.raises(NotFoundError):
                office.do(action, caller=who, ref=ref)
        with pytest.raises(NotFoundError):
            _answer(office, who, ref, 1, Face.GOOD)
    assert office.do(faces.look, caller=caller, ref=ref).faces == {1: Face.NOT_YET}


def test_once_the_follow_up_is_logged_nothing_changes_any_more(both: Office) -> None:
    case = both.follow_up_due()
    caller, ref = _opened(both, case)
    both.do(faces.agree, caller=caller, ref=ref)
    _answer(both, caller, ref, 1, Face.GOOD)
    both.finish(case, "follow_up")
    for attempt in (faces.look, faces.take_back):
        with pytest.raises(AskingClosedError):
            both.do(attempt, caller=caller, ref=ref)
    with pytest.raises(AskingClosedError):
        _answer(both, caller, ref, 1, Face.NOT_YET)
    assert both.row(TappedFace).face == Face.GOOD


def test_a_link_of_a_closed_request_is_an_unknown_one(office: Office) -> None:
    case = office.follow_up_due()
    [secret] = _links(office, case)
    office.finish(case, "follow_up")
    office.finish(case, "registration")
    caller = office.newcomer()
    assert office.do(faces.open_link, caller=caller, secret=secret) is None
    with pytest.raises(InvitationError):
        office.do(people.join, caller=caller, secret=secret)
