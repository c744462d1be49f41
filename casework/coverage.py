"""Which regions nobody takes care of yet."""

from sqlmodel import Session, col, select

from domain.people import Role
from domain.regions import Regions
from storage.people import Person


def unmanaged(session: Session, regions: Regions) -> list[str]:
    """The codes of the regions without a manager, in the order of the file; nobody reads their requests."""
    found = set(
        session.exec(select(Person.region).where(col(Person.role) == Role.REGIONAL_MANAGER.value)).all()
    )
    return [region.code for region in regions if region.manager not in found]
