"""What is read and tapped under compulsory help, and where main persons do not agree; through the real handlers."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from bot.compulsory_routes import BUTTONS, CURRENT
from bot.handlers import acceptances as handlers
from bot.texts import accepting, conditions, errors, plans
from bot.texts.screens import Screen
from bot.texts.splitting import split
from bot.texts.translating import speaking
from casework.letters import LetterKind
from casework.must_be_in import MustBeIn
from domain.acceptance import MOST_REASONS, Reason
from domain.errors import OutdatedError
from domain.requests import State
from scheduler.rendering import _SAY
from simulator.entities import parsed_html
from storage.compulsory import Acceptance, Conditions
from tests.bot.compulsory_screens import FIVE, OWN, TO_ANSWER, compulsory_screens
from tests.bot.plan_screens import PLAN
from tests.bot.taps import data, said, tap, verbs
from tests.casework.compelled import (
    OTHER,
    SENTENCE,
    at_the_plan,
    compelled,
    professional,
    says_all,
    scheduled,
    writes,
)
from tests.casework.invited import invited
from tests.casework.plan_cases import agree
from tests.office import Office

ALL = frozenset(range(1, 41))


@pytest.fixture
def office(sqlite: Engine) -> Office:
    """An office on a SQLite file of its own."""
    return Office(sqlite)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The source language."""
    with speaking("en"):
        yield


def _text(screen: Screen) -> str:
    return parsed_html(screen.text)[0]


def test_every_button_is_answered_and_fits() -> None:
    found = [(name, one) for name, screen in compulsory_screens() for one in data(screen)]
    ours = {one.partition(":")[0] for _, one in found if one[0] == "q"} | {"qd", "qg"}
    assert ours == set(BUTTONS)
    assert set(CURRENT) <= set(BUTTONS)
    assert [name for name, one in found if len(one.encode()) > 64] == []


@pytest.mark.parametrize(("name", "screen"), list(compulsory_screens()), ids=lambda one: str(one)[:40])
def test_every_screen_is_one_message_and_what_people_said_is_protected(name: str, screen: Screen) -> None:
    assert len(split(screen.text)) == 1
    _, entities = parsed_html(screen.text)
    assert "script" not in {entity["type"] for entity in entities}
    if FIVE[0].words[:5] in screen.text:
        assert screen.personal, name


def test_sentences_stand_as_they_were_said_and_turn_nothing() -> None:
    screen = conditions.shown(MustBeIn(guest="x", known=((replace(FIVE[0], words=OTHER),),)))
    assert f"\u2068{OTHER}\u2069" in _text(screen)
    assert "<b>ينامون" not in screen.text


def test_the_reasons_and_the_lines_travel_in_the_buttons_alone() -> None:
    chosen = frozenset({Reason.SAFETY_OPEN, Reason.TOLD_IN_THE_ROOM})
    [send] = [one for one in data(accepting.picking(TO_ANSWER, chosen, ALL)) if one.startswith("qs:")]
    *_, marks, packed = send.split(":")
    assert accepting.read_marks(marks) == chosen
    assert accepting.read_numbers(packed) == ALL


@pytest.mark.parametrize("marks", ["z", "ab1", "ab ", "é"])
def test_letters_that_are_none_of_ours_are_an_old_button(marks: str) -> None:
    with pytest.raises(OutdatedError):
        handlers._picked(marks, "0")


@pytest.mark.parametrize("packed", ["-1", "x", "0x", "f" * 40, "²"])
def test_numbers_that_are_none_are_an_old_button(packed: str) -> None:
    with pytest.raises(OutdatedError):
        handlers._picked("a", packed)


@pytest.mark.parametrize("number", ["", "-1", "x", "²", "١", "9" * 40])
def test_a_forged_revision_is_an_old_button(number: str) -> None:
    with pytest.raises(OutdatedError):
        handlers._number(number)


