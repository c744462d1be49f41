"""What every action works with: the transaction, the moment, the vault and the promises."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.policy import Policy
from domain.regions import Regions
from storage.arrivals import Caller
from storage.audit import AuditLine
from storage.requests import Request
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Desk:
    """One open transaction with all that an action may use; it is never kept after the action."""

    session: Session
    now: datetime
    vault: Vault
    policy: Policy
    regions: Regions
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The day in the service's zone."""
        return self.now.astimezone(self.zone).date()

    def audit(self, who: Caller | None, what: str, subject: str, why: str = "") -> None:
        """Write down who did what; ids and codes only."""
        self.session.add(
            AuditLine(at=self.now, who=who.id if who else None, what=what, subject=subject, why=why)
        )

    def open_details(self, request: Request, *, who: Caller, why: str) -> dict[str, Any]:
        """Name, place, safe contact and access of a request; every opening is written to the audit.

        Empty when the request was forgotten.
        """
        if request.key is None or request.details is None:
            return {}
        self.audit(who, "open_details", request.ref, why)
        details: dict[str, Any] = self.vault.open(request.key, "details", request.details)
        return details

    def open_wishes(self, request: Request) -> list[dict[str, str]]:
        """The wishes about the coordinator, for matching; empty once somebody accepted (domain.md 1.6)."""
        if request.key is None or request.wishes is None:
            return []
        wishes: list[dict[str, str]] = self.vault.open(request.key, "wishes", request.wishes)
        return wishes
