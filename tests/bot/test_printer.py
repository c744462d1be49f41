"""A page for paper as a PDF: made by a real browser where there is one, and without one everything goes as it does."""

import asyncio
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine

from bot import printer
from bot.printer import OFF, Printer, find_browser
from bot.texts import printing
from bot.texts.translating import speaking
from tests.office import Office
from tests.simulator.chromium import chromium_path

pytestmark = pytest.mark.asyncio

CHROMIUM = chromium_path()
WORDS = {"ar": "مرحبا بكم في الاجتماع", "nl": "Welkom bij de bijeenkomst"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.fixture
def office(sqlite: Engine) -> Office:
    return Office(sqlite)


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the browser's folder is made, so that a test sees what is left in it; a browser takes no long path."""
    with TemporaryDirectory(prefix="room-") as made:
        monkeypatch.setattr(printer, "_IN_MEMORY", Path(made))
        yield Path(made)


def _left(room: Path) -> list[Path]:
    return list(room.iterdir())


def _browser(folder: Path, script: str) -> str:
    """A program that stands for a browser; what it is called with comes in `sys.argv`."""
    file = folder / "browser"
    file.write_text(f"#!{sys.executable}\nimport os, sys, time\nfrom pathlib import Path\n{script}\n")
    file.chmod(stat.S_IRWXU)
    return str(file)


SAVES = "made = Path(next(a for a in sys.argv if '--print-to-pdf=' in a).split('=', 1)[1])"


def _page(locale: str, times: int = 1) -> bytes:
    body = f"<p>{WORDS[locale]}</p>" * times
    return printing.document(locale=locale, title=WORDS[locale], body=body)


def _words(pdf: bytes, folder: Path) -> list[str] | None:
    """What stands in it, where there is a program that reads it."""
    reader = shutil.which("pdftotext")
    if reader is None:
        return None
    file = folder / "made.pdf"
    file.write_bytes(pdf)
    read = subprocess.run([reader, str(file), "-"], capture_output=True, check=True)  # noqa: S603 - our own file
    return read.stdout.decode().split()


def _pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
@pytest.mark.parametrize("locale", ["ar", "nl"])
async def test_a_real_browser_makes_a_pdf_with_the_words_and_leaves_nothing(
    room: Path, tmp_path: Path, locale: str
) -> None:
    made = await Printer(str(CHROMIUM), seconds=60).pdf(_page(locale, 80))
    assert made is not None
    assert made.startswith(b"%PDF-")
    assert _pages(made) > 1
    assert b"/FontFile" in made
    assert _left(room) == []
    said = _words(made, tmp_path)
    assert said is None or len(said) >= 80
    assert said is None or locale == "ar" or set(WORDS[locale].split()) <= set(said)


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
async def test_a_short_page_is_one_sheet(room: Path) -> None:
    made = await Printer(str(CHROMIUM), seconds=60).pdf(_page("nl"))
    assert made is not None
    assert (_pages(made), _left(room)) == (1, [])


async def test_the_browser_gets_a_folder_of_its_own_and_nothing_of_our_environment(
    room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KRING_MASTER_KEY", "secret-of-the-house")
    script = (
        f"{SAVES}\n"
        "page = Path(sys.argv[-1].removeprefix('file://')).read_text()\n"
        "mode = oct(made.parent.stat().st_mode & 0o777)\n"
        "made.write_text('%PDF-' + '|'.join([mode, str(sorted(os.environ)), page, ' '.join(sys.argv[1:])]))"
    )
    made = await Printer(_browser(tmp_path, script)).pdf(b"the page")
    mode, environment, page, arguments = (made or b"").decode().removeprefix("%PDF-").split("|")
    assert (mode, page) == ("0o700", "the page")
    assert "KRING" not in environment
    assert "secret" not in environment
    assert "NOTFOUND" in arguments
    assert "--no-pdf-header-footer" in arguments
    assert str(room) in arguments
    assert _left(room) == []


@pytest.mark.parametrize(
    "script",
    ["sys.exit(1)", f"{SAVES}\nmade.write_bytes(b'no such thing')", f"{SAVES}\nmade.write_bytes(b'')"],
    ids=["makes nothing", "makes something else", "makes it empty"],
)
async def test_a_browser_that_fails_makes_no_pdf_and_leaves_nothing(
    room: Path, tmp_path: Path, script: str
) -> None:
    assert await Printer(_browser(tmp_path, script)).pdf(b"the page") is None
    assert _left(room) == []


async def test_a_pdf_that_is_too_large_is_none(
    room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printer, "_LARGEST", 6)
    script = f"{SAVES}\nmade.write_bytes(b'%PDF-1.4')"
    assert await Printer(_browser(tmp_path, script)).pdf(b"the page") is None
    assert _left(room) == []


async def test_a_browser_that_is_gone_makes_no_pdf(room: Path, tmp_path: Path) -> None:
    assert await Printer(str(tmp_path / "gone")).pdf(b"the page") is None
    assert _left(room) == []


async def test_without_room_in_memory_a_folder_on_disk_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printer, "_IN_MEMORY", tmp_path / "nowhere")
    script = f"{SAVES}\nmade.write_bytes(b'%PDF-1.4')"
    assert await Printer(_browser(tmp_path, script)).pdf(b"the page") == b"%PDF-1.4"


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def _told(file: Path) -> list[int]:
    return [int(pid) for pid in file.read_text().split()] if file.exists() else []


async def _until(good: Callable[[], bool]) -> None:
    for _ in range(6000):
        if good():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never happened")


@pytest.mark.parametrize("how", ["too long", "cancelled"])
async def test_a_browser_that_hangs_is_stopped_with_all_that_it_started(
    room: Path, tmp_path: Path, how: str
) -> None:
    told = tmp_path / "told"
    script = f"child = os.fork()\nif child: Path({str(told)!r}).write_text(f'{{os.getpid()}} {{child}}')\ntime.sleep(600)"
    seconds = 3.0 if how == "too long" else 600.0
    making = asyncio.create_task(Printer(_browser(tmp_path, script), seconds=seconds).pdf(b"the page"))
    await _until(lambda: len(_told(told)) == 2)
    if how == "cancelled":
        making.cancel()
        with pytest.raises(asyncio.CancelledError):
            await making
    else:
        assert await making is None
    await _until(lambda: not any(_is_alive(pid) for pid in _told(told)))
    assert _left(room) == []


async def test_only_one_page_is_made_at_a_time(room: Path, tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    script = (
        f"{SAVES}\nlock = Path({str(lock)!r})\nlock.mkdir()\ntime.sleep(0.1)\nlock.rmdir()\n"
        "made.write_bytes(b'%PDF-1.4')"
    )
    one = Printer(_browser(tmp_path, script))
    assert await asyncio.gather(*(one.pdf(b"the page") for _ in range(3))) == [b"%PDF-1.4"] * 3
    assert _left(room) == []


async def test_a_browser_is_found_by_name_and_can_be_turned_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_browser("") is None
    named = _browser(tmp_path, "")
    assert find_browser("") is None
    assert find_browser(named) == named
    assert find_browser(str(tmp_path / "gone")) is None
    shutil.copy(named, tmp_path / "chromium-browser")
    assert find_browser("") == str(tmp_path / "chromium-browser")
    assert find_browser(OFF) is None


# -------------------------------------------------------------------------------------------- what people tap


class _Fixed(Printer):
    """Makes what it was told to make."""

    def __init__(self, made: bytes | None) -> None:
        super().__init__("")
        self.made = made

    async def pdf(self, page: bytes) -> bytes | None:
        """The answer, for any page."""
        assert page.startswith(b"<!doctype html>")
        return self.made
