"""How long each kind of data is kept, as a table: what the nightly sweep does, and what the docs say (domain.md 1.6).

Some things go when something happens (wishes when somebody accepts, a word told in private when the meeting was recorded):
those go with that act. Here stands what goes because time passed.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from domain.policy import Policy


class Kept(StrEnum):
    """A kind of data that goes when its time is over."""

    UPDATE = "update"
    DRAFT = "draft"
    LINK = "link"
    DETAILS_STOPPED = "details_stopped"
    DETAILS = "details"
    LETTER = "letter"
    INCIDENT = "incident"
    FLAG = "flag"
    STRANGER = "stranger"
    CASE = "case"
    AUDIT = "audit"
    FORGOTTEN = "forgotten"
    REGISTRATION = "registration"


@dataclass(frozen=True, slots=True)
class Term:
    """How long one kind is kept.

    Attributes:
        what: in words, for the docs.
        since: from which moment the time counts, in words.
        limit: the name of the length of time in the policy.
    """

    kept: Kept
    what: str
    since: str
    limit: str

    def lasts(self, policy: Policy) -> timedelta:
        """So long."""
        lasts: timedelta = getattr(policy, self.limit)
        return lasts


TERMS: Final = (
    Term(Kept.UPDATE, "numbers of Telegram's updates", "it was handled", "updates_remembered"),
    Term(Kept.DRAFT, "answers in a half-filled form", "the last answer", "draft_kept"),
    Term(Kept.LINK, "hashes of links for staff", "the link stopped counting", "links_kept"),
    Term(Kept.DETAILS_STOPPED, "what a family told", "the request was stopped", "details_kept_when_stopped"),
    Term(Kept.DETAILS, "what a family told", "the request was closed", "details_kept"),
    Term(Kept.LETTER, "the list of messages that were sent", "it was written", "letters_kept"),
    Term(Kept.INCIDENT, "what was wrong with the service", "it was over", "incidents_kept"),
    Term(Kept.FLAG, "a flag of danger that is over, and the letters about it", "it was raised", "flags_kept"),
    Term(
        Kept.STRANGER,
        "whoever wrote without ever agreeing to anything",
        "they were last heard",
        "strangers_kept",
    ),
    Term(
        Kept.CASE,
        "the days and codes of a request, its offers and its conference, and who asked",
        "it was closed or stopped",
        "case_kept",
    ),
    Term(Kept.AUDIT, "who did or opened what", "it was done", "audit_kept"),
    Term(Kept.FORGOTTEN, "references of who was forgotten", "it was done", "forgotten_remembered"),
    Term(Kept.REGISTRATION, "the registration, without persons", "the request ended", "registration_kept"),
)
"""In the order of the time that each is usually kept."""
