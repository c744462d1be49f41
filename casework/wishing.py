"""The wishes about the coordinator, as the request's form has them."""

from collections.abc import Mapping

from domain.cultures import Kind, apart
from domain.forms.fields import Answer
from domain.wishes import Weight, Wish, WishKind, settle

_KINDS = tuple(WishKind)


def made_in(answers: Mapping[str, Answer]) -> tuple[Wish, ...]:
    """The wishes that were really made, in the order of the form.

    Raises:
        WishError: they cannot go together.
    """
    return settle(
        Wish(kind, value, Weight(str(answers[f"wish_{kind}_weight"])))
        for kind in _KINDS
        if f"wish_{kind}_weight" in answers
        for value in _values(kind, str(answers[f"wish_{kind}"]))
    )


def _values(kind: WishKind, said: str) -> tuple[str, ...]:
    """*Not Turks of Koerdisch* is two wishes, one for each; all else is one."""
    return apart(Kind.CULTURE, said) if kind is WishKind.NOT_FROM else (said,)
