"""What somebody said yes to, and took back (domain.md 3.4)."""

from datetime import datetime

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class Consent(SQLModel, table=True):
    """One layer of consent of one person; it stands while `withdrawn_at` is empty.

    `about` is the receipt of the request or the reference of the invitation that it is about, and empty for the yes to
    the text before the first question. `version` is that of the text which was on the screen.
    """

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("person_id", "about", "layer", name="uq_consent_layer"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    about: str = Field(default="", max_length=16, index=True)
    layer: str = Field(max_length=12)
    version: int
    given_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    withdrawn_at: datetime | None = Field(default=None, sa_column=Column(Moment))
