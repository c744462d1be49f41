"""Who interprets at a meeting: who of the circle is needed for it, and for whom the coordinator still looks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from casework import circle_rows, jobs
from casework.desk import Desk
from domain import interpreters, languages
from domain.circle import OUTSIDE_PRIVATE_TIME, Need, Part, Reply, Standing
from domain.languages import Neighbour
from domain.openings import Why
from storage.arrivals import Caller
from storage.circle import Guest
from storage.jobs import Job
from storage.people import Profile
from storage.requests import Request

_GOOD: Final = 2
"""Leading a conversation takes more than getting by in a language (`domain.matching.facts`)."""


@dataclass(frozen=True, slots=True)
class Helping:
    """An interpreter of the circle, by the word for them, and the languages between which they are needed."""

    word: str
    between: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interpreting:
    """How everyone can follow, for the coordinator.

    `heard` are the languages of the main person and of everybody who was agreed on and did not say no, with how many
    they are, and `yours` those in which the coordinator can lead a conversation. `needed` is the smallest set of the
    interpreters in the circle, `spare` the others. When they all come, `without` cannot follow, `wanted` is for whom to
    look, each from one language to another; and `near` are languages at the table that somebody who cannot follow
    perhaps understands, with their own language before it: a question, which counts for nothing. `asked_for` people
    said that they need an interpreter.
    """

    job: str
    heard: tuple[tuple[str, int], ...]
    yours: tuple[str, ...]
    needed: tuple[Helping, ...]
    spare: tuple[str, ...]
    without: tuple[tuple[str, int], ...]
    you_follow: bool
    wanted: tuple[tuple[str, str], ...]
    near: tuple[tuple[str, Neighbour], ...]
    asked_for: int


def look(desk: Desk, *, caller: Caller, ref: str) -> Interpreting:
    """Who is needed so that everyone can follow, as the circle stands now.

    Raises:
        NotFoundError: the job is not the caller's, or it has ended.
    """
    job, request = jobs.own(desk, caller, ref)
    coming = [guest for guest in circle_rows.of_request(desk, request) if _counts(guest)]
    return _reckoned(desk, caller, job, request, coming)


def _reckoned(desk: Desk, caller: Caller, job: Job, request: Request, coming: list[Guest]) -> Interpreting:
    guests = [guest for guest in coming if guest.part != Part.INTERPRETER]
    helpers = [guest for guest in coming if guest.part == Part.INTERPRETER]
    own = (request.language, *(guest.language for guest in guests))
    people, pairs = [{tag} for tag in own], [{guest.language, interpreters.BRIDGE} for guest in helpers]
    yours = _of_coordinator(desk, job)
    # The main person is the first; who is not there in the private part only has to follow the two others.
    outside = {place for place, guest in enumerate(guests, 1) if guest.part in OUTSIDE_PRIVATE_TIME}
    found = interpreters.cover(people, pairs, set(yours), outside=outside)
    words = [circle_rows.word_of(desk, request, guest, who=caller, why=Why.INTERPRETERS) for guest in helpers]
    without = Counter(own[place] for place in found.without)
    return Interpreting(
        job=job.ref,
        heard=_counted(Counter(own)),
        yours=yours,
        needed=tuple(
            Helping(words[place], between) for place, between in zip(found.helpers, found.pairs, strict=True)
        ),
        spare=tuple(word for place, word in enumerate(words) if place not in found.helpers),
        without=_counted(without),
        you_follow=found.chair_follows,
        wanted=interpreters.lacking(people, pairs, set(yours), outside=outside),
        near=_near(without, found.table),
        asked_for=sum(Need.INTERPRETER in guest.needs for guest in guests),
    )


def _counts(guest: Guest) -> bool:
    """Whether somebody is expected: the main person agreed, and they did not say no."""
    return guest.state == Standing.AGREED and guest.answer != Reply.NO


def _of_coordinator(desk: Desk, job: Job) -> tuple[str, ...]:
    profile = desk.session.get(Profile, job.coordinator_id)
    spoken = profile.languages if profile is not None else {}
    return tuple(sorted(tag for tag, level in spoken.items() if level >= _GOOD))


def _counted(tags: Counter[str]) -> tuple[tuple[str, int], ...]:
    """What most people speak first."""
    return tuple(sorted(tags.items(), key=lambda found: (-found[1], found[0])))


def _near(without: Iterable[str], table: frozenset[str]) -> tuple[tuple[str, Neighbour], ...]:
    """Of each language the best understood one at the table, from the table of languages alone (languages.md)."""
    found = []
    for tag in sorted(without):
        close = [neighbour for neighbour in languages.neighbours(tag) if neighbour.tag in table]
        found += [(tag, neighbour) for neighbour in close[:1]]
    return tuple(found)
