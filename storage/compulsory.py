"""Under compulsory help: what a professional sets as conditions, and their answer to the plan. And who does not agree."""

from datetime import datetime

from sqlalchemy import JSON, Column, LargeBinary
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class Conditions(SQLModel, table=True):
    """The conditions of one professional, each a sentence with a reference, sealed together with the request's key.

    `complete_at` is when they said that these are all; empty while they are being written.
    """

    __tablename__ = "conditions"

    guest_id: int = Field(primary_key=True, foreign_key="guest.id")
    request_id: int = Field(foreign_key="request.id", index=True)
    words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    complete_at: datetime | None = Field(default=None, sa_column=Column(Moment))


class Acceptance(SQLModel, table=True):
    """Which professional answers to the plan of a request, and what they said: codes and numbers, no word.

    `asked` and `answered` are revisions of the plan; `not_yet` counts how often the answer was that. Without a guest the
    coordinator logs what was said on paper.
    """

    __tablename__ = "acceptance"

    request_id: int = Field(primary_key=True, foreign_key="request.id")
    guest_id: int | None = Field(default=None, foreign_key="guest.id", index=True)
    asked: int | None = None
    asked_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    answered: int | None = None
    answered_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    accepted: bool | None = None
    reasons: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    lines: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    not_yet: int = 0


class Disagreement(SQLModel, table=True):
    """Those whom a request is about do not agree, since then; deleted when they do."""

    __tablename__ = "disagreement"

    request_id: int = Field(primary_key=True, foreign_key="request.id")
    since: datetime = Field(sa_column=Column(Moment, nullable=False))
