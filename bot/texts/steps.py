"""The 25 steps of preparation in words."""

from bot.texts.screens import Button, Rows, Screen, lines, paragraphs, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from casework.jobs import JobCard, StepPage
from domain.preparation import MAY_NOT_APPLY, STEPS, Step, StepStatus

_MARKS = {
    StepStatus.DONE: "✓",
    StepStatus.NOT_APPLICABLE: "–",
    StepStatus.LATER: "…",
    StepStatus.OPEN: "○",
}


def name(step: Step) -> str:
    """What the step is called."""
    return _names()[step]


def status(value: StepStatus) -> str:
    """How the step stands."""
    return {
        StepStatus.OPEN: _("still open"),
        StepStatus.DONE: _("done"),
        StepStatus.NOT_APPLICABLE: _("does not apply"),
        StepStatus.LATER: _("later"),
    }[value]


def step(page: StepPage) -> Screen:
    """One step: done, does not apply, or later."""
    count = _("{done} of {total} steps settled").format(done=page.settled, total=len(STEPS))
    if page.step is None:
        return Screen(
            paragraphs(f"<i>{count}</i>", _("All steps are settled.")),
            stack(
                Button(_("All steps"), f"js:{page.job}"),
                Button(_("Back to the conference"), f"jo:{page.job}"),
            ),
        )
    number = STEPS.index(page.step)
    buttons = [
        Button(_("Done"), f"jd:{page.job}:{number}:d"),
        Button(_("Later"), f"jd:{page.job}:{number}:l"),
    ]
    none = (Button(_("Does not apply"), f"jd:{page.job}:{number}:x"),) if page.step in MAY_NOT_APPLY else ()
    return Screen(
        paragraphs(
            f"<i>{count}</i>",
            f"<b>{number + 1}. {name(page.step)}</b>",
            _("Now: {status}").format(status=status(page.status)),
        ),
        (
            tuple(buttons),
            *((none,) if none else ()),
            (Button(_("All steps"), f"js:{page.job}"),),
            (Button(_("Back to the conference"), f"jo:{page.job}"),),
        ),
    )


def all_steps(job: JobCard) -> Screen:
    """The whole list; each opens with one tap."""
    buttons: Rows = tuple(
        (
            Button(
                f"{number}. {name(known)} {_MARKS[job.statuses.get(known, StepStatus.OPEN)]}",
                f"jt:{job.ref}:{number - 1}",
            ),
        )
        for number, known in enumerate(STEPS, 1)
    )
    return Screen(
        paragraphs(
            _("{done} of {total} steps settled").format(done=job.settled, total=len(STEPS)),
            held_back_by(job.missing),
        ),
        (*buttons, (Button(_("Back to the conference"), f"jo:{job.ref}"),)),
    )


def held_back_by(missing: tuple[Step, ...]) -> str:
    """What must be done before the meeting can be recorded, by name; empty when nothing holds it back."""
    if not missing:
        return ""
    first = ngettext(
        "Before the meeting, {count} step must still be done:",
        "Before the meeting, {count} steps must still be done:",
        len(missing),
    ).format(count=len(missing))
    return lines(first, *(f"{STEPS.index(step) + 1}. {name(step)}" for step in missing))


def _names() -> dict[Step, str]:
    return {
        Step.ACCEPTED_CONFLICT_CHECKED: _("Accepted, independence checked"),
        Step.FIRST_CONTACT: _("First contact with the main person"),
        Step.PROCESS_EXPLAINED: _("Explained how it works and what I do"),
        Step.AGREEMENT_CONFIRMED: _("The main person really wants this"),
        Step.ACCESS_ARRANGED: _("Language, interpreter and access arranged"),
        Step.SAFETY_CHECKED: _("Safety discussed, with each person alone"),
        Step.QUESTION_AGREED: _("The question for the meeting is agreed"),
        Step.QUESTION_OPEN_CHECKED: _("The question leaves room for a plan"),
        Step.CIRCLE_MAPPED: _("The circle is known, by number"),
        Step.CIRCLE_WIDENED: _("Everyone was asked: who else?"),
        Step.PARTICIPANTS_PREPARED: _("Everyone in the circle is prepared"),
        Step.CHILD_PREPARED: _("Child or teenager is prepared"),
        Step.SUPPORTER_CHOSEN: _("Who wants a supporter has one"),
        Step.PROFESSIONALS_PREPARED: _("Professionals know their part"),
        Step.CONDITIONS_KNOWN: _("Conditions are known (compulsory help)"),
        Step.ACCEPTOR_PREPARED: _("Who must accept the plan is prepared"),
        Step.INFORMATION_READY: _("Information for part one is ready"),
        Step.VENUE_SET: _("Date, time and a neutral place"),
        Step.INVITATIONS_SENT: _("Invitations are sent"),
        Step.ABSENT_VOICES_ARRANGED: _("Who cannot come is heard"),
        Step.PRACTICALITIES_ARRANGED: _("Food, child care, travel"),
        Step.CUSTOMS_ARRANGED: _("The family's own opening"),
        Step.GROUND_RULES_READY: _("Ground rules for the day"),
        Step.DAY_PLAN_READY: _("Plan for the day, also if it goes wrong"),
        Step.READY_CONFIRMED: _("Regional manager knows: ready"),
    }
