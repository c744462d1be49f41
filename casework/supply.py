"""How many could help, for someone who is about to send a request: honest counts, never who (domain.md 3.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from weakref import WeakKeyDictionary

from sqlmodel import col, func, select

from casework.confidences import CULTURE, RELIGION, mark_of, marks_of
from casework.desk import Desk
from casework.needs import need_of
from casework.pool import candidates
from casework.wishing import made_in
from domain.forms.fields import Answer
from domain.matching import Candidate, Pool, supply
from domain.wishes import Weight, Wish, WishError, WishKind
from storage.jobs import Job
from storage.people import Profile

COUNTS_FOR: Final = timedelta(seconds=30)
"""So long a prepared pool counts, unless somebody came, turned offers on or off, or took or ended a conference."""

_MARKED = {WishKind.CULTURE: CULTURE, WishKind.NOT_FROM: CULTURE, WishKind.RELIGION: RELIGION}


@dataclass(frozen=True, slots=True)
class LiveSupply:
    """Coordinators who speak `language`, of these who work near, and of all who fits everything that must be.

    `demanding` says whether there are musts beside the language.
    """

    language: str
    speaking: int
    nearby: int
    fitting: int
    demanding: bool


@dataclass(frozen=True, slots=True)
class _Kept:
    pool: Pool
    stamp: tuple[int, int]
    at: datetime


_KEPT: WeakKeyDictionary[object, _Kept] = WeakKeyDictionary()
"""One prepared pool for each database of this process: counting must cost a family no time, and us little."""


def count(desk: Desk, answers: Mapping[str, Answer]) -> LiveSupply | None:
    """Count for a request that is filled in; None where its wishes cannot go together, which sending it says."""
    try:
        wishes = made_in(answers)
    except WishError:
        return None
    spoken = next((wish for wish in wishes if wish.kind is WishKind.LANGUAGE), None)
    need = need_of(
        desk,
        ref="",
        region=str(answers["place"]).split("/", 1)[0],
        language=str(answers["language"]),
        variant=str(answers["variant"]),
        wishes=tuple(_marked(desk, wish) for wish in wishes),
    )
    language = spoken.value if spoken else str(answers["language"])
    pool = _marked_alike(_pool(desk), _older(desk, wishes))
    anyone = supply(replace(need, language=language, wishes=()), pool, today=desk.today)
    return LiveSupply(
        language=language,
        speaking=anyone.speaking,
        nearby=anyone.nearby,
        fitting=supply(need, pool, today=desk.today).fitting,
        demanding=any(wish.weight is Weight.MUST and wish is not spoken for wish in wishes),
    )


def _marked(desk: Desk, wish: Wish) -> Wish:
    """The wish as the prepared pool can compare it: of culture and religion it knows only marks."""
    if wish.kind not in _MARKED:
        return wish
    return replace(wish, value=mark_of(desk, _MARKED[wish.kind], wish.meaning))


def _older(desk: Desk, wishes: Iterable[Wish]) -> dict[str, str]:
    """While a new master key is on its way: for each mark of these wishes by an older one, that by the newest."""
    return {
        older: newest
        for wish in wishes
        if wish.kind in _MARKED
        for newest, *before in [marks_of(desk, _MARKED[wish.kind], wish.meaning)]
        for older in before
    }


def _marked_alike(pool: Pool, older: Mapping[str, str]) -> Pool:
    """The pool as if the newest master key had made these marks; itself, where nobody has any of them."""
    if not older or not any(mark in older for one in pool.candidates for mark in one.culture | one.religion):
        return pool
    return Pool.prepare(
        [_with_newest(one, older) for one in pool.candidates], today=pool.today, weights=pool.weights
    )


def _with_newest(one: Candidate, older: Mapping[str, str]) -> Candidate:
    return replace(
        one,
        culture=frozenset(older.get(mark, mark) for mark in one.culture),
        religion=frozenset(older.get(mark, mark) for mark in one.religion),
    )


def _pool(desk: Desk) -> Pool:
    database, stamp = desk.session.get_bind().engine, _stamp(desk)
    kept = _KEPT.get(database)
    if kept is None or kept.stamp != stamp or not timedelta() <= desk.now - kept.at < COUNTS_FOR:
        kept = _Kept(Pool.prepare(candidates(desk)[0], today=desk.today), stamp, desk.now)
        _KEPT[database] = kept
    return kept.pool


def _stamp(desk: Desk) -> tuple[int, int]:
    """Two counts that differ when somebody came or went."""
    offering = select(func.count()).select_from(Profile).where(col(Profile.available).is_(True))
    running = select(func.count()).select_from(Job).where(col(Job.ended_at).is_(None))
    return desk.session.exec(offering).one(), desk.session.exec(running).one()
