"""Updates that were handled, so that one which Telegram sends again changes nothing (trust.md 29)."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class SeenUpdate(SQLModel, table=True):
    """The id of an update. Claimed by its id, never by the highest id seen (telegram.md 2.11)."""

    __tablename__ = "seen_update"
    __table_args__ = (Index("ix_seen_update_at", "at"),)

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
