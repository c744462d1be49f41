"""Who may do what only one process does at a time."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class Lease(SQLModel, table=True):
    """A task (the clock, the courier), its holder, and until when; who does not renew it loses it."""

    __tablename__ = "lease"

    name: str = Field(primary_key=True, max_length=20)
    holder: str = Field(max_length=40)
    until: datetime = Field(sa_column=Column(Moment, nullable=False))
