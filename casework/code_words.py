"""The code word of a person: sealed with their own key, compared and never shown, not even to them."""

from typing import Final

from sqlmodel import col, delete, select

from casework import people, voice_rows
from casework.desk import Desk
from domain import code_words
from domain.openings import Why
from domain.voices import Waiting
from storage.arrivals import Caller
from storage.drafts import Draft

NAME: Final = "code_word"
"""Under this it is sealed."""


def begin(desk: Desk, *, caller: Caller) -> None:
    """Wait for the word that the caller types next; for no other message is waited any more."""
    people.lock(desk, caller)
    voice_rows.stop(desk, caller=caller)
    key = desk.vault.make_key()
    desk.session.add(
        Draft(
            person_id=caller.id,
            form=Waiting.CODE_WORD.value,
            key=key,
            answers=desk.vault.seal(key, "answers", {"answers": {}, "choices": []}),
            touched_at=desk.now,
        )
    )


def is_awaited(desk: Desk, *, caller: Caller) -> bool:
    """Whether the word is still waited for; after a quarter of an hour nobody waits any more."""
    found = desk.session.exec(
        select(Draft.id).where(
            Draft.person_id == caller.id,
            Draft.form == Waiting.CODE_WORD.value,
            Draft.touched_at > desk.now - code_words.WAITS,
        )
    ).first()
    if found is None:
        voice_rows.stop(desk, caller=caller)
    return found is not None


def keep(desk: Desk, *, caller: Caller, text: str) -> bool:
    """Keep the word that was typed, in place of an earlier one; whether it can be one.

    What cannot be one changes nothing: the word is still waited for.
    """
    word = code_words.fitting(text)
    if word is None:
        return False
    person = people.record(desk, caller)
    person.code_word = desk.vault.seal(person.key, NAME, word)
    desk.session.add(person)
    desk.session.exec(
        delete(Draft).where(col(Draft.person_id) == caller.id, col(Draft.form) == Waiting.CODE_WORD.value)
    )
    return True


def remove(desk: Desk, *, caller: Caller) -> None:
    """Have no code word any more."""
    person = people.record(desk, caller)
    person.code_word = None
    desk.session.add(person)


def is_said(desk: Desk, *, caller: Caller, text: str) -> bool:
    """Whether the message is exactly the caller's code word. Nothing is written, whatever the answer."""
    person = people.record(desk, caller)
    if person.code_word is None:
        return False
    word = desk.unseal(person.key, NAME, person.code_word, about=person.ref, who=None, why=Why.MATCHING)
    return code_words.is_said(text, word)
