"""What the options of every question say."""

from collections.abc import Callable

from bot.texts.translating import gettext as _
from domain.forms.fields import DONE, SKIP

Labels = Callable[[], dict[str, str]]


def _yes_no() -> dict[str, str]:
    return {"yes": _("Yes"), "no": _("No")}


def _weights() -> dict[str, str]:
    return {"must": _("It must be so"), "prefer": _("If possible")}


def _no_wish() -> dict[str, str]:
    return {"none": _("No wish")}


def endings() -> dict[str, str]:
    """The early endings."""
    return {
        "withdrawn_by_main_person": _("The family stops"),
        "withdrawn_by_requester": _("The request is taken back"),
        "plan_without_meeting": _("There is a plan, without a meeting"),
        "situation_changed": _("The situation has changed"),
        "circle_too_small": _("Too few people in the circle"),
        "unsafe_now": _("It is not safe now"),
        "no_coordinator": _("No coordinator was found"),
        "referred_elsewhere": _("Other help fits better"),
        "other": _("Another reason"),
    }


def decline_reasons() -> dict[str, str]:
    """Why a coordinator says no."""
    return {
        "no_time": _("No time now"),
        "conflict": _("I am not independent here"),
        "distance": _("Too far away"),
        "language": _("The language does not fit"),
        "scope": _("Not my kind of conference"),
        "personal": _("A personal reason"),
        "none_given": _("I would rather not say"),
    }


def outcomes() -> dict[str, str]:
    """What came out of a meeting."""
    return {
        "plan_accepted": _("There is a plan"),
        "plan_pending": _("The plan is not finished"),
        "no_plan": _("No plan was made"),
    }


def _settings() -> dict[str, str]:
    return {
        "care": _("Care for children"),
        "divorce": _("Divorce"),
        "violence": _("Violence at home"),
        "supervision_order": _("Supervision order"),
        "placement": _("Placement out of home"),
        "mental_health": _("Mental health"),
        "debts": _("Debts"),
        "eviction": _("Losing the house"),
        "older_people": _("Older people"),
        "detention": _("Prison"),
        "neighbours": _("Neighbours"),
        "school": _("School"),
    }


def parts() -> dict[str, str]:
    """What somebody is in a circle."""
    return {
        "circle": _("Family, friend or neighbour"),
        "child": _("Child or teenager"),
        "supporter": _("Supporter of somebody"),
        "advocate": _("Speaks for a child"),
        "professional": _("Professional"),
        "interpreter": _("Interpreter"),
    }


def practicals() -> dict[str, str]:
    """What there is to arrange for the day."""
    return {
        "place": _("Place"),
        "food": _("Food and drinks"),
        "child_care": _("Child care"),
        "travel": _("Travel"),
        "opening": _("Opening, as the family does it"),
        "ground_rules": _("Ground rules"),
        "day_plan": _("Plan of the day"),
    }


