"""A town: an office whose people have phones in a loopback Telegram, and the processes that serve them."""

import asyncio
import base64
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import col, func, select, update

from casework import jobs, outbox
from casework.letters import LetterKind
from domain.timers import Due
from storage.arrivals import Caller
from storage.database import transaction
from storage.outbox import DROPPED, SENT, WAITING, Letter
from storage.requests import Request
from tests.kring.telegram import Telegram
from tests.office import Case, Office
from tests.soak.parts import PATIENCE_SECONDS, TOTALS, Part, settings_of

KEY = base64.b64encode(bytes(range(32))).decode()
"""The office's own master key."""

A_LEASE = timedelta(seconds=31)
UNDER_WAY = timedelta(seconds=3)
"""A message that left so shortly before a kill may not have been written down as sent: the edge of the outbox."""


@dataclass(frozen=True, slots=True)
class Kill:
    """Who was killed, and when by the clock of the wall."""

    command: str
    at: datetime


class Town(Office):
    """One database, one Telegram, and any number of processes; its clock is that of all of them."""

    def __init__(self, folder: Path, telegram: Telegram, engine: Engine, *, webhook: str = "") -> None:
        super().__init__(engine)
        self.telegram = telegram
        self.parts: list[Part] = []
        self.kills: list[Kill] = []
        self.cases: list[Case] = []
        self._folder = folder
        self._sends: dict[tuple[str, int], None] = {}
        url = engine.url.render_as_string(hide_password=False)
        self._settings = settings_of(folder, api=telegram.address, url=url, key=KEY, webhook=webhook)
        self.now = datetime.now(UTC)

    # ---------------------------------------------------------------------------------------- people

    def newcomer(self, hint: str = "nl") -> Caller:
        """Someone who says hello for the first time, and has a phone."""
        caller = super().newcomer(hint)
        self.telegram.post("people", name="person", language_code=hint, id=caller.chat_id, started=True)
        return caller

    def settle_down(self, cases: int) -> None:
        """So many families have a plan; what was written until now is not sent any more."""
        for _ in range(cases):
            case = self.held()
            self.do(jobs.send_plan, caller=case.coordinator, ref=case.job)
            self.cases.append(case)
        with transaction(self.engine) as session:
            session.exec(update(Letter).where(col(Letter.state) == WAITING).values(state=DROPPED))

    # ----------------------------------------------------------------------------------------- clock

    def move_clock(self, to: datetime) -> None:
        """Make it this moment for every process, now and those to come."""
        self.now = to
        ahead = (to - datetime.now(UTC)).total_seconds()
        new = self._folder / "clock.new"
        new.write_text(f"{ahead}", encoding="ascii")
        new.replace(self._folder / "clock")

    def clock(self) -> datetime:
        """The moment, as the processes have it."""
        ahead = float((self._folder / "clock").read_text(encoding="ascii"))
        self.now = datetime.now(UTC) + timedelta(seconds=ahead)
        return self.now

    def to_next_due(self) -> bool:
        """Go to when the next thing is due about one of the cases; False when nothing is any more."""
        refs = [case.ref for case in self.cases]
        with transaction(self.engine) as session:
            found = session.exec(select(func.min(Request.due_at)).where(col(Request.ref).in_(refs))).one()
        if found is None:
            return False
        due: datetime = found if found.tzinfo else found.replace(tzinfo=UTC)
        self.move_clock(max(due + timedelta(seconds=1), self.clock() + A_LEASE))
        return True

    async def quiet(self) -> None:
        """Wait until nothing is due and everything that was written has been sent."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            await asyncio.sleep(0.2)
            self.clock()
            if self.do(lambda desk: _nothing_due(desk.session, desk.now) and outbox.nothing_waits(desk)):
                self._keep_sends()
                return
        raise AssertionError(
            "something stays due, or is never sent: " + "".join(p.log()[-2000:] for p in self.parts)
        )

    # ------------------------------------------------------------------------------------- processes

    def start(self, command: str) -> Part:
        """One more process."""
        part = Part(command, self._folder, self._settings)
        part.start()
        self.parts.append(part)
        return part

    def kill(self, part: Part) -> None:
        """End a process as a machine without power does. Whoever held a lease holds it for half a minute more."""
        part.kill()
        self.kills.append(Kill(part.command, datetime.now(UTC)))

    def close(self) -> None:
        """End what still runs."""
        for part in self.parts:
            part.kill()

    # ---------------------------------------------------------------------------------------- checks

    def check_letters(self) -> None:
        """Each letter to a coordinator of a case is on the phone once, but for what was under way at a kill."""
        self._keep_sends()
        for case in self.cases:
            chat = case.coordinator.chat_id
            sent_at = [datetime.fromisoformat(at) for at, to in self._sends if to == chat]
            states = Counter(one.state for one in self.rows(Letter, person_id=case.coordinator.id))
            states.pop(DROPPED, None)
            assert set(states) <= {SENT, "gathered"}, states
            doubled = len(sent_at) - states[SENT]
            assert doubled >= 0, f"{-doubled} letters to coordinator of {case.ref} never arrived"
            TOTALS["doubled at the documented edge"] += doubled
            assert doubled <= sum(self._at_a_kill(at) for at in sent_at), f"{doubled} came twice: {sent_at}"

    def check_follow_ups(self) -> None:
        """Every follow-up was asked exactly once."""
        counts = Counter(
            letter.subject
            for letter in self.letters(LetterKind.NUDGE)
            if Due.FOLLOW_UP.value in letter.key.split(":")
        )
        assert counts == dict.fromkeys((case.job for case in self.cases), 1)

    def _at_a_kill(self, sent_at: datetime) -> bool:
        return any(
            kill.command == "scheduler" and kill.at - UNDER_WAY <= sent_at <= kill.at for kill in self.kills
        )

    def _keep_sends(self) -> None:
        """What Telegram took so far: it remembers the newest calls only."""
        calls: list[dict[str, Any]] = self.telegram.get("calls?method=sendMessage")
        for call in calls:
            if call["outcome"] == "ok":
                self._sends[call["at"], call["chat"]] = None


def _nothing_due(session: Any, now: datetime) -> bool:  # noqa: ANN401 - a session
    return session.exec(select(Request.id).where(col(Request.due_at) <= now).limit(1)).first() is None
