"""Finding out at the start that the master key is the right one, before anything is sealed with a wrong one."""

from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session

from storage.seals import Seal
from storage.vault import Vault, VaultError

_NAME = "master"
_KNOWN = "kring"
_seal = cast("Table", Seal.__table__)  # type: ignore[attr-defined]


def check_master_key(session: Session, vault: Vault) -> None:
    """Accept the vault's master keys if one of them made this database; the first ever to come makes it theirs.

    Raises:
        VaultError: none of them opens what this database was sealed with; nothing was written.
    """
    if session.get(Seal, _NAME) is None:
        _write_first(session, vault)
    seal = session.get_one(Seal, _NAME)
    try:
        known = vault.open(seal.key, _NAME, seal.sealed)
    except VaultError as error:
        raise VaultError("the master key is not the one that this database was sealed with") from error
    if known != _KNOWN:
        raise VaultError("the seal of this database holds something else than it should")


def _write_first(session: Session, vault: Vault) -> None:
    """Seal the known text; where another process was first by a moment, its seal stays and is opened like any."""
    insert: Any = {"sqlite": sqlite_insert, "postgresql": postgresql_insert}[session.get_bind().dialect.name]
    key = vault.make_key()
    values = {"name": _NAME, "key": key, "sealed": vault.seal(key, _NAME, _KNOWN)}
    session.connection().execute(insert(_seal).on_conflict_do_nothing(), values)
