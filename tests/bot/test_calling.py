"""Whoever calls a family sees when it is safe, and what may be said to somebody else who answers (trust.md 13)."""

from dataclasses import replace

import pytest

from bot.texts import jobs, managing, unreachable
from bot.texts.calling import may_say
from bot.texts.screens import Screen
from bot.texts.translating import speaking
from casework.unreached import Words
from tests.bot.cards import CARD, DETAILS, JOB, RECEIPT, REF

YES, NO = "you may say who is calling", "do not say who is calling"


def cards(answer: str) -> list[Screen]:
    """The cards of coordinator and manager, and the words for the telephone."""
    details = {**DETAILS, "channel": "phone", "may_say": answer}
    words = Words(REF, RECEIPT, "nl", None, (), 0, is_family=True, details=details, hours="evening")
    return [
        jobs.card(replace(JOB, details=details, hours="evening", contact_hidden=False)),
        managing.opened(replace(CARD, details=details, hours="evening")),
        unreachable.words(words),
    ]


@pytest.mark.parametrize(("answer", "said", "unsaid"), [("yes", YES, NO), ("no", NO, YES)])
def test_it_stands_beside_the_contact(answer: str, said: str, unsaid: str) -> None:
    with speaking("en"):
        for shown in cards(answer):
            assert "Safe to contact: in the evening" in shown.text
            assert said in shown.text
            assert unsaid not in shown.text


def test_who_is_reached_here_was_not_asked() -> None:
    assert may_say({"channel": "here"}) == ""


def test_the_words_for_the_telephone_say_when_to_call() -> None:
    with speaking("en"):
        *_, words = cards("no")
        nobody = of_nobody()
    assert "Call only in the safe time." in words.text
    assert "Call only in the safe time." not in nobody.text


def of_nobody() -> Screen:
    """The words for somebody of whom nothing is kept, such as a coordinator."""
    return unreachable.words(Words(REF, RECEIPT, "nl", None, (), 0, is_family=False, details={}, hours=""))
