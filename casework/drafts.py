"""The rows of half-filled forms: started, and forgotten when nobody touches them any more."""

from datetime import datetime

from sqlmodel import col, delete, select, update

from casework.desk import Desk
from domain.forms import engine
from domain.forms.catalogue import FORMS
from domain.forms.fields import Answer
from storage.arrivals import Caller
from storage.drafts import Draft

_REVISIONS = 100_000_000
"""Revisions have at most eight digits, so that the longest button stays within Telegram's 64 bytes."""


def start(desk: Desk, *, caller: Caller, form: str, subject: str | None, answers: dict[str, Answer]) -> None:
    """Write a new draft, at the first question that these answers leave open."""
    first = engine.pending(FORMS[form], answers)
    key = desk.vault.make_key()
    desk.session.add(
        Draft(
            person_id=caller.id,
            form=form,
            subject=subject,
            at=first.name if first else None,
            # Counted on from the moment: a button of an earlier, finished form never has a revision of this one.
            revision=int(desk.now.timestamp()) % _REVISIONS,
            key=key,
            answers=desk.vault.seal(key, "answers", {"answers": answers, "choices": []}),
            touched_at=desk.now,
        ),
    )
    desk.session.flush()


def say_about(desk: Desk, draft_id: int, subject: str) -> None:
    """Keep what a draft is about; the answers stay."""
    desk.session.exec(update(Draft).where(col(Draft.id) == draft_id).values(subject=subject))


def forget_stale(desk: Desk, before: datetime) -> int:
    """Forget the drafts that nobody touched since then (trust.md 15); how many there were."""
    old = desk.session.exec(select(Draft.id).where(col(Draft.touched_at) < before)).all()
    desk.session.exec(delete(Draft).where(col(Draft.id).in_(old)))
    return len(old)
