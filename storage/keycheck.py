"""Finding out at the start that the master keys and the key store are the right ones, before anything is sealed.

There is a seal for each master key whose wrapped keys may still stand somewhere. All have to open: a key that was taken
out too early is missed at the start, and not when somebody's row cannot be read. One more is sealed with a key that has its
half in the key store: an empty store, or that of another database, is refused.
"""

from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, select

from storage import audit_chain
from storage.seals import HALVED, MASTER, Seal
from storage.vault import Vault, VaultError

_KNOWN = "kring"
_seal = cast("Table", Seal.__table__)  # type: ignore[attr-defined]


def check_master_key(session: Session, vault: Vault) -> None:
    """Accept the vault's keys if they open every seal of this database; the first ever to come makes it theirs.

    A newest key that is new here gets a seal of its own.

    Raises:
        VaultError: one of the seals is of a master key that is not among them, or the key store is another one's;
            nothing was written.
    """
    is_new = not _masters(session)
    if is_new:
        _write(session, vault, MASTER)
    found = _masters(session)
    for seal in found:
        _check(seal, vault)
    _check_halves(session, vault)
    if is_new:
        audit_chain.begin(session, vault)
    if not any(_is_by_newest(seal, vault) for seal in found):
        _write(session, vault, f"{MASTER}-{vault.newest}")


def count_older(session: Session, vault: Vault) -> int:
    """How many seals there are of a master key that is not the newest."""
    return sum(not _is_by_newest(seal, vault) for seal in session.exec(select(Seal)).all())


def retire_older(session: Session, vault: Vault) -> int:
    """Take away the seals of older master keys, for no row needs them any more; how many seals were of one.

    What is sealed with a seal of another kind stays, under a key that is wrapped anew.
    """
    check_master_key(session, vault)
    older = [seal for seal in session.exec(select(Seal)).all() if not _is_by_newest(seal, vault)]
    for seal in older:
        if _is_master(seal):
            session.delete(seal)
        else:
            seal.key = vault.rewrap(seal.key, whole=True)
            session.add(seal)
    session.flush()
    (newest,) = _masters(session)
    newest.name = MASTER
    session.add(newest)
    return len(older)


def _masters(session: Session) -> list[Seal]:
    return [seal for seal in session.exec(select(Seal)).all() if _is_master(seal)]


def _is_master(seal: Seal) -> bool:
    return seal.name.partition("-")[0] == MASTER


def _is_by_newest(seal: Seal, vault: Vault) -> bool:
    try:
        return not vault.is_older(seal.key, whole=True)
    except VaultError:
        return False


def _check(seal: Seal, vault: Vault) -> None:
    try:
        known = vault.open(seal.key, MASTER, seal.sealed)
    except VaultError as error:
        raise VaultError(
            "KRING_MASTER_KEY: the master key is not the one that this database was sealed with, or an older one is missing"
        ) from error
    if known != _KNOWN:
        raise VaultError("the seal of this database holds something else than it should")


def _check_halves(session: Session, vault: Vault) -> None:
    if vault.keys is None:
        return
    seal = session.get(Seal, HALVED)
    if seal is None:
        _write(session, vault, HALVED)
        return
    try:
        vault.open(seal.key, MASTER, seal.sealed)
    except VaultError as error:
        raise VaultError("KRING_KEYS_URL: the key store is not the one of this database") from error


def _write(session: Session, vault: Vault, name: str) -> None:
    """Seal the known text; where another process was first by a moment, its seal stays and is opened like any."""
    insert: Any = {"sqlite": sqlite_insert, "postgresql": postgresql_insert}[session.get_bind().dialect.name]
    key = vault.make_key(whole=name != HALVED)
    values = {"name": name, "key": key, "sealed": vault.seal(key, MASTER, _KNOWN)}
    session.connection().execute(insert(_seal).on_conflict_do_nothing(), values)
