"""What holds for every test: nothing leaves this machine."""

import ipaddress
import os
import socket
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import overheard

pytest_plugins = ["tests.databases"]

# How long one example takes says more about who else uses the machine; speed is measured by `kring bench`.
settings.register_profile("kring", deadline=None)
settings.load_profile("kring")

# python-telegram-bot warns (and warnings are errors here) unless durations are `timedelta`, as they will be.
os.environ["PTB_TIMEDELTA"] = "1"


_ACTIONS = {"casework", "matching"}
"""Folders of tests that play the same actions on both kinds of database."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first: else one worker is still at it when the others have nothing left to do.

    An action that is played on SQLite too is counted there: the same lines, and counting takes two thirds as long as
    playing. What differs by kind of database is counted in tests/storage, tests/scheduler and tests/kring.
    """
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    for item in items:
        if item.path.parent.name in _ACTIONS and _is_a_second_time(item):
            item.add_marker("no_cover")


def _is_a_second_time(item: pytest.Item) -> bool:
    """Whether it is the half on PostgreSQL of a test that runs on both."""
    called = getattr(item, "callspec", None)
    return called is not None and "postgres" in {called.params.get(name) for name in ("engine", "both")}


@pytest.fixture(autouse=True)
def _nobody_is_in_the_log() -> Iterator[None]:
    """Whatever a test has the service do: nothing that people told stands in any line of any log (trust.md 11)."""
    overheard.begin()
    yield
    found = overheard.found()
    assert not found, "told in confidence, and logged:\n" + "\n".join(found)


@pytest.fixture
def uncounted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that the test starts measure no coverage: they are killed, or their own speed is what is measured."""
    for name in ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"):
        monkeypatch.delenv(name, raising=False)


class OutsideThisMachineError(RuntimeError):
    """A test tried to reach, or to be reached from, another machine.

    Not an `OSError`: code that rightly copes with a broken network must not cope with this.
    """


def _is_loopback(host: object) -> bool:
    if host in (None, "localhost", b"localhost"):
        return True
    text = host.decode(errors="replace") if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _close_the_network(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse sockets other than loopback; an audit hook sees every library's, and none can take it off."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}:
        connection, address = arguments[0], arguments[1]
        inet = isinstance(connection, socket.socket) and connection.family in {
            socket.AF_INET,
            socket.AF_INET6,
        }
        if not inet or not isinstance(address, tuple):  # a UNIX socket, or one that is connected already
            return
        host = address[0]
    else:
        return
    if not _is_loopback(host):
        message = f"{event} with {host!r}: tests use the loopback interface only"
        raise OutsideThisMachineError(message)


sys.addaudithook(_close_the_network)
