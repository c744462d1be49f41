"""Who takes care of what: the coordinator and the main person fill it in, a guest sees their own part of it."""

import pytest

from casework import circle, forms, guests, jobs, own_circle, practicalities, requests
from casework.letters import LetterKind
from domain.circle import Standing
from domain.practicalities import ALL, Practical
from domain.preparation import Step, StepStatus
from domain.requests import Ending
from storage.drafts import Draft
from storage.jobs import PreparationStep
from storage.practicalities import Practicality
from tests.arranging import named, types
from tests.casework.invited import invited
from tests.circles import joins
from tests.office import Case, Office

NEIGHBOUR = "neighbour with the dog"
WORD = "aunt with the blue car"
STEPS_OF_THE_DAY = {
    Step.PRACTICALITIES_ARRANGED,
    Step.CUSTOMS_ARRANGED,
    Step.GROUND_RULES_READY,
    Step.DAY_PLAN_READY,
}


def _gives(office: Office, case: Case, guest: str, what: Practical = Practical.FOOD) -> None:
    office.advance(seconds=1)  # the same letter twice at one moment is one
    office.do(practicalities.choose, caller=case.coordinator, ref=case.job, what=what, guest=guest)


def _settles(office: Office, case: Case, what: Practical, *, done: bool = True) -> None:
    office.do(practicalities.settle, caller=case.coordinator, ref=case.job, what=what, done=done)


def _statuses(office: Office) -> dict[str, str]:
    return {row.step: row.status for row in office.rows(PreparationStep)}


def test_the_list_begins_with_nobody_and_nothing_settled(both: Office) -> None:
    case = both.preparing()
    shown = both.do(practicalities.look, caller=case.coordinator, ref=case.job)
    assert [(item.what, item.word, item.done) for item in shown.items] == [(what, "", False) for what in ALL]
    assert (shown.ref, shown.by_coordinator, shown.is_open, shown.to_log) == (case.job, True, True, ())


def test_a_guest_sees_what_they_take_themselves_and_nothing_of_the_others(both: Office) -> None:
    case = both.preparing()
    (cook, ref), (driver, other) = invited(both, case), invited(both, case)
    _gives(both, case, ref)
    _gives(both, case, ref, Practical.OPENING)
    _gives(both, case, other, Practical.TRAVEL)
    assert both.do(guests.look, caller=cook, ref=ref).takes == (Practical.FOOD, Practical.OPENING)
    assert both.do(guests.look, caller=driver, ref=other).takes == (Practical.TRAVEL,)
    told = both.letters(LetterKind.INVITATION)
    assert [letter.person_id for letter in told] == [cook.id, cook.id, driver.id]
    assert WORD not in str([(letter.facts, letter.subject) for letter in told])


def test_given_to_somebody_else_it_leaves_the_first_ones_invitation(both: Office) -> None:
    case = both.preparing()
    (first, ref), (second, other) = invited(both, case), invited(both, case)
    _gives(both, case, ref)
    _gives(both, case, ref)
    assert len(both.letters(LetterKind.INVITATION)) == 1
    _gives(both, case, other)
    assert both.do(guests.look, caller=first, ref=ref).takes == ()
    assert both.do(guests.look, caller=second, ref=other).takes == (Practical.FOOD,)
    both.advance(seconds=1)
    both.do(practicalities.take_away, caller=case.coordinator, ref=case.job, what=Practical.FOOD)
    assert both.do(guests.look, caller=second, ref=other).takes == ()
    assert len(both.letters(LetterKind.INVITATION)) == 4


def test_a_typed_word_is_sealed_and_the_word_of_a_guest_is_that_guest(both: Office) -> None:
    case = both.preparing()
    caller, ref = invited(both, case)
    shown = types(both, case.coordinator, case.job, Practical.FOOD, NEIGHBOUR)
    assert shown.of(Practical.FOOD).word == NEIGHBOUR
    row = both.row(Practicality, what="food")
    assert (row.guest_id, row.word is not None) == (None, True)
    assert NEIGHBOUR.encode() not in (row.word or b"")
    shown = types(both, case.requester, case.ref, Practical.FOOD, WORD.upper())
    assert shown.of(Practical.FOOD).word == WORD
    assert both.row(Practicality, what="food").word is None
    assert both.do(guests.look, caller=caller, ref=ref).takes == (Practical.FOOD,)


