"""Gathers every record, so that models, migrations and tests speak of the same set of tables."""

from sqlmodel import SQLModel

from storage.absences import Absence
from storage.audit import AuditLine
from storage.circle import Guest, MeetingDay, TickedDay
from storage.drafts import Draft
from storage.escalations import Escalation
from storage.follow_ups import Asking, TappedFace
from storage.incidents import Heartbeat, Incident
from storage.invitations import Invitation
from storage.jobs import Job, PreparationStep, Registration
from storage.leases import Lease
from storage.offers import Offer
from storage.outbox import Letter
from storage.people import Person, Profile
from storage.plans import OwnReminder, Plan, PlanCopy, PlanLine
from storage.requests import Request
from storage.seals import Seal
from storage.updates import SeenUpdate

__all__ = [
    "Absence",
    "Asking",
    "AuditLine",
    "Draft",
    "Escalation",
    "Guest",
    "Heartbeat",
    "Incident",
    "Invitation",
    "Job",
    "Lease",
    "Letter",
    "MeetingDay",
    "Offer",
    "OwnReminder",
    "Person",
    "Plan",
    "PlanCopy",
    "PlanLine",
    "PreparationStep",
    "Profile",
    "Registration",
    "Request",
    "Seal",
    "SeenUpdate",
    "TappedFace",
    "TickedDay",
]

metadata = SQLModel.metadata
