"""The rows of who takes care of what: reading them, and taking somebody off the list."""

from sqlmodel import select

from casework import circle_rows
from casework.desk import Desk
from domain.circle_words import comparable
from domain.openings import Why
from domain.practicalities import Practical
from storage.arrivals import Caller
from storage.circle import Guest
from storage.practicalities import Practicality
from storage.requests import Request


def of_request(desk: Desk, request: Request) -> dict[Practical, Practicality]:
    """What was written down for the day of this request, by what it is."""
    found = desk.session.exec(select(Practicality).where(Practicality.request_id == request.id)).all()
    return {Practical(row.what): row for row in found}


def typed_word(desk: Desk, request: Request, row: Practicality, *, who: Caller | None = None) -> str:
    """The word that was typed for who takes it; empty where somebody of the circle was chosen, or nobody."""
    if row.word is None or request.key is None:
        return ""
    why = Why.KEEPING if who is None else Why.JOB
    return str(desk.unseal(request.key, "takes", row.word, about=request.ref, who=who, why=why))


def taken_by(desk: Desk, guest: Guest) -> tuple[Practical, ...]:
    """What this guest takes care of."""
    found = desk.session.exec(select(Practicality.what).where(Practicality.guest_id == guest.id)).all()
    return tuple(what for what in Practical if what.value in found)


def drop(desk: Desk, request: Request, guest: Guest) -> None:
    """Take somebody who left or is not to come off the list, also where their word was typed."""
    rows = of_request(desk, request).values()
    word = comparable(circle_rows.word_of(desk, request, guest)) if rows else ""
    for row in rows:
        typed = comparable(typed_word(desk, request, row))
        if row.guest_id == guest.id or (typed and typed == word):
            row.guest_id = row.word = None
            desk.session.add(row)
    desk.session.flush()
