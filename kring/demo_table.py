"""What lies on the demo's table: whose phones, and what time it is there; kept, so that a restart goes on."""

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from simulator.clock import Clock

_KEEP_EVERY_SECONDS = 1.0


class Table:
    """The phones and the clock of a demo, in a small file beside its database."""

    def __init__(self, file: Path) -> None:
        """Read the file, if an earlier demo left one."""
        self._file = file
        self._known: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}

    def clock(self) -> Clock:
        """A clock that goes on where it was, and never runs back."""
        clock = Clock()
        kept = self._known.get("now")
        return (
            Clock(datetime.fromisoformat(kept))
            if kept and datetime.fromisoformat(kept) > clock.now()
            else clock
        )

    async def lay(self, address: str) -> bool:
        """Put the phones of the earlier demo back; False when there was none. Their chats begin empty."""
        people = self._known.get("people", [])
        async with ClientSession() as http:
            for person in people:
                known = {key: person[key] for key in ("id", "name", "language_code")}
                async with http.post(f"{address}/sim/people", json={**known, "started": True}) as response:
                    response.raise_for_status()
        return bool(people)

    async def remember(self, address: str) -> None:
        """Keep the phones and the time, again and again until cancelled."""
        async with ClientSession() as http:
            while True:
                await self._keep(http, address)
                await asyncio.sleep(_KEEP_EVERY_SECONDS)

    async def _keep(self, http: ClientSession, address: str) -> None:
        async with http.get(f"{address}/sim/people") as people, http.get(f"{address}/sim/clock") as clock:
            found = {"people": await people.json(), "now": (await clock.json())["now"]}
        draft = self._file.with_suffix(".new")
        draft.write_text(json.dumps(found, ensure_ascii=False))
        draft.replace(self._file)
