"""Gathers every record, so that models, migrations and tests speak of the same set of tables."""

from sqlmodel import SQLModel

from storage.audit import AuditLine
from storage.drafts import Draft
from storage.escalations import Escalation
from storage.invitations import Invitation
from storage.jobs import Job, PreparationStep, Registration
from storage.leases import Lease
from storage.offers import Offer
from storage.outbox import Letter
from storage.people import Person, Profile
from storage.requests import Request
from storage.seals import Seal
from storage.updates import SeenUpdate

__all__ = [
    "AuditLine",
    "Draft",
    "Escalation",
    "Invitation",
    "Job",
    "Lease",
    "Letter",
    "Offer",
    "Person",
    "PreparationStep",
    "Profile",
    "Registration",
    "Request",
    "Seal",
    "SeenUpdate",
]

metadata = SQLModel.metadata
