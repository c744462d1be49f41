"""What happens when a questionnaire is sent: each form has its own action."""

from collections.abc import Callable
from enum import StrEnum

from casework import (
    bodies,
    circle,
    day_finding,
    meetings,
    messages,
    plans,
    practicalities,
    profiles,
    requests,
    setting_conditions,
    suggesting,
)
from casework.bodies import Involved
from casework.circle_views import Circle
from casework.desk import Desk
from casework.inviting import Invitation
from casework.jobs import JobCard
from casework.meeting_days import Days
from casework.must_be_in import MustBeIn
from casework.practicalities import Practicalities
from casework.profiles import ProfileCard
from casework.requests import Standing
from casework.written_plans import WrittenPlan
from domain.forms.profile import PARTS
from storage.arrivals import Caller

_PARTS = frozenset(form.name for form in PARTS)
OfTheCircle = Circle | Invitation | Days | Practicalities | MustBeIn

_OF_THE_CIRCLE: dict[str, Callable[..., OfTheCircle]] = {
    circle.FORM: circle.add,
    suggesting.FORM: suggesting.suggest,
    day_finding.FORM: day_finding.add,
    practicalities.FORM: practicalities.add_word,
    setting_conditions.FORM: setting_conditions.add,
}


class Finished(StrEnum):
    """Forms after which there is nothing to show but a word of thanks."""

    PROFILE = "profile"
    MESSAGE = "message"


def finish(
    desk: Desk, *, caller: Caller, form: str, revision: int
) -> Standing | JobCard | ProfileCard | Involved | OfTheCircle | WrittenPlan | Finished | str:
    """Do what the form is for; gives the request's standing, the job's card, a thank-you, a list of organisations, a circle, one's own invitation, the plan, the days that are proposed, who takes care of what, what must be in the plan, or a closed receipt.

    Raises:
        OutdatedError: the button is older than the draft.
        DomainError: what the form's own action refuses; the draft stays as it was.
    """
    match form:
        case "request":
            return requests.submit(desk, caller=caller, revision=revision)
        case "profile":
            profiles.save(desk, caller=caller, revision=revision)
            return Finished.PROFILE
        case "message":
            messages.send(desk, caller=caller, revision=revision)
            return Finished.MESSAGE
        case bodies.FORM:
            return bodies.add(desk, caller=caller, revision=revision)
        case _ if form in _OF_THE_CIRCLE:
            return _OF_THE_CIRCLE[form](desk, caller=caller, revision=revision)
        case _ if form in plans.FORMS:
            return plans.finish(desk, caller=caller, form=form, revision=revision)
        case _ if form in _PARTS:
            return profiles.finish_part(desk, caller=caller, form=form, revision=revision)
        case _:
            return meetings.finish_form(desk, caller=caller, form=form, revision=revision)
