"""The matrix of rights, through the real actions: every role with every action, and nothing in between (trust.md 7)."""

import pytest

from casework import (
    bodies,
    choosing,
    circle,
    escalations,
    follow_ups,
    jobs,
    leaving_service,
    managing,
    offering,
    profiles,
    requests,
    second_step,
    staff,
)
from domain.errors import DomainError, NotAllowedError, NotFoundError
from domain.offers import DeclineReason
from domain.people import RIGHTS, Action, Role, may
from domain.preparation import Step, StepStatus
from domain.requests import Ending
from storage.arrivals import Caller
from tests.casework.circle_attempts import CIRCLE_ATTEMPTS, Attempt, gathered
from tests.office import Case, Office

_RECEIPT, _REF = "K-0000-0000", "AAAABBBBCCCC"


def _submit(office: Office, who: Caller, case: Case) -> object:
    """Not through a draft: the right is asked before anything is read."""
    return office.do(requests.submit, caller=who, revision=1)


ATTEMPTS: dict[str, tuple[Action, Attempt]] = {
    **CIRCLE_ATTEMPTS,
    "send a request": (Action.REQUEST, _submit),
    "see one's own requests": (Action.SEE_OWN_STATUS, lambda o, who, _case: o.do(requests.mine, caller=who)),
    "ask for a human": (Action.ASK_FOR_HUMAN, lambda o, who, _case: o.do(requests.ask_for_human, caller=who)),
    "pause": (Action.PAUSE, lambda o, who, case: o.do(requests.pause, caller=who, ref=case.ref)),
    "go on": (Action.PAUSE, lambda o, who, case: o.do(requests.go_on, caller=who, ref=case.ref)),
    "withdraw": (
        Action.WITHDRAW,
        lambda o, who, case: o.do(requests.withdraw, caller=who, ref=case.ref, ending=Ending.OTHER),
    ),
    "open a request": (
        Action.SEE_REGION,
        lambda o, who, case: o.do(managing.open_card, caller=who, ref=case.ref),
    ),
    "look at a card": (Action.SEE_REGION, lambda o, who, case: o.do(managing.peek, reader=who, ref=case.ref)),
    "see the inbox": (Action.SEE_REGION, lambda o, who, _case: o.do(managing.inbox, caller=who)),
    "set compulsory help": (
        Action.SEE_REGION,
        lambda o, who, case: o.do(managing.set_compulsory, caller=who, ref=case.ref),
    ),
    "see the shortlist": (
        Action.SEE_REGION,
        lambda o, who, case: o.do(choosing.choose_from, caller=who, ref=case.ref),
    ),
    "choose": (
        Action.ASK_COORDINATORS,
        lambda o, who, case: o.do(choosing.toggle, caller=who, ref=case.ref, candidate=_REF, relaxed=""),
    ),
    "see the organisations": (
        Action.ASK_COORDINATORS,
        lambda o, who, case: o.do(bodies.look, caller=who, ref=case.ref),
    ),
    "name an organisation": (
        Action.ASK_COORDINATORS,
        lambda o, who, case: o.do(bodies.begin, caller=who, ref=case.ref),
    ),
    "take an organisation off": (
        Action.ASK_COORDINATORS,
        lambda o, who, case: o.do(bodies.remove, caller=who, ref=case.ref, token=""),
    ),
    "ask": (Action.ASK_COORDINATORS, lambda o, who, case: o.do(managing.ask, caller=who, ref=case.ref)),
    "end as the manager": (
        Action.SEE_REGION,
        lambda o, who, case: o.do(managing.end_early, caller=who, ref=case.ref, ending=Ending.OTHER),
    ),
    "end as the coordinator": (
        Action.DO_JOB,
        lambda o, who, case: o.do(jobs.end_early, caller=who, ref=case.job, ending=Ending.OTHER),
    ),
    "take an escalation": (
        Action.TAKE_ESCALATION,
        lambda o, who, _case: o.do(escalations.take, caller=who, ref=_REF),
    ),
    "close an escalation": (
        Action.TAKE_ESCALATION,
        lambda o, who, _case: o.do(escalations.done, caller=who, ref=_REF),
    ),
    "see what is open": (
        Action.TAKE_ESCALATION,
        lambda o, who, _case: o.do(escalations.open_ones, caller=who),
    ),
    "look at an offer": (
        Action.ANSWER_OFFER,
        lambda o, who, case: o.do(offering.look, caller=who, ref=case.offer),
    ),
    "answer a question": (
        Action.ANSWER_OFFER,
        lambda o, who, case: o.do(offering.answer_question, caller=who, ref=case.offer, number=0, tie=False),
    ),
    "decline": (
        Action.ANSWER_OFFER,
        lambda o, who, case: o.do(offering.decline, caller=who, ref=case.offer, reason=DeclineReason.NO_TIME),
    ),
    "accept": (Action.ANSWER_OFFER, lambda o, who, case: o.do(offering.accept, caller=who, ref=case.offer)),
    "see one's jobs": (Action.DO_JOB, lambda o, who, _case: o.do(jobs.mine, caller=who)),
    "see a job": (Action.DO_JOB, lambda o, who, case: o.do(jobs.view, caller=who, ref=case.job)),
    "log a step": (
        Action.DO_JOB,
        lambda o, who, case: o.do(
            jobs.log_step, caller=who, ref=case.job, step=Step.CIRCLE_MAPPED, status=StepStatus.DONE
        ),
    ),
    "see how it goes": (Action.DO_JOB, lambda o, who, case: o.do(follow_ups.look, caller=who, ref=case.job)),
    "ask the requester how it goes": (
        Action.DO_JOB,
        lambda o, who, case: o.do(follow_ups.ask_requester, caller=who, ref=case.job),
    ),
    "make links to hand on": (
        Action.DO_JOB,
        lambda o, who, case: o.do(follow_ups.make_links, caller=who, ref=case.job, count=1),
    ),
    "see a circle": (Action.DO_JOB, lambda o, who, case: o.do(circle.look, caller=who, ref=case.job)),
    "propose somebody": (Action.DO_JOB, lambda o, who, case: o.do(circle.begin, caller=who, ref=case.job)),
    "ask the main person": (
        Action.DO_JOB,
        lambda o, who, case: o.do(circle.ask_main_person, caller=who, ref=case.job),
    ),
    "hand back": (Action.DO_JOB, lambda o, who, case: o.do(jobs.hand_back, caller=who, ref=case.job)),
    "see one's profile": (Action.KEEP_PROFILE, lambda o, who, _case: o.do(profiles.own_for, caller=who)),
    "fill in one's profile": (
        Action.KEEP_PROFILE,
        lambda o, who, _case: o.do(profiles.save, caller=who, revision=1),
    ),
    "see one's second step": (
        Action.CONFIRM_ONESELF,
        lambda o, who, _case: o.do(second_step.look, caller=who),
    ),
    "see who works here": (Action.KEEP_STAFF, lambda o, who, _case: o.do(staff.look, caller=who)),
    "see somebody who works here": (
        Action.KEEP_STAFF,
        lambda o, who, _case: o.do(staff.member, caller=who, ref=_REF),
    ),
    "end somebody's role": (
        Action.KEEP_STAFF,
        lambda o, who, _case: o.do(leaving_service.end_role, caller=who, ref=_REF),
    ),
    "take a second step away": (
        Action.KEEP_STAFF,
        lambda o, who, _case: o.do(second_step.reset, by=who, ref=_REF),
    ),
    "turn offers off": (
        Action.KEEP_PROFILE,
        lambda o, who, _case: o.do(profiles.set_available, caller=who, available=False),
    ),
}


