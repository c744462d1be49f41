"""What the database is sealed with: a known text that tells the right master key, and the key of the audit's chain."""

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

MASTER, AUDIT = "master", "audit"
"""Their names: the known text, and the key of the audit's chain."""


class Seal(SQLModel, table=True):
    """A wrapped key, and what it seals."""

    __tablename__ = "seal"

    name: str = Field(primary_key=True, max_length=20)
    key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
