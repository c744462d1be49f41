"""The main person's yes to the place: nobody who is invited hears of a place before it."""

import pytest

from casework import guests, inviting, jobs, main_persons, pins, places, practicalities, requests
from casework.letters import LetterKind
from domain.compulsory_errors import MainPersonsDisagreeError
from domain.openings import Why
from domain.places import PlaceAnswer
from domain.practicalities import Practical
from domain.preparation import Step, StepStatus
from storage.audit import AuditLine
from storage.outbox import DROPPED, Letter
from tests.arranging import HALL, agrees, named, pinned
from tests.casework.invited import invited, sent
from tests.casework.post import blocks
from tests.circles import joins
from tests.office import VENUE, Case, Office

OTHER = "Buurthuis"


def _answer(office: Office, case: Case) -> str:
    return office.the_job(case).venue_answer


def _mark(office: Office, case: Case) -> str:
    return office.do(places.to_judge, caller=case.requester, receipt=case.ref).mark


def test_a_place_is_on_no_invitation_and_no_card_before_the_main_persons_yes(both: Office) -> None:
    case = both.prepared()
    caller, ref = invited(both, case)
    joins(both, case, None, invited_at=None)
    both.finish(case, "meeting")
    [asked] = both.letters(LetterKind.PLACE_ASKED)
    assert (asked.person_id, asked.subject, asked.facts) == (case.requester.id, case.ref, {})
    (card,) = both.do(inviting.make_cards, caller=case.coordinator, ref=case.job)
    shown = both.do(guests.look, caller=caller, ref=ref)
    assert (card.venue, shown.venue, shown.meeting_at is None) == (None, None, False)
    told = len(both.letters(LetterKind.INVITATION))
    both.advance(minutes=1)
    agrees(both, case)
    assert both.do(guests.look, caller=caller, ref=ref).venue == VENUE
    assert len(both.letters(LetterKind.INVITATION)) == told + 1
    again = both.do(inviting.new_link, caller=case.coordinator, ref=card.guest)
    assert again.venue == VENUE
    [heard] = both.letters(LetterKind.MAIN_PERSON_SAID, case.coordinator)
    assert heard.facts == {"about": "place", "yes": True}


def test_the_question_waits_for_an_hour_that_is_safe_and_is_gone_with_the_answer(both: Office) -> None:
    case = both.prepared(hours="evening")
    both.finish(case, "meeting")
    [asked] = both.letters(LetterKind.PLACE_ASKED)
    assert asked.not_before > both.now
    agrees(both, case)
    assert [letter.state for letter in both.letters(LetterKind.PLACE_ASKED)] == [DROPPED]
    assert sent(both, LetterKind.PLACE_ASKED, case.requester) is None


def test_another_place_waits_for_a_yes_of_its_own_and_another_day_does_not(both: Office) -> None:
    case = both.scheduled()
    caller, ref = invited(both, case)
    agrees(both, case)
    pinned(both, case)
    both.finish(case, "meeting", day="14")
    assert both.do(guests.look, caller=caller, ref=ref).venue == VENUE
    assert both.the_job(case).pin is not None
    both.advance(minutes=1)
    told = len(both.letters(LetterKind.INVITATION))
    both.finish(case, "meeting", day="14", venue=OTHER)
    shown = both.do(guests.look, caller=caller, ref=ref)
    assert (shown.venue, shown.has_pin, _answer(both, case)) == (None, False, PlaceAnswer.ASKED)
    assert len(both.letters(LetterKind.INVITATION)) == told + 1
    assert both.the_job(case).pin is None
    agrees(both, case)
    assert both.do(guests.look, caller=caller, ref=ref).venue == OTHER


def test_a_yes_is_to_the_place_that_was_read(both: Office) -> None:
    case = both.scheduled()
    mark = _mark(both, case)
    both.finish(case, "meeting", venue=OTHER)
    asked = named(caller=case.requester, receipt=case.ref)
    assert both.refusal(places.answer, **asked, mark=mark, yes=True) == "outdated"
    assert _answer(both, case) == PlaceAnswer.ASKED


