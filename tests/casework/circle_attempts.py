"""What can be tried with a circle, its days and its plan: by whoever prepares it, and by whose own it is."""

from collections.abc import Callable
from datetime import timedelta

from casework import (
    calendar_entries,
    circle,
    day_finding,
    evenings,
    guests,
    handing_out,
    interpreting,
    inviting,
    meeting_days,
    own_circle,
    own_reminders,
    plan_readers,
    plans,
    private_time,
    suggesting,
    ticking,
)
from domain.circle import Apart, Need, Reply
from domain.people import Action
from domain.plans import LineKind
from storage.arrivals import Caller
from storage.circle import Guest, MeetingDay
from storage.plans import Plan, PlanLine
from tests.circles import joins
from tests.office import Case, Office

Attempt = Callable[[Office, Caller, Case], object]
_Which = Callable[[Office, Case], str]

_GUEST, _DAY, _LINE = "GUESTGUESTGU", "DAYDAYDAYDAY", "LINELINELINE"


def gathered(office: Office) -> Case:
    """A circle with somebody who opened their invitation, a moment to choose and a plan of one line."""
    case = office.preparing()
    guest = office.row(Guest, ref=joins(office, case, office.newcomer()))
    guest.ref = _GUEST
    request = office.the_request(case)
    assert request.key is not None
    of_it, at = request.id or 0, office.now + timedelta(days=7)
    words = {"what": "walks to school", "who": "aunt", "by": None, "checks": None}
    sealed = office.vault.seal(request.key, "plan_line", words)
    with office.writing() as session:
        session.add(guest)
        session.add(MeetingDay(ref=_DAY, request_id=of_it, at=at))
        session.add(Plan(request_id=of_it, asked=1))
        session.add(PlanLine(ref=_LINE, request_id=of_it, kind=LineKind.PROMISE, number=1, words=sealed))
    return case


def _job(_office: Office, case: Case) -> str:
    return case.job


def _receipt(_office: Office, case: Case) -> str:
    return case.ref


def _guest(_office: Office, _case: Case) -> str:
    return _GUEST


def _day(_office: Office, _case: Case) -> str:
    return _DAY


def _line(_office: Office, _case: Case) -> str:
    return _LINE


def _tries(action: Callable[..., object], which: _Which, /, called: str = "ref", **more: object) -> Attempt:
    """Do this with what is meant; `called` is the name under which the action takes it."""
    return lambda office, who, case: office.do(action, caller=who, **{called: which(office, case)}, **more)


OF_COORDINATORS: dict[str, Attempt] = {
    "see who was decided about": _tries(circle.decided, _job),
    "see a person of a circle": _tries(circle.one, _guest),
    "note down a yes of the main person": _tries(circle.log_agreement, _guest),
    "keep somebody away": _tries(circle.keep_away, _guest),
    "bring somebody back": _tries(circle.bring_back, _guest),
    "note down an answer": _tries(circle.log_reply, _guest, reply=Reply.YES),
    "make invitations": _tries(inviting.make_cards, _job),
    "see who interprets": _tries(interpreting.look, _job),
    "see the day": _tries(private_time.look, _job),
    "begin the private time": _tries(private_time.begin, _job),
    "end the private time": _tries(private_time.plan_is_there, _job),
    "see a plan": _tries(plans.look, _job),
    "write a line": _tries(plans.begin_line, _job),
    "ask about the plan": _tries(handing_out.ask, _job),
    "note down a yes to the plan": _tries(handing_out.log_yes, _job, revision=1),
    "hear of the answer to the plan": _tries(handing_out.heard, _job, revision=1),
    "hand the plan out": _tries(handing_out.hand_out, _job),
    "print the plan": _tries(plan_readers.to_print, _job, language="nl"),
    "see a line": _tries(plans.one, _line),
    "change a line": _tries(plans.begin_change, _line),
    "put a line in another language": _tries(plans.begin_beside, _line),
    "say what a line is": _tries(plans.set_kind, _line, kind=LineKind.HELP),
    "take a line off": _tries(plans.remove, _line),
    "take a language off": _tries(plans.remove_beside, _line, language="ar"),
}
"""Of whoever prepares the conference."""

OF_THEIR_OWN: dict[str, Attempt] = {
    "see one's own circle": _tries(own_circle.people, _receipt, "receipt"),
    "see whom to decide about": _tries(own_circle.undecided, _receipt, "receipt"),
    "want somebody there": _tries(circle.begin, _receipt),
    "see a person of one's own circle": _tries(own_circle.person, _guest),
    "say yes to somebody": _tries(own_circle.agree, _guest),
    "say no to somebody": _tries(own_circle.refuse, _guest),
    "make a new link": _tries(inviting.new_link, _guest),
    "see an invitation": _tries(guests.look, _guest),
    "answer an invitation": _tries(guests.reply, _guest, said=Reply.YES),
    "say what one needs": _tries(guests.toggle_need, _guest, need=Need.VIDEO, wanted=True),
    "tell something in private": _tries(guests.tell_apart, _guest, apart=Apart.MAY_NOT),
    "ask for a signal": _tries(guests.toggle_signal, _guest, wanted=True),
    "think of leaving": _tries(guests.may_leave, _guest),
    "leave": _tries(guests.leave, _guest),
    "think of somebody": _tries(suggesting.begin, _guest),
    "see the moments of a request": _tries(meeting_days.look, _receipt),
    "see the moments of a job": _tries(meeting_days.of_job, _job),
    "see the list of a moment": _tries(meeting_days.of_day, _day),
    "propose a moment": _tries(day_finding.propose, _receipt),
    "take a moment off": _tries(day_finding.remove, _day),
    "ask for moments": _tries(day_finding.ask, _receipt),
    "choose a moment": _tries(day_finding.choose, _day),
    "see which moments suit one": _tries(ticking.look, _guest),
    "say that a moment suits one": _tries(ticking.tick, _guest, day=_DAY),
    "take the day along as a guest": _tries(calendar_entries.for_guest, _guest),
    "take the day along": _tries(calendar_entries.for_requester, _receipt),
    "hear of the evening as a guest": lambda office, who, case: office.do(
        evenings.look, reader=who, ref=_guest(office, case), facts={"guest": True}
    ),
    "hear of the evening": lambda office, who, case: office.do(
        evenings.look, reader=who, ref=case.ref, facts={}
    ),
    "hear that a plan is to be judged": _tries(handing_out.is_asked, _receipt),
    "judge a plan": _tries(handing_out.to_judge, _receipt),
    "say yes to a plan": _tries(handing_out.answer, _receipt, revision=1, yes=True),
    "see whether a plan lies ready": _tries(plan_readers.waiting, _receipt),
    "fetch a plan": _tries(plan_readers.fetch, _receipt),
    "fetch a plan as a guest": _tries(plan_readers.fetch, _guest),
    "see the plan of a line": _tries(plan_readers.of_line, _line),
    "be reminded of a line": _tries(own_reminders.remember, _line),
    "hear a reminder": _tries(own_reminders.say, _line),
    "look back after a while": _tries(own_reminders.want_review, _receipt, wanted=True),
    "hear that it is time to look back": _tries(own_reminders.review, _receipt),
}
"""Open to every role, for one's own: it is looked up by who it is of."""

CIRCLE_ATTEMPTS: dict[str, tuple[Action, Attempt]] = {
    **{name: (Action.DO_JOB, attempt) for name, attempt in OF_COORDINATORS.items()},
    **{name: (Action.SEE_OWN_STATUS, attempt) for name, attempt in OF_THEIR_OWN.items()},
}
