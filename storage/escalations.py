"""What stalls, who is to take it, and who has."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class Escalation(SQLModel, table=True):
    """Something that somebody must look at; `key` keeps one occasion from being raised twice.

    It stands on `rung` of its ladder, and the clock looks at it again at `rung_due_at`: while it is not done there is
    always such a moment. `turn` counts its changes. `asked_at` is when the taker was asked whether it is done,
    `snoozed` why they come back to it later, and `note` how it ended; codes.
    """

    __tablename__ = "escalation"
    __table_args__ = (CheckConstraint("done_at IS NOT NULL OR rung_due_at IS NOT NULL", name="open_is_due"),)

    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True, max_length=16)
    key: str = Field(unique=True, max_length=80)
    kind: str = Field(max_length=30)
    request_id: int | None = Field(default=None, foreign_key="request.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    region: str | None = Field(default=None, max_length=40, index=True)
    raised_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    rung: int = 0
    rung_due_at: datetime | None = Field(default=None, sa_column=Column(Moment, index=True))
    turn: int = 0
    taken_by: int | None = Field(default=None, foreign_key="person.id", index=True)
    taken_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    asked_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    snoozed: str | None = Field(default=None, max_length=20)
    note: str | None = Field(default=None, max_length=20)
    done_at: datetime | None = Field(default=None, sa_column=Column(Moment))
