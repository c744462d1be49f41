"""The 25 steps of preparation in words."""

from bot.texts.translating import gettext as _
from domain.preparation import Step, StepStatus


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
