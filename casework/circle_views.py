"""A circle to look at: for its coordinator, and for the main person whose circle it is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import col, select

from casework import circle_rows, condition_rows, disagreeing
from casework.circle_rows import Someone
from casework.desk import Desk
from casework.letters import LetterKind
from domain.circle import Need, Reply, Standing, Tally
from domain.deciding import GATHERING, MAIN_PERSON, has_room
from domain.openings import Why
from domain.requests import State
from storage.arrivals import Caller
from storage.circle import Guest
from storage.jobs import Job
from storage.outbox import DROPPED, Letter
from storage.people import Person
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class Circle:
    """The people around somebody, opened, with numbers that say how far it is.

    Attributes:
        job: empty for the main person, who has no job.
        is_open: people can be added and invited now.
        has_room: somebody can be added.
        main_person_here: the main person says yes and no in their own chat; else the coordinator notes it down.
        is_asked: the main person was asked today about everybody who is proposed now.
        must_be_in: there are conditions of a professional to read, or to write down.
        disagree: those whom it is about do not agree with each other.
        confided: the references of who told something in private; empty for the main person.
        chosen: whom the screen is about, if it is about one.
        may_log: the coordinator can note down what the one chosen answers.
    """

    receipt: str
    job: str
    state: State
    people: tuple[Someone, ...]
    counts: Tally
    needs: dict[Need, int]
    is_open: bool
    has_room: bool
    main_person_here: bool
    is_asked: bool = False
    has_plan: bool = False
    must_be_in: bool = False
    disagree: bool = False
    confided: frozenset[str] = frozenset()
    chosen: Someone | None = None
    may_log: bool = False

    def those(self, *standings: Standing) -> list[Someone]:
        """The people with one of these standings, in their order."""
        return [one for one in self.people if one.standing in standings]

    @property
    def undecided(self) -> list[Someone]:
        """Who waits for the main person's yes or no."""
        return self.those(Standing.PROPOSED)


def main_person_here(desk: Desk, request: Request) -> bool:
    """Whether the main person asked for the conference themselves, and can be reached in their chat."""
    person = desk.session.get(Person, request.requester_id)
    reached = person is not None and person.reachable and person.chat_id is not None
    return request.who == MAIN_PERSON and reached


def for_coordinator(
    desk: Desk, caller: Caller, job: Job, request: Request, *, chosen: Guest | None = None
) -> Circle:
    """What the coordinator sees; opening it, and what the one chosen told in private, is written to the audit."""
    circle = _circle(desk, caller, request)
    confided = [guest.ref for guest in circle_rows.of_request(desk, request) if guest.private is not None]
    someone = None
    if chosen is not None:
        someone = circle_rows.opened(desk, request, chosen, who=caller, why=Why.JOB, private=True)
    return replace(
        circle,
        job=job.ref,
        is_asked=_is_asked(desk, request),
        has_plan=job.private_until is not None or job.held_at is not None,
        must_be_in=request.compulsory,
        disagree=disagreeing.stands(desk, request),
        confided=frozenset(confided),
        chosen=someone,
        may_log=chosen is not None and may_log(desk, chosen),
    )


def for_main_person(desk: Desk, caller: Caller, request: Request, *, chosen: str | None = None) -> Circle:
    """What the main person sees: not who needs to be apart from somebody, for that may be from them."""
    circle = _circle(desk, caller, request)
    people = tuple(
        replace(one, needs=tuple(need for need in one.needs if need is not Need.APART))
        for one in circle.people
    )
    needs: dict[Need, int] = {need: count for need, count in circle.needs.items() if need != Need.APART}
    found = next((one for one in people if one.ref == chosen), None)
    known = bool(condition_rows.complete_ones(desk, request))
    return replace(circle, people=people, needs=needs, must_be_in=known, chosen=found)


def may_log(desk: Desk, guest: Guest) -> bool:
    """Whether the coordinator notes down the answer: who is agreed on, and does not answer in a chat of their own."""
    person = desk.session.get(Person, guest.person_id) if guest.person_id is not None else None
    answers_here = guest.opened_at is not None and person is not None and person.reachable
    return guest.state == Standing.AGREED and not answers_here


def occasion(desk: Desk, guests: Sequence[Guest]) -> str | None:
    """On which the main person is asked, once: the newest person they have not decided about, on this day."""
    undecided = [guest for guest in guests if guest.state == Standing.PROPOSED]
    return f"{undecided[-1].ref}:{desk.today}" if undecided else None


def _is_asked(desk: Desk, request: Request) -> bool:
    now = occasion(desk, circle_rows.of_request(desk, request))
    found = select(Letter.id).where(
        Letter.request_id == request.id,
        Letter.kind == LetterKind.CIRCLE_ASKED.value,
        col(Letter.key).endswith(f":{now}"),
        Letter.state != DROPPED,
    )
    return now is not None and desk.session.exec(found).first() is not None


def _circle(desk: Desk, caller: Caller, request: Request) -> Circle:
    guests = circle_rows.of_request(desk, request)
    why = Why.OWN if caller.id == request.requester_id else Why.JOB
    people = tuple(circle_rows.opened(desk, request, guest, who=caller, why=why) for guest in guests)
    coming = [one for one in people if one.standing is Standing.AGREED and one.reply is not Reply.NO]
    counted = Counter(need for one in coming for need in one.needs)
    state = State(request.state)
    return Circle(
        receipt=request.ref,
        job="",
        state=state,
        people=people,
        counts=circle_rows.counts(desk, request),
        needs={need: counted[need] for need in Need if counted[need]},
        is_open=state in GATHERING and request.paused_at is None,
        has_room=has_room(one.standing for one in people),
        main_person_here=main_person_here(desk, request),
    )
