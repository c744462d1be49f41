"""How long and how hard: a short form within `make test`, and the whole of it with `make soak`."""

import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.kring.telegram import Telegram, loopback
from tests.soak.parts import RUNS, TOTALS
from tests.soak.town import Town

_COUNTED = "soak"
_ENDS_AT = time.monotonic() + 60 * float(os.environ.get("SOAK_MINUTES", "180"))


@pytest.fixture(autouse=True)
def _within_bounds(uncounted: None) -> None:
    """`make soak` begins nothing new after three hours (SOAK_MINUTES)."""
    if time.monotonic() > _ENDS_AT:
        pytest.skip("the time of make soak is over")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of xdist hands what it counted to whoever adds it up."""
    handed_over = getattr(session.config, "workeroutput", None)
    if handed_over is not None:
        handed_over[_COUNTED] = dict(TOTALS)


class _AddingUp:
    """With xdist, the counts of all workers together."""

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:  # noqa: ANN401 - xdist has no types
        """A worker has ended; one that crashed hands over nothing."""
        TOTALS.update(getattr(node, "workeroutput", {}).get(_COUNTED, {}))


def pytest_configure(config: pytest.Config) -> None:
    """Listen to the workers."""
    config.pluginmanager.register(_AddingUp())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was survived."""
    if RUNS is not None:
        said = ", ".join(f"{count} {what}" for what, count in TOTALS.items())
        terminalreporter.write_line(f"soak: {said or 'nothing was killed'}")


@pytest.fixture(scope="session")
def in_full() -> bool:
    """Whether waits are real."""
    return RUNS is not None


@pytest.fixture
def dice() -> random.Random:
    """Chance; a run that failed is repeated with the seed that it printed."""
    seed = int(os.environ.get("SOAK_SEED", "0")) or random.SystemRandom().randrange(1, 1_000_000)
    sys.stdout.write(f"SOAK_SEED={seed}\n")
    return random.Random(seed)


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    """A loopback Telegram that outlives every process."""
    with loopback() as found:
        yield found


@pytest.fixture
def town(tmp_path: Path, telegram: Telegram, sqlite: Engine) -> Iterator[Town]:
    """A town on a SQLite file."""
    made = Town(tmp_path, telegram, sqlite)
    yield made
    made.close()