def _verdict(office: Office, who: Caller, case: Case, attempt: Attempt) -> type[DomainError] | None:
    try:
        attempt(office, who, case)
    except DomainError as refused:
        return type(refused)
    return None


@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_do_exactly_what_the_matrix_says(office: Office, role: Role) -> None:
    case = gathered(office)
    who = office.citizen() if role is Role.CITIZEN else office.staff(role)
    refused = {
        name
        for name, (_, attempt) in ATTEMPTS.items()
        if _verdict(office, who, case, attempt) is NotAllowedError
    }
    assert refused == {name for name, (action, _) in ATTEMPTS.items() if not may(role, action)}


@pytest.mark.parametrize("role", list(Role))
def test_the_right_alone_opens_nothing_of_somebody_else(office: Office, role: Role) -> None:
    """Whoever has the right but has nothing to do with the case finds nothing: no other code, and no success."""
    case = gathered(office)
    stranger = office.citizen() if role is Role.CITIZEN else office.staff(role, "zeeland")
    of_the_case = (name for name in ATTEMPTS if name not in _OWN)
    for name in of_the_case:
        action, attempt = ATTEMPTS[name]
        expected = NotFoundError if may(role, action) else NotAllowedError
        assert _verdict(office, stranger, case, attempt) is expected, name


_OWN = {
    "send a request",
    "see one's own requests",
    "ask for a human",
    "see the inbox",
    "see what is open",
    "see one's jobs",
    "see one's profile",
    "fill in one's profile",
    "turn offers off",
    "see one's second step",
    "see who works here",
}
"""What everyone who may do it does for themselves."""


def test_every_action_of_the_matrix_is_tried() -> None:
    tried = {action for action, _ in ATTEMPTS.values()}
    assert tried | {Action.END_REQUEST} == set(RIGHTS) == set(Action)


def test_ending_takes_the_right_to_end_as_well(office: Office) -> None:
    for role in Role:
        both_ways = may(role, Action.SEE_REGION) or may(role, Action.DO_JOB)
        assert may(role, Action.END_REQUEST) is both_ways
