"""The database gone, locked or full: people are told, nothing is half-written, and it comes back by itself.

In the short form each lasts until somebody was told; with `make soak` a minute.
"""

import asyncio
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from storage import migrating
from storage.drafts import Draft
from storage.leases import Lease
from tests.databases import _start, opened
from tests.kring.telegram import Person, Telegram, until
from tests.soak.town import Town

pytestmark = pytest.mark.slow

_A_MINUTE = 60.0
_REFERENCE = re.compile(r"\b[0-9A-F]{6}\b")
_HOLD = "import sqlite3, sys; file = sqlite3.connect(sys.argv[1]); file.execute('BEGIN EXCLUSIVE'); print(flush=True); input()"


def _at_the_name(telegram: Telegram) -> Person:
    """Somebody who is asked for a name."""
    person = telegram.person("nl")
    person.say("/start")
    person.tap("rq")
    person.tap("ok")
    person.tap(r"f:request:\d+:language:")
    person.tap(r"f:request:\d+:who:main_person")
    return person


def _draft(town: Town) -> tuple[str | None, int]:
    draft = town.row(Draft)
    return draft.at, draft.revision


def _told(person: Person, text: str) -> str:
    """What comes back to these words while the database is away: an apology with a reference."""
    before = len(person.messages())
    person.telegram.post(f"people/{person.id}/say", text=text)
    until(lambda: len(person.messages()) > before, "nobody said sorry")
    said = str(person.messages()[-1]["text"])
    assert _REFERENCE.search(said), said
    return said


def _goes_on(town: Town, person: Person, before: tuple[str | None, int]) -> None:
    """Nothing was half-written, and the same question takes the same answer."""
    assert _draft(town) == before
    until(town.parts[0].is_ready, "it did not come back by itself")
    person.say("A name")
    at, revision = _draft(town)
    assert (at, revision) == ("place", before[1] + 1)


def _wait_if(in_full: bool, since: float) -> None:
    if in_full:
        time.sleep(max(0.0, _A_MINUTE - (time.monotonic() - since)))


class _OwnServer:
    """A PostgreSQL that can be stopped and started again, with its data."""

    def __init__(self, folder: Path) -> None:
        self._handle: Any = _start(folder)
        self.url = self._handle.get_uri(database="postgres", driver="psycopg")

    def stop(self) -> None:
        self._handle.stop()

    def start(self) -> None:
        self._handle.ensure_postgres_running()

    def end(self) -> None:
        self._handle.cleanup()


@pytest.fixture
def server(postgres_server: object) -> Iterator[_OwnServer]:
    """Skipped where the tests have no PostgreSQL at all."""
    folder = Path(tempfile.mkdtemp(prefix="kring-"))
    made = _OwnServer(folder)
    try:
        yield made
    finally:
        made.end()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.postgres
def test_postgresql_stops_and_starts_again(
    tmp_path: Path, telegram: Telegram, server: _OwnServer, in_full: bool
) -> None:
    with opened(server.url) as engine:
        migrating.upgrade(engine)
        town = Town(tmp_path, telegram, engine)
        try:
            town.settle_down(1)
            town.move_clock(town.now)
            town.start("bot").until_ready()
            town.start("scheduler")
            person = _at_the_name(telegram)
            until(lambda: len(town.rows(Lease)) > 0, "the scheduler did not come up")
            before, stopped = _draft(town), time.monotonic()
            engine.dispose()
            server.stop()
            _told(person, "A name")
            _wait_if(in_full, stopped)
            server.start()
            engine.dispose()
            _goes_on(town, person, before)
            chat = town.cases[0].coordinator.chat_id
            while not _messages(telegram, chat) and town.to_next_due():
                asyncio.run(town.quiet())
            assert _messages(telegram, chat) > 0
            town.check_letters()
            assert [part.process.poll() for part in town.parts if part.process] == [None, None]
        finally:
            town.close()


def _messages(telegram: Telegram, chat: int) -> int:
    return len(telegram.get(f"people/{chat}/chat?peek=1")["messages"])


@contextmanager
def _locked(engine: Engine) -> Iterator[None]:
    """Another process writes, and does not end."""
    assert engine.url.database is not None
    holder = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", _HOLD, engine.url.database],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    try:
        yield
    finally:
        holder.communicate("\n", timeout=30)


def test_a_file_that_another_process_has_locked_is_waited_for(town: Town, in_full: bool) -> None:
    town.start("bot").until_ready()
    person = _at_the_name(town.telegram)
    before, messages = _draft(town), len(person.messages())
    with _locked(town.engine):
        person.telegram.post(f"people/{person.id}/say", text="A name")
        time.sleep(_A_MINUTE if in_full else 2.0)
        assert len(person.messages()) == messages
    until(lambda: len(person.messages()) > messages, "what was typed meanwhile was lost")
    assert _draft(town) == ("place", before[1] + 1)


def test_a_disk_without_room_takes_nothing_and_is_asked_again(town: Town, in_full: bool) -> None:
    bot = town.start("bot")
    bot.until_ready()
    person = _at_the_name(town.telegram)
    before, full = _draft(town), time.monotonic()
    assert bot.process is not None
    assert town.engine.url.database is not None
    log = Path(f"{town.engine.url.database}-wal")
    # No file of this process may grow beyond what its log is now: the disk is full.
    most = resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (log.stat().st_size, most))
    _told(person, "A name")
    _wait_if(in_full, full)
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (most, most))
    _goes_on(town, person, before)
