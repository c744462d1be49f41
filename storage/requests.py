"""Requests for a conference."""

from datetime import date, datetime

from sqlalchemy import JSON, Column, Date, Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from domain.requests import State
from storage.columns import Moment


class Request(SQLModel, table=True):
    """One request. `details` (name, place, safe contact, access), `wishes` and `bodies` are sealed with `key`.

    `near` holds the near languages that the family was asked about, and what it answered. `by_hand` is a search in
    which nobody is asked but by the manager; `replaced` counts how often the family asked for someone else. `fired_until`
    is the newest promise that was dealt with in this state; `pauses` are those of the family, each from when until when.
    `danger` is the reference of an open danger flag: while it stands, nothing about the request is said by the clock.
    `bodies` are names of organisations with a part in it; `about_id` is the request whose receipt somebody else began
    this one with.
    """

    __tablename__ = "request"
    __table_args__ = (
        Index("ix_request_due", "due_at"),
        Index("ix_request_next_wave", "next_wave_at"),
        Index("ix_request_region_state", "region", "state"),
        # The few that still hold wishes: the clock looks for those to delete every second.
        Index(
            "ix_request_wishes",
            "id",
            sqlite_where=text("wishes IS NOT NULL"),
            postgresql_where=text("wishes IS NOT NULL"),
        ),
        # The clock looks every second whether a flag is over.
        Index(
            "ix_request_danger",
            "id",
            sqlite_where=text("danger IS NOT NULL"),
            postgresql_where=text("danger IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True, max_length=16)
    requester_id: int = Field(foreign_key="person.id", index=True)
    region: str = Field(max_length=40)
    state: str = Field(default=State.SUBMITTED.value, max_length=20)
    ending: str | None = Field(default=None, max_length=40)
    language: str = Field(max_length=20)
    who: str = Field(max_length=20)
    variant: str = Field(max_length=20)
    hours: str = Field(max_length=20)
    deadline_on: date | None = Field(default=None, sa_column=Column(Date))
    urgent: bool = False
    compulsory: bool = False
    key: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    details: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    wishes: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    bodies: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    near: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    submitted_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    opened_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    offered_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    closed_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    paused_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    due_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    due: str | None = Field(default=None, max_length=30)
    fired_until: datetime | None = Field(default=None, sa_column=Column(Moment))
    pauses: list[list[str]] | None = Field(default=None, sa_column=Column(JSON))
    next_wave_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    by_hand: bool = False
    replaced: int = 0
    danger: str | None = Field(default=None, max_length=16)
    about_id: int | None = Field(default=None, foreign_key="request.id", index=True)
