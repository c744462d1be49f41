"""Whatever goes wrong says ids, kinds and places, never what people told: logs, numbers, error pages, crashes (trust.md 11)."""

import base64
import logging
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import pytest
import pytest_asyncio
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import TelegramMethod
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from bot.dispatching import make_dispatcher
from bot.routes import BUTTONS
from bot.server import make_app
from bot.work import Work
from domain.policy import Policy
from kring.__main__ import main
from kring.logs import set_up
from kring.playground import TOKEN
from tests import overheard
from tests.bot.wire import PATH, SECRET, Recorded, said, tapped
from tests.kring.process import ROOT
from tests.office import AMSTERDAM, NAME, PERSONAL, PHONE, REGIONS, Office

_HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
_COMMANDS = tuple(
    said_as.split()
    for said_as in (
        "doctor",
        "doctor --json",
        "audit verify",
        "audit list",
        "report --year 2026",
        "export registrations --format csv",
        "migrate",
        "key rotate",
        "policy show",
        "invite coordinator",
        "match explain K-2222-2222",
        "pool seed",
    )
)
_CRASHES = {
    "the program": "raise ValueError(name)",
    "a thread": "import threading; one = threading.Thread(target=lambda: int(name)); one.start(); one.join()",
    "a finalizer": "made = type('Made', (), {'__del__': lambda self: int(name)}); made()",
}


@pytest.fixture
def settings_of_logs() -> Iterator[None]:
    """What the program sets up for its logs is taken back."""
    root = logging.getLogger()
    before = root.handlers, root.level
    yield
    root.handlers, level = before
    root.setLevel(level)


class Service:
    """The bot behind its server, with a case on its books and a Telegram that quotes what it refuses."""

    def __init__(self, http: "TestClient[Any, Any]", office: Office) -> None:
        self.http, self.office, self.seen, self.count = http, office, "", 0

    async def post(self, update: object) -> int:
        """Post an update, and keep what is answered."""
        async with self.http.post(PATH, json=update, headers=_HEADERS) as answer:
            self.seen += await answer.text() if answer.status >= 400 else ""
            return answer.status


def _quotes(method: TelegramMethod[Any]) -> Exception:
    return TelegramBadRequest(method=method, message=f"can't parse {NAME} {PHONE}")


@pytest_asyncio.fixture
async def service(sqlite: Engine) -> AsyncIterator[Service]:
    office, telegram = Office(sqlite), Recorded()
    office.scheduled()
    telegram.refuse = _quotes
    work = Work(sqlite, office.vault, REGIONS, policy=Policy(), zone=AMSTERDAM, clock=lambda: office.now)

    async def ready() -> dict[str, bool]:
        return {"database": True}

    dispatcher = make_dispatcher(work, in_reply=False)
    app = make_app(dispatcher, Bot(TOKEN, session=telegram), secret=SECRET, path=PATH, ready=ready)
    async with TestClient(TestServer(app)) as http:
        yield Service(http, office)
    work.close()


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", ["json", "console"])
@pytest.mark.usefixtures("settings_of_logs")
async def test_whatever_goes_wrong_nobody_stands_in_the_logs_the_numbers_or_an_error_page(
    service: Service,
    kind: Literal["json", "console"],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fails(*_anything: object) -> None:
        raise RuntimeError(f"{NAME} lives in {PERSONAL[2]}")

    async def finds_no_table(*_anything: object) -> None:
        with service.office.engine.begin() as connection:
            connection.execute(
                text("INSERT INTO nowhere VALUES (:name, :phone)"), {"name": NAME, "phone": PHONE}
            )

    set_up(kind)
    monkeypatch.setitem(BUTTONS, "h", fails)
    monkeypatch.setitem(BUTTONS, "pr", finds_no_table)
    for number, update in enumerate(
        (said(0, NAME), said(0, f"/start {PHONE}"), tapped(0, f"f:{NAME}"), tapped(0, "h"), tapped(0, "pr")),
        start=1,
    ):
        update["update_id"] = number
        for _ in range(3):
            await service.post(update)
    assert await service.post({"update_id": 9, "message": {"text": NAME}}) == 400
    assert await service.post([NAME]) == 400
    async with service.http.get("/metrics") as answer:
        service.seen += await answer.text()
    written = capsys.readouterr()
    everything = written.err + written.out + service.seen
    assert "RuntimeError" in written.err
    assert "set aside" in written.err
    assert "kring_updates" in service.seen
    assert [word for word in PERSONAL if word in everything] == []
    overheard.begin()  # the errors themselves did quote people; that this is not written is what was looked at


@pytest.mark.parametrize("engine", ["sqlite", "postgres"], indirect=True)
def test_an_error_of_the_database_does_not_quote_what_was_to_be_written(engine: Engine) -> None:
    with pytest.raises(SQLAlchemyError) as found, engine.begin() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": NAME})
    assert NAME not in str(found.value)


@pytest.mark.parametrize("how", _CRASHES.values(), ids=_CRASHES)
def test_a_crash_says_its_kind_and_its_place_only(how: str) -> None:
    program = f"from kring.logs import quiet_crashes; quiet_crashes(); name = {NAME!r}; {how}"
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert "kring: ValueError at <string>:1" in done.stderr
    assert NAME not in done.stderr


@pytest.mark.parametrize("master", [bytes(range(32)), bytes(32)], ids=["its own key", "another key"])
@pytest.mark.parametrize("words", _COMMANDS, ids=" ".join)
def test_no_command_says_anybody(
    installed: Path,
    sqlite_url: str,
    sqlite: Engine,
    words: list[str],
    master: bytes,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With a whole case in the database, and with a master key that opens nothing of it."""
    del installed, sqlite_url
    monkeypatch.setenv("KRING_MASTER_KEY", base64.b64encode(master).decode())
    Office(sqlite).closed()
    with suppress(SystemExit):
        main(words)
    written = capsys.readouterr()
    assert written.out + written.err != ""
    assert [word for word in PERSONAL if word in written.out + written.err] == []
