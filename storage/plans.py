"""The lines of a plan on their way to the people who made it; deleted once they have it (domain.md 6.2)."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class PlanLine(SQLModel, table=True):
    """One line, as it was said in the room. All its words are sealed with the request's key.

    `words` holds who (a word), what, by when and who checks; `beside` the same line in other languages, by language,
    as somebody who was there put it.
    """

    __tablename__ = "plan_line"

    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True, max_length=16)
    request_id: int = Field(foreign_key="request.id", index=True)
    kind: str = Field(max_length=10)
    number: int
    words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    beside: bytes | None = Field(default=None, sa_column=Column(LargeBinary))


class Plan(SQLModel, table=True):
    """How far the plan of a request is: numbers and moments, never a word of it.

    Every change of a line is a new `revision`. `asked`, `agreed` and `handed` are the revision about which the main
    person was asked, to which they said yes, and which was handed out. `handed_at` is when it was handed out or changed
    last: so long the lines wait. `missed` is how many had not fetched it when the lines were deleted.
    """

    __tablename__ = "plan"

    request_id: int = Field(primary_key=True, foreign_key="request.id")
    revision: int = 1
    asked: int | None = None
    agreed: int | None = None
    handed: int | None = None
    handed_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    forgotten_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    missed: int | None = None


class PlanCopy(SQLModel, table=True):
    """Somebody fetched this revision of the plan; gone with the lines."""

    __tablename__ = "plan_copy"

    request_id: int = Field(primary_key=True, foreign_key="request.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    revision: int
    fetched_at: datetime = Field(sa_column=Column(Moment, nullable=False))


class OwnReminder(SQLModel, table=True):
    """What somebody wants to be reminded of, sealed with that person's own key, until its day.

    `line` is the reference of the line that it was, which may be deleted by then.
    """

    __tablename__ = "own_reminder"
    __table_args__ = (UniqueConstraint("person_id", "line", name="uq_own_reminder_line"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    line: str = Field(max_length=16)
    words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    due_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
