"""Whether a word still stands anywhere in a database: every column is read, every seal opened with every key."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Engine, MetaData, select

from storage.keystore import KeyStore
from storage.vault import Vault, VaultError


class Recording(Vault):
    """A vault that remembers under which names something was sealed."""

    def __init__(self, *masters: bytes, keys: KeyStore | None = None) -> None:
        super().__init__(masters or [bytes(range(32))], keys)
        self.names: set[str] = set()

    def seal(self, key: bytes, name: str, value: Any) -> bytes:  # noqa: ANN401 - as the vault has it
        """Seal, and remember the name."""
        self.names.add(name)
        return super().seal(key, name, value)


def found_in(engine: Engine, vault: Recording, words: Collection[str]) -> set[tuple[str, str]]:
    """Where a word stands: the table with the column, and the word."""
    values: list[tuple[str, object]] = []
    with engine.connect() as connection:
        schema = MetaData()
        schema.reflect(connection)
        for table in schema.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                values += [(f"{table.name}.{name}", value) for name, value in row.items()]
    sealed = [(where, bytes(value)) for where, value in values if isinstance(value, bytes | memoryview)]
    keys = [content for where, content in sealed if where.endswith(".key")]
    told = [(where, str(value)) for where, value in values if not isinstance(value, bytes | memoryview)]
    told += [(where, content.decode(errors="ignore")) for where, content in sealed]
    told += [(where, opened) for where, content in sealed for opened in _opened(vault, keys, content)]
    return {(where, word) for where, text in told for word in words if word in text}


def _opened(vault: Recording, keys: list[bytes], content: bytes) -> list[str]:
    found = []
    for key in keys:
        for name in vault.names:
            try:
                found.append(str(vault.open(key, name, content)))
            except (VaultError, ValueError):
                continue
    return found
