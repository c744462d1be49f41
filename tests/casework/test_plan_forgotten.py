"""After a plan was forgotten no table of the database holds a word of it: every column is read, every seal opened."""

from datetime import timedelta
from typing import cast

from casework import clock, outbox, own_reminders, plan_readers, plans
from casework.letters import LetterKind
from domain.plans import KEPT, TIME_TO_LOOK
from storage.plans import OwnReminder
from tests import scanning
from tests.casework.plan_cases import (
    BESIDE,
    WORDS,
    agree,
    fetch,
    guest,
    hand_out,
    handed_out,
    look,
    put_beside,
    remember,
    write,
)
from tests.office import Case, Office
from tests.scanning import Recording

OTHER_LINE = "<b>ማንጎ ይገዝእ</b>"
HALF_TYPED = "Ciocia gotuje barszcz"
ALL_WORDS = (*WORDS, BESIDE, OTHER_LINE, HALF_TYPED)


def _office(both: Office) -> tuple[Office, Recording]:
    vault = Recording()
    both.vault = vault
    return both, vault


def found_in(office: Office, vault: Recording, words: tuple[str, ...] = ALL_WORDS) -> set[tuple[str, str]]:
    """Where a word of the plan stands."""
    return scanning.found_in(office.engine, vault, words)


def _story(office: Office) -> tuple[Case, str]:
    """A plan in several scripts, handed out, fetched by everybody, with a form that is still open about it."""
    case = office.held()
    line = write(office, case)
    write(office, case, OTHER_LINE)
    put_beside(office, case, line)
    person = office.newcomer()
    own = guest(office, case, person=person, language="ar")
    guest(office, case, language="ti", on_paper=True)
    handed_out(office, case)
    fetch(office, person, own)
    fetch(office, case.requester, case.ref)
    office.do(plan_readers.to_print, caller=case.coordinator, ref=case.job, language="ti")
    office.do(plans.begin_line, caller=case.coordinator, ref=case.job)
    office.say(case.coordinator, HALF_TYPED)
    return case, line


def test_after_everybody_has_it_no_word_of_the_plan_is_left(both: Office) -> None:
    office, vault = _office(both)
    case, _ = _story(office)
    before = found_in(office, vault)
    assert {word for _, word in before} == set(ALL_WORDS)  # the scan sees what is there
    assert {where for where, _ in before} == {"plan_line.words", "plan_line.beside", "draft.answers"}
    office.now += TIME_TO_LOOK
    office.do(clock.tidy)
    assert found_in(office, vault) == set()
    assert look(office, case).missed == 0


def test_after_two_weeks_no_word_is_left_also_when_it_was_changed_and_nobody_came(both: Office) -> None:
    office, vault = _office(both)
    case, _ = _story(office)
    write(office, case, "one more")
    agree(office, case)
    hand_out(office, case)
    office.now += KEPT
    office.do(clock.tidy)
    assert found_in(office, vault, (*ALL_WORDS, "one more")) == set()
    assert look(office, case).missed == 2


def test_a_request_that_is_over_leaves_no_word(both: Office) -> None:
    """Closed before everybody had it: the plan goes with the circle."""
    office, vault = _office(both)
    case, _ = _story(office)
    office.now += timedelta(minutes=1)
    office.do(clock.sweep)
    office.now += timedelta(days=28)
    office.do(clock.sweep)
    office.finish(case, "follow_up")
    office.finish(case, "registration")
    assert found_in(office, vault) == set()


def test_only_what_somebody_asked_to_be_reminded_of_stays_and_only_until_its_day(both: Office) -> None:
    office, vault = _office(both)
    case, line = _story(office)
    remember(office, case.requester, line)
    office.now += TIME_TO_LOOK
    office.do(clock.tidy)
    assert found_in(office, vault) == {("own_reminder.words", WORDS[0]), ("own_reminder.words", BESIDE)}
    due = office.row(OwnReminder).due_at
    office.now = due - timedelta(hours=1)
    office.do(clock.tidy)
    [letter] = office.letters(LetterKind.OWN_REMINDER)
    office.now = due
    assert office.do(own_reminders.say, caller=case.requester, ref=line).what == WORDS[0]
    office.do(outbox.sent, letter_id=cast("int", letter.id), message_id=7)
    office.do(clock.tidy)
    assert found_in(office, vault) == set()
