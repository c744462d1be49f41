"""Exactly one acceptance ever wins, under 200 taps at once from two processes; the losers' cards change with it.

`SOAK_ROUNDS=1000 pytest tests/matching/test_one_wins.py` does it a thousand times.
"""

import multiprocessing
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from casework.letters import LetterKind
from domain.offers import QUESTIONS, OfferState
from domain.people import Role
from domain.requests import State
from storage.database import transaction
from storage.jobs import Job
from storage.offers import Offer
from storage.outbox import Letter
from storage.people import Person, Profile
from storage.references import receipt, reference
from storage.requests import Request
from tests.front_desk import REGIONS
from tests.matching.tapping import NOW, Tap, tap_together

_ROUNDS = int(os.environ.get("SOAK_ROUNDS", "3"))
_COORDINATORS = 20
_TAPS_EACH = 5
"""From each of two processes: 20 x 5 x 2 are 200 taps."""


@dataclass(frozen=True, slots=True)
class Round:
    """One request that is offered to everybody, and who taps on which offer."""

    request: int
    taps: tuple[Tap, ...]


def _request(requester: Person) -> Request:
    return Request(
        ref=receipt(),
        requester_id=requester.id or 0,
        region="overijssel",
        state=State.OFFERED.value,
        language="ar",
        who="main_person",
        variant="family",
        hours="evening",
        submitted_at=NOW,
    )


def _add_round(engine: Engine) -> Round:
    with transaction(engine) as session:
        people = [
            Person(ref=reference(), role=role.value, region="overijssel", key=b"k", created_at=NOW)
            for role in (Role.CITIZEN, *[Role.COORDINATOR] * _COORDINATORS)
        ]
        session.add_all(people)
        session.flush()
        requester, *coordinators = people
        request = _request(requester)
        session.add(request)
        session.flush()
        offers = [
            Offer(
                ref=reference(),
                request_id=request.id or 0,
                coordinator_id=person.id or 0,
                state=OfferState.SEEN.value,
                answered_questions=len(QUESTIONS),
                sent_at=NOW,
                seen_at=NOW,
                expires_at=NOW + timedelta(hours=24),
            )
            for person in coordinators
        ]
        session.add_all([*offers, *(Profile(person_id=one.id or 0, joined_at=NOW) for one in coordinators)])
        session.flush()
        asked = zip(coordinators, offers, strict=True)
        return Round(request.id or 0, tuple((who.id or 0, who.ref, offer.ref) for who, offer in asked))


def _tapped_from_two_processes(url: str, rounds: Sequence[Round]) -> list[list[str]]:
    """What every tap of each round was answered."""
    context = multiprocessing.get_context("spawn")
    start, said = context.Barrier(2), context.Queue()
    taps = [one.taps * _TAPS_EACH for one in rounds]
    orders = (taps, [tuple(reversed(one)) for one in taps])
    processes = [
        context.Process(target=tap_together, args=(url, REGIONS, order, start, said)) for order in orders
    ]
    for process in processes:
        process.start()
    told = [said.get(timeout=120 + 5 * len(rounds)) for _ in processes]
    for process in processes:
        process.join(timeout=30)
    assert [process.exitcode for process in processes] == [0, 0]
    return [[*first, *second] for first, second in zip(*told, strict=True)]


def _check(engine: Engine, one: Round, said: list[str]) -> None:
    with transaction(engine) as session:
        (job,) = session.exec(select(Job).where(Job.request_id == one.request)).all()
        offers = session.exec(select(Offer).where(Offer.request_id == one.request)).all()
        letters = session.exec(
            select(Letter).where(
                Letter.request_id == one.request,
                Letter.kind == LetterKind.OFFER_CARD.value,
                col(Letter.urgent).is_(True),
            ),
        ).all()
    winner = str(job.coordinator_id)
    assert len(said) == 2 * _TAPS_EACH * _COORDINATORS
    assert Counter(said) == {winner: 2 * _TAPS_EACH, "offer_closed": len(said) - 2 * _TAPS_EACH}
    states = Counter(offer.state for offer in offers)
    assert states == {OfferState.ACCEPTED: 1, OfferState.WITHDRAWN: _COORDINATORS - 1}
    losers = {offer.coordinator_id for offer in offers} - {job.coordinator_id}
    assert sorted(letter.person_id for letter in letters) == sorted(losers)
    assert {letter.not_before for letter in letters} == {job.accepted_at}


@pytest.mark.slow
def test_of_two_hundred_taps_from_two_processes_one_wins(engine: Engine) -> None:
    rounds = [_add_round(engine) for _ in range(_ROUNDS)]
    url = engine.url.render_as_string(hide_password=False)
    for one, said in zip(rounds, _tapped_from_two_processes(url, rounds), strict=True):
        _check(engine, one, said)
