"""What stalls, and who has taken it."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class Escalation(SQLModel, table=True):
    """Something that a regional manager must look at; `key` keeps one occasion from being raised twice."""

    __tablename__ = "escalation"

    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True, max_length=16)
    key: str = Field(unique=True, max_length=80)
    kind: str = Field(max_length=30)
    request_id: int | None = Field(default=None, foreign_key="request.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    region: str | None = Field(default=None, max_length=40, index=True)
    raised_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    taken_by: int | None = Field(default=None, foreign_key="person.id")
    taken_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    done_at: datetime | None = Field(default=None, sa_column=Column(Moment))
