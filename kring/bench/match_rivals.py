"""The plain ways to ask the same question: a loop, SQL, and scipy's bare assignment where it is installed."""

import heapq
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from domain.matching import Candidate, Need, Pool, Weights, shortlist
from domain.wishes import Wish, WishKind, age_band
from kring.bench.match_pool import TODAY

Best: TypeAlias = list[tuple[int, str]]

_WEIGHTS = Weights()


def loop(need: Need, people: Sequence[Candidate]) -> Best:
    """Give the ten best by looking at each person once: the way one would write it first."""
    found = []
    weights, region, variant, language = _WEIGHTS, need.region, need.variant, need.language
    musts, prefers = need.musts, need.prefers
    for one in people:
        if region not in one.regions or variant not in one.scope or one.busy or one.paused:
            continue
        if not one.available or not one.ties.isdisjoint(need.bodies):
            continue
        level = one.languages.get(language or "", 0)
        if not level or not all(_meets(one, wish) for wish in musts):
            continue
        points = weights.wish * sum(_meets(one, wish) for wish in prefers) + weights.level * level
        found.append((-points - weights.travel - weights.fairness(one, today=TODAY), one.ref))
    return [(-points, ref) for points, ref in heapq.nsmallest(10, found)]


def _meets(one: Candidate, wish: Wish) -> bool:
    if wish.kind is WishKind.GENDER:
        return one.gender == wish.value
    if wish.kind is WishKind.AGE:
        return one.born is not None and age_band(one.born, today=TODAY) == wish.value
    if wish.kind is WishKind.CULTURE:
        return wish.value in one.culture
    return wish.value not in one.culture


class Table:
    """The pool in SQLite, in memory, with an index for each way in."""

    def __init__(self, people: Sequence[Candidate]) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.executescript(
            """
            create table person (id integer primary key, ref, gender, band, culture, ready, tie, fairness);
            create table speaks (tag, id, level, primary key (tag, id)) without rowid;
            create table travels (region, id, primary key (region, id)) without rowid;
            create table leads (variant, id, primary key (variant, id)) without rowid;
            """
        )
        rows = list(enumerate(people))
        insert = self._connection.executemany
        insert("insert into person values (?, ?, ?, ?, ?, ?, ?, ?)", (_row(at, one) for at, one in rows))
        insert(
            "insert into speaks values (?, ?, ?)",
            ((tag, at, level) for at, one in rows for tag, level in one.languages.items()),
        )
        insert(
            "insert into travels values (?, ?)", ((region, at) for at, one in rows for region in one.regions)
        )
        insert(
            "insert into leads values (?, ?)", ((variant, at) for at, one in rows for variant in one.scope)
        )
        self._connection.execute("analyze")

    def ask(self, need: Need) -> Best:
        """Give the ten best by one query."""
        musts, values = _conditions(need.musts)
        prefers, earning = _conditions(need.prefers)
        points = " + ".join(f"{_WEIGHTS.wish} * ({condition})" for condition in prefers) or "0"
        query = f"""
            select {points} + {_WEIGHTS.level} * level + {_WEIGHTS.travel} + fairness as points, ref
            from speaks join person using (id) join travels using (id) join leads using (id)
            where tag = ? and region = ? and variant = ? and ready and tie not in (select value from json_each(?))
            {"".join(f" and {condition}" for condition in musts)}
            order by points desc, ref limit 10
        """  # noqa: S608 - conditions are this file's own
        fixed = (need.language, need.region, need.variant, json.dumps(sorted(need.bodies)))
        return list(self._connection.execute(query, (*earning, *fixed, *values)))


def _row(at: int, one: Candidate) -> tuple[object, ...]:
    band = age_band(one.born, today=TODAY) if one.born else None
    ready = one.available and not one.paused and not one.busy
    culture, tie = "".join(one.culture), "".join(one.ties)
    return at, one.ref, one.gender, band, culture, ready, tie, _WEIGHTS.fairness(one, today=TODAY)


def _conditions(wishes: Sequence[Wish]) -> tuple[list[str], list[str]]:
    columns = {
        WishKind.GENDER: "gender = ?",
        WishKind.AGE: "band = ?",
        WishKind.CULTURE: "culture = ?",
        WishKind.NOT_FROM: "culture != ?",
    }
    return [columns[wish.kind] for wish in wishes], [wish.value for wish in wishes]


def one_after_the_other(needs: Sequence[Need], pool: Pool) -> tuple[int, int]:
    """Give how many are served and all points when each request takes the best who is left."""
    taken: frozenset[str] = frozenset()
    scores = []
    for need in needs:
        left = replace(need, declined=need.declined | taken)
        first = shortlist(left, pool, today=TODAY, limit=1).candidates
        if first:
            taken |= {first[0].ref}
            scores.append(first[0].score)
    return len(scores), sum(scores)
