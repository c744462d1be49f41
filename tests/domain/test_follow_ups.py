"""Three faces per promise: bands from three answers on, and whether a manager is needed (domain.md 12, 9)."""

from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.follow_ups import (
    ENOUGH,
    Band,
    Face,
    Findings,
    band,
    find,
    is_open,
    needs_attention,
    safe_moment,
    suggestion,
)
from domain.forms.job import BANDS
from domain.requests import State

GOOD, PARTLY, NOT_YET = Face.GOOD, Face.PARTLY, Face.NOT_YET
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OPENS, CLOSES = datetime(2026, 4, 5, 14, tzinfo=UTC), datetime(2026, 4, 21, 14, tzinfo=UTC)
MOMENT = timedelta(seconds=1)

SHEETS = st.lists(st.dictionaries(st.integers(1, 6), st.sampled_from(Face)), max_size=11)


@pytest.mark.parametrize(
    ("faces", "expected"),
    [
        pytest.param([], None, id="nothing"),
        pytest.param([GOOD, GOOD], None, id="two people could be recognised"),
        pytest.param([GOOD] * 3, Band.MOST, id="all good"),
        pytest.param([GOOD, GOOD, NOT_YET], Band.MOST, id="two thirds"),
        pytest.param([GOOD, PARTLY, NOT_YET], Band.HALF, id="one of each"),
        pytest.param([PARTLY] * 4, Band.HALF, id="all partly"),
        pytest.param([GOOD, NOT_YET, NOT_YET], Band.HALF, id="one third"),
        pytest.param([PARTLY, NOT_YET, NOT_YET], Band.FEW, id="less than one third"),
        pytest.param([NOT_YET] * 3, Band.FEW, id="nothing yet"),
    ],
)
def test_faces_become_a_band(faces: list[Face], expected: Band | None) -> None:
    assert band(faces) is expected


def test_a_better_face_never_makes_a_worse_band() -> None:
    order = [Band.FEW, Band.HALF, Band.MOST]
    better = {NOT_YET: PARTLY, PARTLY: GOOD}
    for faces in product(Face, repeat=4):
        for at, face in enumerate(faces):
            if face in better:
                raised = [*faces[:at], better[face], *faces[at + 1 :]]
                before, after = band(faces), band(raised)
                assert before is not None
                assert after is not None
                assert order.index(after) >= order.index(before)


def test_enough_answers_give_a_band_for_the_whole_and_for_every_promise_that_enough_spoke_of() -> None:
    sheets = [{1: GOOD, 2: NOT_YET}, {1: GOOD, 2: NOT_YET}, {1: GOOD}, {}, {}]
    assert find(sheets, asked=5, agreements=3) == Findings(
        5, some=True, answered=3, overall=Band.HALF, promises={1: Band.MOST, 2: None, 3: None}
    )


@given(SHEETS, st.integers(0, 6))
def test_with_fewer_than_three_answers_nothing_is_told_but_that_there_are_some(
    sheets: list[dict[int, Face]], agreements: int
) -> None:
    filled = sum(bool(sheet) for sheet in sheets)
    found = find(sheets, asked=len(sheets), agreements=agreements)
    assert found.some is (filled > 0)
    if filled < ENOUGH:
        assert (found.answered, found.overall, dict(found.promises)) == (None, None, {})
    else:
        assert found.answered == filled
        for number, own in found.promises.items():
            assert (own is None) == (sum(number in sheet for sheet in sheets) < ENOUGH)


@given(SHEETS)
def test_who_said_what_makes_no_difference(sheets: list[dict[int, Face]]) -> None:
    """The same faces, dealt out to other people who spoke of the same promises, look the same."""
    dealt = [dict(sheet) for sheet in sheets]
    for number in range(1, 7):
        own = [sheet[number] for sheet in dealt if number in sheet]
        for sheet in dealt:
            if number in sheet:
                sheet[number] = own.pop()
    assert find(dealt, asked=9, agreements=6) == find(sheets, asked=9, agreements=6)


@pytest.mark.parametrize(
    ("overall", "logged"), [(Band.MOST, "mostly"), (Band.HALF, "partly"), (Band.FEW, "not"), (None, None)]
)
def test_a_band_is_suggested_in_the_words_of_the_form(overall: Band | None, logged: str | None) -> None:
    assert suggestion(Findings(4, some=True, overall=overall)) == logged
    assert logged is None or logged in BANDS


NOTHING, SILENT = Findings(0, some=False), Findings(4, some=False)
SOME = Findings(4, some=True)
GOOD_NEWS, BAD_NEWS = (Findings(4, some=True, answered=3, overall=one) for one in (Band.MOST, Band.FEW))


