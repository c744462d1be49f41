"""Who does not answer three messages is noticed, once a silence; any sign of life begins anew."""

import pytest
from sqlmodel import select

from casework import clock, quiet, requests, returning
from casework.letters import LetterKind
from storage.arrivals import Caller
from storage.escalations import Escalation
from storage.outbox import Letter
from tests.office import Case, Office


def asked(office: Office, who: Caller, case: Case, *, kind: LetterKind = LetterKind.NUDGE) -> None:
    """Something is asked of them, arrives, and two days pass."""
    request_id = office.the_request(case).id
    with office.writing() as session:
        number = len(session.exec(select(Letter.id)).all())
        session.add(
            Letter(
                key=f"asked:{number}",
                person_id=who.id,
                kind=kind.value,
                request_id=request_id,
                state="sent",
                sent_at=office.now,
                not_before=office.now,
                created_at=office.now,
            )
        )
    office.advance(days=2)


def raised(office: Office) -> int:
    office.do(quiet.notice)
    return len(office.rows(Escalation, kind="quiet"))


@pytest.fixture
def silent(both: Office) -> tuple[Office, Case]:
    """A job that runs, two hours after everybody was last heard."""
    case = both.preparing()
    both.advance(hours=2)
    return both, case


@pytest.mark.parametrize("who", ["coordinator", "requester"])
def test_three_questions_without_an_answer_are_told_once(silent: tuple[Office, Case], who: str) -> None:
    office, case = silent
    person: Caller = getattr(case, who)
    found = []
    for _ in range(5):
        asked(office, person, case)
        found.append(raised(office))
    assert found == [0, 0, 1, 1, 1]
    (task,) = office.rows(Escalation, kind="quiet")
    assert task.request_id == office.the_request(case).id


def test_a_sign_of_life_begins_the_count_anew(silent: tuple[Office, Case]) -> None:
    office, case = silent
    for _ in range(2):
        asked(office, case.coordinator, case)
    office.do(returning.heard, caller=office.again(case.coordinator))
    office.advance(hours=2)
    for _ in range(2):
        asked(office, case.coordinator, case)
    assert raised(office) == 0
    asked(office, case.coordinator, case)
    assert raised(office) == 1


def test_a_second_silence_is_told_again(silent: tuple[Office, Case]) -> None:
    office, case = silent
    for _ in range(3):
        asked(office, case.coordinator, case)
    assert raised(office) == 1
    office.do(returning.heard, caller=office.again(case.coordinator))
    office.advance(hours=2)
    for _ in range(3):
        asked(office, case.coordinator, case)
    assert raised(office) == 2


def test_the_third_question_has_a_day_to_be_answered(silent: tuple[Office, Case]) -> None:
    office, case = silent
    for _ in range(3):
        asked(office, case.coordinator, case)
    office.advance(days=-1, minutes=-1)
    assert raised(office) == 0
    office.advance(minutes=1)
    assert raised(office) == 1


def test_questions_of_the_hour_in_which_somebody_was_heard_count_as_answered(office: Office) -> None:
    case = office.preparing()
    office.do(returning.heard, caller=office.again(case.coordinator))
    for _ in range(3):
        asked(office, case.coordinator, case)
        office.advance(days=-2)
    office.advance(days=3)
    assert raised(office) == 0


@pytest.mark.parametrize("kind", [LetterKind.OFFER_CARD, LetterKind.PAUSED, LetterKind.ESCALATION])
def test_news_is_no_question(silent: tuple[Office, Case], kind: LetterKind) -> None:
    office, case = silent
    for _ in range(4):
        asked(office, case.coordinator, case, kind=kind)
    assert raised(office) == 0


def test_while_the_family_pauses_nobody_is_quiet(silent: tuple[Office, Case]) -> None:
    office, case = silent
    for _ in range(3):
        asked(office, case.coordinator, case)
    office.do(requests.pause, caller=case.requester, ref=case.ref)
    assert raised(office) == 0


def test_who_cannot_be_reached_or_has_no_part_in_it_is_not_quiet(silent: tuple[Office, Case]) -> None:
    office, case = silent
    outsider = office.coordinator()
    office.advance(hours=2)
    for _ in range(3):
        asked(office, case.coordinator, case)
        asked(office, outsider, case)
    office.do(returning.set_reachable, caller=case.coordinator, reachable=False)
    assert raised(office) == 0


def test_the_clock_looks_for_it_when_it_tidies(silent: tuple[Office, Case]) -> None:
    office, case = silent
    for _ in range(3):
        asked(office, case.coordinator, case)
    office.do(clock.tidy)
    assert len(office.rows(Escalation, kind="quiet")) == 1
