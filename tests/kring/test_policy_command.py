"""`kring policy`: what is promised, and the timeline of a request that nobody touches."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from domain.ladder import Receiver
from domain.timers import Due, Hearer
from kring.__main__ import main
from kring.settings import SettingsError, read_settings
from scripts import make_promises

USUAL = make_promises.usual()
FILE = (Path(__file__).parents[2] / "kring" / "policy.toml").read_text(encoding="utf-8")


def _simulate(tmp_path: Path, request: object, *more: str) -> int:
    path = tmp_path / "request.json"
    path.write_text(request if isinstance(request, str) else json.dumps(request), encoding="utf-8")
    return main(["policy", "simulate", "--request", str(path), *more])


def _timeline(tmp_path: Path, capsys: pytest.CaptureFixture[str], request: object) -> list[dict[str, Any]]:
    assert _simulate(tmp_path, request, "--json") == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["timeline"]
    return found


def test_show_tells_every_promise_and_needs_no_token(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "show"]) == 0
    told = capsys.readouterr().out
    assert [
        heading
        for heading in ("Office", "Quiet hours", "Timers", "Escalations")
        if f"{heading}\n" not in told
    ] == []
    assert all(f"  {due}: " in told for due in Due)
    assert all(f"  E-{number} " in told for number in range(1, 15))
    assert main(["policy", "show", "--json"]) == 0
    as_json = json.loads(capsys.readouterr().out)
    assert len(as_json["Timers"]) == len(USUAL.promises)


def test_show_reads_the_file_of_the_installation(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (bare / "own.toml").write_text(FILE.replace("wave_size = 3", "wave_size = 7"), encoding="utf-8")
    monkeypatch.setenv("KRING_POLICY", "own.toml")
    assert main(["policy", "show"]) == 0
    assert "wave_size: 7" in capsys.readouterr().out


def test_the_timeline_of_an_untouched_request(
    bare: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = _timeline(tmp_path, capsys, {"submitted_at": "2026-04-24T16:15"})
    assert [(one["at"][:16], one["due"], one["hears"], one["rung"], one["again"]) for one in found] == [
        ("2026-04-27T16:15", "no_coordinator", ["regional_manager"], 1, False),
        ("2026-04-28T16:15", "intake_late", ["regional_manager"], 1, False),
        ("2026-04-28T17:00", "no_coordinator", ["deputy"], 2, False),
        ("2026-04-29T12:15", "intake_late", ["deputy"], 2, False),
        ("2026-04-29T16:15", "intake_late", ["helpdesk"], 3, False),
        ("2026-04-29T17:00", "no_coordinator", ["helpdesk"], 3, False),
        ("2026-04-30T12:15", "intake_late", ["helpdesk"], 3, True),
        ("2026-04-30T17:00", "no_coordinator", ["helpdesk"], 3, True),
    ]


@pytest.mark.parametrize(
    "request_told",
    [
        {"submitted_at": "2026-12-24T16:59", "urgent": True},
        {"submitted_at": "2028-02-29T12:00+01:00", "state": "intake", "opened_at": "2028-02-29T13:00"},
        {"submitted_at": "2026-03-01T10:00Z", "state": "preparing", "accepted_at": "2026-03-05T10:00", "last_step_at": "2026-03-28T10:00"},
        {"submitted_at": "2025-12-01T10:00", "state": "plan_accepted", "meeting_at": "2026-01-31T14:00", "pauses": [{"since": "2026-02-01T10:00", "until": "2026-02-08T10:00"}]},
        {"submitted_at": "2025-12-01T10:00", "state": "follow_up_due", "meeting_at": "2026-01-31T14:00", "tried_at": "2026-03-01T14:00"},
    ],
    ids=["urgent at Christmas", "leap day", "over summer time", "with a pause", "nobody reached"],
)  # fmt: skip
def test_a_timeline_has_its_form(
    request_told: dict[str, Any], bare: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = _timeline(tmp_path, capsys, request_told)
    moments = [datetime.fromisoformat(one["at"]) for one in found]
    assert moments == sorted(moments)
    assert {str(moment.utcoffset()) for moment in moments} <= {"1:00:00", "2:00:00"}
    known = {member.value for members in (Hearer, Receiver) for member in members}
    for one in found:
        assert list(one) == ["at", "due", "state", "hears", "rung", "again", "silent", "asks"]
        assert set(one["hears"]) <= known
        assert Due(one["due"])
        assert one["asks"]
    assert any(one["again"] for one in found)
    assert _simulate(tmp_path, request_told) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(found) + 2
    assert found[0]["at"][:10] in lines[2]


def test_a_pause_is_counted_in(bare: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = {"submitted_at": "2025-12-01T10:00", "state": "no_plan", "meeting_at": "2026-01-31T14:00"}
    pause = {"since": "2026-02-01T10:00", "until": "2026-02-08T10:00"}
    plain, paused = (_timeline(tmp_path, capsys, told | {"pauses": some}) for some in ([], [pause]))
    assert (plain[0]["at"][:10], paused[0]["at"][:10]) == ("2026-02-26", "2026-03-05")


WRONG: dict[str, tuple[object, str]] = {
    "no JSON": ("{", "is not JSON"),
    "a list": ([], "must hold one JSON object"),
    "nothing": ({}, "there is no submitted_at"),
    "no moment": ({"submitted_at": None}, "submitted_at must be a moment"),
    "a moment in words": ({"submitted_at": "yesterday"}, "submitted_at must be a moment"),
    "a moment that is a number": ({"submitted_at": 3}, "submitted_at must be a moment"),
    "a moment before time": ({"submitted_at": "0001-01-01T00:00"}, ""),
    "a moment after time": ({"submitted_at": "9999-12-31T12:00"}, "too far"),
    "an unknown key": ({"submitted_at": "2026-03-02T10:15", "name": "x"}, "'name' means nothing here"),
    "urgent in words": ({"submitted_at": "2026-03-02T10:15", "urgent": "yes"}, "urgent must be true or false"),
    "an unknown state": ({"submitted_at": "2026-03-02T10:15", "state": "sent"}, "state 'sent' is none of"),
    "a final state": ({"submitted_at": "2026-03-02T10:15", "state": "closed"}, "state 'closed' is none of"),
    "a state that is a list": ({"submitted_at": "2026-03-02T10:15", "state": []}, "is none of"),
    "a moment that is needed": ({"submitted_at": "2026-03-02T10:15", "state": "accepted"}, "a request that is accepted needs accepted_at"),
    "pauses that are no list": ({"submitted_at": "2026-03-02T10:15", "pauses": 3}, "pauses must be a list"),
    "a pause that is none": ({"submitted_at": "2026-03-02T10:15", "pauses": [3]}, "a pause looks like"),
    "a pause backwards": ({"submitted_at": "2026-03-02T10:15", "pauses": [{"since": "2026-03-04T10:15", "until": "2026-03-03T10:15"}]}, "cannot end before"),
}  # fmt: skip


@pytest.mark.parametrize(("request_told", "said"), WRONG.values(), ids=WRONG)
def test_a_request_that_cannot_be_simulated_is_refused_in_one_line(
    request_told: object, said: str, bare: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _simulate(tmp_path, request_told) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("kring: request.json")
    assert told.err.count("\n") == 1
    assert said in told.err


def test_a_file_that_is_not_there(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "simulate", "--request", "nowhere.json"]) == 2
    assert capsys.readouterr().err == "kring: nowhere.json cannot be read (No such file or directory)\n"


@pytest.mark.parametrize("arguments", [["policy"], ["policy", "simulate"], ["policy", "tell"]])
def test_bad_use_is_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "command", [["policy", "show"], ["policy", "simulate", "--request", "r.json"], ["run"]]
)
def test_a_mistake_in_the_policy_is_one_line_with_its_number(
    command: list[str], installed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (installed / "own.toml").write_text(FILE.replace('country = "NL"', 'country = "Oz"'), encoding="utf-8")
    (installed / "r.json").write_text('{"submitted_at": "2026-03-02T10:15"}', encoding="utf-8")
    monkeypatch.setenv("KRING_POLICY", "own.toml")
    line = FILE.splitlines().index('country = "NL"') + 1
    assert main(command) == 2
    assert capsys.readouterr().err == (
        f"kring: KRING_POLICY: own.toml line {line}: the public holidays of 'Oz' are not known.\n"
    )


def test_the_holidays_are_those_of_the_netherlands() -> None:
    free = USUAL.calendar.is_free
    days = {
        "2025-04-26": True,
        "2025-04-27": False,
        "2026-04-27": True,
        "2025-05-05": True,
        "2026-05-05": False,
    }
    days |= {"2026-12-25": True, "2026-04-06": True, "2026-12-24": False}
    assert {day: free(datetime.fromisoformat(day).date()) for day in days} == days


def test_the_page_of_promises_is_made_from_the_file() -> None:
    page = make_promises.PAGE.read_text(encoding="utf-8")
    assert make_promises.page(page, USUAL) == page, "python -m scripts.make_promises"
    assert all(f"| `{due}` |" in page for due in Due)


def test_a_policy_that_cannot_be_read_names_the_setting(installed: Path) -> None:
    with pytest.raises(SettingsError, match="KRING_POLICY"):
        read_settings(policy=Path("nowhere.toml")).read_policy()
