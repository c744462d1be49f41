"""What always holds of the rows, whatever anybody did: the life cycles, the seals, and the chain of the audit."""

import logging
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, select

from domain.requests import FINAL, MOVES, State
from storage.audit_check import verify
from storage.records import metadata
from tests.office import Office
from tests.overheard import MARKER
from tests.soak.plain import moment, rows

_KEPT = {"closed": timedelta(days=30), "ended": timedelta(days=14)}
"""So long after its end a request has a key (docs/privacy.md, "What goes away by itself")."""
_STEPS_AT_ONCE = 3
"""Moves of one action: a form that is sent may be the last of more than one step."""


def after(state: State, moves: int | None) -> set[State]:
    """Every state that is reached from this one in so many moves at most; with None in any number."""
    found, edge = {state}, {state}
    while edge and moves != 0:
        edge = {target for (origin, _), target in MOVES.items() if origin in edge} - found
        found |= edge
        moves = None if moves is None else moves - 1
    return found


class Faults(logging.Handler):
    """Whatever the service could not do."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line, and the kind of error with its place."""
        formatted = logging.Formatter().format(record)
        self.said.append(formatted[-3000:])


@dataclass(slots=True)
class LifeCycles:
    """The rows as they stood at the last look."""

    office: Office
    states: dict[int, str] = field(default_factory=dict)

    def look(self, *, clock: bool) -> list[str]:
        """What is wrong now: with `clock` much may have happened since the last look, else one action."""
        requests = self._all("SELECT id, ref, state, due_at, paused_at, danger, key, closed_at FROM request")
        wrong = [fault for request in requests for fault in self._faults(request, clock=clock)]
        self.states = {request.id: request.state for request in requests}
        for column in ("request_id", "coordinator_id"):
            twice = f"SELECT {column} FROM job WHERE ended_at IS NULL GROUP BY {column} HAVING count(*) > 1"  # noqa: S608
            wrong += [f"two running jobs of one {column}: {row}" for row in self._all(twice)]
        alive = tuple(state.value for state in (State.ACCEPTED, State.PREPARING, State.SCHEDULED, State.HELD))
        orphans = self._all(
            "SELECT r.ref, r.state FROM request r WHERE NOT EXISTS"
            " (SELECT 1 FROM job j WHERE j.request_id = r.id AND j.ended_at IS NULL)"
        )
        wrong += [f"{row.ref} is {row.state} without a running job" for row in orphans if row.state in alive]
        over = "SELECT j.ref FROM job j JOIN request r ON r.id = j.request_id WHERE j.ended_at IS NULL AND r.state IN ('closed', 'ended')"
        return wrong + [f"job {row.ref} runs on after its request" for row in self._all(over)]

    def _faults(self, request: Row[Any], *, clock: bool) -> list[str]:
        state, before, wrong = State(request.state), self.states.get(request.id), []
        allowed = after(State(before) if before else State.SUBMITTED, None if clock else _STEPS_AT_ONCE)
        if state not in allowed:
            wrong.append(f"{request.ref} went from {before} to {state}")
        silent = state in FINAL or request.paused_at is not None or request.danger is not None
        if silent and request.due_at is not None:
            wrong.append(
                f"{request.ref} is {state}, paused {request.paused_at}, in danger {request.danger}: due"
            )
        if state in FINAL and request.closed_at is None:
            wrong.append(f"{request.ref} ended at no moment")
        elif state in FINAL and request.key is not None and clock:
            kept_until = moment(request.closed_at) + _KEPT[state.value]
            if kept_until < self.office.now:
                wrong.append(f"{request.ref}, {state}, has a key after {kept_until}")
        return wrong

    def in_the_open(self) -> list[str]:
        """Markers that stand in any column without a seal."""
        wrong = []
        with self.office.engine.connect() as connection:
            for table in metadata.sorted_tables:
                for row in connection.execute(select(table)).mappings():
                    for name, value in row.items():
                        plain = (
                            bytes(value).decode(errors="ignore")
                            if isinstance(value, bytes | memoryview)
                            else str(value)
                        )
                        wrong += [f"{table.name}.{name}: {found}" for found in MARKER.findall(plain)]
        return wrong

    def audit(self) -> list[str]:
        """What is wrong with the chain."""
        with self.office.engine.connect() as connection:
            verdict = verify(connection, self.office.vault, told=lambda _lines: None)
        return [] if verdict.fault is None else [f"audit: {verdict.fault} at {verdict.number}"]

    def _all(self, statement: str) -> list[Row[Any]]:
        return rows(self.office, statement)
