"""The second step of staff, on both databases, with a clock that moves (trust.md 20)."""

import pytest
from sqlmodel import col, select

from casework import second_step
from casework.letters import LetterKind
from casework.second_step import Outcome
from domain.people import Role
from storage.arrivals import Caller
from storage.audit import AuditLine
from storage.people import Person
from storage.second_steps import SecondStep
from tests.office import Office
from tests.second_steps import digits, set_up, types, wrong_digits


@pytest.fixture
def admin(both: Office) -> Caller:
    return both.staff(Role.ADMIN)


def needs(office: Office, who: Caller) -> str:
    """What an act says that needs the second step."""
    return office.refusal(lambda desk: second_step.require_open(desk, who))


def audited(office: Office) -> list[str]:
    with office.writing() as session:
        found = session.exec(select(AuditLine.what).order_by(col(AuditLine.number))).all()
    return [what for what in found if what.startswith("second_step")]


def outcome(office: Office, who: Caller, code: str) -> Outcome | None:
    done = types(office, who, code)
    return None if done is None else done.outcome


def test_it_counts_once_a_code_confirmed_it_and_holds_for_ten_minutes(both: Office, admin: Caller) -> None:
    assert needs(both, admin) == "second_step_needed"
    assert both.do(second_step.look, caller=admin).set_up is False
    secret = both.do(second_step.begin, caller=admin)
    both.do(second_step.shown, caller=admin, message_id=17)
    assert secret.letters in secret.address
    assert needs(both, admin) == "second_step_needed"
    done = both.do(second_step.enter, caller=admin, code=digits(both, secret.letters))
    assert done is not None
    assert (done.outcome, done.message_id, done.asked_for) == (Outcome.CONFIRMED, 17, "")
    assert needs(both, admin) == ""
    both.advance(minutes=9, seconds=59)
    assert needs(both, admin) == ""
    assert both.do(second_step.look, caller=admin).open_until is not None
    both.advance(seconds=1)
    assert needs(both, admin) == "second_step_needed"
    found = both.do(second_step.look, caller=admin)
    assert (found.set_up, found.open_until) == (True, None)
    assert audited(both) == ["second_step_begun", "second_step_confirmed"]


def test_the_secret_is_sealed_with_the_persons_own_key(both: Office, admin: Caller) -> None:
    secret = set_up(both, admin)
    kept, person = both.row(SecondStep), both.row(Person, ref=admin.ref)
    assert secret.encode() not in kept.secret
    assert both.vault.open(person.key, "second_step", kept.secret) == secret


def test_a_button_that_waits_is_told_of_the_right_digits(both: Office, admin: Caller) -> None:
    secret = set_up(both, admin)
    both.advance(minutes=20)
    found = both.do(second_step.ask, caller=admin, asked_for="ze:ABCDEFGHJKLM:y")
    assert (found.set_up, found.holds.total_seconds()) == (True, 600)
    done = both.do(second_step.enter, caller=admin, code=digits(both, secret))
    assert done is not None
    assert (done.outcome, done.asked_for) == (Outcome.RIGHT, "ze:ABCDEFGHJKLM:y")
    assert both.row(SecondStep).asked_for is None


def test_digits_that_nobody_asked_for_answer_something_else(both: Office, admin: Caller) -> None:
    assert both.do(second_step.enter, caller=admin, code="123456") is None
    secret = set_up(both, admin)
    both.advance(minutes=1)
    assert both.do(second_step.enter, caller=admin, code=digits(both, secret)) is None
    both.do(second_step.ask, caller=admin, asked_for="zc")
    both.do(second_step.forget_question, caller=admin)
    assert both.do(second_step.enter, caller=admin, code=digits(both, secret)) is None
    both.do(second_step.ask, caller=admin, asked_for="zc")
    both.advance(minutes=10, seconds=1)
    assert both.do(second_step.enter, caller=admin, code=digits(both, secret)) is None
    assert both.do(second_step.forget_question, caller=both.helpdesk()).set_up is False


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        pytest.param(-2, Outcome.WRONG, id="a minute ago"),
        pytest.param(-1, Outcome.RIGHT, id="half a minute ago"),
        pytest.param(0, Outcome.RIGHT, id="now"),
        pytest.param(1, Outcome.RIGHT, id="a clock that is ahead"),
        pytest.param(2, Outcome.WRONG, id="a clock that is far ahead"),
    ],
)
def test_a_phone_may_be_wrong_by_half_a_minute(office: Office, later: int, expected: Outcome) -> None:
    admin = office.staff(Role.ADMIN)
    secret = set_up(office, admin)
    office.advance(minutes=5)
    assert outcome(office, admin, digits(office, secret, later=later)) is expected


def test_a_code_counts_once_and_an_earlier_one_never_again(both: Office, admin: Caller) -> None:
    secret = set_up(both, admin)
    both.advance(minutes=5)
    code, before = digits(both, secret), digits(both, secret, later=-1)
    assert outcome(both, admin, code) is Outcome.RIGHT
    assert outcome(both, admin, code) is Outcome.REPEATED
    assert outcome(both, admin, before) is Outcome.REPEATED
    assert both.row(SecondStep).failures == 2
    assert audited(both)[-2:] == ["second_step_repeated"] * 2


