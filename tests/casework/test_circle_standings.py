"""Nobody is invited before the main person's yes, nobody is told why they are not, and no answer is made up."""

from collections.abc import Callable

import pytest

from casework import circle, inviting, own_circle
from casework.letters import LetterKind
from domain.circle import Reply, Standing
from domain.circle_errors import (
    AnswersThemselvesError,
    KeptAwayError,
    MainPersonDecidesError,
    MainPersonElsewhereError,
    NobodyToAskAboutError,
)
from domain.errors import NotAgreedError
from storage.circle import Guest
from tests.casework.post import blocks
from tests.gathering import AUNT, DOG, adds, proposes, wants
from tests.office import Office

NEARBY = {"who": "relative", "agrees": "yes"}
"""Somebody else asked: the main person is not in the chat."""


def _standing(office: Office, ref: str) -> Standing:
    return Standing(office.row(Guest, ref=ref).state)


def test_the_main_person_is_asked_once_a_day_about_the_same_people(both: Office) -> None:
    case = both.preparing(hours="any")
    proposes(both, case)
    ask: Callable[[], object] = lambda: both.do(  # noqa: E731 - said four times below
        circle.ask_main_person, caller=case.coordinator, ref=case.job
    )
    assert not both.do(circle.look, caller=case.coordinator, ref=case.job).is_asked
    ask()
    both.advance(minutes=1)
    ask()
    assert len(both.letters(LetterKind.CIRCLE_ASKED, case.requester)) == 1
    assert both.do(circle.look, caller=case.coordinator, ref=case.job).is_asked
    proposes(both, case, DOG)
    ask()
    assert len(both.letters(LetterKind.CIRCLE_ASKED, case.requester)) == 2
    both.advance(days=1)
    ask()
    assert len(both.letters(LetterKind.CIRCLE_ASKED, case.requester)) == 3


def test_the_main_person_is_asked_at_an_hour_that_is_safe_for_them(office: Office) -> None:
    case = office.preparing(hours="evening")
    proposes(office, case)
    office.do(circle.ask_main_person, caller=case.coordinator, ref=case.job)
    [letter] = office.letters(LetterKind.CIRCLE_ASKED)
    assert (letter.nudge, letter.subject, letter.facts) == (True, case.ref, {})
    assert letter.not_before > office.now


def test_there_is_nobody_to_ask_about(office: Office) -> None:
    case = office.preparing()
    wants(office, case)
    with pytest.raises(NobodyToAskAboutError):
        office.do(circle.ask_main_person, caller=case.coordinator, ref=case.job)


def test_a_main_person_outside_the_chat_is_asked_in_person(both: Office) -> None:
    case = both.preparing(**NEARBY)
    first, second = proposes(both, case), proposes(both, case, DOG)
    with pytest.raises(MainPersonElsewhereError):
        both.do(circle.ask_main_person, caller=case.coordinator, ref=case.job)
    found = both.do(circle.log_agreement, caller=case.coordinator, ref=first)
    assert not found.main_person_here
    assert found.chosen is not None
    assert found.chosen.ref == second  # the next about whom they decide
    assert both.do(circle.log_agreement, caller=case.coordinator, ref=second).chosen is None
    assert _standing(both, first) is _standing(both, second) is Standing.AGREED


def test_the_coordinator_says_no_yes_for_who_is_in_the_chat(both: Office) -> None:
    case = both.preparing()
    ref = proposes(both, case)
    with pytest.raises(MainPersonDecidesError):
        both.do(circle.log_agreement, caller=case.coordinator, ref=ref)
    assert _standing(both, ref) is Standing.PROPOSED


def test_who_cannot_be_reached_in_the_chat_is_asked_in_person(office: Office) -> None:
    case = office.preparing()
    ref = proposes(office, case)
    blocks(office, case.requester)
    found = office.do(circle.log_agreement, caller=case.coordinator, ref=ref)
    assert not found.main_person_here
    assert _standing(office, ref) is Standing.AGREED


