"""Letters for tests: written, arrived, or on their way to somebody who blocked the bot."""

from typing import Any

from sqlmodel import col, select

from casework import clock, returning
from casework.letters import LetterKind
from storage.arrivals import Caller
from storage.escalations import Escalation
from storage.outbox import Letter
from tests.office import Office


def blocks(office: Office, who: Caller) -> None:
    """They block the bot, and Telegram says so."""
    office.do(returning.set_reachable, caller=who, reachable=False)


def comes_back(office: Office, who: Caller) -> None:
    office.do(returning.heard, caller=office.again(who))


def states(office: Office, who: Caller, *kinds: LetterKind) -> list[str]:
    """What became of their letters, the oldest first."""
    with office.writing() as session:
        found = select(Letter.state).where(Letter.person_id == who.id).order_by(col(Letter.id))
        if kinds:
            found = found.where(col(Letter.kind).in_([kind.value for kind in kinds]))
        return list(session.exec(found).all())


def told(office: Office, who: Caller, kind: LetterKind, **more: Any) -> None:  # noqa: ANN401
    """A letter of this kind to them, as some action would write it."""
    with office.writing() as session:
        number = len(session.exec(select(Letter.id)).all())
        values: dict[str, Any] = {"facts": {}, "subject": f"S-{number}", **more}
        session.add(
            Letter(
                key=f"{kind}:{number}",
                person_id=who.id,
                kind=kind.value,
                not_before=office.now,
                created_at=office.now,
                **values,
            )
        )


def all_arrived(office: Office) -> None:
    """What was written so far is on the screens."""
    office.advance(minutes=3)
    office.do(clock.sweep)
    with office.writing() as session:
        for letter in session.exec(select(Letter).where(Letter.state == "waiting")).all():
            letter.state, letter.sent_at, letter.message_id = "sent", office.now, letter.id
            session.add(letter)


def tasks(office: Office) -> list[Escalation]:
    return office.rows(Escalation, kind="unreachable")
