"""The buttons of compulsory help, and of those who do not agree: for the tables of `bot.routes`."""

from bot.handlers import acceptances, circle, conditions, plans
from bot.talk import Handler

BUTTONS: dict[str, Handler] = {
    "qc": conditions.of_guest,
    "qm": conditions.of_main_person,
    "qj": conditions.of_job,
    "qo": conditions.of_professional,
    "qw": conditions.write,
    "qk": conditions.say_all,
    "qx": conditions.remove,
    "qp": acceptances.who_answers,
    "qr": acceptances.choose,
    "qe": acceptances.ask,
    "ql": acceptances.log,
    "qa": acceptances.plan_now,
    "qt": acceptances.read,
    "qy": acceptances.accept,
    "qn": acceptances.pick,
    "qs": acceptances.not_yet,
    "qd": acceptances.disagree,
    "qg": acceptances.agree_again,
}

CURRENT: dict[str, Handler] = {
    **dict.fromkeys(("qw", "qk", "qx"), conditions.of_professional),
    "qr": acceptances.who_answers,
    **dict.fromkeys(("qe", "ql"), plans.written),
    **dict.fromkeys(("qy", "qn", "qs"), acceptances.plan_now),
    **dict.fromkeys(("qd", "qg"), circle.overview),
}
"""After a refusal: how the thing stands now."""
