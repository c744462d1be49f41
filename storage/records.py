"""Gathers every record, so that models, migrations and tests speak of the same set of tables."""

from sqlmodel import SQLModel

from storage.absences import Absence
from storage.audit import AuditHead, AuditLine
from storage.circle import Guest, MeetingDay, TickedDay
from storage.compulsory import Acceptance, Conditions, Disagreement
from storage.consents import Consent
from storage.doomed import DoomedKey
from storage.drafts import Draft
from storage.escalations import Escalation
from storage.follow_ups import Asking, TappedFace
from storage.forgotten import Forgotten
from storage.incidents import Heartbeat, Incident
from storage.invitations import Invitation
from storage.jobs import Job, PreparationStep, Registration
from storage.leases import Lease
from storage.offers import Offer
from storage.outbox import Letter
from storage.people import Person, Profile
from storage.plans import OwnReminder, Plan, PlanCopy, PlanLine
from storage.practicalities import Practicality
from storage.requests import Request
from storage.seals import Seal
from storage.second_steps import SecondStep
from storage.spent import Spent
from storage.updates import SeenUpdate

__all__ = [
    "Absence",
    "Acceptance",
    "Asking",
    "AuditHead",
    "AuditLine",
    "Conditions",
    "Consent",
    "Disagreement",
    "DoomedKey",
    "Draft",
    "Escalation",
    "Forgotten",
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
    "Practicality",
    "PreparationStep",
    "Profile",
    "Registration",
    "Request",
    "Seal",
    "SecondStep",
    "SeenUpdate",
    "Spent",
    "TappedFace",
    "TickedDay",
]

metadata = SQLModel.metadata
