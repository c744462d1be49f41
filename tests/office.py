"""An office for tests: cases that are as far as a test needs them, and everybody who had a part in it.

A test starts where it needs to (`asked`, `accepted`, `scheduled`, `held` ...) and reads like what happens next.
"""

from collections.abc import Callable, Hashable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import TypeVar, cast

from casework import bodies, choosing, clock, jobs, managing, meetings, offering, profiles, requests
from domain.offers import QUESTIONS
from domain.preparation import STEPS, Step, StepStatus
from domain.requests import State
from storage.arrivals import Caller
from storage.jobs import Job
from storage.requests import Request
from tests import shelf
from tests.front_desk import (
    AMSTERDAM,
    FAR,
    HERE,
    MORNING,
    NAME,
    NEXT_DOOR,
    PERSONAL,
    PHONE,
    PLACE,
    REGIONS,
    VENUE,
    FrontDesk,
    Value,
)

__all__ = [
    "AMSTERDAM",
    "BODY",
    "FAR",
    "HERE",
    "MORNING",
    "NAME",
    "NEXT_DOOR",
    "OTHER_BODY",
    "PERSONAL",
    "PHONE",
    "PLACE",
    "REGIONS",
    "SAME_BODY",
    "VENUE",
    "Case",
    "Office",
]

BODY, SAME_BODY, OTHER_BODY = "Stichting Wijkteam Noord", "wijkteam-noord B.V.", "Stadsbank"
"""Two spellings of one organisation, and another."""


@dataclass(slots=True)
class Case:
    """A request with everybody around it; `offers` stand in the order of `coordinators`."""

    ref: str
    requester: Caller
    manager: Caller
    coordinators: list[Caller] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    job: str = ""

    @property
    def coordinator(self) -> Caller:
        """Who was asked first, and accepts."""
        return self.coordinators[0]

    @property
    def offer(self) -> str:
        """The first offer."""
        return self.offers[0]


@dataclass(frozen=True, slots=True)
class _Built:
    """A case that many tests begin with, and all that was written on the way to it."""

    case: Case
    held: shelf.Held
    now: datetime
    chats: Iterator[int]


_BUILT: dict[Hashable, _Built] = {}
Build = TypeVar("Build", bound=Callable[..., Case])


def _built_once(build: Build) -> Build:
    """Take the case off the shelf where a test begins with one that was built like this before."""

    @wraps(build)
    def built(office: "Office", /, *args: int, **answers: Value) -> Case:
        if type(office) is not Office or not office.untouched:
            return build(office, *args, **answers)
        key = (office.engine.dialect.name, build.__name__, args, tuple(sorted(answers.items())))
        if key not in _BUILT:
            case = build(office, *args, **answers)
            _BUILT[key] = _Built(
                deepcopy(case), shelf.take(office.engine), office.now, deepcopy(office._chats)
            )
            return case
        found = _BUILT[key]
        shelf.put(office.engine, found.held)
        office.now, office._chats = found.now, deepcopy(found.chats)
        return deepcopy(found.case)

    return cast("Build", built)