def test_with_three_reasons_there_is_no_fourth_and_without_one_nothing_to_send() -> None:
    three = frozenset(tuple(Reason)[:MOST_REASONS])
    assert len([one for one in accepting.picking(TO_ANSWER, three, frozenset()).rows if len(one) == 1]) == 5
    assert "qs" not in verbs(accepting.picking(TO_ANSWER, frozenset(), ALL))


def test_before_a_not_yet_comes_the_room() -> None:
    screen = accepting.logging(replace(TO_ANSWER, is_guest=False))
    assert "in the room, with the circle" in screen.text
    assert verbs(screen) == ["qy", "l", "qn"]


def test_without_compulsory_help_the_plan_says_nothing_of_a_professional() -> None:
    assert not [verb for verb in verbs(plans.written(PLAN)) if verb[0] == "q"]


def test_every_letter_of_it_has_its_words_and_every_refusal_its_sentence() -> None:
    kinds = {
        LetterKind.CONDITIONS_KNOWN,
        LetterKind.PLAN_TO_ACCEPT,
        LetterKind.ACCEPTANCE_ANSWERED,
        LetterKind.ACCEPTANCE_SILENT,
    }
    assert kinds <= set(_SAY)
    assert {"conditions_fixed", "too_many_conditions", "main_persons_disagree"} <= set(errors.SENTENCES)


@pytest.mark.asyncio
async def test_a_professional_writes_and_everybody_reads_by_tapping(office: Office) -> None:
    case = compelled(office)
    person, ref = professional(office, case)
    aunt, own = invited(office, case)
    assert f"qc:{ref}" in data(await tap(office, person, f"iv:{ref}"))
    assert f"qw:{ref}" in data(await tap(office, person, f"qc:{ref}"))
    assert "What must be in the plan?" in (await tap(office, person, f"qw:{ref}")).text
    writes(office, person, ref)
    screen = await tap(office, person, f"qk:{ref}")
    assert "Everyone can read them." in screen.text
    assert SENTENCE in (await tap(office, aunt, f"qc:{own}")).text
    assert SENTENCE in (await tap(office, case.requester, f"qm:{case.ref}")).text
    assert f"qm:{case.ref}" in data(await tap(office, case.requester, f"gp:{case.ref}"))
    assert f"qj:{case.job}" in data(await tap(office, case.coordinator, f"ci:{case.job}"))
    [there] = [one for one in data(await tap(office, case.coordinator, f"qj:{case.job}")) if one[:2] == "qo"]
    shown = await tap(office, case.coordinator, there)
    [away] = [one for one in data(shown) if one.startswith("qx:")]
    assert SENTENCE not in (await tap(office, case.coordinator, away)).text
    assert "cannot find" in (await tap(office, aunt, f"qo:{ref}")).text


@pytest.mark.asyncio
async def test_a_second_tap_and_a_forged_one_show_how_it_stands(office: Office) -> None:
    _, person, ref = scheduled(office)
    screen = await tap(office, person, f"qx:{ref}:nothing")
    assert "out of date" in screen.text
    assert SENTENCE in screen.text
    office.advance(days=8)
    refused = await tap(office, person, f"qw:{ref}")
    assert "less than seven days away" in refused.text
    assert "qw" not in verbs(refused)


