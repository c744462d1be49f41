"""What is wrong with the service itself, and when it last gave a sign of life."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class Incident(SQLModel, table=True):
    """Something that an admin has to know, from when it began until it was over; ids and codes only.

    `key` is the kind while it is open, and something else afterwards: of each kind at most one is open. `count` says
    how often it was seen, `last_at` when last; `about` names what it was about first (`letter 17 offer_card`).
    """

    __tablename__ = "incident"

    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True, max_length=16)
    key: str = Field(unique=True, max_length=60)
    kind: str = Field(max_length=30)
    about: str = Field(default="", max_length=80)
    count: int = 1
    opened_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    last_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    closed_at: datetime | None = Field(default=None, sa_column=Column(Moment))


class Heartbeat(SQLModel, table=True):
    """When a task (the clock) was last seen at work, to within half a minute; it stays when its lease is given back."""

    __tablename__ = "heartbeat"

    name: str = Field(primary_key=True, max_length=20)
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
