"""Offers of a request to coordinators."""

from datetime import datetime

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from domain.offers import OfferState
from storage.columns import Moment


class Offer(SQLModel, table=True):
    """One request offered to one coordinator; asked again later, it is the same row."""

    __tablename__ = "offer"
    __table_args__ = (
        UniqueConstraint("request_id", "coordinator_id", name="uq_offer_request_coordinator"),
        # The state first: of the offers whose time has passed nearly all were answered long ago.
        Index("ix_offer_expires", "state", "expires_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True, max_length=16)
    request_id: int = Field(foreign_key="request.id")
    coordinator_id: int = Field(foreign_key="person.id", index=True)
    state: str = Field(default=OfferState.PREPARED.value, max_length=12)
    reason: str | None = Field(default=None, max_length=20)
    answered_questions: int = 0
    sent_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    seen_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    answered_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    expires_at: datetime | None = Field(default=None, sa_column=Column(Moment))
