"""Forms about the circle: somebody to invite, somebody to think of, a day to propose, a line of the plan."""

from domain.circle import LONGEST_WORD, Part
from domain.conditions import LONGEST
from domain.forms.fields import Field, Form, Kind
from domain.forms.request import NO, YES
from domain.practicalities import Practical

GUEST = Form(
    "guest",
    (
        Field("word", Kind.TEXT, 1, limit=LONGEST_WORD),
        Field("part", Kind.CHOICE, 2, options=tuple(Part)),
        Field("language", Kind.CHOICE, 3, reads="language"),
        Field("telegram", Kind.CHOICE, 4, options=(YES, NO)),
    ),
)
"""The coordinator or the main person adds somebody, by a word."""

SUGGESTION = Form(
    "suggestion",
    (
        Field("word", Kind.TEXT, 1, limit=LONGEST_WORD),
        Field("language", Kind.CHOICE, 2, reads="language"),
    ),
)
"""Somebody in the circle thinks of somebody else; the main person decides."""

MEETING_DAY = Form(
    "meeting_day",
    (
        Field("day", Kind.DATE, 1, options=("7", "10", "14", "21"), least=0, most=365),
        Field("time", Kind.CHOICE, 2, options=("10:00", "13:00", "16:00", "19:00"), reads="time"),
    ),
)
"""One moment at which the meeting could be."""

CONDITION = Form("condition", (Field("words", Kind.TEXT, 1, limit=LONGEST),))
"""One condition of a professional under compulsory help, in one plain sentence."""

PLAN_LINE = Form(
    "plan_line",
    (
        Field("what", Kind.TEXT, 1, limit=160),
        Field("who", Kind.TEXT, 2, limit=LONGEST_WORD),
        Field("by", Kind.DATE, 3, options=("7", "14", "28", "56"), optional=True, least=0, most=730),
        Field("checks", Kind.TEXT, 4, limit=LONGEST_WORD, optional=True),
    ),
)
"""One agreement, as it was read out: what, who, by when, and who will notice."""

PLAN_BESIDE = Form(
    "plan_beside",
    (
        Field("language", Kind.CHOICE, 1, reads="language"),
        Field("what", Kind.TEXT, 2, limit=160),
    ),
)
"""The same line in another language, put by somebody who was there."""

TAKES = Form(
    "takes",
    (
        Field("what", Kind.CHOICE, 1, options=tuple(Practical)),
        Field("word", Kind.TEXT, 1, limit=LONGEST_WORD),
    ),
)
"""Who takes care of something on the day, by a word; what it is was tapped already."""

CIRCLE_FORMS = (GUEST, SUGGESTION, MEETING_DAY, CONDITION, PLAN_LINE, PLAN_BESIDE, TAKES)
