"""Writes a migration from the difference between the records in `storage/` and the newest revision.

    python -m scripts.make_migration                    # before 0.1 is released: write 0001_baseline.py anew
    python -m scripts.make_migration "letters expire"   # from then on: the next revision, to be read over by hand

Both need no database of yours: the difference is taken in a SQLite file that is thrown away, and the tests run the
result on SQLite and PostgreSQL.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from storage import migrating
from storage.database import open_database

_VERSIONS = Path(__file__).resolve().parent.parent / "storage" / "migrations" / "versions"


def make_baseline(folder: Path = _VERSIONS) -> Path:
    """Write the first revision in `folder` anew, for tables that nobody runs yet; where it stands.

    Raises:
        SystemExit: there are later revisions, so that someone may run this one.
    """
    old = sorted(folder.glob("*.py"))
    if any(not path.name.startswith("0001_") for path in old):
        sys.exit("there are later revisions: say in a few words what changed, and get a new one")
    for path in old:
        path.unlink()
    return make_revision("baseline", folder)


def make_revision(words: str, folder: Path = _VERSIONS) -> Path:
    """Write the next revision in `folder`, named by its number and `words`; where it stands."""
    number = len(list(folder.glob("*.py"))) + 1
    with TemporaryDirectory() as scratch:
        engine = open_database(f"sqlite:///{scratch}/empty.sqlite")
        if number > 1:
            migrating.upgrade(engine)
        with migrating.schema_change(engine) as connection:
            config = migrating.configuration(connection)
            config.set_main_option("path_separator", "os")
            config.set_main_option("version_locations", str(folder))
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            script = command.revision(config, words, autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()
    assert not isinstance(script, list)  # noqa: S101 - one branch, one script
    assert script is not None  # noqa: S101
    path = Path(script.path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "# ###" not in line), encoding="utf-8")
    for order in (["check", "--fix", "--exit-zero", "--quiet"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *order, path], check=True)  # noqa: S603 - our own file
    return path


if __name__ == "__main__":
    made = make_revision(" ".join(sys.argv[1:])) if sys.argv[1:] else make_baseline()
    print(f"wrote {made.name}: read it over, then run the tests of storage")
