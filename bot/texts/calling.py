"""What whoever calls a family may say when somebody else takes the telephone (trust.md 13)."""

from collections.abc import Mapping

from bot.texts.translating import gettext as _


def may_say(details: Mapping[str, object]) -> str:
    """Beside the contact, on every card with it; nothing where the family was not asked, for they are reached here."""
    answer = details.get("may_say")
    if answer == "yes":
        return _("If someone else answers: you may say who is calling.")
    return _("If someone else answers: do not say who is calling.") if answer == "no" else ""
