"""The rows of a circle: reading them, opening what is sealed in them, and forgetting them."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import col, delete, select, update

from casework import condition_rows, consent_rows, plan_rows, progress
from casework.desk import Desk
from domain.circle import Apart, Need, Part, Reply, Standing, Tally, tally
from domain.errors import NotFoundError
from domain.forms.circle import CONDITION, GUEST, SUGGESTION, TAKES
from domain.openings import Why
from domain.voices import Waiting
from storage.arrivals import Caller
from storage.circle import Guest, MeetingDay, TickedDay
from storage.drafts import Draft
from storage.jobs import Job
from storage.outbox import DROPPED, GATHERED, UNREACHABLE, WAITING, Letter
from storage.practicalities import Practicality
from storage.requests import Request

_ABOUT_PEOPLE = (
    GUEST.name,
    SUGGESTION.name,
    CONDITION.name,
    TAKES.name,
    *(waiting.value for waiting in Waiting),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told in private, for the coordinator alone."""

    apart: Apart = Apart.NOBODY
    signal: bool = False
    """Whether they would like a signal for a break."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A guest, opened: what the coordinator and the main person see. `told` is empty for everybody but the coordinator."""

    ref: str
    word: str
    part: Part
    language: str
    standing: Standing
    on_paper: bool
    invited: bool
    opened: bool
    reply: Reply | None
    needs: tuple[Need, ...]
    suggested: bool
    told: Told | None = None
    has_voice: bool = False
    """Whether the coordinator's voice is on their card."""


def of_request(desk: Desk, request: Request) -> list[Guest]:
    """Everybody in the circle of this request, the first one first."""
    return list(
        desk.session.exec(select(Guest).where(Guest.request_id == request.id).order_by(col(Guest.id))).all()
    )


def of_ref(desk: Desk, ref: str) -> tuple[Guest, Request]:
    """A guest and the request, which is held until the transaction ends.

    Raises:
        NotFoundError: there is none.
    """
    return progress.held(desk, Guest, ref)


def seal(desk: Desk, request: Request, what: str, content: Any) -> bytes:  # noqa: ANN401 - whatever JSON holds
    """Seal something about the circle with the request's key.

    Raises:
        NotFoundError: the request was forgotten.
    """
    if request.key is None:
        raise NotFoundError
    return desk.vault.seal(request.key, what, content)


def word_of(
    desk: Desk, request: Request, guest: Guest, *, who: Caller | None = None, why: Why = Why.KEEPING
) -> str:
    """The word that the family chose for somebody; empty when the request was forgotten."""
    if request.key is None:
        return ""
    return str(desk.unseal(request.key, "word", guest.word, about=request.ref, who=who, why=why))


def opened(
    desk: Desk, request: Request, guest: Guest, *, who: Caller, why: Why, private: bool = False
) -> Someone:
    """A guest to look at; with `private` what only the coordinator may see."""
    return Someone(
        ref=guest.ref,
        word=word_of(desk, request, guest, who=who, why=why),
        part=Part(guest.part),
        language=guest.language,
        standing=Standing(guest.state),
        on_paper=guest.on_paper,
        invited=guest.invited_at is not None,
        opened=guest.opened_at is not None,
        reply=None if guest.answer is None else Reply(guest.answer),
        needs=tuple(need for need in Need if need.value in guest.needs),
        suggested=guest.suggested_by is not None,
        told=told_by(desk, request, guest, who=who, why=why) if private else None,
        has_voice=guest.card_voice is not None,
    )


def told_by(
    desk: Desk, request: Request, guest: Guest, *, who: Caller | None = None, why: Why = Why.OWN
) -> Told:
    """What this guest told in private; nothing when they told nothing."""
    if request.key is None or guest.private is None:
        return Told()
    found: dict[str, Any] = desk.unseal(
        request.key, "private", guest.private, about=guest.ref, who=who, why=why
    )
    return Told(Apart(found["apart"]), bool(found["signal"]))


def counts(desk: Desk, request: Request) -> Tally:
    """How many of the agreed people said what."""
    return tally(
        (
            None if guest.answer is None else Reply(guest.answer),
            guest.invited_at is not None,
            guest.suggested_by is not None,
        )
        for guest in of_request(desk, request)
        if guest.state == Standing.AGREED
    )


def forget_private(desk: Desk, request: Request) -> None:
    """The meeting was held: what people told in private is gone, and so are voices on cards and the proposed days."""
    for guest in of_request(desk, request):
        guest.private = guest.card_voice = None
        desk.session.add(guest)
    days = select(MeetingDay.id).where(MeetingDay.request_id == request.id)
    desk.session.exec(delete(TickedDay).where(col(TickedDay.day_id).in_(days)))
    desk.session.exec(delete(MeetingDay).where(col(MeetingDay.request_id) == request.id))


def _forget_around(desk: Desk, request: Request) -> None:
    """What is half typed about people goes with them, and letters that were not sent yet have nothing to say."""
    refs = [guest.ref for guest in of_request(desk, request)]
    jobs = desk.session.exec(select(Job.ref).where(Job.request_id == request.id)).all()
    about = col(Draft.subject).in_([*refs, *jobs, request.ref])
    desk.session.exec(delete(Draft).where(about, col(Draft.form).in_(_ABOUT_PEOPLE)))
    desk.session.exec(
        update(Letter)
        .where(col(Letter.subject).in_(refs), col(Letter.state).in_([WAITING, UNREACHABLE, GATHERED]))
        .values(state=DROPPED, facts={})
    )


def forget(desk: Desk, request: Request) -> None:
    """Delete the circle and whatever is left of the plan; what stays is in the registration, counts and codes."""
    desk.session.flush()
    forget_private(desk, request)
    plan_rows.forget(desk, request)
    condition_rows.forget_with_the_circle(desk, request)
    desk.session.flush()
    _forget_around(desk, request)
    desk.session.exec(delete(Practicality).where(col(Practicality.request_id) == request.id))
    consent_rows.forget(desk, [guest.ref for guest in of_request(desk, request)])
    for guest in of_request(desk, request):
        guest.suggested_by = None
        desk.session.add(guest)
    desk.session.flush()
    desk.session.exec(delete(Guest).where(col(Guest.request_id) == request.id))
