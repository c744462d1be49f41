import argparse
import io
import json

import pytest

from domain.languages import languages
from kring.commands.languages import add


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="kring")
    add(parser.add_subparsers(required=True))
    args = parser.parse_args(arguments)
    return int(args.run(args))


def test_the_register_is_a_json_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["languages", "list", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["tag"] for row in rows] == [entry.tag for entry in languages()]
    assert rows[0]["fallback"] == ["en"]
    assert rows[0].keys() == {
        "tag", "iso639_3", "name_nl", "name_en", "autonym", "script", "direction", "spoken_only", "fallback", "group",
    }  # fmt: skip


def test_the_register_can_be_read_by_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["languages", "list"]) == 0
    assert capsys.readouterr().out.startswith("nl\tNederlands\tNederlands\n")


def answered(text: bytes, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
    return run(["languages", "resolve", *arguments])


def test_every_line_is_answered_in_order(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "\ufeffTürkçe\r\n\nBerbers\n".encode() + b"\xff\xfe\n"
    assert answered(lines, ["--locale", "tr", "--json"], monkeypatch) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["query"] for row in rows] == ["Türkçe", "", "Berbers", "\ufffd\ufffd"]
    assert [row["status"] for row in rows] == ["match", "none", "ask", "none"]
    assert rows[0]["tags"] == ["tr"]
    assert rows[2]["tags"][0] == "rif"


def test_an_answer_can_be_read_by_people(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answered(b"Turks\n", [], monkeypatch) == 0
    assert capsys.readouterr().out == "Turks\tmatch\ttr\n"


def test_languages_alone_is_bad_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        run(["languages"])
    assert refused.value.code == 2
    assert "languages_command" in capsys.readouterr().err
