"""The second step of somebody of the service: an app on their phone that shows six digits."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Column, LargeBinary
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class SecondStep(SQLModel, table=True):
    """One a person. `secret` is sealed with the person's own key, and counts once it is confirmed by a code.

    `last_counter` is the half minute of the last code that was taken: neither that one nor an earlier one counts again.
    `asked_for` is the data of the button that waits for the digits, `message_id` the message that shows the secret.
    """

    __tablename__ = "second_step"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    secret: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    confirmed_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    last_counter: int = 0
    tries: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    failures: int = 0
    locked_until: datetime | None = Field(default=None, sa_column=Column(Moment))
    open_until: datetime | None = Field(default=None, sa_column=Column(Moment))
    asked_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    asked_for: str | None = Field(default=None, max_length=64)
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
