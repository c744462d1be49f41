"""`kring bot` and `kring scheduler` as processes of their own, to be killed and started again."""

import os
import socket
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from kring.playground import SECRET, TOKEN
from tests.kring.process import ROOT
from tests.soak.clocked import CLOCK

RUNS = int(os.environ["SOAK_RUNS"]) if "SOAK_RUNS" in os.environ else None
"""How many kills; None for the short form."""

TOTALS: Counter[str] = Counter()
"""What was survived, for the summary."""

PATIENCE_SECONDS = 60.0
"""For whatever must happen in the end; the machine may be busy."""


def free_port() -> int:
    """A port of loopback where nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Part:
    """One process of an installation."""

    command: str
    folder: Path
    settings: dict[str, str]
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it."""
        known = {name: value for name, value in os.environ.items() if not name.startswith("KRING_")}
        more = {"KRING_PORT": str(self.port), "PYTHONPATH": str(ROOT)}
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter with our own modules
                [sys.executable, "-m", "tests.soak.clocked", self.command],
                cwd=self.folder,
                env=known | self.settings | more,
                stdout=log,
                stderr=log,
            )

    def kill(self) -> None:
        """End it as a machine without power does."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE_SECONDS)

    def until_ready(self) -> None:
        """Wait until its own server says that it is ready; for bots."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            assert self.process is not None
            assert self.process.poll() is None, self.log()
            if self.is_ready():
                return
            time.sleep(0.05)
        raise AssertionError(f"{self.command} is not ready: {self.log()}")

    def is_ready(self) -> bool:
        """Whether it says so now."""
        asked = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            asked.request("GET", "/readyz")
            return asked.getresponse().status == 200
        except OSError:
            return False
        finally:
            asked.close()

    @property
    def log_file(self) -> Path:
        """Where it writes."""
        return self.folder / f"{self.command}-{self.port}.log"

    def log(self) -> str:
        """What it wrote."""
        return self.log_file.read_text(encoding="utf-8")


def settings_of(folder: Path, *, api: str, url: str, key: str, webhook: str = "") -> dict[str, str]:
    """The settings of all parts, with a clock in `folder`."""
    clock = folder / "clock"
    if not clock.exists():
        clock.write_text("0", encoding="ascii")
    hook = {"KRING_WEBHOOK_URL": webhook, "KRING_WEBHOOK_SECRET": SECRET} if webhook else {}
    return {
        "KRING_BOT_TOKEN": TOKEN,
        "KRING_API_BASE": api,
        "KRING_DATABASE_URL": url,
        "KRING_MASTER_KEY": key,
        "KRING_LOG": "json",
        "KRING_ENV_FILE": str(folder / "no.env"),
        CLOCK: str(clock),
        **hook,
    }
