"""The end of the audit's own time: the oldest lines go, and what is kept still holds together (docs/audit.md)."""

from datetime import datetime

from casework.desk import Desk
from storage import audit_chain


def trim(desk: Desk, before: datetime) -> int:
    """Remove the oldest lines, all from before this moment; how many those are.

    It is done at the end of the transaction and written down itself. The number and the chain of the last one removed
    stay, so that `kring audit verify` still follows the rest. A chain that somebody tampered with at its end is left as
    it is.
    """
    count = audit_chain.trim(desk.session, desk.vault, before)
    if count:
        desk.audit(None, "audit_trimmed", "", str(count))
    return count
