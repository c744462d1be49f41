"""Cards of everything that happens, with values that try to break a screen."""

from datetime import UTC, date, datetime
from typing import Any

from casework.jobs import JobCard
from casework.managing import OfferLine, RequestCard
from casework.offering import OfferCard
from casework.requests import Standing
from domain.matching import Drop, DropKind
from domain.offers import DeclineReason, OfferState
from domain.preparation import STEPS, StepStatus
from domain.requests import State
from domain.wishes import Weight, Wish, WishKind

NASTY = '<b>&"{0} {name}</i>\u202e\u2067'
"""What a person may type as a name."""
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 22)
RECEIPT, REF = "K-7Q3F-9M2T", "abcdefghjkmnpqrs"
LONG_TAG, LONGEST_REGION = "zh-Hant", "caribisch-nederland"
DETAILS: dict[str, Any] = {
    "name": NASTY,
    "place": NASTY,
    "channel": "phone",
    "phone": NASTY,
    "may_say": "no",
    "access": ["interpreter", "reading", "wheelchair", "video"],
    "wish_other": "yes",
}
_VALUES = {
    WishKind.LANGUAGE: "ar",
    WishKind.GENDER: "woman",
    WishKind.AGE: "35-55",
    WishKind.CULTURE: NASTY,
    WishKind.RELIGION: "muslim",
    WishKind.NOT_FROM: "x" * 30,
}
WISHES = tuple(Wish(kind, _VALUES[kind], weight) for kind in WishKind for weight in Weight)
FACTS: dict[str, str | int] = {
    "kind": "culture",
    "value": NASTY,
    "weight": "must",
    "language": "ti",
    "instead_of": LONG_TAG,
    "level": 3,
    "region": LONGEST_REGION,
    "days": 11,
    "offers": 2,
}
DROPS = (
    *(Drop(DropKind.WISH, wish=wish) for wish in WISHES if wish.weight is Weight.MUST),
    *(Drop(kind, wanted="ti", tag=LONG_TAG) for kind in DropKind if kind is not DropKind.WISH),
)
STANDING = Standing(RECEIPT, State.SCHEDULED, None, 4, 1, 2, False, NOW, NOW)
OFFER = OfferCard(
    ref=REF,
    state=OfferState.SEEN,
    reason=None,
    region=LONGEST_REGION,
    language="ti",
    wished_languages=("ar", LONG_TAG),
    variant="restorative",
    hours="weekend",
    urgent=True,
    expires_at=NOW,
    question=None,
    job=REF,
)
CARD = RequestCard(
    ref=RECEIPT,
    state=State.OFFERED,
    ending=None,
    region=LONGEST_REGION,
    language="ti",
    variant="restorative",
    who="professional",
    hours="weekend",
    deadline_on=TODAY,
    urgent=True,
    compulsory=True,
    paused=False,
    wishes=WISHES,
    submitted_at=NOW,
    meeting_at=NOW,
    offers=tuple(
        OfferLine(number, state, reason)
        for number, (state, reason) in enumerate(
            [(state, None) for state in OfferState] + [(OfferState.DECLINED, one) for one in DeclineReason], 1
        )
    ),
    details=DETAILS,
    others=(RECEIPT,),
    bodies=(NASTY, "x" * 60) * 5,
    bodies_count=10,
    also=(RECEIPT, None),
)
JOB = JobCard(
    ref=REF,
    receipt=RECEIPT,
    state=State.SCHEDULED,
    paused=False,
    compulsory=True,
    language="ti",
    variant="community",
    who="relative",
    hours="any",
    details=DETAILS,
    first_contact_at=NOW,
    statuses=dict.fromkeys(STEPS[:5], StepStatus.LATER),
    missing=STEPS,
    meeting_at=NOW,
    venue=NASTY,
    invited=11,
    outcome="plan_pending",
    plan_sent_at=None,
    follow_up_at=NOW,
)
