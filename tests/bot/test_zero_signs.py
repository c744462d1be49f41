"""A zero in the data of a button: PostgreSQL keeps no such sign, and a forged button is no trouble of the database."""

import pytest
from aiogram import Bot
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import Update
from sqlalchemy import Engine

from bot.dispatching import make_dispatcher
from bot.routes import BUTTONS
from bot.work import Work
from domain.people import Role
from domain.policy import Policy
from kring.playground import TOKEN
from tests.bot.wire import Recorded, tapped
from tests.office import AMSTERDAM, REGIONS, Office

pytestmark = [pytest.mark.asyncio, pytest.mark.postgres]


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.COORDINATOR, Role.REGIONAL_MANAGER, Role.ADMIN])
async def test_a_button_with_a_zero_is_an_old_one(postgres: Engine, role: Role) -> None:
    office = Office(postgres)
    who = office.newcomer() if role is Role.CITIZEN else office.staff(role)
    work = Work(postgres, office.vault, REGIONS, policy=Policy(), zone=AMSTERDAM, clock=lambda: office.now)
    telegram, dispatcher = Recorded(), make_dispatcher(work, in_reply=False)
    bot = Bot(TOKEN, session=telegram)
    for number, verb in enumerate(sorted(BUTTONS), 1):
        update = tapped(number, f"{verb}:\0:1:\0", person=who.chat_id)
        await dispatcher.feed_update(bot, Update.model_validate(update))
    work.close()
    assert sum(isinstance(call, AnswerCallbackQuery) for call in telegram.calls) == len(BUTTONS)
