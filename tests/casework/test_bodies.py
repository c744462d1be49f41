"""The organisations with a part in a request: named by its manager, sealed, and forgotten with it (domain.md 2)."""

import pytest

from casework import bodies, forms, managing, requests, retention
from domain.bodies import MOST
from domain.errors import OutdatedError, TooManyBodiesError
from domain.requests import Ending
from storage.audit import AuditLine
from storage.outbox import Letter
from tests.office import BODY, FAR, SAME_BODY, Case, Office


def test_naming_the_same_one_again_changes_nothing(office: Office) -> None:
    case = office.opened()
    first = office.involve(case)
    assert office.involve(case, SAME_BODY) == first
    assert [name for _, name in first.named] == [BODY]
    assert [line.why for line in office.rows(AuditLine, what="bodies")] == ["1"]


def test_ten_is_the_most_and_one_off_makes_room(office: Office) -> None:
    case = office.opened()
    found = [office.involve(case, f"Wijkteam {number}") for number in range(MOST)][-1]
    assert found.is_full
    with pytest.raises(TooManyBodiesError):
        office.do(bodies.begin, caller=case.manager, ref=case.ref)
    token, name = found.named[3]
    left = office.do(bodies.remove, caller=case.manager, ref=case.ref, token=token)
    assert (len(left.named), left.is_full) == (MOST - 1, False)
    assert name not in [kept for _, kept in left.named]
    assert office.do(bodies.remove, caller=case.manager, ref=case.ref, token=token) == left
    assert len(office.involve(case, "Een andere").named) == MOST


def test_two_forms_open_at_once_do_not_make_eleven(office: Office) -> None:
    case = office.opened()
    for number in range(MOST - 1):
        office.involve(case, f"Wijkteam {number}")
    page = office.do(bodies.begin, caller=case.manager, ref=case.ref)
    page = office.go_on(case.manager, page, name="De tiende")
    colleague = office.manager()
    other = office.do(bodies.begin, caller=colleague, ref=case.ref)
    other = office.go_on(colleague, other, name="De elfde")
    office.do(bodies.add, caller=case.manager, revision=page.revision)
    with pytest.raises(TooManyBodiesError):
        office.do(bodies.add, caller=colleague, revision=other.revision)


def test_a_name_without_a_letter_is_refused(office: Office) -> None:
    case = office.opened()
    page = office.do(bodies.begin, caller=case.manager, ref=case.ref)
    page = office.go_on(case.manager, page, name="?!")
    revision = page.revision
    assert office.refusal(bodies.add, caller=case.manager, revision=revision) == "answer_not_an_option"


def test_the_names_are_sealed_and_only_an_opened_card_holds_them(both: Office) -> None:
    case = both.opened()
    both.involve(case)
    request = both.the_request(case)
    assert request.bodies is not None
    assert b"Noord" not in request.bodies
    opened = both.do(managing.open_card, caller=case.manager, ref=case.ref)
    announced = both.do(managing.peek, reader=case.manager, ref=case.ref)
    assert (opened.bodies, opened.bodies_count) == ((BODY,), 1)
    assert (announced.bodies, announced.bodies_count) == ((), 1)
    open_places = [
        *(f"{line.what} {line.subject} {line.why}" for line in both.rows(AuditLine)),
        *(f"{letter.key} {letter.facts}" for letter in both.rows(Letter)),
        *(token for token, _ in both.do(bodies.look, caller=case.manager, ref=case.ref).named),
    ]
    assert [place for place in open_places if "Noord" in place or "noord" in place] == []
    opened_by = [(line.who, line.why) for line in both.rows(AuditLine, what="open_bodies")]
    assert opened_by == [(case.manager.id, "bodies")] * 3  # said, the card opened, the list looked at


def test_an_end_forgets_them_at_once(both: Office) -> None:
    case = both.opened()
    both.involve(case)
    both.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.OTHER)
    assert both.the_request(case).bodies is None
    with pytest.raises(OutdatedError):
        both.do(bodies.look, caller=case.manager, ref=case.ref)
    both.advance(days=15)
    assert both.do(retention.forget_closed) == 1


def test_retention_leaves_none_behind(office: Office) -> None:
    case = office.closed()
    request = office.the_request(case)
    with office.writing() as session:
        request.bodies = b"left behind"
        session.add(request)
    office.advance(days=31)
    office.do(retention.forget_closed)
    assert office.the_request(case).bodies is None


def test_another_region_has_no_such_list(office: Office) -> None:
    case = office.opened()
    elsewhere = office.manager(FAR)
    assert office.refusal(bodies.look, caller=elsewhere, ref=case.ref) == "not_found"
    assert office.refusal(bodies.begin, caller=elsewhere, ref=case.ref) == "not_found"
    assert office.refusal(bodies.remove, caller=elsewhere, ref=case.ref, token="") == "not_found"


@pytest.mark.parametrize(
    ("organisation", "named"),
    [pytest.param(BODY, (BODY,), id="said"), pytest.param("-", (), id="left open"), ("!!", ())],
)
def test_where_a_professional_works_is_the_first_organisation(
    both: Office, organisation: str, named: tuple[str, ...]
) -> None:
    case = both.submitted(who="professional", organisation=organisation)
    card = both.do(managing.open_card, caller=case.manager, ref=case.ref)
    assert (card.bodies, card.bodies_count) == (named, len(named))
    assert "organisation" not in card.details


@pytest.mark.parametrize("who", ["main_person", "relative"])
def test_nobody_else_is_asked_where_they_work(office: Office, who: str) -> None:
    case = office.submitted(who=who)
    assert office.the_request(case).bodies is None


def test_who_turns_out_to_be_family_leaves_no_organisation_behind(office: Office) -> None:
    requester = office.citizen()
    page = office.fill(requester, "request", who="professional", organisation=BODY)
    page = office.do(forms.edit, caller=requester, form="request", revision=page.revision, field="who")
    page = office.go_on(requester, office.tap(requester, page, "relative"))
    sent = office.do(requests.submit, caller=requester, revision=page.revision)
    assert office.the_request(Case(sent.ref, requester, requester)).bodies is None
