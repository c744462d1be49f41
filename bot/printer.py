"""A page for paper as a PDF, made by a browser on this machine; where there is none, or it fails, there is just the page.

The browser is a process of its own without our environment, without a network, and with a time limit. What it works on
stands in a folder that only we can read, in memory where the system has room for that, and that is always removed.
"""

import asyncio
import contextlib
import logging
import os
import shutil
import signal
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

log = logging.getLogger(__name__)

OFF: Final = "off"
NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
"""Under which a browser is looked for, where none is named."""

_SECONDS: Final = 20.0
_LARGEST: Final = 20_000_000
_IN_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - the folder in it is made for us alone, with a random name
_PDF: Final = b"%PDF-"
_QUIET: Final = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    # Nothing is ever fetched: the page says so itself, and every name leads nowhere.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
)


def find_browser(named: str) -> str | None:
    """The browser to print with: the one that is named, else one on the PATH; None where there is none, or it is off."""
    if named == OFF:
        return None
    found = (shutil.which(name) for name in ((named,) if named else NAMES))
    return next((path for path in found if path), None)


class Printer:
    """Makes PDFs, one at a time."""

    def __init__(self, browser: str, *, seconds: float = _SECONDS) -> None:
        """Take the program, and how many seconds it has for a page."""
        self._browser = browser
        self._seconds = seconds
        self._one_at_a_time = asyncio.Semaphore(1)

    async def pdf(self, page: bytes) -> bytes | None:
        """The page as a PDF; None when the browser failed or took too long."""
        async with self._one_at_a_time:
            try:
                return await self._printed(page)
            except OSError as error:
                log.warning("no PDF: %s", type(error).__name__)
                return None

    async def _printed(self, page: bytes) -> bytes | None:
        room = _IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else None
        # A browser that was just stopped may still write a last file; what is left then is removed with the second try.
        with TemporaryDirectory(prefix="kring-", dir=room, ignore_cleanup_errors=True) as name:
            folder = Path(name)
            source, made = folder / "page.html", folder / "page.pdf"
            source.write_bytes(page)
            try:
                await self._run(folder, source, made)
                content = made.read_bytes() if made.stat().st_size <= _LARGEST else b""
            finally:
                shutil.rmtree(folder, ignore_errors=True)
        return content if content.startswith(_PDF) else None

    async def _run(self, folder: Path, source: Path, made: Path) -> None:
        """Run the browser to its end, or stop it with all that it started.

        Raises:
            OSError: it cannot be started, or took too long (a TimeoutError is one).
        """
        process = await asyncio.create_subprocess_exec(
            *self._command(folder, source, made),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env={"PATH": os.defpath, "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"},
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(self._seconds):
                await process.wait()
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()

    def _command(self, folder: Path, source: Path, made: Path) -> Sequence[str]:
        # A browser refuses to lock itself in where it runs as root; everybody else's does.
        sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
        return (
            self._browser,
            *_QUIET,
            *sandbox,
            f"--user-data-dir={folder / 'browser'}",
            f"--print-to-pdf={made}",
            source.as_uri(),
        )
