"""What the clock has said, and when: for tests of promises about time."""

from datetime import datetime, timedelta

from casework import clock
from casework.letters import LetterKind
from storage.escalations import Escalation
from tests.office import Case, Office

DAY = timedelta(days=1)


def raised(office: Office) -> list[str]:
    """The kinds of what was raised, in order."""
    return [one.kind for one in sorted(office.rows(Escalation), key=lambda one: one.id or 0)]


def nudges(office: Office) -> list[str]:
    """What was said or is to be said; a word that was dropped still tells what it was about by its key."""
    return [letter.key.split(":")[3] for letter in office.letters(LetterKind.NUDGE)]


def after_meeting(office: Office, case: Case, wait: timedelta) -> datetime:
    """So long after the meeting of the case."""
    job = office.the_job(case)
    assert job.meeting_at is not None
    return job.meeting_at + wait


def done(office: Office) -> int:
    """How much the clock has said so far, to whomever."""
    return len(nudges(office)) + len(raised(office)) + len(office.letters(LetterKind.PACE))


def nothing_before(office: Office, moment: datetime) -> None:
    """Go to the moment; right before it there is nothing to do, and on it there is one thing, once."""
    before = done(office)
    office.now = moment - timedelta(seconds=1)
    office.do(clock.sweep)
    assert done(office) == before
    office.now = moment
    office.do(clock.sweep)
    assert done(office) == before + 1
    office.do(clock.sweep)
    assert done(office) == before + 1
