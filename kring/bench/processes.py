"""Processes to measure: started on a core of their own, on loopback, and ended with the measurement."""

import base64
import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

TOKEN: Final = "1000001:loopback-only"  # noqa: S105 - of the stub, worth nothing anywhere else
SECRET: Final = "loopback-only"  # noqa: S105 - the same
HOOK: Final = "/telegram"
PATIENCE_SECONDS: Final = 60.0
_KILO_IN_MEGA: Final = 1024


class BenchError(Exception):
    """A measurement that means nothing: a process did not come up, or gave wrong answers."""


def free_port() -> int:
    """A port of loopback where nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def pin_apart() -> int | None:
    """Keep this process on one core, and name another for what is measured; None where that cannot be done."""
    if sys.platform != "linux":
        return None
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:  # noqa: PLR2004 - one each
        return None
    os.sched_setaffinity(0, {cores[1]})
    return cores[0]


@contextmanager
def pinned_apart() -> Iterator[int | None]:
    """`pin_apart` for as long as the block lasts."""
    before = os.sched_getaffinity(0) if sys.platform == "linux" else set()
    try:
        yield pin_apart()
    finally:
        if sys.platform == "linux":
            os.sched_setaffinity(0, before)


@contextmanager
def python(
    *words: str, core: int | None, settings: Mapping[str, str] | None = None
) -> Iterator["subprocess.Popen[str]"]:
    """A Python process on this core; its standard output can be read, and it is ended with the block."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KRING_")}
    process = subprocess.Popen(  # noqa: S603 - our own interpreter with our own modules
        [sys.executable, *words],
        env={**inherited, **(settings or {})},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        if core is not None and sys.platform == "linux":
            os.sched_setaffinity(process.pid, {core})
        yield process
    finally:
        process.terminate()
        try:
            process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def wait_for_port(process: "subprocess.Popen[str]", port: int) -> None:
    """Wait until the process listens there.

    Raises:
        BenchError: it ended, or took longer than anyone would wait.
    """
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if process.poll() is not None:
            raise BenchError(f"a measured process ended with code {process.returncode}")
        time.sleep(0.005)
    raise BenchError("a measured process did not come up")


def peak_memory_mb(process: "subprocess.Popen[str]") -> float | None:
    """The most memory that the process ever held, in MB; None where the system does not tell (not Linux)."""
    try:
        lines = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    peak = next((line.split()[1] for line in lines if line.startswith("VmHWM:")), None)
    return None if peak is None else int(peak) / _KILO_IN_MEGA


def kring_settings(*, api: str, url: str, port: int, key: str, keys: str) -> dict[str, str]:
    """The environment of a `kring` that takes updates by webhook on `port`; `keys` is where the halves of keys stand."""
    return {
        "KRING_ENV_FILE": os.devnull,
        "KRING_BOT_TOKEN": TOKEN,
        "KRING_API_BASE": api,
        "KRING_DATABASE_URL": url,
        "KRING_MASTER_KEY": key,
        "KRING_KEYS_URL": keys,
        "KRING_WEBHOOK_URL": f"http://127.0.0.1:{port}{HOOK}",
        "KRING_WEBHOOK_SECRET": SECRET,
        "KRING_HOST": "127.0.0.1",
        "KRING_PORT": str(port),
    }


def keys_in(folder: Path | str) -> str:
    """The address of a key store in this folder."""
    return f"sqlite:///{folder}/keys.sqlite"


def make_master_key() -> str:
    """A master key for one run."""
    return base64.b64encode(os.urandom(32)).decode()
