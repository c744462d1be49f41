"""A near language: a question to the family, and nobody who speaks it before they said yes."""

from collections.abc import Callable

import pytest

from bot.texts import near as texts
from bot.texts.translating import speaking
from casework import choosing, near, requests
from casework.letters import LetterKind
from casework.needs import NearAnswer
from casework.outbox import Envelope
from domain.matching import ReasonCode
from domain.requests import Ending
from scheduler.rendering import render
from storage.arrivals import Caller
from storage.outbox import Letter
from storage.requests import Request
from tests.office import Case, Office

UKRAINIAN = {"language": "uk"}


def _choice(office: Office, case: Case) -> choosing.Choice:
    return office.do(choosing.choose_from, caller=case.manager, ref=case.ref)


def _ask(office: Office, case: Case, tag: str = "ru") -> None:
    office.do(near.ask, caller=case.manager, ref=case.ref, tag=tag)


def _answer(office: Office, case: Case, *, yes: bool, tag: str = "ru") -> near.NearQuestion:
    return office.do(near.answer, caller=case.requester, ref=case.ref, tag=tag, yes=yes)


def _on_the_list(office: Office, case: Case) -> list[str]:
    return [line.ref for line in _choice(office, case).lines]


def test_the_manager_sees_what_a_near_language_would_gain_and_nobody_on_the_list(both: Office) -> None:
    both.coordinator(languages="ru")
    choice = _choice(both, case := both.opened(**UKRAINIAN))
    assert choice.lines == ()
    assert choice.near == (choosing.NearAdvice("ru", 1, None),)
    assert both.the_request(case).near == {}


def test_only_after_yes_the_coordinators_of_that_language_appear_with_the_reason(both: Office) -> None:
    speaker = both.coordinator(languages="ru")
    case = both.opened(**UKRAINIAN)
    _ask(both, case)
    assert _on_the_list(both, case) == []
    assert _choice(both, case).near == (choosing.NearAdvice("ru", 0, NearAnswer.ASKED),)
    assert _answer(both, case, yes=True).answer is NearAnswer.YES
    assert _on_the_list(both, case) == [speaker.ref]
    reasons = {reason.code: reason.values for reason in _choice(both, case).lines[0].ranked.reasons}
    assert reasons[ReasonCode.SPEAKS_NEAR]["instead_of"] == "uk"


def test_after_no_nobody_appears_and_the_question_is_not_asked_again(office: Office) -> None:
    office.coordinator(languages="ru")
    case = office.opened(**UKRAINIAN)
    _ask(office, case)
    _answer(office, case, yes=False)
    _ask(office, case)
    assert _on_the_list(office, case) == []
    assert _choice(office, case).near == (choosing.NearAdvice("ru", 0, NearAnswer.NO),)
    assert len(office.letters(LetterKind.NEAR_QUESTION)) == 1


def test_the_family_may_change_its_mind_and_the_manager_hears_each_answer_once(office: Office) -> None:
    office.coordinator(languages="ru")
    case = office.opened(**UKRAINIAN)
    _ask(office, case)
    for yes in (True, True, False):
        _answer(office, case, yes=yes)
        office.advance(minutes=1)
    assert office.the_request(case).near == {"ru": "no"}
    assert _on_the_list(office, case) == []
    assert len(office.letters(LetterKind.NEAR_ANSWERED, case.manager)) == 2


def test_a_wish_for_a_language_is_what_the_question_is_about(office: Office) -> None:
    speaker = office.coordinator(languages="prs")
    case = office.opened(language="nl", wishes="yes", wish_language="ps", wish_language_weight="must")
    assert [advice.tag for advice in _choice(office, case).near] == ["prs"]
    _ask(office, case, "prs")
    assert _answer(office, case, yes=True, tag="prs").wanted == "ps"
    assert _on_the_list(office, case) == [speaker.ref]


@pytest.mark.parametrize(
    ("tag", "why"),
    [
        ("be-tarask", "no such language"),
        ("nl", "not close"),
        ("ti", "close to others only"),
        ("pl", "not in the table"),
    ],
    ids=lambda value: value.replace(" ", "-"),
)
def test_what_the_table_does_not_call_close_cannot_be_asked(office: Office, tag: str, why: str) -> None:
    case = office.opened(**UKRAINIAN)
    assert office.refusal(near.ask, caller=case.manager, ref=case.ref, tag=tag) == "not_found", why
    assert office.letters(LetterKind.NEAR_QUESTION) == []


