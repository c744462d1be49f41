"""The coordinator's forms: the meeting, how it went, the follow-up after four weeks, and the registration."""

from domain.forms.fields import Condition, Field, Form, Kind
from domain.forms.request import NO, YES

OUTCOMES = ("plan_accepted", "plan_pending", "no_plan")
BANDS = ("mostly", "partly", "not", "changed")
_UP_TO_TWELVE = tuple(str(number) for number in range(6, 13))
_SCORES = tuple(str(number) for number in range(1, 11))


def _is(name: str, *values: str) -> Condition:
    return lambda answers: answers.get(name) in values


MEETING = Form(
    "meeting",
    (
        Field("day", Kind.DATE, 1, options=("7", "14", "21", "28"), least=0, most=365),
        Field("time", Kind.CHOICE, 2, options=("10:00", "13:00", "16:00", "19:00"), reads="time"),
        Field("venue", Kind.TEXT, 3, limit=80),
        Field("invited", Kind.NUMBER, 4, options=_UP_TO_TWELVE, least=1, most=99),
    ),
)

HELD = Form(
    "held",
    (
        Field("outcome", Kind.CHOICE, 1, options=OUTCOMES),
        Field("attended", Kind.NUMBER, 2, options=_UP_TO_TWELVE, least=1, most=99),
        Field("children", Kind.NUMBER, 3, options=("0", "1", "2", "3", "4"), most=50),
        Field("professionals", Kind.NUMBER, 4, options=("0", "1", "2", "3", "4"), most=50),
        Field(
            "agreements",
            Kind.NUMBER,
            5,
            options=("3", "5", "8", "10", "12"),
            most=200,
            when=_is("outcome", "plan_accepted", "plan_pending"),
        ),
        Field(
            "by_circle",
            Kind.NUMBER,
            6,
            options=("2", "4", "6", "8", "10"),
            most=200,
            when=_is("outcome", "plan_accepted", "plan_pending"),
        ),
        Field(
            "acceptance",
            Kind.CHOICE,
            7,
            options=("first_time", "after_revision", "not_accepted"),
            when=lambda answers: (
                answers.get("professionals") != "0" and answers.get("outcome") == "plan_accepted"
            ),
        ),
        Field(
            "evaluation",
            Kind.DATE,
            8,
            options=("56", "84", "112"),
            optional=True,
            least=1,
            most=730,
            when=_is("outcome", "plan_accepted", "plan_pending"),
        ),
    ),
)

FOLLOW_UP = Form(
    "follow_up",
    (
        Field("reached", Kind.NUMBER, 1, options=("1", "2", "3", "4"), most=30),
        Field("band", Kind.CHOICE, 2, options=BANDS),
        Field("attention", Kind.CHOICE, 3, options=(NO, YES)),
    ),
)

REGISTRATION = Form(
    "registration",
    (
        Field(
            "setting",
            Kind.CHOICE,
            1,
            options=(
                "care",
                "divorce",
                "violence",
                "supervision_order",
                "placement",
                "mental_health",
                "debts",
                "eviction",
                "older_people",
                "detention",
                "neighbours",
                "school",
            ),
            many=True,
            most=3,
        ),
        Field("minors", Kind.CHOICE, 2, options=(YES, NO)),
        Field("hours_preparing", Kind.NUMBER, 3, options=("10", "15", "20", "25", "30"), most=400),
        Field("hours_day", Kind.NUMBER, 4, options=("3", "4", "5", "6", "8"), most=48),
        Field("travel_euros", Kind.NUMBER, 5, options=("0", "10", "25", "50"), most=2000),
        Field(
            "score_by", Kind.CHOICE, 6, options=("main_person", "child", "circle", "professional", "nobody")
        ),
        Field(
            "score_coordinator",
            Kind.NUMBER,
            7,
            options=_SCORES,
            least=1,
            most=10,
            when=lambda answers: answers.get("score_by") != "nobody",
        ),
        Field(
            "score_meeting",
            Kind.NUMBER,
            8,
            options=_SCORES,
            least=1,
            most=10,
            when=lambda answers: answers.get("score_by") != "nobody",
        ),
        Field(
            "score_plan",
            Kind.NUMBER,
            9,
            options=_SCORES,
            least=1,
            most=10,
            when=lambda answers: answers.get("score_by") != "nobody",
        ),
    ),
)
