"""The load: the same updates for everyone, from a few connections that each wait for their answer."""

import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kring.bench.processes import HOOK, SECRET
from kring.bench.stub_api import body_length

CONNECTIONS: Final = 16
_OK: Final = b"HTTP/1.1 200"


@dataclass(frozen=True, slots=True)
class Round:
    """One round: how long it took, and each answer's body in the order of the updates."""

    seconds: float
    bodies: list[bytes]

    @property
    def per_second(self) -> float:
        """Updates a second."""
        return len(self.bodies) / self.seconds


def typed_words(update_id: int, chat_id: int, text: str) -> dict[str, Any]:
    """An update as Telegram sends it when a person types something."""
    person = {"id": chat_id, "is_bot": False, "first_name": "requester", "language_code": "nl"}
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "from": person,
            "chat": {"id": chat_id, "type": "private", "first_name": "requester"},
            "date": int(time.time()),
            "text": text,
        },
    }


async def send_all(port: int, updates: Sequence[dict[str, Any]], *, connections: int = CONNECTIONS) -> Round:
    """Send the updates, so many at a time. An answer that is not 200 has an empty body here."""
    requests = [_request(port, update) for update in updates]
    bodies = [b""] * len(requests)
    ends = [await asyncio.open_connection("127.0.0.1", port) for _ in range(min(connections, len(requests)))]
    left = iter(enumerate(requests))
    started = time.perf_counter()
    await asyncio.gather(*(_one_connection(reader, writer, left, bodies) for reader, writer in ends))
    seconds = time.perf_counter() - started
    for _, writer in ends:
        writer.close()
    return Round(seconds, bodies)


async def _one_connection(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    left: Iterator[tuple[int, bytes]],
    bodies: list[bytes],
) -> None:
    for at, request in left:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.readexactly(body_length(head))
        bodies[at] = body if head.startswith(_OK) else b""


def _request(port: int, update: dict[str, Any]) -> bytes:
    body = json.dumps(update).encode()
    head = (
        f"POST {HOOK} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
