"""Which changes of a case are changes of state, and with which words the audit may say each (decision 36).

The rest of the tables: `tests/audited_people.py`. Every column of every table stands here: among the changes, or among the rest with the reason why it needs no line. So a
new column or table has to be judged before its test is green.
"""

from dataclasses import dataclass
from typing import Final

from domain.requests import Event

NEW, GONE = "+", "-"
"""In the place of a column: a new row, and a row that goes."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A table with changes of state.

    Attributes:
        about: SQL for the references one of which a line must be about; `{row}` is the row. None: any line will do.
        changes: words by what changes: `NEW`, `GONE`, or names of columns with spaces between them.
        rest: why the others need no line, by their names with spaces between them.
    """

    about: tuple[str, ...]
    changes: dict[str, str]
    rest: dict[str, str]


def ref(table: str, by: str) -> str:
    return f"(SELECT ref FROM {table} WHERE id = {{row}}.{by})"  # noqa: S608 - names of ours


def through(table: str, by: str) -> str:
    return (
        f"(SELECT request.ref FROM {table} JOIN request ON request.id = {table}.request_id"  # noqa: S608
        f" WHERE {table}.id = {{row}}.{by})"
    )


REQUEST, PERSON = ref("request", "request_id"), ref("person", "person_id")
KEY = "what the row belongs to; it never changes"
MOMENT = "the moment of a change that has its line, or counts from it"
CLOCK = "reckoned by the service from what has its line"
WORDS = "what was told, not where something stands"
FORGETS = "deleted with what it belongs to, or when its time is over"
_EVENTS = " ".join(event.value for event in Event)
_OVER = "ended closed access_closed forgotten person_forgotten"
_SEEKS_AGAIN = "hand_back handed_back someone_else undone"

