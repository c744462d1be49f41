"""Who of the service is away, until when, and who stands in for them."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from storage.columns import Moment


class Absence(SQLModel, table=True):
    """Someone is away until a moment; it counts for nothing after that, and is deleted.

    `substitute_id` stands in for them, or the managers of the region `deputy` do; where both are empty nobody does, and
    whoever is next in line hears of it. Why somebody is away is not asked.
    """

    __tablename__ = "absence"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    substitute_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    deputy: str | None = Field(default=None, max_length=40)
    since: datetime = Field(sa_column=Column(Moment, nullable=False))
    until: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))