@pytest.mark.parametrize("word", ["0612345678", "a@b.nl", "..."])
def test_a_number_or_an_address_is_no_word(office: Office, word: str) -> None:
    case = office.preparing()
    page = office.do(practicalities.begin_word, caller=case.coordinator, ref=case.job, what=Practical.TRAVEL)
    page = office.go_on(case.coordinator, page, word=word)
    code = office.refusal(practicalities.add_word, caller=case.coordinator, revision=page.revision)
    assert (code, office.rows(Practicality)) == ("not_a_word", [])


def test_the_main_person_gives_things_away_and_does_not_settle_them(both: Office) -> None:
    case = both.preparing()
    _, ref = invited(both, case)
    shown = both.do(
        practicalities.choose, caller=case.requester, ref=case.ref, what=Practical.FOOD, guest=ref
    )
    assert (shown.by_coordinator, shown.ref, shown.of(Practical.FOOD).word) == (False, case.ref, WORD)
    asked = named(caller=case.requester, ref=case.ref)
    assert both.refusal(practicalities.settle, **asked, what=Practical.FOOD, done=True) == "not_allowed"
    assert both.refusal(practicalities.log_all, **asked) == "not_allowed"


def test_one_tap_logs_the_steps_once_everything_is_settled(both: Office) -> None:
    case = both.preparing()
    for what in ALL[:-1]:
        _settles(both, case, what)
    asked = named(caller=case.coordinator, ref=case.job)
    assert both.refusal(practicalities.log_all, **asked) == "outdated"
    _settles(both, case, ALL[-1])
    assert not STEPS_OF_THE_DAY & set(_statuses(both))
    assert set(both.do(practicalities.look, **asked).to_log) == STEPS_OF_THE_DAY
    assert both.do(practicalities.log_all, **asked).to_log == ()
    assert {step for step, status in _statuses(both).items() if status == StepStatus.DONE} >= STEPS_OF_THE_DAY
    assert Step.VENUE_SET not in _statuses(both)
    assert both.refusal(practicalities.log_all, **asked) == "outdated"
    _settles(both, case, Practical.FOOD, done=False)
    assert not both.do(practicalities.look, **asked).of(Practical.FOOD).done


def test_settled_twice_keeps_the_first_moment(office: Office) -> None:
    case = office.preparing()
    _settles(office, case, Practical.FOOD)
    first = office.row(Practicality, what="food").done_at
    office.advance(hours=1)
    _settles(office, case, Practical.FOOD)
    assert office.row(Practicality, what="food").done_at == first


@pytest.mark.parametrize("how", ["leaves", "kept away", "refused"])
def test_whoever_does_not_come_goes_from_the_list_also_where_their_word_was_typed(
    both: Office, how: str
) -> None:
    case = both.preparing()
    types(both, case.coordinator, case.job, Practical.TRAVEL, WORD)
    types(both, case.coordinator, case.job, Practical.OPENING, NEIGHBOUR)
    caller, ref = invited(both, case)
    _gives(both, case, ref)
    _settles(both, case, Practical.FOOD)
    if how == "leaves":
        both.do(guests.leave, caller=caller, ref=ref)
    elif how == "kept away":
        both.do(circle.keep_away, caller=case.coordinator, ref=ref)
    else:
        both.do(own_circle.refuse, caller=case.requester, ref=ref)
    shown = both.do(practicalities.look, caller=case.coordinator, ref=case.job)
    words = {item.what: item.word for item in shown.items if item.word}
    assert words == {Practical.OPENING: NEIGHBOUR}
    assert shown.of(Practical.FOOD).done


def test_only_who_is_to_come_can_take_something(both: Office) -> None:
    case, other = both.preparing(), both.preparing()
    no = joins(both, case, both.newcomer(), answer="no")
    proposed = joins(both, case, None, state=Standing.PROPOSED.value)
    elsewhere = joins(both, other, both.newcomer())
    asked = named(caller=case.coordinator, ref=case.job, what=Practical.FOOD)
    for guest, code in (
        (no, "not_agreed"),
        (proposed, "not_agreed"),
        (elsewhere, "not_found"),
        ("NOBODY", "not_found"),
    ):
        assert both.refusal(practicalities.choose, **asked, guest=guest) == code
    assert both.do(practicalities.look, caller=case.coordinator, ref=case.job).people == ()


