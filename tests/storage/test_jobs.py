"""The database itself holds that exactly one acceptance wins, whoever comes at the same moment."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, func, select

from storage.database import transaction
from storage.jobs import Job
from tests.storage.samples import NOW, add_job, add_person, add_request


def _jobs(engine: Engine) -> int:
    with Session(engine) as session:
        return session.exec(select(func.count()).select_from(Job)).one()


@pytest.fixture
def places(engine: Engine) -> dict[str, int]:
    """Two requests and two coordinators, by their ids."""
    with transaction(engine) as session:
        requester = add_person(session)
        return {
            "request 1": add_request(session, requester),
            "request 2": add_request(session, requester),
            "coordinator 1": add_person(session, 11),
            "coordinator 2": add_person(session, 12),
        }


@pytest.mark.parametrize(
    ("request_name", "coordinator"),
    [
        pytest.param("request 1", "coordinator 2", id="another coordinator for the same request"),
        pytest.param("request 2", "coordinator 1", id="another request for the same coordinator"),
        pytest.param("request 1", "coordinator 1", id="the same once more"),
    ],
)
def test_a_second_running_job_is_refused(
    engine: Engine, places: dict[str, int], request_name: str, coordinator: str
) -> None:
    with transaction(engine) as session:
        add_job(session, places["request 1"], places["coordinator 1"])
    with pytest.raises(IntegrityError), transaction(engine) as session:
        add_job(session, places[request_name], places[coordinator])
    assert _jobs(engine) == 1


def test_after_a_job_ended_both_are_free_again(engine: Engine, places: dict[str, int]) -> None:
    with transaction(engine) as session:
        add_job(session, places["request 1"], places["coordinator 1"], ended_at=NOW)
        add_job(session, places["request 1"], places["coordinator 1"], ended_at=NOW)
        add_job(session, places["request 1"], places["coordinator 2"])
        add_job(session, places["request 2"], places["coordinator 1"])
    assert _jobs(engine) == 4


def test_an_ended_job_does_not_start_again_beside_a_running_one(
    engine: Engine, places: dict[str, int]
) -> None:
    with transaction(engine) as session:
        ended = add_job(session, places["request 1"], places["coordinator 1"], ended_at=NOW)
        add_job(session, places["request 1"], places["coordinator 2"])
    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.get_one(Job, ended).ended_at = None
    with Session(engine) as session:
        assert session.get_one(Job, ended).ended_at == NOW
