"""Records to begin with: a person, a request, a job, as plain as they can be."""

from datetime import UTC, datetime

from sqlmodel import Session

from domain.people import Role
from storage.jobs import Job
from storage.people import Person
from storage.references import receipt, reference
from storage.requests import Request

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MASTER = bytes(range(32))


def add_person(session: Session, chat_id: int = 1001, role: Role = Role.CITIZEN) -> int:
    """Add someone with a chat; their id."""
    person = Person(ref=reference(), chat_id=chat_id, role=role.value, key=b"wrapped", created_at=NOW)
    session.add(person)
    session.flush()
    assert person.id is not None
    return person.id


def add_request(session: Session, requester: int) -> int:
    """Add a request; its id."""
    request = Request(
        ref=receipt(),
        requester_id=requester,
        region="utrecht",
        language="nl",
        who="main_person",
        variant="family",
        hours="any",
        submitted_at=NOW,
    )
    session.add(request)
    session.flush()
    assert request.id is not None
    return request.id


def add_job(session: Session, request: int, coordinator: int, *, ended_at: datetime | None = None) -> int:
    """Add a job; its id."""
    job = Job(
        ref=reference(), request_id=request, coordinator_id=coordinator, accepted_at=NOW, ended_at=ended_at
    )
    session.add(job)
    session.flush()
    assert job.id is not None
    return job.id
