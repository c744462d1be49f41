"""A service in the middle of its work, for whoever walks about: requests of every age in two regions, each with its own words."""

import base64
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlmodel import col, update

from casework import climbing, escalations, jobs, managing, offering
from domain.people import Role
from domain.preparation import STEPS
from storage.arrivals import Caller
from storage.circle import Guest
from storage.escalations import Escalation
from storage.jobs import Job
from tests.casework import plan_cases
from tests.circles import joins
from tests.front_desk import Value
from tests.office import FAR, HERE, NEXT_DOOR, Case, Office
from tests.soak.whoknows import BODIES, DETAILS, PEOPLE, PLAN, VENUE, WhoKnows

_PLACES = {HERE: "Hardenberg", FAR: "Middelburg"}


class Seeded(random.Random):
    """Chance for references and links that is the same for the same seed."""

    def token_urlsafe(self, count: int) -> str:
        """As `secrets` has it."""
        return base64.urlsafe_b64encode(self.randbytes(count)).rstrip(b"=").decode()


@dataclass(slots=True)
class Town:
    """The chats of everybody, and the cases that there were in the beginning."""

    everybody: list[int] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)


@dataclass(slots=True)
class Settling:
    """Makes cases, each a little further than the one before."""

    office: Office
    knows: WhoKnows
    town: Town

    def comes(self, who: Caller) -> Caller:
        """Somebody who will walk about."""
        self.town.everybody.append(who.chat_id)
        return who

    def asks(self, manager: Caller, region: str = HERE, **answers: Value) -> Case:
        """A request in this region, whose manager opened it."""
        who = self.comes(self.office.citizen())
        name = self.knows.new(DETAILS, who.chat_id, None)
        case = self.office.submit(who, manager, name=name, place=_PLACES[region], **answers)
        self.office.do(managing.open_card, caller=manager, ref=case.ref)
        self.town.cases.append(case)
        return case

    def asked(self, manager: Caller, region: str = HERE, count: int = 2) -> Case:
        """A request that was offered to coordinators."""
        case = self.asks(manager, region)
        self.office.involve(case, self.knows.new(BODIES, manager.chat_id, case.ref))
        case.coordinators = [self.comes(self.office.coordinator(region=region)) for _ in range(count)]
        self.office.ask(case, *case.coordinators)
        return case

    def prepared(self, manager: Caller, region: str = HERE) -> Case:
        """A conference that has a day and a place, and people around the family."""
        case = self.asked(manager, region)
        office, coordinator = self.office, case.coordinator
        office.read_through(coordinator, case.offer)
        case.job = office.do(offering.accept, caller=coordinator, ref=case.offer).ref
        office.advance(minutes=3)
        office.do(jobs.first_contact, caller=coordinator, ref=case.job)
        office.log(case, *STEPS)
        venue = self.knows.new(VENUE, coordinator.chat_id, case.ref)
        office.finish(case, "meeting", venue=f"Hall {venue}")
        for part in ("circle", "professional"):
            self._is_invited(case, part)
        return case

    def held(self, manager: Caller, region: str = HERE) -> Case:
        """A conference that was held, and a plan that was handed out."""
        case = self.prepared(manager, region)
        self.office.advance(days=8)
        self.office.finish(case, "held")
        chat = case.coordinator.chat_id
        what, who, checks = (self.knows.new(PLAN, chat, case.ref) for _ in range(3))
        plan_cases.write(self.office, case, f"walks {what}", who=who, checks=checks)
        plan_cases.handed_out(self.office, case)
        return case

    def _is_invited(self, case: Case, part: str) -> None:
        guest = self.comes(self.office.newcomer())
        ref = joins(self.office, case, guest, part=part)
        request = self.office.the_request(case)
        word = self.knows.new(PEOPLE, case.requester.chat_id, case.ref)
        sealed = self.office.vault.seal(request.key or b"", "word", f"aunt {word}")
        with self.office.writing() as session:
            session.exec(update(Guest).where(col(Guest.ref) == ref).values(word=sealed))
            session.exec(update(Job).where(col(Job.ref) == case.job).values(venue_answer="yes"))


def settled(office: Office, knows: WhoKnows, has_app: Callable[[Caller], None]) -> Town:
    """Everybody there is: of each role somebody, of two regions, and requests of every age.

    Of some of the staff `has_app` is told that they have an app for six digits, the helpdesk has taken what stalls far away.
    """
    settling = Settling(office, knows, Town())
    here, far, _ = (settling.comes(office.manager(region)) for region in (HERE, FAR, NEXT_DOOR))
    helpdesk, admin, _ = (
        settling.comes(office.staff(one)) for one in (Role.HELPDESK, Role.ADMIN, Role.TRAINER)
    )
    for who in (here, helpdesk, admin):
        has_app(who)
    settling.held(here)
    settling.prepared(here)
    settling.prepared(far, FAR)
    case = settling.asked(here)
    _reaches(office, settling.asks(far, FAR), helpdesk)
    office.do(escalations.raise_, kind="unreachable", request=office.the_request(case), occasion="walk")
    for _ in range(3):
        settling.comes(office.citizen())
        settling.comes(office.newcomer())
    settling.comes(office.coordinator())
    return settling.town


def _reaches(office: Office, case: Case, helpdesk: Caller) -> None:
    """What stalls about this request has climbed up to the helpdesk, who take it."""
    request = office.the_request(case)
    office.do(escalations.raise_, kind="unreachable", request=request, occasion="far")
    (stalls,) = office.rows(Escalation, request_id=request.id)
    for _ in range(2):
        office.do(climbing.move_on, office.row(Escalation, ref=stalls.ref))
    office.do(escalations.take, caller=helpdesk, ref=stalls.ref)
