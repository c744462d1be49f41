"""What the database is sealed with: known texts that tell the right keys, and the key of the audit's chain."""

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

MASTER, AUDIT, HALVED = "master", "audit", "halved"
"""Their names: the known text, the key of the audit's chain, and the known text under a key with a half elsewhere."""


class Seal(SQLModel, table=True):
    """A wrapped key, and what it seals."""

    __tablename__ = "seal"

    name: str = Field(primary_key=True, max_length=20)
    key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
