"""The row behind a professional's answer to the plan: who decides, what was asked, and what was said; codes only."""

from dataclasses import dataclass

from sqlmodel import select

from casework import circle_views
from casework.desk import Desk
from domain.acceptance import OPEN, Reason, how
from domain.circle import Part, Standing
from domain.forms.fields import Answer
from domain.requests import State
from storage.circle import Guest
from storage.compulsory import Acceptance
from storage.plans import Plan
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class Said:
    """How far the answer to the plan is, as its coordinator sees it; all of it is about the plan as it stands.

    Attributes:
        in_chat: a professional was chosen who reads it and answers here; else the coordinator logs the answer.
        chosen: somebody was chosen, or that it is logged on paper.
        asked: they were asked.
        accepted: what they said; None before they did.
        reasons, lines: of a *not yet*, with the numbers of the lines.
        again: they answered to what stood there before.
    """

    in_chat: bool = False
    chosen: bool = False
    asked: bool = False
    accepted: bool | None = None
    reasons: tuple[Reason, ...] = ()
    lines: tuple[int, ...] = ()
    again: bool = False


def of_request(desk: Desk, request: Request) -> Acceptance | None:
    """The row, if anybody was chosen; the request is held by the caller."""
    found = select(Acceptance).where(Acceptance.request_id == request.id)
    return desk.session.exec(found.execution_options(populate_existing=True)).first()


def is_open(request: Request) -> bool:
    """Whether a professional answers to the plan of this request now."""
    return request.compulsory and State(request.state) in OPEN


def acceptor(desk: Desk, request: Request) -> Guest | None:
    """The professional who was chosen, as long as they are in the circle."""
    row = of_request(desk, request)
    guest = None if row is None or row.guest_id is None else desk.session.get(Guest, row.guest_id)
    if guest is None or guest.part != Part.PROFESSIONAL or guest.state != Standing.AGREED:
        return None
    return guest


def answers_here(desk: Desk, guest: Guest | None) -> bool:
    """Whether this professional opened their invitation and can be reached in the chat."""
    return guest is not None and guest.opened_at is not None and not circle_views.may_log(desk, guest)


def said(desk: Desk, request: Request, plan: Plan) -> Said:
    """How far the answer is."""
    row = of_request(desk, request)
    if row is None:
        return Said()
    guest = acceptor(desk, request)
    current = row.answered == plan.revision
    return Said(
        in_chat=answers_here(desk, guest),
        chosen=row.guest_id is None or guest is not None,
        asked=row.asked == plan.revision,
        accepted=row.accepted if current else None,
        reasons=tuple(Reason(reason) for reason in row.reasons) if current else (),
        lines=tuple(row.lines) if current else (),
        again=row.answered not in {None, plan.revision},
    )


def code(desk: Desk, request: Request) -> str | None:
    """For the registration: how the plan that stands there was accepted, or that it was not; None without an answer."""
    row, plan = of_request(desk, request), desk.session.get(Plan, request.id)
    if row is None or plan is None or row.answered is None:
        return None
    if row.answered == plan.revision and row.accepted:
        return how(row.not_yet)
    return "not_accepted" if row.not_yet else None


def suggested(desk: Desk, request: Request) -> dict[str, Answer]:
    """What the form about the meeting can begin with: the plan was accepted in the chat."""
    found = code(desk, request) if is_open(request) else None
    if found is None or found == "not_accepted":
        return {}
    return {"outcome": "plan_accepted", "acceptance": found}


def unlinked(desk: Desk, request: Request, guest: Guest) -> None:
    """Who opened this invitation is forgotten: whoever opens it next was not asked yet."""
    row = of_request(desk, request)
    if row is not None and row.guest_id == guest.id:
        row.asked = row.asked_at = None
        desk.session.add(row)
        desk.session.flush()
