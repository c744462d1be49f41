"""The screens of matching in every language: Telegram takes them, and no label is too long for a phone."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape

import pytest

from bot.texts import choosing, forms, joint, near
from bot.texts.screens import Screen
from bot.texts.splitting import split
from bot.texts.translating import SHIPPED, speaking
from casework.choosing import Choice, NearAdvice
from casework.forms import Page
from casework.joint import JointLine, KeptFree
from casework.near import NearQuestion
from casework.needs import NearAnswer
from casework.supply import LiveSupply
from domain import languages
from domain.forms.catalogue import FORMS
from domain.matching import Ranked, Reason, ReasonCode
from simulator.entities import parsed_html
from tests.bot.cards import RECEIPT, REF, TODAY
from tests.bot.gallery import answer_to

SPEAKS_NEAR = Reason(ReasonCode.SPEAKS_NEAR, {"language": "zh-Hant", "instead_of": "ti", "level": 1})
RANKED = Ranked(REF, 40, (), (), (SPEAKS_NEAR,))
LINE = JointLine(
    RECEIPT, "zh-Hant", True, 3, RANKED, 2, ("ti", "ar"), False, (KeptFree(("ti",), RECEIPT, 1),)
)
NEARS = sorted({near.tag for one in languages.languages() for near in languages.neighbours(one.tag)})


def _screens() -> Iterator[Screen]:
    for answer in NearAnswer:
        for open_, sensitive in ((True, True), (True, False), (False, True)):
            asked = NearQuestion(RECEIPT, "zh-Hant", "ti", sensitive, answer, open_)
            yield near.question(asked)
            yield near.told(asked)
    asked_for = tuple(NearAdvice("ru", 0, answer) for answer in NearAnswer)
    gains = tuple(NearAdvice(tag, 123, None) for tag in NEARS)
    yield choosing.shortlist(Choice(RECEIPT, "01in", (), 0, 0, (), (*asked_for, *gains[:40])))
    yield choosing.shortlist(Choice(RECEIPT, "01in", (), 0, 0, (), gains[40:]))
    alone = replace(LINE, ranked=None, place=None)
    yield joint.proposal([LINE, replace(LINE, chosen=True), alone, replace(alone, options=0)])
    yield joint.proposal([])
    full = {field.name: answer_to(field) for field in FORMS["request"].fields}
    for counts in ((3, 1, 0), (0, 0, 0), (7, 5, 3), (1, 1, 1), (2, 2, 2)):
        for demanding in (True, False):
            supply = LiveSupply("zh-Hant", *counts, demanding)
            page = Page("request", None, 7, None, full, supply=supply)
            yield forms.page(page, today=TODAY, hint="ti")


@pytest.mark.parametrize("locale", SHIPPED)
def test_telegram_takes_every_screen_and_every_button(locale: str) -> None:
    with speaking(locale):
        found = list(_screens())
    for screen in found:
        for part in split(screen.text):
            text, _ = parsed_html(part)
            assert text.strip()
        assert re.search(r"\{(count|language|receipt|number|instead|languages)\}", screen.text) is None
        buttons = [button for row in screen.rows for button in row]
        assert [one.text for one in buttons if not 1 <= len(one.text) <= 64] == []
        assert [one.data for one in buttons if not 1 <= len(one.data.encode()) <= 64] == []
        assert [one.text for one in buttons if one.text != one.text.strip() or escape("<") in one.text] == []


def test_the_families_of_a_proposal_are_personal_and_so_is_the_summary() -> None:
    with speaking("en"):
        assert joint.proposal([LINE]).personal
        page = Page("request", None, 7, None, {}, supply=LiveSupply("ti", 1, 1, 1, demanding=False))
        assert forms.page(page, today=TODAY, hint=None).personal
