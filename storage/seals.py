"""A known text sealed with the master key, with which the start finds out that the key is the right one."""

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel


class Seal(SQLModel, table=True):
    """One row: a wrapped key, and what it seals."""

    __tablename__ = "seal"

    name: str = Field(primary_key=True, max_length=20)
    key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
