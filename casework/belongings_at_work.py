"""What is kept of somebody's forms and messages, and of whoever works for the service."""

from typing import Final

from casework.ownership import HASH, MARK, NUMBER, OTHER, WRAPPED, Key, Sealed, Way, mine, names, through, way

AT_WORK: Final[tuple[Way, ...]] = (
    way(
        "draft",
        mine("draft", "person_id"),
        "form subject at revision touched_at",
        opened={"answers": Sealed("answers", Key.OWN)},
        left_out={**names("id person_id", NUMBER), "key": WRAPPED},
    ),
    way(
        "escalation",
        mine("escalation", "person_id"),
        "ref kind region raised_at done_at note",
        left_out={
            **names("id request_id person_id", NUMBER),
            "key": "what keeps one occasion from being raised twice: the kind, a reference and the moment",
            **names(
                "rung rung_due_at turn taken_by taken_at asked_at snoozed",
                "how the service divides its own work",
            ),
        },
    ),
    way(
        "letter",
        mine("letter", "person_id"),
        "kind subject card nudge urgent state attempts not_before created_at sent_at message_id",
        left_out={
            **names("id person_id request_id", NUMBER),
            "key": "the kind, the reference and the moment once more, as one",
            "facts": "codes; or lines that somebody else writes to them, which reach them in the chat",
        },
    ),
    way(
        "profile",
        mine("profile", "person_id"),
        "languages regions scope gender born available paused_until away_from away_until certificate_until confirmed_at "
        "told_consent_at last_job_ended_on joined_at",
        opened={"details": Sealed("profile", Key.PERSON)},
        left_out={"person_id": NUMBER, **names("culture_marks religion_marks tie_marks file_mark", MARK)},
    ),
    way(
        "offer",
        mine("offer", "coordinator_id"),
        "ref state reason answered_questions sent_at seen_at answered_at expires_at",
        left_out={**names("id coordinator_id", NUMBER), "request_id": OTHER},
    ),
    way(
        "job",
        mine("job", "coordinator_id"),
        "ref accepted_at first_contact_at last_step_at meeting_at held_at private_from private_until plan_sent_at tried_at "
        "follow_up_at ended_at evaluation_on invited outcome attended children professionals agreements by_circle "
        "acceptance reached band attention",
        left_out={
            **names("id coordinator_id", NUMBER),
            "request_id": OTHER,
            **names("venue venue_answer pin", "the family's"),
        },
    ),
    way(
        "preparation_step",
        through("preparation_step", "job_id", "job", "coordinator_id"),
        "step status at",
        left_out={"job_id": NUMBER},
    ),
    way(
        "absence",
        mine("absence", "person_id"),
        "deputy since until",
        left_out={"person_id": NUMBER, "substitute_id": OTHER},
    ),
    way(
        "invitation",
        mine("invitation", "used_by"),
        "role region created_at expires_at used_at",
        left_out={**names("id used_by person_id", NUMBER), "token_hash": HASH},
    ),
    way(
        "second_step",
        mine("second_step", "person_id"),
        "confirmed_at last_counter tries failures locked_until open_until asked_at message_id",
        left_out={
            "person_id": NUMBER,
            "secret": "whoever holds the phone for a moment could make the digits with it from then on",
            "asked_for": "the data of a button, which may hold the reference of somebody else",
        },
    ),
    way(
        "audit_line",
        mine("audit_line", "who"),
        "at role what why",
        left_out={
            **names("number who", NUMBER),
            "subject": "the reference of what it was about, which may be somebody else's",
            "chain": "what shows whether the audit was changed",
        },
    ),
)
"""In the order in which it is shown."""
