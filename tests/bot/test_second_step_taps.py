"""Six digits through the real dispatcher: shown once, typed, taken off the screen, and the button that waited (trust.md 20)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from aiogram.methods import DeleteMessage, SendDocument, SendPhoto

from domain.people import Role
from storage.arrivals import Caller
from tests.bot.rights_world import Play, World, playing
from tests.databases import opened
from tests.office import HERE, Office

pytestmark = pytest.mark.asyncio


@pytest.fixture
def office(migrated_file: Path, tmp_path: Path) -> Iterator[Office]:
    file = tmp_path / "kring.sqlite"
    file.write_bytes(migrated_file.read_bytes())
    with opened(f"sqlite:///{file}") as engine:
        yield Office(engine)


@pytest.fixture
def admin(office: Office) -> Caller:
    return office.staff(Role.ADMIN)


@pytest.fixture
def play(office: Office, admin: Caller) -> Iterator[Play]:
    with playing(World(office, {}, admin)) as found:
        yield found


def shows(office: Office, secret: str) -> str:
    return pyotp.TOTP(secret).at(office.now)


async def sets_up(play: Play, office: Office, who: Caller) -> str:
    """Set it up as a person does; the secret."""
    caption = await play.presses(who, "zn")
    photo = next(call for call in play.telegram.calls if isinstance(call, SendPhoto))
    assert photo.protect_content is True
    found = re.search("<code>([A-Z2-7]{32})</code>", caption)
    assert found is not None
    assert await play.says(who, shows(office, found[1])) == "It works. Your second step is set up."
    return found[1]


async def test_it_is_set_up_and_what_showed_the_secret_goes(
    play: Play, office: Office, admin: Caller
) -> None:
    assert "For this you need a second step" in await play.presses(admin, "zc")
    await sets_up(play, office, admin)
    deleted = [call.message_id for call in play.telegram.calls if isinstance(call, DeleteMessage)]
    assert len(deleted) == 2, "the digits, and the message with the secret"
    assert "It is set up." in await play.says(admin, "/step")


async def test_a_button_waits_for_the_digits_and_is_then_pressed(
    play: Play, office: Office, admin: Caller
) -> None:
    secret = await sets_up(play, office, admin)
    office.advance(minutes=11)
    assert "type the six digits" in await play.presses(admin, f"zi:helpdesk:{HERE}")
    assert "not right" in await play.says(admin, "000000" if shows(office, secret) != "000000" else "111111")
    code = shows(office, secret)
    said = await play.says(admin, f"{code[:3]} {code[3:]}")
    assert "https://t.me/kring_bot?start=" in said
    assert [call for call in play.telegram.calls if isinstance(call, DeleteMessage)]
    office.advance(minutes=1)
    assert "0 registrations" in await play.presses(admin, "zc")
    assert [call.protect_content for call in play.telegram.calls if isinstance(call, SendDocument)] == [True]


async def test_digits_that_nobody_asked_for_go_their_way(play: Play, office: Office, admin: Caller) -> None:
    secret = await sets_up(play, office, admin)
    office.advance(minutes=11)
    await play.presses(admin, "zc")
    assert "Second step" in await play.presses(admin, "zq")
    await play.says(admin, shows(office, secret))
    assert [call for call in play.telegram.calls if isinstance(call, DeleteMessage)] == []


async def test_the_page_of_the_admins_from_end_to_end(play: Play, office: Office, admin: Caller) -> None:
    await sets_up(play, office, admin)
    assert "Who works here" in await play.says(admin, "/staff")
    assert "For which role" in await play.presses(admin, "zi")
    assert "In which region?" in await play.presses(admin, "zi:coordinator")
    assert "out of date" in await play.presses(admin, "zi:emperor")
    assert "This is you" in await play.presses(admin, f"zl:admin:{HERE}")
    assert "Your message" not in await play.presses(admin, "zb")
    assert "Which message?" in await play.presses(admin, f"zb:{HERE}")
    assert "This is how they read it" in await play.presses(admin, f"zt:{HERE}:profile")
    assert "I cannot take it back" in await play.presses(admin, f"zt:{HERE}:profile:y")
    assert "I send it to 0 people" in await play.presses(admin, f"zt:{HERE}:profile:yy")
    assert "out of date" in await play.presses(admin, f"zt:{HERE}:poem")
    assert "out of date" in await play.presses(admin, "zy:one")
    assert "Type the message" in await play.presses(admin, f"zw:{HERE}")
    assert "Is this right?" in await play.says(admin, "There is a training on Monday.")
    found = re.search(r"fs:bulk:(\d+)", repr(play.telegram.calls))
    assert found is not None
    assert "This is how they read it" in await play.presses(admin, found[0])
    assert "I cannot take it back" in await play.presses(admin, f"zy:{found[1]}:y")
    assert "I send it to 0 people" in await play.presses(admin, f"zy:{found[1]}:yy")


async def test_a_role_is_ended_and_a_second_step_taken_away_after_one_more_question(
    play: Play, office: Office, admin: Caller
) -> None:
    await sets_up(play, office, admin)
    with play.taken_back():
        assert "cannot find that" in await play.presses(admin, f"ze:{admin.ref}")
    colleague = admin.ref
    assert "set up" in await play.presses(admin, f"zp:{colleague}")
    assert "Have you spoken" in await play.presses(admin, f"zr:{colleague}")
    assert "cannot find that" in await play.presses(admin, f"zr:{colleague}:y")
