"""What a coordinator says about themselves when they join, and the parts that they type anew later."""

from domain.forms.fields import Field, Form, Kind

MESSAGE = Form("message", (Field("text", Kind.TEXT, 1, limit=700),))
"""A few lines that are passed on and then forgotten."""

BULK = Form("bulk", (Field("text", Kind.TEXT, 1, limit=700),))
"""One message to all coordinators of a region, typed by an admin."""

PROFILE = Form(
    "profile",
    (
        Field("languages", Kind.CHOICE, 1, reads="languages", limit=200),
        Field("gender", Kind.CHOICE, 2, options=("woman", "man", "other"), optional=True),
        Field("born", Kind.NUMBER, 3, least=1930, most=2010, optional=True),
        Field("scope", Kind.CHOICE, 4, options=("family", "all")),
    ),
)

_YEARS_3 = 3 * 366

PARTS = (
    Form("speaks", (Field("languages", Kind.CHOICE, 1, reads="languages", limit=200),)),
    Form("born", (Field("born", Kind.NUMBER, 1, least=1930, most=2010, optional=True),)),
    Form(
        "away",
        (
            Field("first", Kind.DATE, 1, options=("0", "7", "14"), least=0, most=365),
            Field("last", Kind.DATE, 2, options=("7", "14", "21", "28"), least=0, most=730),
        ),
    ),
    Form("certificate", (Field("until", Kind.DATE, 1, least=0, most=2 * _YEARS_3),)),
    Form("culture", (Field("culture", Kind.TEXT, 1, limit=30, optional=True),)),
    Form("religion", (Field("religion", Kind.TEXT, 1, limit=30, optional=True),)),
    Form(
        "ties",
        (
            Field("employer", Kind.TEXT, 1, limit=120, optional=True),
            Field("mandates", Kind.TEXT, 2, limit=200, optional=True),
        ),
    ),
)
"""One part of a profile each; levels, regions and what has a few options are tapped on the profile itself."""
