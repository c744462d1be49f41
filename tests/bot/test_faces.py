"""What is read and tapped when people are asked how it goes: little, voluntary, and nothing of anybody else."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from bot.handlers import follow_ups as handlers
from bot.routes import BUTTONS
from bot.texts import follow_ups as texts
from bot.texts.screens import Screen
from bot.texts.translating import speaking
from casework import follow_ups, requests
from casework.faces import Sheet
from casework.letters import LetterKind
from casework.outbox import Envelope
from domain.errors import OutdatedError
from domain.follow_ups import Face, Findings
from domain.requests import Ending
from scheduler.rendering import render
from tests.bot.cards import RECEIPT, REF
from tests.bot.follow_up_screens import FOUND, ROUND, SECRETS, SHEET
from tests.office import PERSONAL, Case, Office


@pytest.fixture
def office(sqlite: Engine) -> Office:
    """An office on a SQLite file of its own."""
    return Office(sqlite)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The source language."""
    with speaking("en"):
        yield


def _data(screen: Screen) -> list[str]:
    return [button.data for row in screen.rows for button in row]


def _letter(office: Office, case: Case) -> Screen | None:
    """The question to whoever asked for the conference, as it is sent now."""
    [letter] = office.letters(LetterKind.HOW_IT_GOES)
    envelope = Envelope(1, case.requester, letter.kind, letter.subject, letter.facts)
    return office.do(render, envelope)


def _asked(office: Office) -> Case:
    case = office.follow_up_due()
    office.do(follow_ups.ask_requester, caller=case.coordinator, ref=case.job)
    return case


def test_whoever_asked_for_the_conference_reads_what_it_is_and_nothing_of_the_family(office: Office) -> None:
    case = _asked(office)
    screen = _letter(office, case)
    assert screen is not None
    assert [data.partition(":")[0] for data in _data(screen)][:2] == ["kb", "kt"]
    assert [value for value in (*PERSONAL, case.ref, case.job) if value in screen.text] == []


@pytest.mark.parametrize("logged", [True, False], ids=["logged", "stopped"])
def test_a_question_that_comes_too_late_is_not_sent(office: Office, *, logged: bool) -> None:
    case = _asked(office)
    if logged:
        office.finish(case, "follow_up")
    else:
        office.do(requests.withdraw, caller=case.requester, ref=case.ref, ending=Ending.OTHER)
    assert _letter(office, case) is None


def test_one_and_two_answers_look_the_same_to_the_coordinator() -> None:
    """What is told depends on whether there are answers, and on nothing else, until there are three."""
    some, none = Findings(4, some=True), Findings(4, some=False)
    assert texts.findings(some) == "Answers have come. With 3 or more I tell you how it goes."
    assert texts.findings(none) != texts.findings(some)
    assert texts.findings(Findings(0, some=False)) == ""
    assert texts.suggested(some) == ""


def test_the_bands_of_a_long_plan_are_four_lines() -> None:
    told = texts.findings(FOUND).splitlines()
    assert len(told) == 2 + 4
    assert "11" in told[0]
    assert "9" in told[0]


def test_every_agreement_can_be_skipped_and_stopped_at() -> None:
    for number in (1, 7, 200):
        data = _data(texts.promise(SHEET, number))
        faces = [f"kf:{REF}:{number}:{face}" for face in "gpn"]
        assert data[:4] == [*faces, f"kp:{REF}:{number + 1}"]
        assert f"kt:{REF}" in data
        assert (f"kp:{REF}:{number - 1}" in data) is (number > 1)


def test_ones_own_answer_is_ticked() -> None:
    screen = texts.promise(replace(SHEET, faces={2: Face.PARTLY}), 2)
    ticked = [button.data for row in screen.rows for button in row if texts.TICK in button.text]
    assert ticked == [f"kf:{REF}:2:p"]


def test_links_are_there_to_be_handed_on() -> None:
    """A protected message could not be copied; and a sign inside the link would break it."""
    screen = texts.links(replace(ROUND, secrets=SECRETS), "kring_demo_bot")
    assert not screen.personal
    found = re.findall(r"<code>(.*?)</code>", screen.text)
    assert found == [f"https://t.me/kring_demo_bot?start={secret}" for secret in SECRETS]
    assert RECEIPT not in screen.text


@pytest.mark.parametrize(("left", "counts"), [(10, [1, 2, 3, 5]), (4, [1, 2, 3]), (1, [1]), (0, [])], ids=str)
def test_no_more_links_are_offered_than_are_left(left: int, counts: list[int]) -> None:
    data = _data(texts.asking(replace(ROUND, links_left=left)))
    assert [one for one in data if one.startswith("kl")] == [f"kl:{REF}:{count}" for count in counts]


@pytest.mark.parametrize(
    ("sheet", "number", "shows"),
    [
        pytest.param(SHEET, 1, "kf", id="the first one"),
        pytest.param(SHEET, 200, "kf", id="the last one"),
        pytest.param(SHEET, 201, "ks", id="after the last one"),
        pytest.param(SHEET, 0, "ks", id="before the first one"),
        pytest.param(replace(SHEET, agreed=False), 3, "kb", id="no yes yet"),
    ],
)
def test_a_number_shows_its_agreement(sheet: Sheet, number: int, shows: str) -> None:
    assert _data(handlers._at(sheet, number))[0].partition(":")[0] == shows


@pytest.mark.parametrize("number", ["", "-1", "1.5", "x", "²", "1000", "9" * 40])
def test_a_forged_number_is_an_old_button(number: str) -> None:
    with pytest.raises(OutdatedError):
        handlers._number(number)


def test_every_button_of_the_asking_is_answered() -> None:
    screens = (texts.asking(ROUND), texts.invitation(SHEET), texts.promise(SHEET, 2), texts.thanks(SHEET))
    answered = texts.thanks(replace(SHEET, faces={1: Face.GOOD}))
    verbs = {data.partition(":")[0] for screen in (*screens, answered) for data in _data(screen)}
    assert verbs >= {"kb", "kd", "kf", "kl", "kp", "kr", "ks", "kt"}
    assert verbs <= set(BUTTONS)