def test_the_main_person_may_want_another_place_also_after_a_yes(both: Office) -> None:
    case = both.scheduled()
    caller, ref = invited(both, case)
    agrees(both, case)
    both.advance(minutes=1)
    assert agrees(both, case, yes=False).answer is PlaceAnswer.ANOTHER
    agrees(both, case, yes=False)
    assert both.do(guests.look, caller=caller, ref=ref).venue is None
    heard = both.letters(LetterKind.MAIN_PERSON_SAID, case.coordinator)
    assert [letter.facts["yes"] for letter in heard] == [True, False]
    assert both.do(places.look, caller=case.coordinator, ref=case.job).answer is PlaceAnswer.ANOTHER
    both.advance(days=1)
    both.finish(case, "meeting")
    assert _answer(both, case) == PlaceAnswer.ASKED
    assert agrees(both, case).answer is PlaceAnswer.YES


def test_the_coordinator_may_ask_again_once_a_day(both: Office) -> None:
    case = both.scheduled()
    asked = named(caller=case.coordinator, ref=case.job)

    def waiting() -> int:
        return sum(letter.state != DROPPED for letter in both.letters(LetterKind.PLACE_ASKED))

    assert both.do(places.ask, **asked).answer is PlaceAnswer.ASKED
    both.do(places.ask, **asked)
    assert waiting() == 1
    both.advance(days=1)
    both.do(places.ask, **asked)
    assert waiting() == 1
    agrees(both, case)
    assert both.refusal(places.ask, **asked) == "outdated"


def test_a_main_person_who_is_not_in_the_chat_is_asked_in_person(both: Office) -> None:
    case = both.prepared(who="relative")
    caller, ref = invited(both, case)
    both.finish(case, "meeting")
    asked = named(caller=case.coordinator, ref=case.job)
    assert both.letters(LetterKind.PLACE_ASKED) == []
    assert both.refusal(places.ask, **asked) == "main_person_elsewhere"
    place = both.do(places.look, **asked)
    assert (place.answer, place.main_person_here) == (PlaceAnswer.OPEN, False)
    assert both.refusal(places.log_yes, **asked, mark="elsewhere") == "outdated"
    assert both.do(places.log_yes, **asked, mark=place.mark).answer is PlaceAnswer.YES
    assert both.do(guests.look, caller=caller, ref=ref).venue == VENUE
    assert both.refusal(places.to_judge, caller=case.requester, receipt=case.ref) == "not_found"


def test_for_a_main_person_in_the_chat_nobody_else_says_yes(both: Office) -> None:
    case = both.scheduled()
    asked = named(caller=case.coordinator, ref=case.job, mark=_mark(both, case))
    assert both.refusal(places.log_yes, **asked) == "main_person_decides"
    blocks(both, case.requester)
    assert both.do(places.log_yes, **asked).answer is PlaceAnswer.YES


def test_before_there_is_a_day_there_is_no_place_to_say_yes_to(both: Office) -> None:
    case = both.prepared()
    place = both.do(places.to_judge, caller=case.requester, receipt=case.ref)
    assert (place.venue, place.meeting_at, place.answer) == (None, None, PlaceAnswer.OPEN)
    asked = named(caller=case.requester, receipt=case.ref, mark=place.mark)
    assert both.refusal(places.answer, **asked, yes=True) == "outdated"
    assert both.refusal(places.ask, caller=case.coordinator, ref=case.job) == "outdated"


def test_a_second_meeting_needs_a_yes_to_its_place_again(both: Office) -> None:
    case = both.scheduled()
    agrees(both, case)
    pinned(both, case)
    both.advance(days=8)
    both.finish(case, "held", outcome="plan_pending")
    assert both.the_job(case).pin is None
    assert both.do(places.to_judge, caller=case.requester, receipt=case.ref).venue is None
    both.finish(case, "meeting")
    assert _answer(both, case) == PlaceAnswer.ASKED


def test_the_place_of_another_is_not_found(both: Office) -> None:
    case, other = both.scheduled(), both.scheduled()
    mark = _mark(both, case)
    for who in (other.requester, case.coordinator, both.newcomer()):
        asked = named(caller=who, receipt=case.ref)
        assert both.refusal(places.to_judge, **asked) == "not_found"
        assert both.refusal(places.answer, **asked, mark=mark, yes=True) == "not_found"
        assert both.refusal(places.question_is_open, **asked) == "not_found"
    asked = named(caller=other.coordinator, ref=case.job)
    assert both.refusal(places.look, **asked) == "not_found"
    assert both.refusal(places.ask, **asked) == "not_found"
    assert both.refusal(places.log_yes, **asked, mark=mark) == "not_found"


