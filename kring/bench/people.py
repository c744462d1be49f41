"""People halfway through a request, put straight into the database that a measured `kring` then serves.

Each stands at the question for a telephone number: it is typed, and the next question has eight buttons.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import insert
from sqlmodel import col, func, select

from casework.people import CONSENT_VERSION
from domain.forms.fields import Answer
from storage.database import open_database, transaction
from storage.drafts import Draft
from storage.keycheck import check_master_key
from storage.keystore import KeyStore
from storage.migrating import upgrade
from storage.people import Person
from storage.references import reference
from storage.vault import Vault, parse_master_key

TYPED: Final = "06 12 34 56 78"
NEXT_QUESTION: Final = "hours"
NEXT_BUTTONS: Final = 8
_ANSWERED: Final[dict[str, Answer]] = {
    "language": "ar",
    "who": "main_person",
    "name": "requester",
    "place": "overijssel/Zwolle",
    "channel": "phone",
}


def seed(url: str, master_key: str, chats: Sequence[int], *, keys: str) -> None:
    """Make the database, with one person and one draft for each chat."""
    seed_with(url, Vault([parse_master_key(master_key)], KeyStore(keys)), chats)


def seed_with(url: str, vault: Vault, chats: Sequence[int]) -> None:
    """The same with a vault of your own."""
    engine = open_database(url)
    upgrade(engine)
    now = datetime.now(UTC)
    with transaction(engine) as session:
        check_master_key(session, vault)
        if chats and vault.keys is not None:
            vault.keys.prepare(2 * len(chats))
        if chats:
            connection = session.connection()
            connection.execute(
                insert(Person), [_person(at, chat, vault, now) for at, chat in enumerate(chats, 1)]
            )
            connection.execute(insert(Draft), [_draft(at, vault, now) for at in range(1, len(chats) + 1)])
    engine.dispose()


def advanced(url: str) -> int:
    """How many drafts stand at the next question."""
    engine = open_database(url)
    with transaction(engine) as session:
        found = session.exec(select(func.count()).where(col(Draft.at) == NEXT_QUESTION)).one()
    engine.dispose()
    return int(found)


def _person(at: int, chat: int, vault: Vault, now: datetime) -> dict[str, object]:
    return {
        "id": at,
        "ref": reference(),
        "chat_id": chat,
        "role": "citizen",
        "hint": "nl",
        "key": vault.make_key(),
        "consent": CONSENT_VERSION,
        "consent_at": now,
        "created_at": now,
        "reachable": True,
        "heard_at": now,  # in the middle of a form: they were heard a moment ago
    }


def _draft(at: int, vault: Vault, now: datetime) -> dict[str, object]:
    key = vault.make_key()
    return {
        "person_id": at,
        "form": "request",
        "at": "phone",
        "revision": 1,
        "key": key,
        "answers": vault.seal(key, "answers", {"answers": _ANSWERED, "choices": []}),
        "touched_at": now,
    }
