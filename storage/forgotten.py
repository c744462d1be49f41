"""What was forgotten on request, so that a restored copy of the database forgets it again (trust.md 18)."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class Forgotten(SQLModel, table=True):
    """The random reference of a person or a request whose key was destroyed; it says nothing about anyone."""

    __tablename__ = "forgotten"

    ref: str = Field(primary_key=True, max_length=16)
    kind: str = Field(max_length=10)
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
