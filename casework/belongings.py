"""How each table and column belongs to a person: what they are shown of it, and what not, with the reason (trust.md 16).

A test compares these tables with the schema, so that a new column has to be thought about. Nobody is shown another's words.
"""

from typing import Final

from casework.belongings_at_work import AT_WORK
from casework.ownership import (
    CLOCK,
    HASH,
    NUMBER,
    OTHER,
    THEIRS,
    WITHHELD,
    WORD,
    WRAPPED,
    Key,
    Sealed,
    Way,
    circle,
    mine,
    names,
    of_own_requests,
    registered,
    through,
    way,
)

_WITH_REQUEST = Key.REQUEST

_OF_THE_FAMILY: tuple[Way, ...] = (
    way(
        "person",
        mine("person", "id"),
        "ref chat_id role region locale hint consent consent_at reachable heard_at created_at",
        left_out={"id": NUMBER, "key": WRAPPED, "code_word": WITHHELD},
    ),
    way(
        "consent",
        mine("consent", "person_id"),
        "about layer version given_at withdrawn_at",
        left_out=names("id person_id", NUMBER),
    ),
    way(
        "request",
        mine("request", "requester_id"),
        "ref region state ending language who variant hours deadline_on urgent compulsory near submitted_at opened_at "
        "offered_at closed_at paused_at by_hand replaced",
        opened={name: Sealed(name, Key.OWN) for name in ("details", "wishes", "bodies")},
        left_out={
            **names("id requester_id", NUMBER),
            "key": WRAPPED,
            "about_id": OTHER,
            **names("due_at due fired_until next_wave_at danger pauses", CLOCK),
        },
    ),
    way(
        "circle",
        circle,
        "part language state on_paper added_at",
        table="guest",
        opened={"word": Sealed("word", _WITH_REQUEST)},
        left_out={
            **names("id request_id", NUMBER),
            "ref": "the reference of somebody else's invitation",
            "token_hash": HASH,
            **names("person_id suggested_by", OTHER),
            **names(
                "invited_at opened_at answer answered_at needs private voices card_voice reminded_at", THEIRS
            ),
        },
    ),
    way(
        "conference",
        of_own_requests("job"),
        "ref accepted_at first_contact_at last_step_at meeting_at held_at private_from private_until plan_sent_at tried_at "
        "follow_up_at ended_at evaluation_on venue_answer invited outcome attended children professionals agreements "
        "by_circle acceptance reached band attention",
        table="job",
        opened={"venue": Sealed("venue", _WITH_REQUEST), "pin": Sealed("pin", _WITH_REQUEST)},
        left_out={**names("id request_id", NUMBER), "coordinator_id": OTHER},
    ),
    way(
        "meeting_day",
        of_own_requests("meeting_day"),
        "ref at chosen_at",
        left_out=names("id request_id", NUMBER),
    ),
    way(
        "practicality",
        of_own_requests("practicality", main_person=True),
        "what done_at",
        opened={"word": Sealed("takes", _WITH_REQUEST)},
        left_out={"request_id": NUMBER, "guest_id": OTHER},
    ),
    way(
        "plan",
        of_own_requests("plan"),
        "revision asked agreed handed handed_at forgotten_at missed",
        left_out={"request_id": NUMBER},
    ),
    way(
        "disagreement",
        of_own_requests("disagreement", main_person=True),
        "since",
        left_out={"request_id": NUMBER},
    ),
    way(
        "registration",
        registered,
        "request_ref facts at",
    ),
)

_OF_A_GUEST: tuple[Way, ...] = (
    way(
        "invitation_to_a_meeting",
        mine("guest", "person_id"),
        "ref part language on_paper added_at invited_at opened_at answer answered_at needs voices reminded_at",
        table="guest",
        opened={"private": Sealed("private", _WITH_REQUEST)},
        left_out={
            **names("id request_id person_id", NUMBER),
            "word": WORD,
            "state": "what the main person decided; they tell it themselves",
            "suggested_by": OTHER,
            "token_hash": HASH,
            "card_voice": "the coordinator speaks; it is heard in the invitation",
        },
    ),
    way(
        "ticked_day",
        through("ticked_day", "guest_id", "guest", "person_id"),
        "day_id",
        left_out={"guest_id": NUMBER},
    ),
    way(
        "takes",
        through("practicality", "guest_id", "guest", "person_id"),
        "what done_at",
        table="practicality",
        left_out={**names("request_id guest_id", NUMBER), "word": WORD},
    ),
    way(
        "conditions",
        through("conditions", "guest_id", "guest", "person_id"),
        "complete_at",
        opened={"words": Sealed("conditions", _WITH_REQUEST)},
        left_out=names("guest_id request_id", NUMBER),
    ),
    way(
        "acceptance",
        through("acceptance", "guest_id", "guest", "person_id"),
        "asked asked_at answered answered_at accepted reasons lines not_yet",
        left_out=names("request_id guest_id", NUMBER),
    ),
    way(
        "plan_copy",
        mine("plan_copy", "person_id"),
        "revision fetched_at",
        left_out=names("request_id person_id", NUMBER),
    ),
    way(
        "own_reminder",
        mine("own_reminder", "person_id"),
        "line due_at",
        opened={"words": Sealed("own_reminder", Key.PERSON)},
        left_out=names("id person_id", NUMBER),
    ),
    way(
        "asking",
        mine("asking", "person_id"),
        "ref asked_at opened_at consent consent_at answered_at",
        left_out={**names("id request_id person_id", NUMBER), "token_hash": HASH},
    ),
    way(
        "tapped_face",
        through("tapped_face", "asking_id", "asking", "person_id"),
        "number face",
        left_out={"asking_id": NUMBER},
    ),
)

WAYS: Final = (*_OF_THE_FAMILY, *_OF_A_GUEST, *AT_WORK)
"""Every way in which something that is stored is somebody's, in the order in which it is shown."""

NOBODYS: Final[dict[str, str]] = {
    "audit_head": "where the chain of the audit ends; no person",
    "doomed_key": "random numbers of keys whose row is gone, under the number whose they were; they go with the key",
    "forgotten": "references of whoever was forgotten; they say nothing of anyone",
    "heartbeat": "which task of the service was last seen at work; no person",
    "incident": "what was wrong with the service itself; no person",
    "lease": "which process does what only one may do; no person",
    "plan_line": "what a circle said together, with what others promise; whoever may read the plan opens it there",
    "seal": "a known text and a key of the service; no person",
    "spent": "how much of a limit was used lately, under a mark from which nobody can be read",
    "seen_update": "Telegram's numbers of updates, and when each was handled; no person",
}
"""Tables of which no row is shown, with the reason."""
