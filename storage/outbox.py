"""Messages to other people: written in the transaction that causes them, sent after it by the courier."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index
from sqlmodel import Field, SQLModel

from storage.columns import Moment

WAITING, SENT, UNREACHABLE, REFUSED, DROPPED = "waiting", "sent", "unreachable", "refused", "dropped"
GATHERED = "gathered"
"""Several letters to somebody who came back, said together in one (`casework/returning.py`)."""


class Letter(SQLModel, table=True):
    """One message: what to say (`kind`, `subject`, `facts` hold references and codes only), to whom, not before when.

    `card` names the thing on the screen that the letter draws; a later letter with the same card edits it in place.
    `nudge` letters are dropped when the family has paused or the request is over.
    """

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_waiting", "state", "not_before"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=120)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: str = Field(max_length=30)
    subject: str | None = Field(default=None, max_length=16)
    facts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    card: str | None = Field(default=None, max_length=60, index=True)
    request_id: int | None = Field(default=None, foreign_key="request.id")
    nudge: bool = False
    urgent: bool = False
    state: str = Field(default=WAITING, max_length=12)
    attempts: int = 0
    not_before: datetime = Field(sa_column=Column(Moment, nullable=False))
    created_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    sent_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger))
