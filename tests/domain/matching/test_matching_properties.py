"""The fast ways against the plain ones: everyone scored by the rule, and every joint choice tried."""

from collections import Counter
from datetime import date, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.matching import (
    Candidate,
    NearLanguage,
    Need,
    Pool,
    Weights,
    appraise,
    assign,
    bits,
    first_block,
    shortlist,
    solver,
)
from domain.wishes import AgeBand, Gender, Weight, Wish, WishKind

TODAY = date(2026, 1, 15)
TAGS = ("nl", "ti", "am", "ar")
REGIONS = ("utrecht", "gelderland", "drenthe")
GROUPS = ("x", "y")
EARLIER = st.integers(0, 200).map(lambda days: TODAY - timedelta(days=days))


def _some(values: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), max_size=2)


CANDIDATES = st.builds(
    Candidate,
    ref=st.integers(0, 999).map(str),
    languages=st.dictionaries(st.sampled_from(TAGS), st.integers(1, 3), max_size=3),
    gender=st.sampled_from(["woman", "man", None]),
    born=st.none() | st.integers(1950, 2005),
    regions=_some(REGIONS),
    culture=_some(GROUPS),
    religion=_some(GROUPS),
    scope=_some(("family", "restorative")),
    available=st.booleans() | st.just(True),
    paused=st.booleans(),
    busy=st.integers(0, 1),
    last_job_ended_on=st.none() | EARLIER,
    recent_offers=st.integers(0, 6),
    ties=_some(("city",)),
    certificate_until=st.none() | EARLIER | st.just(TODAY),
)
READY = st.builds(
    Candidate,
    ref=st.integers(0, 999).map(str),
    languages=st.dictionaries(st.sampled_from(TAGS), st.integers(1, 3), min_size=1, max_size=2),
    gender=st.sampled_from(["woman", "man"]),
    regions=st.just(frozenset(REGIONS)),
    recent_offers=st.integers(0, 6),
)
WISHES = st.one_of(
    st.builds(Wish, st.just(WishKind.LANGUAGE), st.sampled_from(TAGS), st.sampled_from(Weight)),
    st.builds(Wish, st.just(WishKind.GENDER), st.sampled_from(Gender), st.sampled_from(Weight)),
    st.builds(Wish, st.just(WishKind.AGE), st.sampled_from(AgeBand), st.sampled_from(Weight)),
    st.builds(
        Wish,
        st.sampled_from([WishKind.CULTURE, WishKind.RELIGION, WishKind.NOT_FROM]),
        st.sampled_from(GROUPS),
        st.sampled_from(Weight),
    ),
)
NEEDS = st.builds(
    Need,
    ref=st.integers(0, 999).map(str),
    region=st.sampled_from(REGIONS),
    variant=st.just("family"),
    urgent=st.booleans(),
    language=st.none() | st.sampled_from(TAGS),
    wishes=st.lists(WISHES, max_size=4, unique_by=lambda wish: (wish.kind, wish.value)).map(tuple),
    neighbouring=_some(REGIONS),
    near_languages=st.lists(
        st.builds(NearLanguage, st.sampled_from(TAGS), st.sampled_from(TAGS), st.booleans(), st.booleans()),
        max_size=2,
    ).map(tuple),
    bodies=_some(("city", "school")),
    declined=_some(tuple("0123456789")),
    excluded=_some(tuple("0123456789")),
    use_neighbouring=st.booleans(),
    use_interpreter=st.booleans(),
)
WEIGHTS = st.builds(
    Weights,
    wish=st.integers(0, 40),
    level=st.integers(0, 9),
    travel=st.integers(0, 20),
    rest=st.integers(0, 9),
)


def _pools(people: st.SearchStrategy[Candidate], most: int) -> st.SearchStrategy[list[Candidate]]:
    return st.lists(people, max_size=most, unique_by=lambda one: one.ref)


@given(NEEDS, _pools(CANDIDATES | READY, 20), WEIGHTS, st.integers(1, 12))
@settings(deadline=None)
def test_the_shortlist_is_what_scoring_everyone_gives(
    need: Need, people: list[Candidate], weights: Weights, limit: int
) -> None:
    blocks = Counter(first_block(need, one, today=TODAY, weights=weights) for one in people)
    ranked = [
        appraise(need, one, today=TODAY, weights=weights)
        for one in people
        if first_block(need, one, today=TODAY, weights=weights) is None
    ]
    ranked.sort(key=lambda one: (-one.score, one.ref))
    found = shortlist(need, people, today=TODAY, weights=weights, limit=limit)
    assert found.candidates == tuple(ranked[:limit])
    assert found.fitting == blocks.pop(None, 0)
    assert found.blocked == blocks
    assert all(relax.gains >= 0 for relax in found.relax)


