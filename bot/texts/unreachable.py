"""The words for somebody who cannot be reached in the chat, for whoever phones or posts them (features.md 100, 110)."""

import re

from bot.texts.calling import may_say
from bot.texts.labels import labels
from bot.texts.screens import MESSAGE_LIMIT, Button, Screen, code, lines, paragraphs, safe, stack
from bot.texts.translating import SHIPPED, ngettext
from bot.texts.translating import gettext as _
from bot.texts.welcome import home_button
from bot.texts.words import hours, language
from casework.unreached import Words
from domain import languages

WORDS = "uw"
_UNQUOTED = re.compile("</?blockquote>")
"""Telegram takes no quotation inside a quotation."""

_ROOM = MESSAGE_LIMIT - 1200
"""For the words themselves; the rest is for what stands around them."""


def button(ref: str) -> Button:
    """On the card of the task."""
    # Translators: a button; it shows what somebody should have heard, so that it can be read out on the telephone.
    return Button(_("The words to say"), f"{WORDS}:{ref}")


def words(found: Words) -> Screen:
    """What they should have heard, in their language, and the safe way to reach them."""
    tag = languages.resolve_locale(found.locale, found.hint, SHIPPED)
    return Screen(
        paragraphs(
            f"<b>{_('Request {receipt}').format(receipt=code(found.receipt))}</b>",
            _("This person cannot be reached in Telegram. Please phone or write to them."),
            _reach(found),
            _("Call only in the safe time. Speak with nobody else about this.") if found.details else "",
            _("This is what they should have heard, in {language}:").format(language=language(tag))
            if found.said
            else _("Nothing of what they should have heard is still true. You need not say anything."),
            *_quoted(found),
            _passed_on(found),
            _("When they come back to the bot, they get these messages too."),
        ),
        stack(
            Button(_("It is done"), f"xd:{found.ref}"),
            Button(_("Open the request"), f"mo:{found.receipt}"),
            home_button(),
        ),
        personal=True,
    )


def together(screens: list[Screen]) -> Screen:
    """Several messages in one, for somebody who comes back: each in its words, with its first button.

    Where that is too long, the first paragraph of each.
    """
    texts = [screen.text for screen in screens]
    heading = ngettext(
        "While I could not reach you there was {count} message:",
        "While I could not reach you there were {count} messages:",
        len(texts),
    ).format(count=len(texts))
    if sum(map(len, texts)) > _ROOM:
        texts = [text.partition("\n\n")[0] for text in texts]
    firsts = [screen.rows[0][0] for screen in screens if screen.rows]
    once = {button.data or button.url: button for button in firsts}
    return Screen(
        paragraphs(heading, "\n\n———\n\n".join(texts)),
        stack(*once.values(), home_button()),
        personal=any(screen.personal for screen in screens),
    )


def _reach(found: Words) -> str:
    """How to reach them, as they said themselves; of a coordinator nothing is kept."""
    details = found.details
    if not details:
        return _("They gave no other way to reach them.")
    return lines(
        _("First name: {name}").format(name=safe(details["name"])),
        _("Contact: {channel}").format(channel=labels("request", "channel")[details["channel"]]),
        _("Telephone: {number}").format(number=safe(details["phone"])) if "phone" in details else "",
        _("Safe to contact: {hours}").format(hours=hours(found.hours)),
        may_say(details),
        "" if "phone" in details else _("They gave no other way to reach them."),
    )


def _quoted(found: Words) -> list[str]:
    """The newest first to go where there is no room for all."""
    room, quoted = _ROOM, []
    for screen in found.said:
        room -= len(screen.text)
        if room < 0:
            break
        quoted.append(f"<blockquote>{_UNQUOTED.sub('', screen.text)}</blockquote>")
    return quoted


def _passed_on(found: Words) -> str:
    if not found.passed_on:
        return ""
    return ngettext(
        "Somebody also wrote {count} message to them through me. I did not keep it: please ask who wrote it.",
        "Somebody also wrote {count} messages to them through me. I did not keep them: please ask who wrote them.",
        found.passed_on,
    ).format(count=found.passed_on)
