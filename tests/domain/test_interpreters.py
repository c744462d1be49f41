"""The smallest set of interpreters, held to an oracle that tries every set."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import combinations
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from domain.interpreters import Cover, cover, lacking

LANGUAGES = ("ar", "en", "nl", "pl", "ti")
some = st.frozensets(st.sampled_from(LANGUAGES), min_size=1, max_size=3)
people_lists = st.lists(some, min_size=1, max_size=6)
helper_lists = st.lists(some, max_size=5)
chairs = st.frozensets(st.sampled_from(LANGUAGES), max_size=2)
places = st.frozensets(st.integers(0, 5), max_size=2)


def _spread(start: AbstractSet[str], joins: Iterable[AbstractSet[str]]) -> set[str]:
    """Whatever is joined to these languages, one step at a time."""
    reached, joins = set(start), list(joins)
    for _ in joins:
        for own in joins:
            if own & reached:
                reached |= own
    return reached


def _worth(
    people: list[frozenset[str]],
    helpers: Iterable[frozenset[str]],
    spoken: AbstractSet[str],
    outside: AbstractSet[int],
) -> tuple[bool, int]:
    """The best that a set can do, whichever language the conversation is held in."""
    there = list(helpers)
    found = []
    for root in sorted(set(spoken).union(*people)):
        table = _spread({root}, there)
        room = _spread({root}, [*there, spoken])
        follows = [bool(own & (room if place in outside else table)) for place, own in enumerate(people)]
        found.append((follows[0], sum(follows) + bool(spoken & room)))
    return max(found)


def _most(
    people: list[frozenset[str]],
    helpers: list[frozenset[str]],
    spoken: AbstractSet[str],
    outside: AbstractSet[int],
) -> tuple[tuple[bool, int], int]:
    """The worth of the best set of all, and how small a set with that worth can be."""
    tried = (
        (_worth(people, chosen, spoken, outside), -size)
        for size in range(len(helpers) + 1)
        for chosen in combinations(helpers, size)
    )
    worth, size = max(tried)
    return worth, -size


@given(people_lists, helper_lists, chairs, places)
def test_no_set_does_more_and_no_set_that_does_as_much_is_smaller(
    people: list[frozenset[str]],
    helpers: list[frozenset[str]],
    spoken: frozenset[str],
    outside: frozenset[int],
) -> None:
    found = cover(people, helpers, spoken, outside=outside)
    worth, size = _most(people, helpers, spoken, outside)
    assert len(found.helpers) == size
    assert _worth(people, [helpers[place] for place in found.helpers], spoken, outside) == worth
    following = len(people) - len(found.without) + (found.chair_follows and bool(spoken))
    assert (0 not in found.without, following) == worth


@given(people_lists, helper_lists, chairs, places)
def test_each_who_is_needed_stands_between_languages_that_others_speak(
    people: list[frozenset[str]],
    helpers: list[frozenset[str]],
    spoken: frozenset[str],
    outside: frozenset[int],
) -> None:
    found = cover(people, helpers, spoken, outside=outside)
    for place, between in zip(found.helpers, found.pairs, strict=True):
        assert len(between) > 1
        assert set(between) <= helpers[place]


@given(people_lists, helper_lists, chairs, places)
def test_whoever_is_still_to_be_found_lets_everybody_follow_and_none_of_them_can_be_missed(
    people: list[frozenset[str]],
    helpers: list[frozenset[str]],
    spoken: frozenset[str],
    outside: frozenset[int],
) -> None:
    wanted = [frozenset(pair) for pair in lacking(people, helpers, spoken, outside=outside)]
    everybody = (True, len(people) + bool(spoken))
    assert _worth(people, [*helpers, *wanted], spoken, outside) == everybody
    for fewer in combinations(wanted, max(len(wanted) - 1, 0)):
        assert not wanted or _worth(people, [*helpers, *fewer], spoken, outside) < everybody


def test_where_all_speak_one_language_nobody_is_needed() -> None:
    found = cover([{"nl"}] * 9, [{"ar", "nl"}], {"nl"})
    assert found == Cover((), (), frozenset({"nl"}), (), chair_follows=True)


def test_one_interpreter_for_each_language_that_nobody_else_joins() -> None:
    people = [{"ti"}, {"nl"}, {"nl"}, {"ar"}, {"pl"}]
    found = cover(people, [{"ar", "nl"}, {"pl", "nl"}, {"ti", "nl"}, {"en", "nl"}], {"nl"})
    assert found.helpers == (0, 1, 2)
    assert found.pairs == (("ar", "nl"), ("nl", "pl"), ("nl", "ti"))
    assert found.without == ()


def test_somebody_who_interprets_between_three_languages_takes_the_place_of_two() -> None:
    found = cover([{"ti"}, {"ar"}, {"nl"}], [{"ar", "nl"}, {"ti", "nl"}, {"ar", "nl", "ti"}], {"nl"})
    assert (found.helpers, found.pairs) == ((2,), (("ar", "nl", "ti"),))


def test_a_coordinator_says_it_in_both_languages_but_is_not_there_in_the_private_part() -> None:
    family_and_helper = [{"ti"}, {"ti"}, {"nl"}]
    assert cover(family_and_helper, [{"nl", "ti"}], {"nl", "ti"}, outside={2}).helpers == ()
    assert cover(family_and_helper, [{"nl", "ti"}], {"nl", "ti"}).helpers == (0,)


def test_the_main_person_follows_before_all_others() -> None:
    found = cover([{"ti"}, {"nl"}, {"nl"}, {"nl"}], [], {"nl"})
    assert (found.without, found.chair_follows, found.table) == ((1, 2, 3), False, frozenset({"ti"}))


def test_a_coordinator_without_a_language_of_the_table_needs_an_interpreter_too() -> None:
    assert cover([{"ti"}, {"ti"}], [{"nl", "ti"}], {"nl"}).helpers == (0,)
    assert lacking([{"ti"}, {"ti"}], [], {"nl"}) == (("ti", "nl"),)


def test_what_is_still_to_be_found_goes_by_way_of_dutch_where_it_is_spoken() -> None:
    people = [{"ti"}, {"nl"}, {"ar"}, {"pl"}]
    assert lacking(people, [{"ti", "nl"}], {"nl"}) == (("nl", "ar"), ("nl", "pl"))
    assert lacking([{"ti"}, {"ar"}], [], {"ar", "ti"}) == (("ti", "ar"),)
    assert lacking(people, [{"ti", "nl"}, {"ar", "pl"}], {"nl"}) == (("nl", "ar"),)


def test_a_circle_of_one_and_a_meeting_without_anybody_need_nobody() -> None:
    assert cover([{"ti"}], [{"nl", "ti"}], set()).helpers == ()
    assert cover([], [{"nl", "ti"}], set()) == Cover((), (), frozenset(), (), chair_follows=True)
    assert lacking([], [], set()) == ()


def test_thirty_people_in_twelve_languages_with_twenty_volunteers_are_counted_in_no_time() -> None:
    tags = [f"l{number}" for number in range(12)]
    people = [{tags[number % 12]} for number in range(30)]
    helpers = [{tags[number % 12], tags[(number * 5 + 1) % 12]} for number in range(20)]
    began = perf_counter()
    found = cover(people, helpers, {"l0", "l1"}, outside={3, 4})
    assert len(found.helpers) <= 11
    assert perf_counter() - began < 5