LABELS: dict[tuple[str, str], Labels] = {
    ("guest", "part"): parts,
    ("guest", "telegram"): _yes_no,
    ("takes", "what"): practicals,
    ("plan_line", "by"): lambda: {SKIP: _("No day")},
    ("plan_line", "checks"): lambda: {SKIP: _("Nobody was named")},
    ("request", "who"): lambda: {
        "main_person": _("It is about me"),
        "relative": _("I am family or a friend"),
        "professional": _("I work with them"),
    },
    ("request", "agrees"): lambda: {"yes": _("Yes, they know and agree"), "not_yet": _("Not yet")},
    ("request", "organisation"): lambda: {SKIP: _("I would rather not say")},
    ("request", "channel"): lambda: {
        "here": _("Here, in Telegram"),
        "phone": _("By telephone"),
        "via_other": _("Not directly, through the regional manager"),
    },
    ("request", "hours"): lambda: {
        "any": _("Any time"),
        "morning": _("Morning"),
        "afternoon": _("Afternoon"),
        "evening": _("Evening"),
        "weekend": _("Weekend"),
    },
    ("request", "may_say"): _yes_no,
    ("request", "variant"): lambda: {
        "family": _("A person or a family"),
        "restorative": _("Repair between people"),
        "community": _("A group or a street"),
        "learning": _("Learning or school"),
        "unsure": _("I am not sure"),
    },
    ("request", "deadline"): lambda: {SKIP: _("No fixed date")},
    ("request", "wishes"): lambda: {"no": _("No, anyone is fine"), "yes": _("Yes, I have wishes")},
    ("request", "wish_language"): _no_wish,
    ("request", "wish_language_weight"): _weights,
    ("request", "wish_gender"): lambda: {**_no_wish(), "woman": _("A woman"), "man": _("A man")},
    ("request", "wish_gender_weight"): _weights,
    ("request", "wish_age"): lambda: {
        **_no_wish(),
        "under-35": _("Younger than 35"),
        "35-55": _("35 to 55"),
        "over-55": _("Older than 55"),
    },
    ("request", "wish_age_weight"): _weights,
    ("request", "wish_culture"): _no_wish,
    ("request", "wish_culture_weight"): _weights,
    ("request", "wish_religion"): lambda: {
        **_no_wish(),
        "muslim": _("Muslim"),
        "christian": _("Christian"),
        "hindu": _("Hindu"),
        "jewish": _("Jewish"),
        "buddhist": _("Buddhist"),
        "not_religious": _("Not religious"),
    },
    ("request", "wish_religion_weight"): _weights,
    ("request", "wish_not_from"): _no_wish,
    ("request", "wish_not_from_weight"): _weights,
    ("request", "wish_other"): _yes_no,
    ("request", "access"): lambda: {
        "interpreter": _("An interpreter"),
        "reading": _("Help with reading"),
        "wheelchair": _("Room for a wheelchair"),
        "video": _("Joining by video"),
        DONE: _("That is all"),
    },
    ("profile", "gender"): lambda: {
        "woman": _("Woman"),
        "man": _("Man"),
        "other": _("Otherwise"),
        SKIP: _("I would rather not say"),
    },
    ("profile", "born"): lambda: {SKIP: _("I would rather not say")},
    ("profile", "scope"): lambda: {"family": _("Person, family, school"), "all": _("All kinds (EK2 done)")},
    ("born", "born"): lambda: {SKIP: _("I would rather not say")},
    ("culture", "culture"): lambda: {SKIP: _("I would rather not say")},
    ("religion", "religion"): lambda: {SKIP: _("I would rather not say")},
    ("ties", "employer"): lambda: {SKIP: _("For nobody else")},
    ("ties", "mandates"): lambda: {SKIP: _("Nowhere")},
    ("held", "outcome"): outcomes,
    ("held", "acceptance"): lambda: {
        "first_time": _("Yes, the first time"),
        "after_revision": _("Yes, after changes"),
        "not_accepted": _("No, not accepted"),
    },
    ("held", "evaluation"): lambda: {SKIP: _("No date yet")},
    ("follow_up", "band"): lambda: {
        "mostly": _("Mostly as planned"),
        "partly": _("Partly"),
        "not": _("Not yet"),
        "changed": _("The plan was changed"),
    },
    ("follow_up", "attention"): _yes_no,
    ("registration", "setting"): lambda: {**_settings(), DONE: _("That is all")},
    ("registration", "minors"): _yes_no,
    ("registration", "score_by"): lambda: {
        "main_person": _("The main person"),
        "child": _("A child or teenager"),
        "circle": _("Someone from the circle"),
        "professional": _("A professional"),
        "nobody": _("Nobody gave marks"),
    },
}


def labels(form: str, field: str) -> dict[str, str]:
    """The words on the buttons of a question, by option."""
    made = LABELS.get((form, field))
    return made() if made else {}