def _worth(needs: list[Need], scores: list[int | None]) -> tuple[int, int]:
    weight = sum(
        2 if need.urgent else 1 for need, score in zip(needs, scores, strict=True) if score is not None
    )
    return weight, sum(score for score in scores if score is not None)


def _score(need: Need, one: Candidate) -> int | None:
    if first_block(need, one, today=TODAY) is not None:
        return None
    return appraise(need, one, today=TODAY).score


def _one_after_the_other(needs: list[Need], people: list[Candidate]) -> list[int | None]:
    left, scores = list(people), list[int | None]()
    for need in needs:
        first = shortlist(need, left, today=TODAY, limit=1).candidates
        scores.append(first[0].score if first else None)
        left = [one for one in left if not first or one.ref != first[0].ref]
    return scores


ASKED = st.lists(
    st.builds(
        Need,
        ref=st.integers(0, 99).map(str),
        region=st.sampled_from(REGIONS),
        urgent=st.booleans(),
        language=st.sampled_from(TAGS),
        wishes=st.lists(
            st.builds(
                Wish, st.just(WishKind.GENDER), st.sampled_from(["woman", "man"]), st.sampled_from(Weight)
            ),
            max_size=1,
        ).map(tuple),
    ),
    max_size=3,
)


@given(ASKED, _pools(READY, 5))
@settings(deadline=None)
def test_the_joint_proposal_is_the_best_of_all_and_never_worse_than_one_after_the_other(
    needs: list[Need], people: list[Candidate]
) -> None:
    proposal = assign(needs, people, today=TODAY)
    scores = [line.chosen.score if line.chosen else None for line in proposal.lines]
    table = [[*(_score(need, one) for one in people), *([None] * len(needs))] for need in needs]
    every_way = [
        [row[at] for row, at in zip(table, way, strict=True)]
        for way in permutations(range(len(people) + len(needs)), len(needs))
    ]
    best = max(_worth(needs, way) for way in every_way)
    assert _worth(needs, scores) == best
    assert proposal.served == max(sum(score is not None for score in way) for way in every_way)
    assert best >= _worth(needs, _one_after_the_other(needs, people))
    taken = [line.chosen.ref for line in proposal.lines if line.chosen]
    assert len(taken) == len(set(taken)) == proposal.served
    assert proposal.score == sum(score for score in scores if score is not None)


@given(st.lists(st.lists(st.integers(-9, 3), min_size=3, max_size=3), max_size=4))
@settings(deadline=None)
def test_the_solver_finds_the_cheapest_of_all_choices(costs: list[list[int]]) -> None:
    rows = [dict(sorted(enumerate(row), key=lambda pair: pair[1])) for row in costs]
    chosen = solver.cheapest(rows)
    ways = permutations([*range(3), *([solver.ALONE] * len(rows))], len(rows))
    best = min((sum(row.get(at, 0) for row, at in zip(rows, way, strict=True)) for way in ways), default=0)
    assert sum(row.get(at, 0) for row, at in zip(rows, chosen, strict=True)) == best
    taken = [at for at in chosen if at != solver.ALONE]
    assert len(taken) == len(set(taken))


@given(st.sets(st.integers(0, 300)), st.sets(st.integers(0, 300)))
def test_sets_of_bits_are_sets(some: set[int], others: set[int]) -> None:
    left, right = bits.of(some, 301), bits.of(others, 301)
    assert list(bits.members(left)) == sorted(some)
    assert set(bits.members(bits.without(left, right))) == some - others
    assert set(bits.members(bits.everyone(301))) == set(range(301))


@given(_pools(CANDIDATES, 30))
@settings(deadline=None, max_examples=20)
def test_a_pool_stands_in_the_order_of_fairness(people: list[Candidate]) -> None:
    pool = Pool.prepare(people, today=TODAY)
    assert list(pool.fairness) == sorted(pool.fairness, reverse=True)
    assert list(pool.fairness) == [Weights().fairness(one, today=TODAY) for one in pool.candidates]
    assert {one.ref for one in pool.candidates} == {one.ref for one in people}
