"""Telegram's menus: each role and language its own, never a right, and never in the way of the start."""

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SetMyCommands, SetMyDescription, TelegramMethod
from aiogram.types import BotCommandScopeChat

from bot import menus
from bot.texts import errors as texts
from bot.texts import menus as menu_texts
from bot.texts.translating import SHIPPED, speaking
from domain.people import Role
from kring.playground import TOKEN
from tests.bot.stage import LOCALES, Stage, said, staged, until
from tests.bot.wire import Recorded

pytestmark = pytest.mark.asyncio(loop_scope="module")

STAFF = {"coordinator": Role.COORDINATOR, "regional_manager": Role.REGIONAL_MANAGER}


async def menu(stage: Stage, person: int) -> list[dict[str, str]]:
    """What stands in the menu of this phone."""
    chat = await stage.get(f"people/{person}/chat?peek=1")
    found: list[dict[str, str]] = chat["commands"]
    return found


def wanted(role: Role, locale: str) -> list[dict[str, str]]:
    with speaking(locale):
        return [{"command": name, "description": told} for name, told in menu_texts.commands(role)]


@pytest.mark.parametrize("locale", SHIPPED)
async def test_a_citizen_sees_the_menu_in_the_language_of_the_phone(stage: Stage, locale: str) -> None:
    phone = await stage.person(locale)
    assert await until(
        lambda: menu(stage, phone.id), lambda found: found == wanted(Role.CITIZEN, locale), "another menu"
    )


async def test_a_phone_in_another_language_sees_the_menu_in_english(stage: Stage) -> None:
    phone = await stage.person("xh")
    assert await until(
        lambda: menu(stage, phone.id), lambda found: found == wanted(Role.CITIZEN, "en"), "no menu"
    )


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("role", STAFF)
async def test_staff_who_join_by_a_link_get_a_menu_of_their_own(stage: Stage, role: str, locale: str) -> None:
    phone = await stage.person(locale)
    await phone.open(await stage.ground.invite(role, "overijssel"))
    assert await menu(stage, phone.id) == wanted(STAFF[role], locale)
    citizen = await stage.person(locale)
    assert await menu(stage, citizen.id) != await menu(stage, phone.id)


async def test_staff_who_choose_another_language_get_their_menu_in_it(stage: Stage) -> None:
    phone = await stage.person("nl")
    await phone.open(await stage.ground.invite("coordinator", "overijssel"))
    await phone.say("/language")
    await phone.tap("lang:ar")
    await phone.wait_for_button("h")
    assert await menu(stage, phone.id) == wanted(Role.COORDINATOR, "ar")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("command", ["requests", "attention", "jobs", "profile"])
async def test_a_menu_is_no_right(stage: Stage, command: str, locale: str) -> None:
    phone = await stage.person(locale)
    answer = await stage.does(phone, "say", text=f"/{command}")
    assert said(texts.SENTENCES["not_allowed"], locale) in answer


@pytest.mark.parametrize("role", Role)
async def test_every_command_in_a_menu_is_answered(role: Role) -> None:
    from bot.routes import COMMANDS

    offered = {name for name, _ in menu_texts.commands(role)}
    assert offered - set(COMMANDS) == {"start"}
    assert {"start", "help", "status", "language", "privacy", "human", "cancel"} <= offered


@pytest.mark.parametrize("method", ["setMyCommands", "setMyDescription"])
async def test_a_server_that_refuses_a_menu_costs_a_warning_and_not_the_start(
    method: str,
    migrated_file: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from kring import playground
    from simulator.server import Simulator

    class Refusing(Simulator):
        """A Telegram that does not know the method."""

        async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
            address = await super().start(host=host, port=port)
            self.world.faults.order({"method": method, "kind": "refuse", "times": 100})
            return address

    monkeypatch.setattr(playground, "Simulator", Refusing)
    async with staged(tmp_path / "kring.sqlite", template=migrated_file) as stage:
        phone = await stage.person("nl")
        assert "112" in await stage.does(phone, "say", text="/start")

        async def warned() -> bool:
            return any("menus" in record.message for record in caplog.records)

        await until(warned, bool, "nobody was warned")
        others = {"setMyCommands", "setMyDescription", "setMyShortDescription"} - {method}

        async def done() -> set[str]:
            return {call["method"] for call in await stage.calls() if call["outcome"] == "ok"}

        await until(done, lambda found: others <= found, "one refusal held up the other menus")
    assert [record for record in caplog.records if record.levelno > logging.WARNING] == []


async def test_what_was_refused_is_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    telegram = Recorded()
    bot = Bot(TOKEN, session=telegram)
    refused: list[TelegramMethod[Any]] = []

    def refuse_the_first(method: TelegramMethod[Any]) -> Exception | None:
        if isinstance(method, SetMyDescription) and not refused:
            refused.append(method)
            return TelegramBadRequest(method=method, message="Bad Request: not now")
        return None

    telegram.refuse = refuse_the_first
    monkeypatch.setattr(menus, "_RETRY_SECONDS", 0.01)
    async with asyncio.timeout(5):
        await menus.show_menus(bot)
    assert len(refused) == 1
    assert telegram.calls.count(refused[0]) == 2
    commands = [call for call in telegram.calls if isinstance(call, SetMyCommands)]
    assert {call.language_code for call in commands} == {None, *SHIPPED}


async def test_a_language_without_a_two_letter_code_gets_its_menu_per_chat() -> None:
    telegram = Recorded()
    await menus.show_own_menu(Bot(TOKEN, session=telegram), 7, Role.CITIZEN, "nl")
    (call,) = telegram.calls
    assert isinstance(call, SetMyCommands)
    assert call.scope == BotCommandScopeChat(chat_id=7)
    assert call.language_code is None
