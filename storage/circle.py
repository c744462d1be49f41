"""The people around somebody, as the service knows them: a word that the family chose, a language, and what they said.

Deleted when the request is over; what somebody told in private is gone after the meeting (domain.md 1.6, 2.1).
"""

from datetime import datetime

from sqlalchemy import JSON, Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class Guest(SQLModel, table=True):
    """One person in a circle. `word` (never a name), `private` and `card_voice` are sealed with the request's key.

    Of the one-time link only the hash is kept; `person_id` is empty until it was opened. `on_paper` is somebody without
    Telegram, whom a human invites and whose answer the coordinator logs. `suggested_by` is the guest who thought of them.
    `voices` is how many messages for the meeting went from them to the coordinator; of those nothing else is kept.
    `card_voice` is Telegram's id of the voice message in which the coordinator reads out a child's card.
    """

    __tablename__ = "guest"
    __table_args__ = (UniqueConstraint("request_id", "person_id", name="uq_guest_person"),)

    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True, max_length=16)
    request_id: int = Field(foreign_key="request.id", index=True)
    part: str = Field(max_length=20)
    language: str = Field(max_length=20)
    word: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    state: str = Field(max_length=10)
    suggested_by: int | None = Field(default=None, foreign_key="guest.id")
    on_paper: bool = False
    added_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    token_hash: str | None = Field(default=None, unique=True, max_length=64)
    invited_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    opened_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    answer: str | None = Field(default=None, max_length=5)
    answered_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    needs: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    private: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    voices: int = 0
    card_voice: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    reminded_at: datetime | None = Field(default=None, sa_column=Column(Moment))


class MeetingDay(SQLModel, table=True):
    """A moment at which the meeting could be, as the main person proposed it; at most one of a request is chosen."""

    __tablename__ = "meeting_day"
    __table_args__ = (UniqueConstraint("request_id", "at", name="uq_meeting_day"),)

    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True, max_length=16)
    request_id: int = Field(foreign_key="request.id", index=True)
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
    chosen_at: datetime | None = Field(default=None, sa_column=Column(Moment))


class TickedDay(SQLModel, table=True):
    """A guest can come at this moment."""

    __tablename__ = "ticked_day"

    day_id: int = Field(primary_key=True, foreign_key="meeting_day.id")
    guest_id: int = Field(primary_key=True, foreign_key="guest.id")
