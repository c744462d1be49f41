"""The files in deploy/ say what is true: their commands, settings and hardening exist."""

import configparser
import re
from pathlib import Path

import pytest

from bot.server import BODY_LIMIT, SECRET_HEADER
from kring.__main__ import parser
from kring.settings import Settings
from tests.test_house import PACKAGES

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
_HARDENED = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "RestrictSUIDSGID": "yes",
    "UMask": "0077",
}


def _unit(path: Path) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(path.read_text(encoding="utf-8"))
    return unit


def test_there_is_a_unit_for_the_bot_and_one_for_the_scheduler() -> None:
    assert [path.name for path in UNITS] == ["kring-bot@.service", "kring-scheduler.service"]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_runs_a_command_that_exists_as_a_user_who_may_do_little(path: Path) -> None:
    service = _unit(path)["Service"]
    program, *words = service["ExecStart"].split()
    assert program == "/opt/kring/.venv/bin/kring"
    assert parser().parse_args(words).command == words[0]
    assert service["User"] == "kring"
    assert {name: service.get(name) for name in _HARDENED} == _HARDENED


def test_every_setting_that_is_named_exists() -> None:
    known = {f"KRING_{name.upper()}" for name in Settings.model_fields}
    named = {
        name: set(re.findall(r"KRING_[A-Z_]*[A-Z]", (DEPLOY / name).read_text(encoding="utf-8")))
        for name in sorted(path.name for path in DEPLOY.iterdir())
    }
    assert named["kring-bot@.service"] >= {"KRING_PORT", "KRING_MASTER_KEY_FILE"}
    assert {name: found - known for name, found in named.items() if found - known} == {}


def test_nginx_passes_the_secret_and_takes_what_the_bot_takes() -> None:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    variable = "$http_" + SECRET_HEADER.lower().replace("-", "_")
    assert f"proxy_set_header {SECRET_HEADER} {variable};" in text
    assert f"client_max_body_size {BODY_LIMIT // 1024**2}m;" in text
    assert len(re.findall(r"^ {4}server 127\.0\.0\.1:\d+", text, re.MULTILINE)) == 2


def test_the_image_holds_every_package_and_does_not_run_as_root() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert {name for name in PACKAGES if f"COPY {name} {name}\n" not in text} == set()
    built, runs = text.split("\nFROM ")[1:]
    assert "--require-hashes" in built
    assert re.search(r"^USER [1-9]\d+$", runs, re.MULTILINE)
    assert "pip" not in runs