@pytest.mark.asyncio
async def test_the_answer_is_given_by_tapping(office: Office) -> None:
    case, person, ref = at_the_plan(office, choose=False)
    assert "qp" in verbs(await tap(office, case.coordinator, f"l:{case.job}"))
    assert f"qr:{case.job}:{ref}" in data(await tap(office, case.coordinator, f"qp:{case.job}"))
    await tap(office, case.coordinator, f"qr:{case.job}:{ref}")
    agree(office, case)
    [letter] = office.letters(LetterKind.PLAN_TO_ACCEPT)
    assert said(office, person, letter) is not None
    shown = await tap(office, person, f"qa:{ref}")
    [no] = [one for one in data(shown) if one.startswith("qn:")]
    picked = await tap(office, person, no)
    [reason] = [one for one in data(picked) if one.endswith(":b:0")]
    [numbered] = [one for one in data(await tap(office, person, reason)) if one.endswith(":b:1")][:1]
    [send] = [one for one in data(await tap(office, person, numbered)) if one.startswith("qs:")]
    assert "the family may change the plan" in (await tap(office, person, send)).text
    row = office.row(Acceptance)
    assert (row.accepted, row.reasons, row.lines) == (False, ["safety_open"], [1])
    told = await tap(office, case.coordinator, f"l:{case.job}")
    assert "Safety is not arranged" in told.text
    assert "qe" not in verbs(told)
    [yes] = [one for one in data(await tap(office, person, f"qa:{ref}")) if one.startswith("qy:")]
    assert "can be carried out" in (await tap(office, person, yes)).text
    assert (
        "can be carried out" in (await tap(office, person, send)).text
    )  # a late second tap takes nothing back
    assert "accepts the plan" in (await tap(office, case.coordinator, f"l:{case.job}")).text


@pytest.mark.asyncio
async def test_on_paper_it_is_logged_by_tapping(office: Office) -> None:
    case, _, _ = at_the_plan(office, choose=False)
    await tap(office, case.coordinator, f"qr:{case.job}:{accepting.PAPER}")
    agree(office, case)
    screen = await tap(office, case.coordinator, f"ql:{case.job}")
    [no] = [one for one in data(screen) if one.startswith("qn:")]
    [send] = [
        one
        for one in data(await tap(office, case.coordinator, f"{no}:a:1"))
        if one.startswith("qs:") and one.endswith(":a:1")
    ]
    assert "A condition is not in it" in (await tap(office, case.coordinator, send)).text
    [yes] = [
        one for one in data(await tap(office, case.coordinator, f"ql:{case.job}")) if one.startswith("qy:")
    ]
    assert "accepts the plan" in (await tap(office, case.coordinator, yes)).text
    assert verbs(await tap(office, case.requester, f"qe:{case.job}")) == ["hu", "h"]


@pytest.mark.asyncio
async def test_who_opened_the_invitation_after_the_yes_is_asked_with_a_button(office: Office) -> None:
    case, person, ref = at_the_plan(office)
    agree(office, case)
    row = office.row(Acceptance)
    row.asked = None
    with office.writing() as session:
        session.add(row)
    assert f"qe:{case.job}" in data(await tap(office, case.coordinator, f"l:{case.job}"))
    asked = await tap(office, case.coordinator, f"qe:{case.job}")
    assert "was asked about the plan" in asked.text
    assert {letter.subject for letter in office.letters(LetterKind.PLAN_TO_ACCEPT, person)} == {ref}


@pytest.mark.asyncio
async def test_main_persons_who_do_not_agree_read_what_helps(office: Office) -> None:
    case = office.preparing()
    assert f"qd:{case.job}" in data(await tap(office, case.coordinator, f"ci:{case.job}"))
    screen = await tap(office, case.coordinator, f"qd:{case.job}")
    for helps in ("talks with each of them", "bring their own people", "the regional manager"):
        assert helps in screen.text
    refused = await tap(office, case.coordinator, f"cm:{case.job}")
    assert "nothing is sent now" in refused.text
    again = await tap(office, case.coordinator, f"qg:{case.job}")
    assert "nothing is sent now" not in again.text
    assert office.state(case) is State.PREPARING


@pytest.mark.asyncio
async def test_all_is_said_once_also_with_two_taps(office: Office) -> None:
    case = compelled(office)
    person, ref = professional(office, case)
    says_all(office, person, ref)
    screen = await tap(office, person, f"qk:{ref}")
    assert "There are no conditions" in screen.text
    assert office.row(Conditions).complete_at == office.now
    assert OWN.is_full
