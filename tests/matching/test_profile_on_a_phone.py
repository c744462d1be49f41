"""A coordinator changes every part of the profile from the phone, on a loopback Telegram."""

from pathlib import Path

import pytest

from casework import profiles
from tests.bot.stage import staged

pytestmark = pytest.mark.asyncio


async def test_every_part_is_kept_from_the_phone(tmp_path: Path, migrated_file: Path) -> None:
    async with staged(tmp_path / "kring.sqlite", template=migrated_file) as stage:
        phone = await stage.cast("en").coordinator(1, languages="Arabic")
        await phone.tap("pf")
        await phone.tap("pl")
        await phone.tap("pl:ar")
        await phone.tap("pl:ar:2")
        await phone.tap("pw:speaks")
        await phone.wait_for_question("speaks")
        await phone.say("Tigrinya")
        await phone.tap(r"fs:speaks:\d+")
        await phone.tap("pg")
        await phone.tap("pg:gelderland")
        await phone.tap("pf")
        await phone.tap("pc:gender")
        await phone.tap("pc:gender:man")
        await phone.tap("pk")
        await phone.tap("pk:y")
        await phone.tap("pc:religion")
        await phone.tap("pc:religion:hindu")
        await phone.tap("pf")
        await phone.tap("pw:away")
        await phone.answer("away", first="0", last="7")
        await phone.tap(r"fs:away:\d+")
        await phone.wait_for_button("pb")
        card = await stage.ground.work.do(profiles.own_for, caller=await stage.caller(phone))
        assert card.languages == {"ti": 2, "ar": 2}
        assert set(card.regions) == {"overijssel", "gelderland"}
        assert (card.gender, card.told.religion) == ("man", "hindu")
        assert [str(stop) for stop in card.stops] == ["away"]
        await phone.tap("pk")
        await phone.tap("pk:n")
        await phone.tap("pb")
        await phone.tap("py")
        card = await stage.ground.work.do(profiles.own_for, caller=await stage.caller(phone))
        assert (card.told.religion, card.consented, card.stops) == (None, False, ())