def test_it_counts_only_in_the_direction_in_which_the_citizen_understands(office: Office) -> None:
    office.coordinator(languages="am")
    office.coordinator(languages="ti")
    amharic, tigrinya = office.opened(language="am"), office.opened(language="ti")
    assert [advice.tag for advice in _choice(office, amharic).near] == ["ti"]
    assert _choice(office, tigrinya).near == ()


def _a_colleague_elsewhere(office: Office, case: Case) -> str:
    return office.refusal(near.ask, caller=office.manager("zeeland"), ref=case.ref, tag="ru")


def _a_citizen(office: Office, case: Case) -> str:
    return office.refusal(near.ask, caller=case.requester, ref=case.ref, tag="ru")


def _another_family(office: Office, case: Case) -> str:
    _ask(office, case)
    return office.refusal(near.answer, caller=office.citizen(), ref=case.ref, tag="ru", yes=True)


def _unasked(office: Office, case: Case) -> str:
    return office.refusal(near.answer, caller=case.requester, ref=case.ref, tag="ru", yes=True)


def _paused(office: Office, case: Case) -> str:
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    return office.refusal(near.ask, caller=case.manager, ref=case.ref, tag="ru")


def _over(office: Office, case: Case) -> str:
    _ask(office, case)
    office.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.SITUATION_CHANGED)
    return office.refusal(near.answer, caller=case.requester, ref=case.ref, tag="ru", yes=True)


def _asked_too_late(office: Office, case: Case) -> str:
    office.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.SITUATION_CHANGED)
    return office.refusal(near.ask, caller=case.manager, ref=case.ref, tag="ru")


@pytest.mark.parametrize(
    ("tries", "code"),
    [
        pytest.param(_a_colleague_elsewhere, "not_found", id="a colleague elsewhere asks"),
        pytest.param(_a_citizen, "not_allowed", id="a citizen asks"),
        pytest.param(_another_family, "not_found", id="another family answers"),
        pytest.param(_unasked, "not_found", id="answered before it was asked"),
        pytest.param(_paused, "paused", id="asked during a pause"),
        pytest.param(_over, "outdated", id="answered after the end"),
        pytest.param(_asked_too_late, "outdated", id="asked after the end"),
    ],
)
def test_who_may_not_is_refused_and_nothing_changes(
    office: Office, tries: Callable[[Office, Case], str], code: str
) -> None:
    case = office.opened(**UKRAINIAN)
    assert tries(office, case) == code
    assert office.row(Request).near.get("ru") in {None, "asked"}


def _read(office: Office, letter: Letter, person: Caller) -> str:
    """What the letter says when it is sent now."""
    envelope = Envelope(1, person, letter.kind, letter.subject, letter.facts)
    screen = office.do(render, envelope)
    return screen.text if screen else ""


def test_the_letters_are_read_as_things_stand_when_they_are_sent(office: Office) -> None:
    case = office.opened(language="en", wishes="yes", wish_language="uk", wish_language_weight="must")
    _ask(office, case)
    [question] = office.letters(LetterKind.NEAR_QUESTION, case.requester)
    assert "русский" in _read(office, question, case.requester)
    _answer(office, case, yes=True)
    [told] = office.letters(LetterKind.NEAR_ANSWERED, case.manager)
    assert case.ref in _read(office, told, case.manager)
    assert _read(office, told, case.requester) == ""


@pytest.mark.parametrize(("tag", "sensitive"), [("ru", True), ("be", False)])
def test_where_it_may_hurt_the_family_reads_that_no_is_fine(
    office: Office, tag: str, *, sensitive: bool
) -> None:
    case = office.opened(**UKRAINIAN)
    _ask(office, case, tag)
    asked = office.do(near.for_family, reader=case.requester, ref=case.ref, tag=tag)
    with speaking("en"):
        screen = texts.question(asked)
    assert asked.sensitive is sensitive
    assert ("It is fine to say no" in screen.text) is sensitive
    assert [button.data for row in screen.rows for button in row][:2] == [
        f"rn:{case.ref}:{tag}:y",
        f"rn:{case.ref}:{tag}:n",
    ]
