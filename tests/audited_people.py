"""The same as `tests/audited_changes.py` for people and the service, and the tables without a change of state."""

from typing import Final

from tests.audited_changes import CLOCK, FORGETS, GONE, KEY, MOMENT, NEW, PERSON, WORDS, Watched

_OF_GUEST = (
    "(SELECT request.ref FROM guest JOIN request ON request.id = guest.request_id"
    " WHERE guest.ref = {row}.about)"
)

PEOPLE: Final[dict[str, Watched]] = {
    "consent": Watched(
        ("{row}.about", PERSON, _OF_GUEST),
        {
            NEW: "consent_given submitted guest_agreed",
            "withdrawn_at": "consent_given consent_withdrawn guest_agreed guest_took_back",
        },
        {
            "id person_id about layer version": KEY,
            "given_at": MOMENT,
            GONE: FORGETS,
        },
    ),
    "escalation": Watched(
        ("{row}.ref",),
        {
            NEW: "escalation_raised",
            "rung": "escalation_moved_on escalation_given_back",
            "taken_by": "escalation_taken escalation_given_back escalation_not_mine escalation_done",
            "snoozed": "escalation_later escalation_taken escalation_given_back escalation_moved_on escalation_done"
            " escalation_asked",
            "note done_at": "escalation_done",
        },
        {
            "id ref key kind request_id person_id region raised_at": KEY,
            "rung_due_at turn": CLOCK,
            "taken_at asked_at": MOMENT,
            GONE: FORGETS,
        },
    ),
    "incident": Watched(
        ("{row}.ref",),
        {NEW: "incident_opened", "closed_at": "incident_closed"},
        {"id ref key kind about opened_at": KEY, "count last_at": CLOCK, GONE: FORGETS},
    ),
    "invitation": Watched(
        (),
        {NEW: "role_offered link_made", "used_by": "role_granted"},
        {
            "id token_hash role region person_id created_at expires_at": KEY,
            "used_at": MOMENT,
            GONE: FORGETS,
        },
    ),
    "person": Watched(
        ("{row}.ref",),
        {
            "role region": "role_granted role_ended person_forgotten",
            "consent": "consent_given consent_withdrawn person_forgotten",
            "key": "person_forgotten",
        },
        {
            "id ref created_at": KEY,
            "consent_at": MOMENT,
            "chat_id reachable heard_at": "what Telegram says of their chat, not what anybody decided",
            "locale hint": "how they are spoken to",
            "code_word": "hidden: they and whoever looks over their shoulder can read the audit",
            GONE: "a stranger whose time is over, or somebody of a pool file whose profile has its line",
            NEW: "somebody wrote to the bot; a pool file has a line for each person's profile",
        },
    ),
    "profile": Watched(
        (PERSON,),
        {
            NEW: "role_granted taken_in",
            GONE: "role_ended person_forgotten taken_over",
            "languages regions scope gender born available": "profile role_granted",
            "away_from away_until certificate_until": "profile role_granted",
            "confirmed_at": "profile role_granted told_consent told_consent_withdrawn",
            "told_consent_at": "told_consent told_consent_withdrawn",
            "paused_until": "profile rests role_granted",
        },
        {
            "person_id joined_at": KEY,
            "details": WORDS,
            "culture_marks religion_marks tie_marks file_mark": "made anew from the words with each master key",
            "last_job_ended_on": MOMENT,
        },
    ),
    "second_step": Watched(
        (PERSON,),
        {
            NEW: "second_step_begun",
            GONE: "second_step_begun second_step_reset role_ended person_forgotten",
            "confirmed_at open_until": "second_step_confirmed second_step_right",
            "locked_until": "second_step_locked second_step_right second_step_wrong second_step_repeated",
        },
        {
            "person_id": KEY,
            "secret asked_for message_id": WORDS,
            "last_counter tries failures asked_at": MOMENT,
        },
    ),
    "absence": Watched(
        (PERSON,),
        {
            f"{NEW} until substitute_id deputy": "away",
            GONE: "back role_ended person_forgotten",
        },
        {"person_id": KEY, "since": MOMENT},
    ),
    "forgotten": Watched(
        ("{row}.ref",), {NEW: "forgotten person_forgotten"}, {"ref kind": KEY, "at": MOMENT, GONE: FORGETS}
    ),
}

UNWATCHED: Final = {
    "doomed_key": "the other half of what was forgotten or is over, which have their lines",
    "draft": "half filled in, it is its writer's alone; what is sent has a line, and of what is not nothing stays",
    "plan_line": "every change of a line is a new revision of the plan",
    "plan_copy": "who fetched the plan has a line as who opened it",
    "own_reminder": "somebody's own note to themselves",
    "ticked_day": "a guest's tap, told as a count; whoever leaves is forgotten",
    "tapped_face": "a face, tapped by somebody of whom nothing is known",
    "registration": "counts of a request whose end has its line",
    "letter": "the courier's own list of what follows from changes that have their lines",
    "audit_line": "the audit itself",
    "audit_head": "the audit itself",
    "lease": "which process works",
    "heartbeat": "that a process works",
    "seal": "keys, which `kring key` tells of",
    "spent": "what was used up of a limit",
    "seen_update": "which updates were handled",
}