CASES: Final[dict[str, Watched]] = {
    "request": Watched(
        ("{row}.ref", "{row}.danger"),
        {
            NEW: "submitted",
            "state": _EVENTS,
            "ending": "ended forgotten",
            "compulsory": "compulsory",
            "near": "asked_near_language answered_near_language",
            "paused_at": "paused went_on ended someone_else forgotten",
            "by_hand": "waves",
            "replaced": "someone_else",
            "danger": "danger_said danger_taken_back escalation_done danger_over",
            "key": "forgotten",
        },
        {
            "id ref requester_id region language who variant deadline_on urgent about_id submitted_at": KEY,
            "opened_at offered_at closed_at pauses": MOMENT,
            "due_at due fired_until next_wave_at": CLOCK,
            "details wishes bodies hours": WORDS,
            GONE: FORGETS,
        },
    ),
    "offer": Watched(
        (REQUEST,),
        {
            NEW: "chosen wave",
            GONE: "chosen not_chosen wave forgotten",
            "state": f"asked wave offer_seen declined accepted offer_expired undone someone_else bodies ended"
            f" consent_withdrawn run_out offers_withdrawn forgotten {Event.ASK}",
        },
        {
            "id ref request_id coordinator_id": KEY,
            "sent_at seen_at answered_at expires_at reason": MOMENT,
            "answered_questions": "an answer to one of five questions; that all were answered is in *accepted*",
        },
    ),
    "job": Watched(
        (REQUEST,),
        {
            NEW: "accepted",
            GONE: "undone",
            "first_contact_at": "contact",
            "meeting_at": "schedule",
            "venue_answer": "schedule place_yes place_another place_asked",
            "pin": f"pin schedule hold {_OVER} {_SEEKS_AGAIN}",
            "held_at": "hold schedule",
            "private_from": "private_time schedule",
            "private_until": "private_time plan_is_there hold schedule record_plan_accepted record_plan_pending record_no_plan",
            "outcome": "record_plan_accepted record_plan_pending record_no_plan",
            "acceptance": "record_plan_accepted record_plan_pending record_no_plan",
            "plan_sent_at": "plan_sent plan_handed_out",
            "tried_at": "reached_nobody",
            "follow_up_at": "follow_up",
            "ended_at": f"{_OVER} {_SEEKS_AGAIN}",
        },
        {
            "id ref request_id coordinator_id accepted_at": KEY,
            "last_step_at": MOMENT,
            "venue invited attended children professionals agreements by_circle evaluation_on": WORDS,
            "reached band attention": WORDS,
        },
    ),
    "preparation_step": Watched(
        (through("job", "job_id"),),
        {
            f"{NEW} status": "step contact accepted schedule conditions practicalities question_open invited"
            " guest_left circle_away circle_refused circle_agreed circle_added person_forgotten went_on",
        },
        {"job_id step": KEY, "at": MOMENT, GONE: "deleted with the job"},
    ),
    "guest": Watched(
        (REQUEST,),
        {
            NEW: "circle_added suggested",
            GONE: _OVER,
            "state": "circle_agreed circle_refused circle_away circle_proposed circle_added guest_left",
            "token_hash": "invited guest_left circle_away circle_refused",
            "person_id": "guest_opened guest_left invited",
            "answer": "guest_answered guest_took_back guest_left circle_reply invited schedule",
        },
        {
            "id ref request_id word part language suggested_by on_paper added_at": KEY,
            "invited_at opened_at answered_at reminded_at": MOMENT,
            "needs private voices card_voice": WORDS,
        },
    ),
    "meeting_day": Watched(
        (REQUEST,),
        {
            NEW: "day_proposed",
            GONE: f"day_removed day_proposed hold {_OVER} {_SEEKS_AGAIN}",
            "chosen_at": "day_chosen",
        },
        {"id ref request_id at": KEY},
    ),
    "conditions": Watched(
        (REQUEST,),
        {f"{NEW} complete_at": "conditions"},
        {"guest_id request_id": KEY, "words": WORDS, GONE: FORGETS},
    ),
    "acceptance": Watched(
        (REQUEST,),
        {
            NEW: "acceptor acceptance_asked plan_accepted plan_not_yet",
            "guest_id": "acceptor acceptance_asked invited guest_left circle_away circle_refused",
            "asked": "acceptor acceptance_asked plan_accepted plan_not_yet plan_agreed plan_line_written"
            " invited guest_left circle_away circle_refused",
            "answered accepted": "acceptor acceptance_asked plan_accepted plan_not_yet invited guest_left circle_away"
            " circle_refused",
        },
        {
            "request_id": KEY,
            "asked_at answered_at": MOMENT,
            "reasons lines not_yet": WORDS,
            GONE: FORGETS,
        },
    ),
    "disagreement": Watched(
        (REQUEST,),
        {NEW: "main_persons_disagree", GONE: f"main_persons_agree {_OVER}"},
        {"request_id": KEY, "since": MOMENT},
    ),
    "plan": Watched(
        (REQUEST,),
        {
            "revision": "plan_line_written plan_line_removed",
            "asked": "plan_asked plan_not_agreed",
            "agreed": "plan_agreed plan_not_agreed",
            "handed": "plan_handed_out",
            "forgotten_at": f"plan_forgotten plan_line_written {_OVER} {_SEEKS_AGAIN}",
        },
        {"request_id": KEY, "handed_at missed": MOMENT, NEW: "empty: nothing was written yet", GONE: FORGETS},
    ),
    "practicality": Watched(
        (REQUEST,),
        {
            f"{NEW} guest_id word done_at": "practicalities guest_left circle_away circle_refused person_forgotten"
        },
        {"request_id what": KEY, GONE: FORGETS},
    ),
    "asking": Watched(
        (REQUEST,),
        {
            NEW: "asked_how_it_goes",
            GONE: f"consent_withdrawn {_OVER}",
            "person_id": "asked_opened",
            "consent": "asked_agreed asked_took_back",
        },
        {
            "id ref request_id token_hash": KEY,
            "asked_at opened_at consent_at answered_at": MOMENT,
        },
    ),
}
