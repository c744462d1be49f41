"""The file of `kring policy simulate`: a JSON object that says how far a request is."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from domain.policy import Policy
from domain.promises.timeline import missing
from domain.requests import FINAL, State
from domain.timers import Anchors, Pause

_MOMENTS = (
    "submitted_at",
    "opened_at",
    "seeking_at",
    "accepted_at",
    "last_step_at",
    "meeting_at",
    "plan_sent_at",
    "tried_at",
    "follow_up_at",
)
_KEYS = {*_MOMENTS, "state", "urgent", "pauses"}


class RequestFileError(Exception):
    """The file says nothing that can be simulated; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Told:
    """How far a request is: its state, and the moments that its promises count from."""

    state: State
    anchors: Anchors


def read_request(path: Path, policy: Policy, zone: ZoneInfo) -> Told:
    """The request of a file; a moment without an offset is one in `zone`.

    Raises:
        RequestFileError: it cannot be read, a value is not what it should be, or a promise of the policy counts from a
            moment that the file does not tell.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RequestFileError(f"{path.name} cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise RequestFileError(f"{path.name} is not JSON") from error
    if not isinstance(data, dict):
        raise RequestFileError(f"{path.name} must hold one JSON object")
    try:
        told = _told(data, zone)
        _is_whole(told, policy)
    except ValueError as error:
        raise RequestFileError(f"{path.name}: {error}") from error
    return told


def _is_whole(told: Told, policy: Policy) -> None:
    lacking = missing(policy, told.state, told.anchors)
    if lacking is not None:
        raise ValueError(f"a request that is {told.state} needs {lacking}_at")


def _told(data: dict[str, Any], zone: ZoneInfo) -> Told:
    if unknown := sorted(set(data) - _KEYS):
        raise ValueError(f"{unknown[0]!r} means nothing here; there are {', '.join(sorted(_KEYS))}")
    if "submitted_at" not in data:
        raise ValueError("there is no submitted_at")
    urgent = data.get("urgent", False)
    if not isinstance(urgent, bool):
        raise ValueError("urgent must be true or false")  # noqa: TRY004 - one kind of error for one kind of mistake
    moments = {name: _moment(data[name], name, zone) for name in _MOMENTS if data.get(name) is not None}
    if "submitted_at" not in moments:
        raise ValueError("submitted_at must be a moment")
    pauses = tuple(_pause(one, zone) for one in _list(data.get("pauses", [])))
    return Told(_state(data.get("state", State.SUBMITTED)), Anchors(urgent=urgent, pauses=pauses, **moments))


def _state(value: object) -> State:
    known = [state.value for state in State if state not in FINAL]
    if value not in known:
        raise ValueError(f"state {value!r} is none of {', '.join(known)}")
    return State(str(value))


def _moment(value: object, name: str, zone: ZoneInfo) -> datetime:
    try:
        found = datetime.fromisoformat(str(value))
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{name} must be a moment such as 2026-03-02T10:15") from error


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("pauses must be a list")  # noqa: TRY004 - one kind of error for one kind of mistake
    return value


def _pause(value: object, zone: ZoneInfo) -> Pause:
    if not isinstance(value, dict) or set(value) != {"since", "until"}:
        raise ValueError('a pause looks like {"since": "2026-03-02T10:15", "until": "2026-03-09T10:15"}')
    pause = Pause(_moment(value["since"], "since", zone), _moment(value["until"], "until", zone))
    if pause.until < pause.since:
        raise ValueError("a pause cannot end before it begins")
    return pause
