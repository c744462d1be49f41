"""Taps that wait for an answer."""

import asyncio
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simulator.refusals import bad_request
from simulator.shapes import Json

KEPT = timedelta(minutes=15)
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(slots=True)
class Query:
    """One tap; `answered` is set when the bot answers."""

    id: str
    chat: int
    at: datetime
    answer: Json | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)


class Queries:
    """The taps of one bot that have no answer yet."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, Query] = OrderedDict()

    def ask(self, chat: int, now: datetime) -> Query:
        """Note a tap in `chat`."""
        query = Query(str(secrets.randbits(62)), chat, now)
        while self._waiting and now - next(iter(self._waiting.values())).at > KEPT:
            self._waiting.popitem(last=False)
        self._waiting[query.id] = query
        return query

    def answer(self, query_id: str, answer: Json, now: datetime) -> Query:
        """Give the answer to who tapped.

        Raises:
            Refusal: unknown, answered already, or older than 15 minutes.
        """
        query = self._waiting.pop(query_id, None)
        if query is None or now - query.at > KEPT:
            raise bad_request(_TOO_OLD)
        query.answer = answer
        query.answered.set()
        return query
