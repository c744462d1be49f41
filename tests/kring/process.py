"""`kring run` as a process of its own, to be killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from kring.playground import TOKEN
from tests.kring.telegram import PATIENCE_SECONDS

ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 120.0
"""For a start: four to seven seconds of work, which on a machine with much else to do have taken thirty."""


@dataclass(slots=True)
class Service:
    """The settings of an installation, and its process while it runs."""

    folder: Path
    api_base: str
    key: str
    database_url: str
    port: int = 0
    more: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it, and wait until it is ready."""
        self.port = self.port or _free_port()
        known = {name: value for name, value in os.environ.items() if not name.startswith("KRING_")}
        settings = {
            "KRING_BOT_TOKEN": TOKEN,
            "KRING_API_BASE": self.api_base,
            "KRING_DATABASE_URL": self.database_url,
            "KRING_MASTER_KEY": self.key,
            "KRING_PORT": str(self.port),
            "KRING_LOG": "json",
            "KRING_ENV_FILE": str(self.folder / "no.env"),
            "PYTHONPATH": str(ROOT),
        }
        with (self.folder / "run.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kring", "run"],
                cwd=self.folder,
                env=known | settings | self.more,
                stdout=log,
                stderr=log,
            )
        self._until_ready()

    def kill(self) -> None:
        """End it as a machine without power does."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(PATIENCE_SECONDS)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop; its exit code."""
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(PATIENCE_SECONDS)

    def log(self) -> str:
        """What it wrote."""
        return (self.folder / "run.log").read_text(encoding="utf-8")

    def get(self, path: str) -> tuple[int, str]:
        """Ask its own server."""
        asked = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            asked.request("GET", path)
            answer = asked.getresponse()
            return answer.status, answer.read().decode()
        finally:
            asked.close()

    def _until_ready(self) -> None:
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            assert self.process is not None
            assert self.process.poll() is None, self.log()
            try:
                if self.get("/readyz")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise AssertionError(f"not ready: {self.log()}")


@contextmanager
def serving(service: Service) -> Iterator[Service]:
    """The service, started; whatever is left of it is ended with the block."""
    try:
        service.start()
        yield service
    finally:
        if service.process is not None and service.process.poll() is None:
            service.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
