"""Who opened or changed what, when and why: ids and codes only."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class AuditLine(SQLModel, table=True):
    """One line of the audit; lines are only ever added."""

    __tablename__ = "audit_line"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
    who: int | None = Field(default=None, foreign_key="person.id")
    what: str = Field(max_length=40)
    subject: str = Field(max_length=16, index=True)
    why: str = Field(default="", max_length=40)
