"""People who talk to the bot, and the profiles of coordinators."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, Column, Date, LargeBinary
from sqlmodel import Field, SQLModel

from domain.people import Role
from storage.columns import Moment


class Person(SQLModel, table=True):
    """Someone with a chat, or a coordinator of a pool file who has none yet. Telegram's name for them is never kept.

    `key` is theirs, wrapped by the master key: what is sealed for a person is forgotten with it. `heard_at` is when an
    update last came from them, to within an hour. `code_word` is sealed with the key (`casework/code_words.py`).
    """

    __tablename__ = "person"

    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True, max_length=16)
    chat_id: int | None = Field(default=None, sa_column=Column(BigInteger, unique=True, nullable=True))
    role: str = Field(default=Role.CITIZEN.value, max_length=20)
    region: str | None = Field(default=None, max_length=40, index=True)
    locale: str | None = Field(default=None, max_length=20)
    hint: str | None = Field(default=None, max_length=20)
    consent: int | None = None
    consent_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    reachable: bool = True
    heard_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    code_word: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    created_at: datetime = Field(sa_column=Column(Moment, nullable=False))


class Profile(SQLModel, table=True):
    """What matching knows of a coordinator.

    `details` holds words under the person's key: culture and religion (only with `told_consent_at`), ties, and how a
    pool file called them. The marks beside it are only good for comparing (`storage.vault.Vault.mark`).
    """

    __tablename__ = "profile"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    languages: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    regions: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    scope: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    gender: str | None = Field(default=None, max_length=10)
    born: int | None = None
    available: bool = True
    paused_until: date | None = Field(default=None, sa_column=Column(Date))
    away_from: date | None = Field(default=None, sa_column=Column(Date))
    away_until: date | None = Field(default=None, sa_column=Column(Date))
    certificate_until: date | None = Field(default=None, sa_column=Column(Date))
    confirmed_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    told_consent_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    details: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    culture_marks: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    religion_marks: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    tie_marks: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    file_mark: str | None = Field(default=None, max_length=40, unique=True)
    last_job_ended_on: date | None = Field(default=None, sa_column=Column(Date))
    joined_at: datetime = Field(sa_column=Column(Moment, nullable=False))
