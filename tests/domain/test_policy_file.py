"""A policy file is read whole, or refused in one sentence with the line of the mistake."""

import re
from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendars import Wait, hours, office_hours
from domain.ladder import CODES, Receiver
from domain.policy import Policy, QuietHours
from domain.promises import durations
from domain.promises.kinds import KINDS, NEEDED
from domain.promises.places import Places
from domain.promises.tables import PolicyError
from domain.requests import FINAL, State
from domain.timers import Due
from tests.domain.policies import AMSTERDAM, POLICY, TEXT, read
from tests.domain.policy_mistakes import WRONG, line_of, swap


def test_the_file_of_the_product_says_what_the_program_assumes() -> None:
    usual = Policy()
    names = [name for name in Policy.__slots__ if isinstance(getattr(usual, name), int | timedelta)]
    assert len(names) == len(set(names)) > 40
    assert {name: getattr(POLICY, name) for name in names} == {name: getattr(usual, name) for name in names}
    assert (POLICY.quiet, POLICY.calendar.zone) == (usual.quiet, AMSTERDAM)
    assert (POLICY.calendar.opens, POLICY.calendar.closes) == (usual.calendar.opens, usual.calendar.closes)
    assert not POLICY.calendar.works_on(date(2026, 12, 25))


def test_every_escalation_of_the_field_and_every_kind_of_ours_is_in_it() -> None:
    assert set(NEEDED) <= {one.ladder.code for one in POLICY.escalations}
    assert set(POLICY.ladders) == KINDS
    for one in POLICY.escalations:
        assert one.ladder.rungs
        assert one.asks.endswith((".", "?"))
        assert one.next.endswith(".")
        assert CODES.get(one.ladder.kind, one.ladder.code) == one.ladder.code
    danger = POLICY.ladder("danger")
    assert (danger.rungs[0].receiver, danger.rungs[0].wait) == (Receiver.REGION_AND_HELPDESK, hours(1))
    assert (danger.urgent, danger.taken) == (True, hours(4))
    assert POLICY.ladder("human").taken == office_hours(16)


def test_a_kind_that_no_file_names_has_the_usual_ladder() -> None:
    assert [rung.receiver for rung in POLICY.ladder("something new").rungs] == [
        Receiver.REGIONAL_MANAGER,
        Receiver.DEPUTY,
        Receiver.HELPDESK,
    ]


def test_a_promise_is_found_by_its_name() -> None:
    assert POLICY.promise(Due.NO_FIRST_CONTACT).wait == hours(48)
    with pytest.raises(KeyError):
        Policy(promises=()).promise(Due.FOLLOW_UP)


def test_a_day_in_office_time_is_as_long_as_the_office_is_open() -> None:
    short = read(swap("closes = 17:00:00", "closes = 12:30:00"))
    assert short.promise(Due.INTAKE_LATE).wait == Wait(timedelta(hours=3, minutes=30), office=True)
    assert short.promise(Due.NO_COORDINATOR).wait == Wait(timedelta(days=3))


@pytest.mark.parametrize(
    ("since", "until", "quiet", "loud"),
    [
        pytest.param(
            time(21), time(8), ("21:00", "23:59", "00:00", "07:59"), ("08:00", "20:59"), id="over midnight"
        ),
        pytest.param(time(0), time(7), ("00:00", "06:59"), ("07:00", "23:59"), id="after midnight"),
    ],
)
def test_the_quiet_hours(since: time, until: time, quiet: tuple[str, ...], loud: tuple[str, ...]) -> None:
    kept = QuietHours(since, until)
    assert all(kept.holds(time.fromisoformat(clock)) for clock in quiet)
    assert not any(kept.holds(time.fromisoformat(clock)) for clock in loud)


