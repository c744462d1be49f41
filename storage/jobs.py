"""What a coordinator does for one request: the job, its preparation steps, and the registration at its end."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Date, Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from domain.places import PlaceAnswer
from storage.columns import Moment


class Job(SQLModel, table=True):
    """The one acceptance that won. Two partial unique indexes hold: one running job per request and per person.

    `private_from` and `private_until` bound the part of the meeting in which nobody in the circle is sent anything.
    `tried_at` is when the coordinator last logged that nobody could be reached for the follow-up. `venue_answer` is what
    the main person said of the place; `pin`, where it is on a map, is sealed with the request's key like `venue`.
    """

    __tablename__ = "job"
    __table_args__ = (
        *(
            Index(
                name,
                column,
                unique=True,
                sqlite_where=text("ended_at IS NULL"),
                postgresql_where=text("ended_at IS NULL"),
            )
            for name, column in (("uq_job_request", "request_id"), ("uq_job_coordinator", "coordinator_id"))
        ),
        # The few whose circle is among itself: the courier asks every second who is to be left in peace.
        Index(
            "ix_job_private",
            "private_from",
            sqlite_where=text("private_from IS NOT NULL AND private_until IS NULL"),
            postgresql_where=text("private_from IS NOT NULL AND private_until IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True, max_length=16)
    request_id: int = Field(foreign_key="request.id", index=True)
    coordinator_id: int = Field(foreign_key="person.id", index=True)
    accepted_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    first_contact_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    last_step_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    meeting_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    venue: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    venue_answer: str = Field(default=PlaceAnswer.OPEN.value, max_length=10)
    pin: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    invited: int | None = None
    held_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    private_from: datetime | None = Field(default=None, sa_column=Column(Moment))
    private_until: datetime | None = Field(default=None, sa_column=Column(Moment))
    outcome: str | None = Field(default=None, max_length=20)
    attended: int | None = None
    children: int | None = None
    professionals: int | None = None
    agreements: int | None = None
    by_circle: int | None = None
    acceptance: str | None = Field(default=None, max_length=20)
    evaluation_on: date | None = Field(default=None, sa_column=Column(Date))
    plan_sent_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    tried_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    follow_up_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    reached: int | None = None
    band: str | None = Field(default=None, max_length=10)
    attention: bool | None = None
    ended_at: datetime | None = Field(default=None, sa_column=Column(Moment))


class PreparationStep(SQLModel, table=True):
    """The status of one step of one job: no content, only what and when."""

    __tablename__ = "preparation_step"

    job_id: int = Field(primary_key=True, foreign_key="job.id")
    step: str = Field(primary_key=True, max_length=30)
    status: str = Field(max_length=15)
    at: datetime = Field(sa_column=Column(Moment, nullable=False))


class Registration(SQLModel, table=True):
    """What stays of a request for the yearly report: counts and codes, no person (domain.md 6.4)."""

    __tablename__ = "registration"

    request_ref: str = Field(primary_key=True, max_length=16)
    facts: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    at: datetime = Field(sa_column=Column(Moment, nullable=False))