def test_the_list_of_another_is_not_found(both: Office) -> None:
    case, other = both.preparing(), both.preparing()
    _, ref = invited(both, case)
    strangers = (other.coordinator, case.job), (other.requester, case.ref)
    for who, behind in strangers:
        asked = named(caller=who, ref=behind)
        assert both.refusal(practicalities.look, **asked) == "not_found"
        given = asked | named(what=Practical.FOOD)
        assert both.refusal(practicalities.choose, **given, guest=ref) == "not_found"
        assert both.refusal(practicalities.take_away, **given) == "not_found"
        assert both.refusal(practicalities.begin_word, **given) == "not_found"
    asked = named(caller=other.coordinator, ref=case.job)
    assert both.refusal(practicalities.settle, **asked, what=Practical.FOOD, done=True) == "not_found"
    assert both.refusal(practicalities.look, caller=both.newcomer(), ref=case.ref) == "not_found"


def test_whoever_asked_for_somebody_else_has_no_list(office: Office) -> None:
    case = office.preparing(who="relative")
    assert office.refusal(practicalities.look, caller=case.requester, ref=case.ref) == "not_found"


@pytest.mark.parametrize("how", ["paused", "held", "ended"])
def test_at_another_time_nothing_changes(both: Office, how: str) -> None:
    case = both.scheduled()
    _, ref = invited(both, case)
    if how == "paused":
        both.do(requests.pause, caller=case.requester, ref=case.ref)
    elif how == "held":
        both.advance(days=8)
        both.finish(case, "held")
    else:
        both.do(jobs.end_early, caller=case.coordinator, ref=case.job, ending=Ending.OTHER)
    asked = named(caller=case.coordinator, ref=case.job, what=Practical.FOOD)
    codes = {"paused": "paused", "held": "wrong_move", "ended": "not_found"}
    assert both.refusal(practicalities.choose, **asked, guest=ref) == codes[how]
    assert both.refusal(practicalities.settle, **asked, done=True) == codes[how]
    if how != "ended":
        shown = both.do(practicalities.look, caller=case.coordinator, ref=case.job)
        assert (shown.is_open, shown.to_log) == (False, ())


def test_with_the_circle_the_list_and_what_is_half_typed_for_it_are_deleted(both: Office) -> None:
    case = both.preparing()
    _, ref = invited(both, case)
    _gives(both, case, ref)
    types(both, case.coordinator, case.job, Practical.TRAVEL, NEIGHBOUR)
    both.do(practicalities.begin_word, caller=case.requester, ref=case.ref, what=Practical.PLACE)
    both.do(practicalities.begin_word, caller=case.coordinator, ref=case.job, what=Practical.PLACE)
    assert len(both.rows(Draft, form=practicalities.FORM)) == 2
    both.do(jobs.end_early, caller=case.coordinator, ref=case.job, ending=Ending.OTHER)
    assert (both.rows(Practicality), both.rows(Draft, form=practicalities.FORM)) == ([], [])


def test_a_new_coordinator_finds_the_list_as_it_was(both: Office) -> None:
    case = both.accepted(2)
    both.do(jobs.first_contact, caller=case.coordinator, ref=case.job)
    types(both, case.coordinator, case.job, Practical.FOOD, NEIGHBOUR)
    page = both.do(practicalities.begin_word, caller=case.coordinator, ref=case.job, what=Practical.TRAVEL)
    page = both.go_on(case.coordinator, page, word=WORD)
    both.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    code = both.refusal(practicalities.add_word, caller=case.coordinator, revision=page.revision)
    assert code == "not_found"
    assert [row.what for row in both.rows(Practicality)] == ["food"]


def test_of_a_forgotten_request_no_word_is_opened(office: Office) -> None:
    case = office.preparing()
    types(office, case.coordinator, case.job, Practical.FOOD, NEIGHBOUR)
    request = office.the_request(case)
    with office.writing() as session:
        request.key = None
        session.merge(request)
    shown = office.do(practicalities.look, caller=case.coordinator, ref=case.job)
    assert shown.of(Practical.FOOD).word == ""
    page = office.do(practicalities.begin_word, caller=case.coordinator, ref=case.job, what=Practical.FOOD)
    page = office.go_on(case.coordinator, page, word=NEIGHBOUR)
    assert office.refusal(practicalities.add_word, caller=case.coordinator, revision=page.revision) == (
        "not_found"
    )
    assert office.do(forms.resume, caller=case.coordinator) is not None
