"""An escalation goes up its ladder until somebody takes it, and comes back to it when that somebody does not finish."""

from collections.abc import Collection

from sqlmodel import col, delete, select

from casework import letters, posts
from casework.desk import Desk
from casework.letters import LetterKind
from domain.ladder import Ladder, Note, Receiver, Rung, next_rung, rung_at
from domain.requests import SEEKING, State
from domain.timers import Due
from storage.absences import Absence
from storage.arrivals import Caller
from storage.escalations import Escalation
from storage.outbox import Letter
from storage.people import Person
from storage.requests import Request

_AT_ONCE = 100
_ONLY_WHILE_SEEKING = {"declined_thrice", "must_unmet"}
_ABOUT_THE_MEETING = "conditions_missing"


def climb(desk: Desk) -> int:
    """Look at every escalation whose moment has come, oldest first; how many. Called again, it does nothing twice."""
    _forget_absences(desk)
    found = desk.session.exec(
        select(Escalation)
        .where(col(Escalation.rung_due_at) <= desk.now, col(Escalation.done_at).is_(None))
        .order_by(col(Escalation.rung_due_at), col(Escalation.id))
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True),
    ).all()
    for escalation in found:
        _look_at(desk, escalation)
    return len(found)


def look_again(desk: Desk) -> None:
    """Somebody went away: what they had taken goes back, and where a rung is empty now the next one hears of it.

    Whoever stands in for them gets the cards that they have.
    """
    desk.session.flush()
    found = desk.session.exec(
        select(Escalation)
        .where(col(Escalation.done_at).is_(None))
        .order_by(col(Escalation.id))
        .with_for_update()
        .execution_options(populate_existing=True),
    ).all()
    for escalation in found:
        if escalation.taken_by is not None:
            if not posts.is_there(desk, escalation.taken_by):
                give_back(desk, escalation)
        elif audience(desk, escalation):
            tell(desk, escalation)
        else:
            move_on(desk, escalation)


def start(desk: Desk, escalation: Escalation) -> bool:
    """Put something new on the first rung on which somebody stands, and tell them; whether there is anybody."""
    escalation.rung = -1
    _stand_on(desk, escalation, _higher(desk, escalation))
    return bool(audience(desk, escalation))


def move_on(desk: Desk, escalation: Escalation, *, but: int | None = None) -> None:
    """To the next rung on which somebody stands; where there is none, this one is asked again. `but` hears nothing."""
    _stand_on(desk, escalation, _higher(desk, escalation), but=but)
    desk.audit(None, "escalation_moved_on", escalation.ref, str(escalation.rung))


def give_back(desk: Desk, escalation: Escalation) -> None:
    """Whoever took it did not finish: it stands on its rung again, or on the next where nobody is there any more."""
    desk.audit(None, "escalation_given_back", escalation.ref, escalation.kind)
    escalation.taken_by = None
    rung = escalation.rung if audience(desk, escalation) else _higher(desk, escalation)
    _stand_on(desk, escalation, rung)


def finish(desk: Desk, escalation: Escalation, note: Note, *, by: Caller | None) -> None:
    """It is done; `by` is nobody when the clock sees that nothing stalls any more."""
    escalation.done_at, escalation.note = desk.now, note.value
    escalation.rung_due_at = escalation.snoozed = None
    desk.audit(by, "escalation_done", escalation.ref, note.value)
    changed(desk, escalation, but=by.id if by else None)


def changed(
    desk: Desk, escalation: Escalation, *, but: int | None = None, anew: Collection[int] = ()
) -> None:
    """Write the change down, and have every card about it say how it stands now."""
    escalation.turn += 1
    desk.session.add(escalation)
    desk.session.flush()
    tell(desk, escalation, but=but, anew=anew)


def tell(desk: Desk, escalation: Escalation, *, but: int | None = None, anew: Collection[int] = ()) -> None:
    """A card to whoever is to take it and has none for this turn; the cards of others change where they stand.

    People of `anew` get a new message, for they have to notice.
    """
    waiting = audience(desk, escalation) if escalation.taken_by is None and not escalation.done_at else []
    holders = _holders(desk, escalation)
    for person_id in dict.fromkeys((*waiting, *holders)):
        if person_id != but:
            letters.write(
                desk,
                person_id,
                LetterKind.ESCALATION,
                subject=escalation.ref,
                occasion=str(escalation.turn),
                card=True,
                facts={letters.ANEW: True} if person_id in anew and person_id in holders else None,
                urgent=ladder_of(desk, escalation).urgent,
            )


def audience(desk: Desk, escalation: Escalation) -> list[int]:
    """Who stands on the rung of this escalation now."""
    return posts.receivers(desk, escalation.region, rung_of(desk, escalation).receiver)


