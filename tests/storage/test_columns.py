from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import StatementError
from sqlmodel import Session, col, select

from storage.database import transaction
from storage.invitations import Invitation
from storage.leases import Lease

NOON = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)


def _kept(engine: Engine, until: datetime) -> datetime:
    with transaction(engine) as session:
        session.add(Lease(name="clock", holder="one", until=until))
    with Session(engine) as session:
        return session.exec(select(Lease)).one().until


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(NOON, id="utc"),
        pytest.param(NOON.astimezone(timezone(timedelta(hours=1))), id="winter in Amsterdam"),
        pytest.param(NOON.astimezone(timezone(timedelta(hours=-9, minutes=-30))), id="half an hour off"),
    ],
)
def test_a_moment_comes_back_as_the_same_instant_in_utc(engine: Engine, moment: datetime) -> None:
    kept = _kept(engine, moment)
    assert kept == NOON
    assert kept.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="a moment needs a zone"):
        _kept(engine, NOON.replace(tzinfo=None))


def test_moments_compare_across_zones(engine: Engine) -> None:
    _kept(engine, NOON)
    just_before = (NOON - timedelta(seconds=1)).astimezone(timezone(timedelta(hours=5)))
    with Session(engine) as session:
        assert session.exec(select(Lease).where(col(Lease.until) > just_before)).one_or_none() is not None
        assert session.exec(select(Lease).where(col(Lease.until) < just_before)).one_or_none() is None


def test_no_moment_is_no_moment(engine: Engine) -> None:
    with transaction(engine) as session:
        session.connection().execute(
            text(
                "INSERT INTO invitation (token_hash, role, region, created_at, expires_at)"
                " VALUES ('x', 'coordinator', 'utrecht', '2026-11-22 12:00:00', '2026-11-23 12:00:00')"
            )
        )
    with Session(engine) as session:
        invitation = session.exec(select(Invitation)).one()
        assert invitation.used_at is None
        assert invitation.created_at == NOON.replace(microsecond=0)
