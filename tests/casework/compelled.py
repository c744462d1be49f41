"""Compulsory help for tests: a professional in the circle, their conditions, and a plan that they answer to."""

from casework import acceptances, answering_plans, consent_rows, managing, setting_conditions
from casework.answering_plans import ToAnswer
from casework.must_be_in import MustBeIn
from domain.acceptance import Reason
from domain.circle import Part
from domain.consents import Layer
from domain.preparation import STEPS, Step
from storage.arrivals import Caller
from storage.plans import Plan
from tests.casework.plan_cases import write
from tests.circles import joins
from tests.office import Case, Office

SENTENCE = "The children sleep at one address"
OTHER = "الأطفال <b>ينامون</b> في بيت واحد"


def compelled(office: Office, **answers: str) -> Case:
    """A preparation under compulsory help, with every step done but that the conditions are known."""
    case = office.preparing(**answers)
    office.log(case, *(step for step in STEPS if step is not Step.CONDITIONS_KNOWN))
    office.do(managing.set_compulsory, caller=case.manager, ref=case.ref)
    return case


def professional(office: Office, case: Case, *, on_paper: bool = False) -> tuple[Caller, str]:
    """A professional who opened their invitation and agreed to the text above it; or one without Telegram."""
    person = office.newcomer()
    more = {"part": Part.PROFESSIONAL.value, "on_paper": on_paper}
    ref = joins(office, case, None if on_paper else person, **more)
    if not on_paper:
        version = consent_rows.GUEST_VERSION
        office.do(consent_rows.give, person.id, [Layer.GUEST], version=version, about=ref)
    return person, ref


def writes(office: Office, who: Caller, ref: str, words: str = SENTENCE) -> MustBeIn:
    """One more condition, through the form."""
    page = office.do(setting_conditions.begin, caller=who, ref=ref)
    page = office.go_on(who, page, words=words)
    return office.do(setting_conditions.add, caller=who, revision=page.revision)


def says_all(office: Office, who: Caller, ref: str) -> MustBeIn:
    """These are all."""
    return office.do(setting_conditions.say_all, caller=who, ref=ref)


def scheduled(office: Office, day: str = "14") -> tuple[Case, Caller, str]:
    """A meeting in so many days, with a professional whose conditions are known."""
    case = compelled(office)
    person, ref = professional(office, case)
    writes(office, person, ref)
    says_all(office, person, ref)
    office.finish(case, "meeting", day=day)
    return case, person, ref


def at_the_plan(office: Office, *, choose: bool = True) -> tuple[Case, Caller, str]:
    """The hour of the meeting: the plan has one line, and the professional is the one who answers to it."""
    case, person, ref = scheduled(office)
    office.advance(days=14, hours=8)
    write(office, case)
    if choose:
        chooses(office, case, ref)
    return case, person, ref


def chooses(office: Office, case: Case, guest: str | None) -> acceptances.Choosing:
    """The coordinator says who answers."""
    return office.do(acceptances.choose, caller=case.coordinator, ref=case.job, guest=guest)


def revision(office: Office, case: Case) -> int:
    """Of the plan as it stands."""
    return office.row(Plan, request_id=office.the_request(case).id).revision


def says(
    office: Office, case: Case, who: Caller, ref: str, *reasons: Reason, lines: tuple[int, ...] = ()
) -> ToAnswer:
    """The answer to the plan as it stands: a yes, or with reasons not yet."""
    return office.do(
        answering_plans.answer,
        caller=who,
        ref=ref,
        revision=revision(office, case),
        accepted=not reasons,
        reasons=reasons,
        lines=lines,
    )
