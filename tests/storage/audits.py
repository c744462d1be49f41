"""An audit with some lines in it, and somebody who writes to the database behind the service's back."""

from datetime import timedelta

from sqlalchemy import Engine, text

from storage import audit_chain, audit_check
from storage.audit_chain import Entry
from storage.audit_check import Noted, Verdict
from storage.database import snapshot, transaction
from storage.vault import Vault
from tests.storage.samples import MASTER, NOW

VAULT = Vault([MASTER])


def entry(number: int, **other: object) -> Entry:
    """A line like any other: the number-th."""
    said = {
        "at": NOW + timedelta(hours=number),
        "who": 3,
        "role": "coordinator",
        "what": "open_details",
        "subject": f"K-{number}",
        "why": "job",
    }
    return Entry(**(said | other))  # type: ignore[arg-type]


def write(engine: Engine, *entries: Entry, vault: Vault = VAULT) -> None:
    """One transaction with these lines."""
    with transaction(engine) as session:
        for one in entries:
            audit_chain.collect(session, vault, one)


def write_many(engine: Engine, count: int = 6) -> None:
    """So many lines, each in a transaction of its own."""
    for number in range(1, count + 1):
        write(engine, entry(number))


def sql(engine: Engine, *statements: str) -> None:
    """What somebody does who can write to the database and has no key."""
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def verify(engine: Engine, noted: Noted | None = None, vault: Vault = VAULT) -> Verdict:
    """A look at the whole of it."""
    with snapshot(engine) as connection:
        return audit_check.verify(connection, vault, noted=noted, told=lambda _done: None)


def fault(engine: Engine, noted: Noted | None = None) -> tuple[str | None, int | None]:
    """What is wrong, and from which number on."""
    found = verify(engine, noted)
    return found.fault, found.number