class Office(FrontDesk):
    """A front desk with a case on it."""

    def the_request(self, case: Case) -> Request:
        """The request's row."""
        return self.row(Request, ref=case.ref)

    def the_job(self, case: Case) -> Job:
        """The job's row."""
        return self.row(Job, ref=case.job)

    def state(self, case: Case) -> State:
        """Where the request stands."""
        return State(self.the_request(case).state)

    def submit(self, requester: Caller, manager: Caller, /, **answers: Value) -> Case:
        """Have this person send a request."""
        page = self.fill(requester, "request", **answers)
        sent = self.do(requests.submit, caller=requester, revision=page.revision)
        return Case(sent.ref, requester, manager)

    @_built_once
    def submitted(self, **answers: Value) -> Case:
        """A request that was just sent, and the manager of its region."""
        return self.submit(self.citizen(), self.manager(), **answers)

    @_built_once
    def opened(self, **answers: Value) -> Case:
        """A request that its manager opened."""
        case = self.submitted(**answers)
        self.do(managing.open_card, caller=case.manager, ref=case.ref)
        return case

    @_built_once
    def asked(self, coordinators: int = 2, /, **answers: Value) -> Case:
        """A request that was offered to so many coordinators."""
        case = self.opened(**answers)
        case.coordinators = [self.coordinator() for _ in range(coordinators)]
        self.ask(case, *case.coordinators)
        return case

    def ask(self, case: Case, *coordinators: Caller) -> None:
        """The manager chooses these coordinators and asks them all at once; the offers are added to the case."""
        for person in coordinators:
            self.do(choosing.toggle, caller=case.manager, ref=case.ref, candidate=person.ref, relaxed="")
        self.do(managing.ask, caller=case.manager, ref=case.ref)
        case.offers += [self.do(offering.mine, caller=person)[-1].ref for person in coordinators]

    def involve(self, case: Case, body: str = BODY) -> bodies.Involved:
        """The manager names an organisation with a part in the request."""
        page = self.do(bodies.begin, caller=case.manager, ref=case.ref)
        page = self.go_on(case.manager, page, name=body)
        return self.do(bodies.add, caller=case.manager, revision=page.revision)

    def tie(self, coordinator: Caller, body: str = SAME_BODY) -> None:
        """The coordinator tells for whom they work besides."""
        page = self.do(profiles.open_part, caller=coordinator, form="ties")
        page = self.go_on(coordinator, page, employer=body, mandates="-")
        self.do(profiles.finish_part, caller=coordinator, form="ties", revision=page.revision)

    def read_through(self, coordinator: Caller, offer: str) -> None:
        """Look at an offer and say five times no."""
        self.do(offering.look, caller=coordinator, ref=offer)
        for number in range(len(QUESTIONS)):
            self.do(offering.answer_question, caller=coordinator, ref=offer, number=number, tie=False)

    @_built_once
    def accepted(self, coordinators: int = 1, /, **answers: Value) -> Case:
        """A request whose first coordinator accepted."""
        case = self.asked(coordinators, **answers)
        self.read_through(case.coordinator, case.offer)
        case.job = self.do(offering.accept, caller=case.coordinator, ref=case.offer).ref
        return case

    @_built_once
    def preparing(self, **answers: Value) -> Case:
        """A job whose coordinator and family have spoken."""
        case = self.accepted(**answers)
        self.do(jobs.first_contact, caller=case.coordinator, ref=case.job)
        return case

    def log(self, case: Case, *steps: Step, status: StepStatus = StepStatus.DONE) -> None:
        """Log steps of the preparation."""
        for step in steps:
            self.do(jobs.log_step, caller=case.coordinator, ref=case.job, step=step, status=status)

    @_built_once
    def prepared(self, **answers: Value) -> Case:
        """A job with all 25 steps done."""
        case = self.preparing(**answers)
        self.log(case, *STEPS)
        return case

    def finish(self, case: Case, form: str, **answers: Value) -> jobs.JobCard | str:
        """Open one of the job's forms, fill it in and send it."""
        who = case.coordinator
        opened = self.do(meetings.open_form, caller=who, ref=case.job, form=form)
        page = self.go_on(who, opened, **answers)
        return self.do(meetings.finish_form, caller=who, form=form, revision=page.revision)

    @_built_once
    def scheduled(self, **answers: Value) -> Case:
        """A prepared job with a day for the meeting, in a week."""
        case = self.prepared(**answers)
        self.finish(case, "meeting")
        return case

    @_built_once
    def held(self, **answers: Value) -> Case:
        """A day after the meeting, which was recorded as `answers` say (the form "held")."""
        case = self.scheduled()
        self.advance(days=8)
        self.finish(case, "held", **answers)
        return case

    @_built_once
    def follow_up_due(self) -> Case:
        """Four weeks after the meeting."""
        case = self.held()
        self.do(jobs.send_plan, caller=case.coordinator, ref=case.job)
        self.advance(days=28)
        self.do(clock.sweep)
        return case

    @_built_once
    def followed_up(self) -> Case:
        """The follow-up was logged; only the registration is left."""
        case = self.follow_up_due()
        self.finish(case, "follow_up")
        return case

    @_built_once
    def closed(self) -> Case:
        """A request that went the whole way."""
        case = self.followed_up()
        self.finish(case, "registration")
        return case
