"""What somebody takes care of for the day of a meeting; deleted with the circle."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class Practicality(SQLModel, table=True):
    """One thing to arrange, by its code. Who takes it is somebody of the circle, or a word sealed with the request's key."""

    __tablename__ = "practicality"

    request_id: int = Field(primary_key=True, foreign_key="request.id")
    what: str = Field(primary_key=True, max_length=20)
    guest_id: int | None = Field(default=None, foreign_key="guest.id", index=True)
    word: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    done_at: datetime | None = Field(default=None, sa_column=Column(Moment))