def reaches(desk: Desk, caller: Caller, escalation: Escalation) -> bool:
    """Whether the escalation has reached a rung on which the caller stands."""
    ladder = ladder_of(desk, escalation)
    return any(
        posts.stands_on(desk, caller, escalation.region, rung_at(ladder, number).receiver)
        for number in range(escalation.rung + 1)
    )


def ladder_of(desk: Desk, escalation: Escalation) -> Ladder:
    """The ladder of its kind."""
    return desk.policy.ladder(escalation.kind)


def rung_of(desk: Desk, escalation: Escalation) -> Rung:
    """The rung on which it stands."""
    return rung_at(ladder_of(desk, escalation), escalation.rung)


def _look_at(desk: Desk, escalation: Escalation) -> None:
    """Its moment has come."""
    request = desk.session.get(Request, escalation.request_id) if escalation.request_id else None
    taker = escalation.taken_by
    if request is not None and _is_over(desk, escalation, request):
        finish(desk, escalation, Note.OVER, by=None)
    elif taker is not None and not posts.is_there(desk, taker):
        give_back(desk, escalation)
    elif request is not None and request.paused_at is not None and _stands_still(escalation):
        # The family took a pause: every promise about time stands still, and so does this (domain.md 1.2).
        _wait(desk, escalation)
    elif taker is None:
        move_on(desk, escalation)
    elif escalation.asked_at is None or escalation.snoozed is not None:
        escalation.asked_at, escalation.snoozed = desk.now, None
        desk.audit(None, "escalation_asked", escalation.ref)
        _wait(desk, escalation)
        changed(desk, escalation, anew=(taker,))
    else:
        give_back(desk, escalation)


def _stand_on(desk: Desk, escalation: Escalation, rung: int, *, but: int | None = None) -> None:
    """Nobody has it: it stands on this rung, and its people are told with a new message."""
    escalation.rung = rung
    escalation.taken_by = escalation.taken_at = escalation.asked_at = escalation.snoozed = None
    _wait(desk, escalation)
    changed(desk, escalation, but=but, anew=audience(desk, escalation))


def _wait(desk: Desk, escalation: Escalation) -> None:
    """The clock looks again after the wait of the rung, or of whoever took it."""
    ladder = ladder_of(desk, escalation)
    wait = rung_at(ladder, escalation.rung).wait if escalation.taken_by is None else ladder.taken
    escalation.rung_due_at = desk.policy.calendar.after(desk.now, wait)
    desk.session.add(escalation)


def _higher(desk: Desk, escalation: Escalation) -> int:
    """The next rung on which somebody stands, or this one; else one below it, or the one of everyone."""
    ladder = ladder_of(desk, escalation)

    def is_empty(receiver: Receiver) -> bool:
        return not posts.receivers(desk, escalation.region, receiver)

    above = next_rung(ladder, escalation.rung, is_empty)
    if above is not None:
        return above
    if 0 <= escalation.rung < len(ladder.rungs) and not is_empty(rung_at(ladder, escalation.rung).receiver):
        return escalation.rung
    below = next_rung(ladder, -1, is_empty)
    return len(ladder.rungs) if below is None else below


def _holders(desk: Desk, escalation: Escalation) -> list[int]:
    """Who has a card about it, or will have one."""
    card = f"{LetterKind.ESCALATION}:{escalation.ref}"
    found = select(Letter.person_id).where(Letter.card == card).distinct().order_by(col(Letter.person_id))
    return list(desk.session.exec(found).all())


def _is_promise(escalation: Escalation) -> bool:
    return escalation.kind in {due.value for due in Due} | _ONLY_WHILE_SEEKING


def _stands_still(escalation: Escalation) -> bool:
    """Whether it is about time: while the family takes a pause there is nothing to hurry for."""
    return _is_promise(escalation) or escalation.kind == _ABOUT_THE_MEETING


def _is_over(desk: Desk, escalation: Escalation, request: Request) -> bool:
    """Whether the request has moved on, so that what was promised is no longer awaited."""
    state = State(request.state)
    if escalation.kind in _ONLY_WHILE_SEEKING:
        return state not in SEEKING
    return _is_promise(escalation) and escalation.kind not in {
        timer.due.value for timer in desk.policy.timers(state)
    }


def _forget_absences(desk: Desk) -> None:
    """Who is back is back: nothing is kept of when somebody was away, but in the audit."""
    over = desk.session.exec(
        select(Person.id, Person.ref)
        .join(Absence, col(Absence.person_id) == Person.id)
        .where(col(Absence.until) <= desk.now)
        .order_by(col(Person.id))
    ).all()
    for _, ref in over:
        desk.audit(None, "back", ref)
    if over:
        desk.session.exec(delete(Absence).where(col(Absence.person_id).in_([number for number, _ in over])))
