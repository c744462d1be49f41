"""What was done so often that it is counted (docs/limits.md): shared by every process, and there after a restart."""

from datetime import datetime

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class Spent(SQLModel, table=True):
    """One limit of one person, or of one link; when nothing of it is used up any more the row says nothing.

    `mark` is the person's random reference, or the beginning of the hash of a link.
    """

    __tablename__ = "spent"
    __table_args__ = (Index("ix_spent_full_at", "full_at"),)

    name: str = Field(primary_key=True, max_length=20)
    mark: str = Field(primary_key=True, max_length=32)
    full_at: datetime = Field(sa_column=Column(Moment, nullable=False))
