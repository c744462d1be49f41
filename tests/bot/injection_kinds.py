"""What each kind of letter has of what people typed: shown, opened but not shown, or not even opened."""

from casework.letters import LetterKind

K = LetterKind

SHOWS = {
    K.MESSAGE: "what somebody wrote",
    K.TO_COORDINATORS: "what an admin wrote",
    K.SUGGESTED: "the word for somebody whom a guest thought of",
    K.PLACE_ASKED: "the place",
    K.MAIN_PERSON_SAID: "the place",
    K.INVITATION: "the place",
    K.OWN_REMINDER: "a line of the plan",
    K.GATHERED: "what stands in the letters that it holds",
}
"""Letters in which something stands that somebody typed."""

OPENED_NOT_SHOWN = {
    K.REQUEST_CARD: "wishes and organisations are opened with the card; they are read after a tap, and here counted",
    K.ASKED_AGAIN: "the same card, of which it says the receipt alone",
    K.OFFER_CARD: "of the wishes it names the languages alone, and these are tags of a list",
    K.NEAR_QUESTION: "of the wishes it looks for the language that is meant, a tag of a list",
    K.NEAR_ANSWERED: "the same",
    K.NUDGE: "the family's details are opened with the card of the job; they are read after a tap",
}
"""Letters for which something typed is opened that does not stand in them, and why it does not."""

_NOT_OPENED = {
    "where a request stands, by its receipt": (
        *(K.COORDINATOR_FOUND, K.MATCHED, K.COORDINATOR_CHANGES, K.HANDED_BACK, K.UNDONE, K.SOMEONE_ELSE),
        *(K.NOBODY_LEFT, K.PAUSED, K.WENT_ON, K.REQUEST_ENDED, K.REQUEST_CLOSED, K.JOB_ENDED, K.PACE),
        *(K.HOW_IT_GOES, K.CONSENT_CHANGED),
    ),
    "moments": (K.MEETING_SET, K.DAYS_ASKED, K.DAY_CHOSEN, K.EVENING_BEFORE),
    "how many people of a circle, or that there is something to read about one": (
        *(K.CIRCLE_ASKED, K.CIRCLE_DECIDED, K.PRIVATE_TOLD, K.GUEST_UNREACHED, K.CIRCLE_OVER),
    ),
    "that there is a plan or a condition, which is read after a tap; an answer in codes": (
        *(K.PLAN_SENT, K.PLAN_ASKED, K.PLAN_ANSWERED, K.PLAN_READY, K.REVIEW, K.CONDITIONS_KNOWN),
        *(K.PLAN_TO_ACCEPT, K.ACCEPTANCE_ANSWERED, K.ACCEPTANCE_SILENT),
    ),
    "roles, regions, numbers and what is wrong, for who works here": (
        *(K.ROLE_GRANTED, K.ROLE_ENDED, K.OWN_ROLE_ENDED, K.SECOND_STEP_RESET, K.STANDING_IN, K.DIGEST),
        *(K.ESCALATION, K.INCIDENT, K.PROFILE_NUDGE),
    ),
}

NOT_OPENED = {kind: why for why, kinds in _NOT_OPENED.items() for kind in kinds}
"""Letters for which nothing typed is opened at all, and what they say instead."""
