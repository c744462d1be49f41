"""A Bot API on loopback that says yes to everything, as cheaply as it can: it must not be what is measured."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

_ME: Final = {"id": 1000001, "is_bot": True, "first_name": "Bench", "username": "kring_bench_bot"}
_SENT: Final = {
    "message_id": 1,
    "date": int(time.time()),
    "chat": {"id": 1, "type": "private", "first_name": "requester"},
    "text": "sent",
}
_RESULTS: Final[dict[str, Any]] = {"getme": _ME, "sendmessage": _SENT}


class StubApi:
    """Where it listens, and how often each method was called (names in lower case)."""

    def __init__(self) -> None:
        """Begin with no calls; the address comes with `stub_api`."""
        self.address = ""
        self.calls: Counter[str] = Counter()
        self._open: dict[asyncio.Task[None] | None, asyncio.StreamWriter] = {}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection, one after the other."""
        own = asyncio.current_task()
        self._open[own] = writer
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(body_length(head))
                method = head.split(b" ", 2)[1].rpartition(b"/")[2].decode().lower()
                self.calls[method] += 1
                writer.write(_ok(_RESULTS.get(method, True)))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            del self._open[own]
            writer.close()

    async def hang_up(self) -> None:
        """End what is still open."""
        for writer in self._open.values():
            writer.close()
        await asyncio.gather(*(connection for connection in self._open if connection is not None))


@asynccontextmanager
async def stub_api() -> AsyncIterator[StubApi]:
    """A stub that answers for as long as the block lasts."""
    stub = StubApi()
    server = await asyncio.start_server(stub.serve, "127.0.0.1", 0)
    stub.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield stub
    finally:
        server.close()
        await stub.hang_up()


def body_length(head: bytes) -> int:
    """How many bytes follow this head of an HTTP message, as it says itself."""
    _, found, rest = head.lower().partition(b"\r\ncontent-length:")
    return int(rest.partition(b"\r\n")[0]) if found else 0


def _ok(result: object) -> bytes:
    body = json.dumps({"ok": True, "result": result}).encode()
    return (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
    ) + body