@pytest.mark.parametrize(("text", "said", "needle", "below"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_refused_with_itsline_of(text: str, said: str, needle: str, below: str) -> None:
    assert text != TEXT
    with pytest.raises(PolicyError) as refused:
        read(text)
    message = str(refused.value)
    assert said in message
    found = re.fullmatch(r"policy\.toml line (\d+): [^\n]+\.", message)
    assert found is not None
    if needle:
        assert int(found[1]) == line_of(text, needle, after=below), message


def test_what_is_no_toml_is_refused_with_itsline_of() -> None:
    with pytest.raises(PolicyError, match=r"^policy\.toml is not valid TOML: .*line 2"):
        read("\n= [")


@pytest.mark.parametrize("state", sorted(set(State) - FINAL))
def test_no_state_can_be_left_unwatched(state: State) -> None:
    """Whatever is taken out of the file so that a state has no timer left: it is refused."""
    blocks = re.split(r"\n\n+", TEXT)
    kept = [_without_state(block, state) if "[[timer]]" in block else block for block in blocks]
    text = "\n\n".join(block for block in kept if "states = []" not in block)
    with pytest.raises(PolicyError, match=f"the state {state} is watched by no timer"):
        read(text)


def _without_state(block: str, state: State) -> str:
    [states] = re.findall(r"^states = .*$", block, re.MULTILINE)
    left = [name for name in re.findall(r'"(\w+)"', states) if name != state]
    return block.replace(states, "states = [" + ", ".join(f'"{name}"' for name in left) + "]")


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert read("\ufeff" + TEXT).promises == POLICY.promises


# ----------------------------------------------------------------------------------------- lengths of time


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("1 minute", timedelta(minutes=1)),
        ("48 hours", timedelta(hours=48)),
        ("1 day 12 hours", timedelta(hours=36)),
        ("2 days 3 hours 4 minutes", timedelta(days=2, hours=3, minutes=4)),
    ],
)
def test_a_length_in_words(text: str, length: timedelta) -> None:
    assert durations.parse(text) == length
    assert durations.parse(durations.say(length)) == length


@given(minutes=st.integers(min_value=1, max_value=99999 * 1440))
def test_what_is_said_is_read_as_the_same(minutes: int) -> None:
    length = timedelta(minutes=minutes)
    assert durations.parse(durations.say(length)) == length


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        (hours(48), "2 days"),
        (office_hours(8), "1 working day"),
        (office_hours(4), "4 office hours"),
        (office_hours(20), "2 working days 4 office hours"),
    ],
)
def test_a_wait_in_words(wait: Wait, said: str) -> None:
    assert durations.say_wait(wait, POLICY.calendar) == said


# ------------------------------------------------------------------------------------------------- places

ODD = '''# a = 1
title = "x = 1 [no] # nor this" # but this is a remark
[a.'b c']
deep.er = [ 1, 2.5,
  { of = "x", "to" = [true, [
  "]"]] },
  """
three \\""" quotes""""",
  \'\'\'it is 'so' ''\'\'\',
]
when = 2026-01-01 10:00:00
[[list]]
k = 1
[list.part]
k = "\\\\"
[[list]]
[list.part]
k = 2
[[list.more]]
k = 3
[[list.more]]
k = 4'''

SPOTS = {
    ("title",): 2,
    ("a", "b c"): 3,
    ("a", "b c", "deep", "er"): 4,
    ("a", "b c", "deep", "er", 1): 4,
    ("a", "b c", "deep", "er", 2, "of"): 5,
    ("a", "b c", "deep", "er", 2, "to", 1, 0): 6,
    ("a", "b c", "deep", "er", 3): 7,
    ("a", "b c", "deep", "er", 4): 9,
    ("a", "b c", "when"): 11,
    ("list", 0, "k"): 13,
    ("list", 0, "part", "k"): 15,
    ("list", 1): 16,
    ("list", 1, "part", "k"): 18,
    ("list", 1, "more", 0, "k"): 20,
    ("list", 1, "more", 1, "k"): 22,
    ("list", 1, "more", 1, "not there"): 21,
    ("nowhere",): 1,
}


@pytest.mark.parametrize(("path", "line"), SPOTS.items(), ids=str)
def test_every_spot_of_a_text_is_known_by_itsline_of(path: tuple[str | int, ...], line: int) -> None:
    assert Places(ODD).line(*path) == line


def test_every_value_of_the_file_is_found_on_a_line_that_shows_it() -> None:
    import tomllib

    lines, places = TEXT.splitlines(), Places(TEXT)
    shown = [(str(value), lines[places.line(*path) - 1]) for path, value in _leaves(tomllib.loads(TEXT), ())]
    assert len(shown) > 300
    assert [value for value, line in shown if value not in line and value.lower() not in line] == []


def _leaves(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*path, number))
    else:
        yield path, value
