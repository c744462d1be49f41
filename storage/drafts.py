"""Half-filled questionnaires. A draft is a row, so that a restart or a second process loses nothing."""

from datetime import datetime

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class Draft(SQLModel, table=True):
    """The answers so far (sealed with the draft's own key), the question that stands open, and the revision."""

    __tablename__ = "draft"
    __table_args__ = (
        UniqueConstraint("person_id", "form", name="uq_draft_person_form"),
        Index("ix_draft_touched", "touched_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    form: str = Field(max_length=20)
    subject: str | None = Field(default=None, max_length=16)
    at: str | None = Field(default=None, max_length=30)
    revision: int = 1
    key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    answers: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    touched_at: datetime = Field(sa_column=Column(Moment, nullable=False))