@pytest.mark.parametrize("how", ["paused", "held", "handed back"])
def test_at_another_time_nobody_says_yes(both: Office, how: str) -> None:
    case = both.scheduled()
    mark = _mark(both, case)
    if how == "paused":
        both.do(requests.pause, caller=case.requester, ref=case.ref)
    elif how == "held":
        both.advance(days=8)
        both.finish(case, "held")
    else:
        both.do(jobs.hand_back, caller=case.coordinator, ref=case.job)
    code = {"paused": "paused", "held": "wrong_move", "handed back": "not_found"}[how]
    asked = named(caller=case.requester, receipt=case.ref)
    assert both.refusal(places.answer, **asked, mark=mark, yes=True) == code
    assert both.refusal(places.question_is_open, **asked) == code
    assert both.refusal(places.ask, caller=case.coordinator, ref=case.job) == code


def test_a_question_on_which_they_have_not_agreed_opens_its_step_again(both: Office) -> None:
    case = both.scheduled()
    asked = named(caller=case.requester, receipt=case.ref)
    assert both.do(places.to_judge, **asked).question_agreed
    assert not both.do(places.question_is_open, **asked).question_agreed
    both.do(places.question_is_open, **asked)
    card = both.do(jobs.view, caller=case.coordinator, ref=case.job)
    assert card.statuses[Step.QUESTION_AGREED] is StepStatus.LATER
    assert Step.QUESTION_AGREED in card.missing
    [heard] = both.letters(LetterKind.MAIN_PERSON_SAID, case.coordinator)
    assert heard.facts == {"about": "question", "yes": False}
    assert sent(both, LetterKind.MAIN_PERSON_SAID, case.coordinator) is not None
    both.log(case, Step.QUESTION_AGREED)
    assert sent(both, LetterKind.MAIN_PERSON_SAID, case.coordinator) is None


def test_letters_about_a_place_hold_no_word_of_it_and_say_only_what_still_stands(both: Office) -> None:
    case = both.scheduled()
    question = sent(both, LetterKind.PLACE_ASKED, case.requester)
    assert VENUE in getattr(question, "text", "")
    agrees(both, case)
    assert sent(both, LetterKind.MAIN_PERSON_SAID, case.coordinator) is not None
    agrees(both, case, yes=False)
    first, *_ = both.letters(LetterKind.MAIN_PERSON_SAID, case.coordinator)
    refused = both.refusal(places.heard, caller=case.coordinator, ref=case.job, about="place", yes=True)
    assert (first.facts["yes"], refused) == (True, "outdated")
    assert VENUE not in str([(letter.key, letter.facts) for letter in both.rows(Letter)])


def test_what_the_coordinator_opens_is_in_the_audit(both: Office) -> None:
    case = both.scheduled()
    both.do(places.look, caller=case.coordinator, ref=case.job)
    opened = both.rows(AuditLine, what="open_venue", who=case.coordinator.id)
    assert {line.why for line in opened} == {Why.JOB}


def test_of_a_forgotten_request_there_is_no_place(office: Office) -> None:
    case = office.scheduled()
    agrees(office, case)
    pinned(office, case)
    request = office.the_request(case)
    with office.writing() as session:
        request.key = None
        session.merge(request)
    place = office.do(places.look, caller=case.coordinator, ref=case.job)
    assert (place.venue, place.has_pin) == (None, False)
    office.finish(case, "meeting", venue=OTHER)
    assert office.do(places.look, caller=case.coordinator, ref=case.job).venue is None


def test_while_the_main_persons_do_not_agree_no_place_is_told(both: Office) -> None:
    case = both.scheduled()
    caller, ref = invited(both, case)
    mark = _mark(both, case)
    coordinator = named(caller=case.coordinator, ref=case.job)
    both.do(main_persons.disagree, **coordinator)
    asked = named(caller=case.requester, receipt=case.ref, mark=mark)
    where = named(caller=case.coordinator, latitude=HALL[0], longitude=HALL[1])
    food = coordinator | named(what=Practical.FOOD)
    for code in (
        both.refusal(places.ask, **coordinator),
        both.refusal(places.answer, **asked, yes=True),
        both.refusal(pins.share, **where),
        both.refusal(pins.is_right, **coordinator),
        both.refusal(practicalities.choose, **food, guest=ref),
    ):
        assert code == MainPersonsDisagreeError.code
    assert both.do(places.answer, **asked, yes=False).answer is PlaceAnswer.ANOTHER
    assert both.do(practicalities.settle, **food, done=True).of(Practical.FOOD).done
    both.do(main_persons.agree_again, **coordinator)
    assert both.do(places.answer, **asked, yes=True).answer is PlaceAnswer.YES
    assert both.do(guests.look, caller=caller, ref=ref).venue == VENUE
