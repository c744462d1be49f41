"""The request as ten questions (domain.md 3.2). The story, and all of domain.md 3.3, is never asked for."""

from domain.forms.fields import Answers, Condition, Field, Form, Kind
from domain.wishes import AGE_BANDS

YES, NO = "yes", "no"
WEIGHTS = ("must", "prefer")


def _is(name: str, *values: str) -> Condition:
    return lambda answers: answers.get(name) in values


def _wished(name: str) -> Condition:
    return lambda answers: answers.get("wishes") == YES and answers.get(name, "none") != "none"


def _weight(name: str) -> Field:
    return Field(f"{name}_weight", Kind.CHOICE, 9, options=WEIGHTS, when=_wished(name))


def _has_wishes(answers: Answers) -> bool:
    return answers.get("wishes") == YES


ORGANISATION = Form("organisation", (Field("name", Kind.TEXT, 1),))
"""One organisation with a part in a request; its manager names up to ten of them (domain.md 2)."""

REQUEST = Form(
    "request",
    (
        Field("language", Kind.CHOICE, 1, reads="language"),
        Field("who", Kind.CHOICE, 2, options=("main_person", "relative", "professional")),
        Field(
            "agrees",
            Kind.CHOICE,
            3,
            options=(YES, "not_yet"),
            when=_is("who", "relative", "professional"),
            stops=frozenset({"not_yet"}),
        ),
        Field("organisation", Kind.TEXT, 3, optional=True, when=_is("who", "professional")),
        Field("name", Kind.TEXT, 4, limit=40),
        Field("place", Kind.CHOICE, 5, reads="place", limit=60),
        Field("channel", Kind.CHOICE, 6, options=("here", "phone", "via_other")),
        Field("phone", Kind.TEXT, 6, reads="phone", when=_is("channel", "phone")),
        Field("hours", Kind.CHOICE, 6, options=("any", "morning", "afternoon", "evening", "weekend")),
        Field("may_say", Kind.CHOICE, 6, options=(YES, NO), when=_is("channel", "phone", "via_other")),
        Field(
            "variant",
            Kind.CHOICE,
            7,
            options=("family", "restorative", "community", "learning", "unsure"),
        ),
        Field("deadline", Kind.DATE, 8, optional=True, least=0, most=365),
        Field("wishes", Kind.CHOICE, 9, options=(NO, YES)),
        Field("wish_language", Kind.CHOICE, 9, options=("none",), reads="language", when=_has_wishes),
        _weight("wish_language"),
        Field("wish_gender", Kind.CHOICE, 9, options=("none", "woman", "man"), when=_has_wishes),
        _weight("wish_gender"),
        Field("wish_age", Kind.CHOICE, 9, options=("none", *AGE_BANDS), when=_has_wishes),
        _weight("wish_age"),
        Field("wish_culture", Kind.CHOICE, 9, options=("none",), reads="word", limit=30, when=_has_wishes),
        _weight("wish_culture"),
        Field(
            "wish_religion",
            Kind.CHOICE,
            9,
            options=("none", "muslim", "christian", "hindu", "jewish", "buddhist", "not_religious"),
            reads="word",
            limit=30,
            when=_has_wishes,
        ),
        _weight("wish_religion"),
        Field("wish_not_from", Kind.CHOICE, 9, options=("none",), reads="word", limit=30, when=_has_wishes),
        _weight("wish_not_from"),
        Field("wish_other", Kind.CHOICE, 9, options=(NO, YES), when=_has_wishes),
        Field(
            "access",
            Kind.CHOICE,
            10,
            options=("interpreter", "reading", "wheelchair", "video"),
            many=True,
            most=4,
        ),
    ),
)