def test_the_code_that_confirmed_it_opens_nothing_a_second_time(both: Office, admin: Caller) -> None:
    secret = set_up(both, admin)
    assert outcome(both, admin, digits(both, secret)) is Outcome.REPEATED


def test_five_tries_a_minute_and_a_sixth_that_is_not_even_looked_at(both: Office, admin: Caller) -> None:
    secret = set_up(both, admin)
    both.advance(minutes=5)
    wrong = wrong_digits(both, secret)
    assert [outcome(both, admin, wrong) for _ in range(5)] == [Outcome.WRONG] * 5
    assert outcome(both, admin, digits(both, secret)) is Outcome.TOO_FAST
    assert both.row(SecondStep).failures == 5
    both.advance(seconds=60)
    assert outcome(both, admin, digits(both, secret)) is Outcome.RIGHT
    assert both.row(SecondStep).failures == 0


def test_after_six_wrong_ones_nothing_counts_for_half_an_hour(both: Office, admin: Caller) -> None:
    secret = set_up(both, admin)
    both.advance(minutes=5)
    for number in range(6):
        both.advance(seconds=20)
        expected = Outcome.LOCKED if number == 5 else Outcome.WRONG
        assert outcome(both, admin, wrong_digits(both, secret)) is expected
    locked = both.do(second_step.look, caller=admin).locked_until
    assert locked is not None
    both.advance(minutes=29, seconds=59)
    assert outcome(both, admin, digits(both, secret)) is Outcome.LOCKED
    both.advance(seconds=1)
    assert outcome(both, admin, digits(both, secret)) is Outcome.RIGHT
    assert audited(both)[-4:] == [
        "second_step_wrong",
        "second_step_locked",
        "second_step_locked",
        "second_step_right",
    ]


def test_a_new_secret_is_no_way_around_the_limits(both: Office, admin: Caller) -> None:
    secret = both.do(second_step.begin, caller=admin).letters
    for _ in range(5):
        both.do(second_step.enter, caller=admin, code=wrong_digits(both, secret))
    other = both.do(second_step.begin, caller=admin).letters
    done = both.do(second_step.enter, caller=admin, code=digits(both, other))
    assert done is not None
    assert done.outcome is Outcome.TOO_FAST


def test_another_secret_needs_digits_of_the_one_that_counts(both: Office, admin: Caller) -> None:
    set_up(both, admin)
    both.advance(minutes=11)
    assert both.refusal(second_step.begin, caller=admin) == "second_step_needed"
    first = both.do(second_step.begin, caller=both.helpdesk())
    assert first.instead_of is None


def test_the_message_of_a_secret_that_was_never_confirmed_is_known_to_take_it_away(
    both: Office, admin: Caller
) -> None:
    both.do(second_step.shown, caller=admin, message_id=4)  # nothing was begun: nothing to keep
    both.do(second_step.begin, caller=admin)
    both.do(second_step.shown, caller=admin, message_id=5)
    assert both.do(second_step.begin, caller=admin).instead_of == 5


def test_nobody_but_staff_has_one(both: Office) -> None:
    citizen = both.citizen()
    for act in (second_step.look, second_step.begin, second_step.forget_question):
        assert both.refusal(act, caller=citizen) == "not_allowed"
    assert both.refusal(second_step.enter, caller=citizen, code="123456") == "not_allowed"


def test_another_admin_takes_it_away_with_their_own_digits_and_the_person_is_told(
    both: Office, admin: Caller
) -> None:
    colleague = both.manager()
    set_up(both, colleague)
    assert both.refusal(second_step.reset, ref=colleague.ref, by=admin) == "second_step_needed"
    set_up(both, admin)
    for ref in (admin.ref, "AAAABBBBCCCC", both.citizen().ref):
        assert both.refusal(second_step.reset, ref=ref, by=admin) == "not_found"
    assert both.refusal(second_step.reset, ref=admin.ref, by=colleague) == "not_allowed"
    both.do(second_step.reset, ref=colleague.ref, by=admin)
    assert both.do(second_step.look, caller=colleague).set_up is False
    (letter,) = both.letters(LetterKind.SECOND_STEP_RESET)
    assert (letter.person_id, letter.subject) == (colleague.id, colleague.ref)
    line = both.row(AuditLine, what="second_step_reset")
    assert (line.who, line.subject, line.why) == (admin.id, colleague.ref, "")


def test_the_command_line_takes_it_away_as_nobody(both: Office, admin: Caller) -> None:
    set_up(both, admin)
    both.do(second_step.reset, ref=admin.ref)
    assert both.rows(SecondStep) == []
    line = both.row(AuditLine, what="second_step_reset")
    assert (line.who, line.why) == (None, "command_line")
