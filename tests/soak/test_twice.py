"""Every update comes twice, and every button is tapped twice: each story ends the same (trust.md 29).

The short form plays the stories with the most on them; `make soak` plays all.
"""

import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from kring.playground import playing
from simulator.limits import Limits
from simulator.stories.cast import Cast
from simulator.stories.phones import Phone, Phones, StoryError
from simulator.stories.telling import STORIES
from simulator.updates import Update
from simulator.webhooks import Webhook
from tests.soak.parts import RUNS

pytestmark = [pytest.mark.slow, pytest.mark.asyncio]

_FAST = Limits(per_chat_per_second=1000, per_chat_burst=1000, overall_per_second=1000, overall_burst=1000)
_SHORT = ("first-conference", "two-accept-at-once")
TOLD = _SHORT if RUNS is None else tuple(STORIES)


async def _play(story: str, database: str) -> list[dict[str, Any]]:
    """The transcript of a story that ended as it should."""
    async with playing(database, limits=_FAST, webhook=True) as ground, ClientSession() as http:
        phones = Phones(ground.address, http)
        await STORIES[story](Cast(phones, "nl", ground))
        return phones.transcript


async def _play_all(migrated: Path, folder: Path) -> list[list[dict[str, Any]]]:
    """Beside each other: a story is mostly waiting."""
    databases = [folder / f"{name}.sqlite" for name in TOLD]
    for database in databases:
        shutil.copyfile(migrated, database)
    return await asyncio.gather(
        *(_play(name, f"sqlite:///{path}") for name, path in zip(TOLD, databases, strict=True))
    )


async def test_every_update_is_delivered_twice(
    migrated_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = Webhook._try
    taken: list[int] = []

    async def twice(webhook: Webhook, update: Update) -> bool:
        took = await once(webhook, update)
        again = await once(webhook, update)
        taken.append(update.id)
        return took and again

    monkeypatch.setattr(Webhook, "_try", twice)
    transcripts = await _play_all(migrated_file, tmp_path)
    assert all(transcripts)
    assert len(taken) > 50 * len(TOLD)


async def test_every_button_is_tapped_twice(
    migrated_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = Phone.tap
    repeats: list[str] = []

    async def twice(phone: Phone, pattern: str) -> dict[str, Any]:
        button = await phone.wait_for_button(pattern)
        order = {"button": button["data"], "message_id": button["message_id"]}

        async def again() -> None:
            try:
                await phone.phones.call("POST", f"/sim/people/{phone.id}/tap", order)
                repeats.append(button["data"])
            except StoryError:
                pass  # the first was quicker: the button is gone, and nobody can tap it

        answer: dict[str, Any]
        answer, _ = await asyncio.gather(once(phone, pattern), again())
        return answer

    monkeypatch.setattr(Phone, "tap", twice)
    transcripts = await _play_all(migrated_file, tmp_path)
    assert all(transcripts)
    assert len(repeats) > 20 * len(TOLD)