def test_the_link_of_who_is_kept_away_is_none_any_more(both: Office) -> None:
    case = both.preparing()
    ref = wants(both, case)
    [card] = both.do(inviting.make_cards, caller=case.coordinator, ref=case.job)
    found = both.do(circle.keep_away, caller=case.coordinator, ref=ref)
    assert [one.standing for one in found.people] == [Standing.AWAY]
    assert found.counts.asked == 0
    refused = both.refusal(inviting.open_link, caller=both.newcomer(), secret=card.secret)
    assert refused == "circle_invitation_closed"
    with pytest.raises(KeptAwayError):
        both.do(own_circle.agree, caller=case.requester, ref=ref)
    with pytest.raises(KeptAwayError):
        adds(both, case.requester, case.ref, AUNT)
    with pytest.raises(KeptAwayError):
        adds(both, case.coordinator, case.job, AUNT)


def test_who_was_kept_away_comes_back_with_the_main_persons_yes_and_a_new_link(both: Office) -> None:
    case = both.preparing()
    ref = wants(both, case)
    both.do(inviting.make_cards, caller=case.coordinator, ref=case.job)
    both.do(circle.keep_away, caller=case.coordinator, ref=ref)
    assert both.do(inviting.make_cards, caller=case.coordinator, ref=case.job) == ()
    back = both.do(circle.bring_back, caller=case.coordinator, ref=ref)
    assert back.chosen is not None
    assert back.chosen.standing is Standing.PROPOSED
    both.do(own_circle.agree, caller=case.requester, ref=ref)
    assert len(both.do(inviting.make_cards, caller=case.coordinator, ref=case.job)) == 1


def test_outside_the_chat_the_coordinator_notes_the_yes_down(office: Office) -> None:
    case = office.preparing(**NEARBY)
    ref = proposes(office, case)
    office.do(circle.keep_away, caller=case.coordinator, ref=ref)
    office.do(circle.bring_back, caller=case.coordinator, ref=ref)
    assert _standing(office, ref) is Standing.AGREED
    assert office.do(circle.bring_back, caller=case.coordinator, ref=ref).chosen is not None
    assert _standing(office, ref) is Standing.AGREED


def test_somebody_who_opened_the_invitation_sees_that_it_is_none_any_more(both: Office) -> None:
    case = both.preparing()
    ref = wants(both, case)
    [card] = both.do(inviting.make_cards, caller=case.coordinator, ref=case.job)
    guest = both.newcomer()
    both.do(inviting.open_link, caller=guest, secret=card.secret)
    both.do(circle.keep_away, caller=case.coordinator, ref=ref)
    assert len(both.letters(LetterKind.INVITATION, guest)) == 1
    both.do(circle.keep_away, caller=case.coordinator, ref=ref)
    assert len(both.letters(LetterKind.INVITATION, guest)) == 1


@pytest.mark.parametrize("reply", list(Reply))
def test_what_somebody_on_paper_answers_is_noted_down(both: Office, reply: Reply) -> None:
    case = both.preparing()
    ref = wants(both, case, telegram="no")
    found = both.do(circle.log_reply, caller=case.coordinator, ref=ref, reply=reply)
    assert found.chosen is not None
    assert (found.chosen.reply, found.chosen.invited, found.may_log) == (reply, True, True)
    counts = found.counts
    assert (counts.asked, counts.yes, counts.maybe, counts.no) == (
        1,
        reply is Reply.YES,
        reply is Reply.MAYBE,
        reply is Reply.NO,
    )


def test_who_answers_in_a_chat_of_their_own_is_not_answered_for(both: Office) -> None:
    case = both.preparing()
    ref = wants(both, case)
    [card] = both.do(inviting.make_cards, caller=case.coordinator, ref=case.job)
    both.do(circle.log_reply, caller=case.coordinator, ref=ref, reply=Reply.MAYBE)  # by telephone
    guest = both.newcomer()
    both.do(inviting.open_link, caller=guest, secret=card.secret)
    with pytest.raises(AnswersThemselvesError):
        both.do(circle.log_reply, caller=case.coordinator, ref=ref, reply=Reply.YES)
    blocks(both, guest)
    found = both.do(circle.log_reply, caller=case.coordinator, ref=ref, reply=Reply.YES)
    assert found.counts.yes == 1


def test_nobody_answers_before_a_yes_or_when_kept_away(office: Office) -> None:
    case = office.preparing()
    ref = proposes(office, case, telegram="no")
    with pytest.raises(NotAgreedError):
        office.do(circle.log_reply, caller=case.coordinator, ref=ref, reply=Reply.YES)
    office.do(circle.keep_away, caller=case.coordinator, ref=ref)
    with pytest.raises(KeptAwayError):
        office.do(circle.log_reply, caller=case.coordinator, ref=ref, reply=Reply.YES)
