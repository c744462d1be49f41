"""Who opened or changed what, when and why: ids and codes only, in a chain that shows tampering."""

from datetime import datetime

from sqlalchemy import Column, Integer
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class AuditLine(SQLModel, table=True):
    """One line of the audit; lines are only ever added (`storage.audit_chain`), and the oldest removed after their time.

    `who` is no foreign key: a line outlives whom it names, and no lock on a person waits behind the chain.
    """

    __tablename__ = "audit_line"

    number: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
    who: int | None = Field(default=None)
    role: str | None = Field(default=None, max_length=20)
    what: str = Field(max_length=40)
    subject: str = Field(max_length=16, index=True)
    why: str = Field(default="", max_length=40)
    chain: str = Field(max_length=64)


class AuditHead(SQLModel, table=True):
    """One row: where the chain ends and where what is kept of it begins."""

    __tablename__ = "audit_head"

    id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    count: int
    chain: str = Field(max_length=64)
    trimmed: int = Field(default=0)
    anchor: str = Field(default="", max_length=64)
    mark: str = Field(max_length=64)
