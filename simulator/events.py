"""What changed, told to every page that listens (Server-Sent Events)."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager

from simulator.shapes import Json

_BACKLOG = 1000


class Events:
    """Hands every change to all who listen; who is too slow loses the oldest."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[bytes | None]] = set()

    def tell(self, event: str, data: Json) -> None:
        """Tell everyone that `event` happened."""
        if not self._listeners:
            return
        line = f"event: {event}\ndata: {json.dumps(data)}\n\n".encode()
        for listener in self._listeners:
            if listener.full():
                listener.get_nowait()
            listener.put_nowait(line)

    @contextmanager
    def listening(self) -> Iterator[asyncio.Queue[bytes | None]]:
        """Give a queue of lines; `None` in it means that the simulator stops."""
        listener: asyncio.Queue[bytes | None] = asyncio.Queue(_BACKLOG)
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def close(self) -> None:
        """Tell every listener to go."""
        for listener in self._listeners:
            if listener.full():
                listener.get_nowait()
            listener.put_nowait(None)
