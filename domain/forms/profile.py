"""What a coordinator says about themselves when they join, so that a fitting family can be offered."""

from domain.forms.fields import Field, Form, Kind

MESSAGE = Form("message", (Field("text", Kind.TEXT, 1, limit=700),))
"""A few lines that are passed on and then forgotten."""

PROFILE = Form(
    "profile",
    (
        Field("languages", Kind.CHOICE, 1, reads="languages", limit=200),
        Field("gender", Kind.CHOICE, 2, options=("woman", "man", "other"), optional=True),
        Field("born", Kind.NUMBER, 3, least=1930, most=2010, optional=True),
        Field("scope", Kind.CHOICE, 4, options=("family", "all")),
    ),
)
