"""The stories end as they should: in each language, by polling and by webhook, on SQLite and on PostgreSQL."""

import asyncio
import json
import shutil
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientSession

from kring.__main__ import main
from kring.playground import playing
from simulator.limits import Limits
from simulator.stories.cast import Cast
from simulator.stories.phones import Phones, StoryError
from simulator.stories.telling import STORIES
from tests.soak.parts import RUNS

if TYPE_CHECKING:
    from tests.databases import Server

LOCALES = ("nl", "ar") if RUNS is None else ("nl", "en", "ar", "ti")
"""On SQLite: in `make test` Dutch and Arabic, and with `make soak` all."""
ON_POSTGRESQL = ("ti", "en")
"""On PostgreSQL: in turns, so that every story is told in three languages of which one is new there."""
_PARTS = 4
FAST = Limits(per_chat_per_second=1000, per_chat_burst=1000, overall_per_second=1000, overall_burst=1000)


async def told(story: str, locale: str, database: str, *, webhook: bool) -> list[dict[str, Any]]:
    """Play a story; its transcript."""
    async with playing(database, limits=FAST, webhook=webhook) as ground, ClientSession() as http:
        phones = Phones(ground.address, http)
        await STORIES[story](Cast(phones, locale, ground))
        return phones.transcript


@pytest.mark.slow
@pytest.mark.asyncio
@pytest.mark.parametrize("story", STORIES)
async def test_a_story_ends_as_it_should_the_same_in_each_language(
    story: str, migrated_file: Path, tmp_path: Path
) -> None:
    """Beside each other, for a story is mostly waiting; Arabic by webhook."""
    databases = {locale: tmp_path / f"{locale}.sqlite" for locale in LOCALES}
    for path in databases.values():
        shutil.copyfile(migrated_file, path)
    transcripts = await asyncio.gather(
        *(
            told(story, locale, f"sqlite:///{path}", webhook=locale == "ar")
            for locale, path in databases.items()
        )
    )
    # The same taps by the same people in every language; only the words differ.
    shapes = [[sorted(line) for line in each if "bot" not in line] for each in transcripts]
    assert all(shape == shapes[0] for shape in shapes)
    assert len({json.dumps(transcript) for transcript in transcripts}) == len(LOCALES)
    assert all(any("112" in line.get("bot", "") for line in transcript) for transcript in transcripts)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.no_cover  # the lines were counted on SQLite; counting them takes as long again as the story
@pytest.mark.asyncio
@pytest.mark.parametrize("part", range(_PARTS))
async def test_every_story_ends_as_it_should_on_postgresql(postgres_server: "Server", part: int) -> None:
    """A few beside each other, in parts, so that two workers share them."""
    stories = list(STORIES)[part::_PARTS]
    with ExitStack() as databases:
        urls = [databases.enter_context(postgres_server.database(template="migrated")) for _ in stories]
        transcripts = await asyncio.gather(
            *(
                told(story, locale, url, webhook=locale == "en")
                for story, locale, url in zip(stories, cycle(ON_POSTGRESQL), urls, strict=False)
            )
        )
    assert len(transcripts) == len(stories)
    assert all(transcripts)


def test_the_command_prints_one_json_object_with_the_transcript(
    bare: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [
        "story",
        "--story",
        "plan-without-meeting",
        "--locale",
        "ar",
        "--json",
        "--database",
        sqlite_url,
    ]
    assert main(arguments) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is True
    assert found["story"] == "plan-without-meeting"
    assert found["locale"] == "ar"
    assert {"who": "requester", "says": "/start"} in found["transcript"]


def test_the_command_says_how_a_story_ended(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def short(cast: Cast) -> None:
        await (await cast.requester()).say("/start")

    monkeypatch.setitem(STORIES, "withdrawn", short)
    assert main(["story", "--story", "withdrawn", "--webhook"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert (said[0], said[-1]) == ("who: requester  says: /start", "withdrawn (nl): as it should")
    assert "  to requester:" in said


@pytest.mark.parametrize("shape", [[], ["--json"]], ids=["lines", "json"])
def test_a_story_that_goes_wrong_exits_1_with_what_was_told_until_there(
    shape: list[str], bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def wrong(cast: Cast) -> None:
        await (await cast.requester()).say("/start")
        raise StoryError("requester: no button that was hoped for")

    monkeypatch.setitem(STORIES, "withdrawn", wrong)
    assert main(["story", "--story", "withdrawn", *shape]) == 1
    said = capsys.readouterr().out
    assert "no button that was hoped for" in said
    assert "/start" in said
    if shape:
        assert json.loads(said)["ok"] is False
