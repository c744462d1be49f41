"""After eleven people in four languages made a plan, the database holds no line of it and no word for a person."""

import pytest
from aiohttp import ClientSession
from sqlalchemy import Engine

from kring.playground import playing
from simulator.limits import Limits
from simulator.stories.cast import Cast
from simulator.stories.circles import ELEVEN, LINES, eleven_people_four_languages
from simulator.stories.phones import Phones
from tests.scanning import Recording, found_in

FAST = Limits(per_chat_per_second=1000, per_chat_burst=1000, overall_per_second=1000, overall_burst=1000)
WORDS = [person.word for person in ELEVEN] + [line for line, _ in LINES] + ["neighbour with the dog"]


@pytest.mark.slow
@pytest.mark.no_cover  # test_stories.py tells the same story, counted
@pytest.mark.asyncio
async def test_no_line_and_no_word_for_a_person_is_left(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, seen = Recording(), list[set[tuple[str, str]]]()
    monkeypatch.setattr("kring.settings.Settings.vault", lambda _settings: vault)
    url = engine.url.render_as_string(hide_password=False)
    async with playing(url, limits=FAST) as ground, ClientSession() as http:
        phones = Phones(ground.address, http)
        advance = phones.advance

        async def looked_at(duration: str) -> None:
            seen.append(found_in(engine, vault, WORDS))
            await advance(duration)

        monkeypatch.setattr(Phones, "advance", lambda _phones, duration: looked_at(duration))
        await eleven_people_four_languages(Cast(phones, "nl", ground))
        left = found_in(engine, vault, WORDS)
    assert {word for looks in seen for _, word in looks} == set(WORDS), "the scan finds what is there"
    assert left == set()
