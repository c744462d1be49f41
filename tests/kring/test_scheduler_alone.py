"""`kring scheduler`: a process of its own that delivers and tells how it is, without the library that receives."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kring.__main__ import main
from kring.settings import read_settings
from tests.kring.telegram import Telegram

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import json, os, signal, sys, threading, time, urllib.request

told = {}

def ask(path):
    with urllib.request.urlopen(f"http://127.0.0.1:{os.environ['KRING_SCHEDULER_PORT']}{path}", timeout=5) as answer:
        return answer.read().decode()

def watch():
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            told["ready"] = ask("/readyz")
            told["alive"] = ask("/healthz")
            told["metrics"] = ask("/metrics")
            if "kring_ticks_total 0.0" not in told["metrics"]:
                break
        except OSError:
            pass
        time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGTERM)

threading.Thread(target=watch).start()
from kring.__main__ import main
told["code"] = main(["scheduler"])
told["aiogram"] = sorted(name for name in sys.modules if name.partition(".")[0] == "aiogram")
told["telegram"] = "telegram.ext" in sys.modules
print(json.dumps(told))
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.slow
def test_it_starts_without_aiogram_and_tells_its_health_and_numbers(
    telegram: Telegram, installed: Path, port: int
) -> None:
    environment = os.environ | {"KRING_SCHEDULER_PORT": str(port), "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", PROGRAM],
        cwd=installed,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    told: dict[str, Any] = json.loads(ended.stdout)
    assert (told["code"], told["aiogram"], told["telegram"]) == (0, [], True)
    assert json.loads(told["alive"]) == {"alive": True}
    assert json.loads(told["ready"]) == {"database": True, "clock": True}
    assert "kring_outbox_waiting 0.0" in told["metrics"]
    assert "kring_incidents_open 0.0" in told["metrics"]
    assert "Traceback" not in ended.stderr


def test_a_port_that_is_taken_is_one_line(
    telegram: Telegram,
    installed: Path,
    port: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("KRING_SCHEDULER_PORT", str(port))
    with socket.create_server(("127.0.0.1", port)):
        assert main(["scheduler"]) == 2
    assert "KRING_SCHEDULER_PORT" in capsys.readouterr().err.splitlines()[-1]


def test_without_the_setting_nothing_listens(installed: Path) -> None:
    assert read_settings().scheduler_port is None
