"""Stories by which every kind of letter comes to be written, each by the actions of the service itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from casework import (
    absences,
    bulk,
    circle,
    clock,
    incidents,
    jobs,
    leaving_service,
    managing,
    near,
    offering,
    receipts,
    requests,
    second_step,
    suggesting,
    undoing,
)
from casework.incidents import Kind
from casework.letters import LetterKind
from domain.acceptance import Reason
from domain.offers import DeclineReason
from domain.people import Role
from domain.preparation import Step
from domain.requests import Ending
from storage.people import Profile
from tests.arranging import agrees
from tests.casework import askings
from tests.casework.compelled import at_the_plan, says
from tests.casework.invited import invited
from tests.casework.plan_cases import agree
from tests.casework.post import all_arrived, blocks, comes_back
from tests.casework.test_whole_story import _story
from tests.gathering import DOG, proposes
from tests.office import BODY, HERE, Office
from tests.second_steps import set_up

K = LetterKind


def _asked_how_it_goes(office: Office) -> None:
    """Four weeks after the meeting whoever asked for it is asked how it goes."""
    askings.ask_requester(office, office.follow_up_due())


def _a_professional_answers(office: Office) -> None:
    """Under compulsory help: conditions, a plan that is laid before who set them, and a "not yet"."""
    case, person, ref = at_the_plan(office)
    agree(office, case)
    says(office, case, person, ref, Reason.WHO_UNCLEAR, lines=(1,))


def _a_near_language(office: Office) -> None:
    """The family is asked whether another language would do, and says yes."""
    office.coordinator(languages="ru")
    case = office.opened(language="uk", wishes="yes", wish_not_from="the valley", wish_not_from_weight="must")
    office.involve(case)
    office.do(near.ask, caller=case.manager, ref=case.ref, tag="ru")
    office.do(near.answer, caller=case.requester, ref=case.ref, tag="ru", yes=True)


def _nobody_is_left(office: Office) -> None:
    """The only one who was asked says no."""
    case = office.asked(1)
    office.do(offering.decline, caller=case.coordinator, ref=case.offer, reason=DeclineReason.DISTANCE)


def _asked_once_more(office: Office) -> None:
    """Somebody else asks about the same situation, in the name of an organisation."""
    first = office.submitted()
    office.involve(first, BODY)
    second = office.citizen()
    page = office.go_on(second, office.do(receipts.ask_about, caller=second, ref=first.ref))
    office.do(requests.submit, caller=second, revision=page.revision)


def _jobs_change_hands(office: Office) -> None:
    """A yes that is taken back, a job that is handed back, and a family that wants somebody else."""
    undone, back, other = office.accepted(), office.preparing(), office.preparing()
    office.do(undoing.undo, caller=undone.coordinator, ref=undone.job)
    office.do(jobs.hand_back, caller=back.coordinator, ref=back.job)
    office.do(undoing.someone_else, caller=other.requester, ref=other.ref)


def _it_ends_early(office: Office) -> None:
    """The manager ends it when everybody already has a day."""
    case = office.scheduled()
    invited(office, case)
    office.do(managing.end_early, caller=case.manager, ref=case.ref, ending=Ending.OTHER)


def _at_the_familys_pace(office: Office) -> None:
    """Six weeks without a date, in which the coordinator goes on."""
    case = office.preparing()
    for _ in range(7):
        office.log(case, Step.CIRCLE_MAPPED)
        office.advance(days=6)
        office.do(clock.sweep)


def _papers_run_out(office: Office) -> None:
    """A certificate that is over in a week."""
    someone = office.coordinator()
    with office.writing() as session:
        profile = session.get_one(Profile, someone.id)
        profile.certificate_until = (office.now + timedelta(days=6)).date()
        session.add(profile)
    office.do(clock.tidy)


def _a_manager_is_away(office: Office) -> None:
    """A manager is away, and another one stands in."""
    deputy = office.manager()
    case = office.submitted()
    office.do(absences.begin, caller=case.manager, days=7, code=deputy.ref)


def _out_of_reach(office: Office) -> None:
    """The main person and a guest block the bot; the main person comes back to all that waits for them."""
    case = office.scheduled(hours="any")
    guest, ref = invited(office, case)
    all_arrived(office)
    agrees(office, case)
    proposes(office, case, DOG)
    office.do(circle.ask_main_person, caller=case.coordinator, ref=case.job)
    office.finish(case, "meeting", day="14", venue="the other hall")
    page = office.do(suggesting.begin, caller=guest, ref=ref)
    page = office.go_on(guest, page, word="cousin from the bakery", language="ti")
    office.do(suggesting.suggest, caller=guest, revision=page.revision)
    for who in (guest, case.requester):
        blocks(office, who)
    office.advance(minutes=5)
    office.do(clock.sweep)
    comes_back(office, case.requester)


def _admins_at_work(office: Office) -> None:
    """Admins let people in and out, write to all coordinators, and hear what is wrong."""
    one, _other = office.staff(Role.ADMIN), office.staff(Role.ADMIN)
    set_up(office, one)
    coordinator, manager = office.coordinator(), office.manager()
    page = office.do(bulk.begin, caller=one, region=HERE)
    page = office.go_on(one, page, text="There is a training on Monday.")
    office.do(bulk.send_typed, caller=one, revision=page.revision)
    set_up(office, manager)
    office.do(second_step.reset, ref=manager.ref, by=one)
    office.do(incidents.report, kind=Kind.LETTER_REFUSED, about="letter 17 nudge")
    office.do(leaving_service.end_role, caller=one, ref=coordinator.ref)


@dataclass(frozen=True, slots=True)
class Story:
    """What happens, and the kinds of letters that it is told for; others may be written too."""

    tell: Callable[[Office], object]
    kinds: tuple[LetterKind, ...]


STORIES = {
    "a whole conference": Story(
        _story,
        (
            K.REQUEST_CARD,
            K.OFFER_CARD,
            K.MATCHED,
            K.COORDINATOR_FOUND,
            K.CONSENT_CHANGED,
            K.MESSAGE,
            K.ESCALATION,
            K.PAUSED,
            K.WENT_ON,
            K.NUDGE,
            K.DIGEST,
            K.CIRCLE_ASKED,
            K.CIRCLE_DECIDED,
            K.SUGGESTED,
            K.PRIVATE_TOLD,
            K.DAYS_ASKED,
            K.DAY_CHOSEN,
            K.MEETING_SET,
            K.PLACE_ASKED,
            K.MAIN_PERSON_SAID,
            K.EVENING_BEFORE,
            K.PLAN_SENT,
            K.PLAN_ASKED,
            K.PLAN_ANSWERED,
            K.PLAN_READY,
            K.OWN_REMINDER,
            K.REVIEW,
            K.REQUEST_CLOSED,
        ),
    ),
    "how it goes": Story(_asked_how_it_goes, (K.HOW_IT_GOES,)),
    "a professional": Story(
        _a_professional_answers,
        (K.CONDITIONS_KNOWN, K.PLAN_TO_ACCEPT, K.ACCEPTANCE_ANSWERED, K.ACCEPTANCE_SILENT),
    ),
    "a near language": Story(_a_near_language, (K.NEAR_QUESTION, K.NEAR_ANSWERED)),
    "nobody is left": Story(_nobody_is_left, (K.NOBODY_LEFT,)),
    "asked once more": Story(_asked_once_more, (K.ASKED_AGAIN,)),
    "jobs change hands": Story(
        _jobs_change_hands,
        (K.UNDONE, K.HANDED_BACK, K.COORDINATOR_CHANGES, K.SOMEONE_ELSE, K.JOB_ENDED),
    ),
    "it ends early": Story(_it_ends_early, (K.REQUEST_ENDED, K.CIRCLE_OVER)),
    "the pace of the family": Story(_at_the_familys_pace, (K.PACE,)),
    "papers run out": Story(_papers_run_out, (K.PROFILE_NUDGE,)),
    "a manager is away": Story(_a_manager_is_away, (K.STANDING_IN,)),
    "out of reach": Story(_out_of_reach, (K.INVITATION, K.GATHERED, K.GUEST_UNREACHED)),
    "admins at work": Story(
        _admins_at_work,
        (K.TO_COORDINATORS, K.ROLE_GRANTED, K.ROLE_ENDED, K.OWN_ROLE_ENDED, K.SECOND_STEP_RESET, K.INCIDENT),
    ),
}
"""Together they are told for every kind; who makes a new one tells how it comes to be written."""