@pytest.mark.parametrize(
    ("found", "facts", "needed"),
    [
        pytest.param(GOOD_NEWS, {}, False, id="it goes well"),
        pytest.param(BAD_NEWS, {}, True, id="few agreements go well"),
        pytest.param(BAD_NEWS, {"reached": 4}, True, id="also when the coordinator spoke to people"),
        pytest.param(GOOD_NEWS, {"wished": True}, True, id="the coordinator asks for it"),
        pytest.param(SOME, {}, False, id="two bad answers are nobody's business"),
        pytest.param(SILENT, {}, False, id="nobody answered yet"),
        pytest.param(SILENT, {"late": True}, True, id="nobody answered in five weeks"),
        pytest.param(SOME, {"late": True}, False, id="somebody did"),
        pytest.param(NOTHING, {"late": True}, False, id="nobody was asked: that is escalated otherwise"),
        pytest.param(SILENT, {"reached": 0}, True, id="nobody was reached"),
        pytest.param(NOTHING, {"reached": 0}, True, id="nobody was reached or asked"),
        pytest.param(SOME, {"reached": 0}, False, id="reached by the bot"),
        pytest.param(SILENT, {"reached": 2, "late": True}, False, id="reached by telephone"),
    ],
)
def test_a_manager_is_needed_or_not(found: Findings, facts: dict[str, bool | int], needed: bool) -> None:
    said = {"reached": None, "wished": False, "late": False} | facts
    reached, wished, late = said["reached"], bool(said["wished"]), bool(said["late"])
    assert needs_attention(found, reached=reached, wished=wished, late=late) is needed


@pytest.mark.parametrize(
    ("state", "now", "expected"),
    [
        pytest.param(State.PLAN_ACCEPTED, OPENS - MOMENT, False, id="too early"),
        pytest.param(State.PLAN_ACCEPTED, OPENS, True, id="two days before it is due"),
        pytest.param(State.PLAN_PENDING, OPENS, True, id="a plan that is not accepted yet"),
        pytest.param(State.NO_PLAN, OPENS, False, id="no plan"),
        pytest.param(State.FOLLOW_UP_DUE, OPENS, True, id="due"),
        pytest.param(State.FOLLOW_UP_DUE, CLOSES - MOMENT, True, id="the last moment"),
        pytest.param(State.FOLLOW_UP_DUE, CLOSES, False, id="six weeks"),
        pytest.param(State.FOLLOW_UP_DONE, OPENS, False, id="logged"),
    ],
)
def test_people_are_asked_from_the_first_word_to_the_hard_line(
    state: State, now: datetime, expected: bool
) -> None:
    assert is_open(state, opens_at=OPENS, closes_at=CLOSES, now=now) is expected


def test_without_a_meeting_nobody_is_asked() -> None:
    assert not is_open(State.FOLLOW_UP_DUE, opens_at=None, closes_at=CLOSES, now=OPENS)
    assert not is_open(State.FOLLOW_UP_DUE, opens_at=OPENS, closes_at=None, now=OPENS)


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2026 in Amsterdam; the 6th is a Friday, on the 29th the clock goes forward."""
    return datetime(2026, 3, day, hour, minute, tzinfo=AMSTERDAM).astimezone(UTC)


@pytest.mark.parametrize(
    ("hours", "now", "expected"),
    [
        pytest.param("any", _at(6, 14, 7), _at(6, 14, 7), id="at once"),
        pytest.param("any", _at(6, 23), _at(7, 9), id="not by night"),
        pytest.param("any", _at(6, 2), _at(6, 9), id="not in the small hours"),
        pytest.param("morning", _at(6, 12), _at(7, 9), id="the next morning"),
        pytest.param("afternoon", _at(6, 9), _at(6, 12), id="this afternoon"),
        pytest.param("evening", _at(6, 19, 59), _at(6, 19, 59), id="just in time"),
        pytest.param("evening", _at(6, 20), _at(7, 17), id="too late today"),
        pytest.param("evening", _at(28, 21), _at(29, 17), id="over the change of the clock"),
        pytest.param("weekend", _at(6, 12), _at(7, 10), id="on Saturday"),
        pytest.param("weekend", _at(8, 17), _at(14, 10), id="the weekend is over"),
        pytest.param("whenever", _at(6, 23), _at(7, 9), id="a code that nobody knows"),
    ],
)
def test_a_question_comes_at_an_hour_that_is_safe(hours: str, now: datetime, expected: datetime) -> None:
    found = safe_moment(hours, AMSTERDAM, now=now)
    assert (found, found.tzinfo) == (expected, UTC)
