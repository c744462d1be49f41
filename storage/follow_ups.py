"""Who was asked how it goes after the meeting, and the faces they tapped; forgotten when the request is over."""

from datetime import datetime

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class Asking(SQLModel, table=True):
    """One person who is asked: whoever asked for the conference, or whoever opens a one-time link.

    Of a link only the hash is kept; `person_id` is empty until it was opened. No name, no words.
    """

    __tablename__ = "asking"
    __table_args__ = (UniqueConstraint("request_id", "person_id", name="uq_asking_person"),)

    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True, max_length=16)
    request_id: int = Field(foreign_key="request.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    token_hash: str | None = Field(default=None, unique=True, max_length=64)
    asked_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    opened_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    consent: int | None = None
    consent_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    answered_at: datetime | None = Field(default=None, sa_column=Column(Moment))


class TappedFace(SQLModel, table=True):
    """What one person says of one promise; promises have numbers only, what they say is never kept."""

    __tablename__ = "tapped_face"

    asking_id: int = Field(primary_key=True, foreign_key="asking.id")
    number: int = Field(primary_key=True)
    face: str = Field(max_length=10)
