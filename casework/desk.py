"""What every action works with: the transaction, the moment, the vault and the promises."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.openings import Why, opened
from domain.people import STAFF
from domain.policy import Policy
from domain.regions import Regions
from storage import audit_chain
from storage.arrivals import Caller
from storage.audit_chain import Entry
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
        audit_chain.collect(self.session, self.vault, self._entry(who, what, subject, why))

    def unseal(
        self, key: bytes, name: str, sealed: bytes, *, about: str, who: Caller | None, why: str
    ) -> Any:  # noqa: ANN401 - whatever JSON holds
        """What was sealed under this name: the one door to personal values (trust.md 26).

        `about` is the reference of what it belongs to. Each opening by staff is written to the audit, the same one
        once a transaction; `who` is None where no person sees the value: the service compares it, or says it to the one
        whose it is. `why` is one of `domain.openings.Why`.

        Raises:
            VaultError: the key does not open it.
        """
        if who is not None and who.role in STAFF:
            entry = self._entry(who, opened(name), about, why)
            if not audit_chain.is_collected(self.session, entry):
                audit_chain.collect(self.session, self.vault, entry)
        return self.vault.open(key, name, sealed)

    def open_details(self, request: Request, *, who: Caller, why: str) -> dict[str, Any]:
        """Name, place, safe contact and access of a request; every opening is written to the audit.

        Empty when the request was forgotten.
        """
        if request.key is None or request.details is None:
            return {}
        details: dict[str, Any] = self.unseal(
            request.key, "details", request.details, about=request.ref, who=who, why=why
        )
        return details

    def open_wishes(
        self, request: Request, *, who: Caller | None = None, why: str = Why.MATCHING
    ) -> list[dict[str, str]]:
        """The wishes about the coordinator, for matching or to look at; empty once somebody accepted (domain.md 1.6)."""
        if request.key is None or request.wishes is None:
            return []
        wishes: list[dict[str, str]] = self.unseal(
            request.key, "wishes", request.wishes, about=request.ref, who=who, why=why
        )
        return wishes

    def _entry(self, who: Caller | None, what: str, subject: str, why: str) -> Entry:
        role = who.role.value if who else None
        return Entry(self.now, who.id if who else None, role, what, subject, str(why))
