"""Who interprets at the meeting: what the coordinator reads, computed, explained, and theirs to decide."""

from bot.texts.screens import Button, Screen, lines, paragraphs, safe, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.words import language, language_names
from casework.interpreting import Helping, Interpreting
from domain.interpreters import BRIDGE


def overview(found: Interpreting) -> Screen:
    """Who speaks what, who is needed, and for whom to look."""
    return Screen(
        paragraphs(
            f"<b>{_('Can everyone follow?')}</b>",
            _spoken(found),
            _needed(found),
            _left(found),
            _near(found),
            _how_counted(found),
        ),
        stack(
            Button(_("Add somebody to the circle"), f"ca:{found.job}"),
            Button(_("The circle"), f"ci:{found.job}"),
            Button(_("Open the conference"), f"jo:{found.job}"),
        ),
        personal=True,
    )


def _spoken(found: Interpreting) -> str:
    return lines(
        *(f"• {language(tag)}: {count}" for tag, count in found.heard),
        _("You lead the conversation in: {languages}").format(languages=language_names(found.yours))
        if found.yours
        else "",
        _asked_for(found.asked_for),
    )


def _asked_for(count: int) -> str:
    if not count:
        return ""
    # Translators: {count} people of the circle tapped that they need an interpreter to be able to come.
    told = ngettext(
        "{count} person said that they need an interpreter.",
        "{count} people said that they need an interpreter.",
        count,
    )
    return told.format(count=count)


def _needed(found: Interpreting) -> str:
    """The smallest set, and between which languages each of them is needed."""
    if not found.needed and not found.without and found.you_follow:
        return lines(_("Everyone can follow without an interpreter."), _spare(found))
    return lines(
        _enough(len(found.needed)) if found.needed else "",
        *(f"• {_between(helping)}" for helping in found.needed),
        _spare(found),
    )


def _enough(count: int) -> str:
    # Translators: the smallest number of interpreters of this circle with whom as many people as possible can follow.
    told = ngettext(
        "{count} interpreter of the circle is needed:",
        "{count} interpreters of the circle are needed:",
        count,
    )
    return told.format(count=count)


def _between(helping: Helping) -> str:
    return _("{word}: between {languages}").format(
        word=safe(helping.word), languages=language_names(helping.between)
    )


def _spare(found: Interpreting) -> str:
    if not found.spare:
        return ""
    return _("Not needed for the languages: {words}").format(
        words=", ".join(safe(word) for word in found.spare)
    )


def _left(found: Interpreting) -> str:
    """Who cannot follow yet, and what would solve it."""
    if not found.wanted:
        return ""
    return lines(
        *(_cannot(tag, count) for tag, count in found.without),
        "" if found.you_follow else _("You yourself cannot follow the conversation yet."),
        _to_find(len(found.wanted)),
        *(
            # Translators: an interpreter between these two languages is to be found.
            f"• {_('between {one} and {other}').format(one=language(one), other=language(other))}"
            for one, other in found.wanted
        ),
    )


def _cannot(tag: str, count: int) -> str:
    # Translators: {count} people of the circle speak {language}, and nobody interprets for them yet.
    told = ngettext(
        "{count} person who speaks {language} cannot follow yet.",
        "{count} people who speak {language} cannot follow yet.",
        count,
    )
    return told.format(count=count, language=language(tag))


def _to_find(count: int) -> str:
    # Translators: this is the smallest number with which everyone can follow; a list of pairs of languages comes after.
    told = ngettext(
        "With {count} more interpreter everyone can follow:",
        "With {count} more interpreters everyone can follow:",
        count,
    )
    return told.format(count=count)


def _near(found: Interpreting) -> str:
    """Languages that are close: something to ask, never something to count on."""
    return lines(
        *(
            lines(
                _("Perhaps somebody who speaks {language} also follows {near}. Please ask them.").format(
                    language=language(tag), near=language(neighbour.tag)
                ),
                _("Ask with care: some people would rather not speak it. A no is fine.")
                if neighbour.sensitive
                else "",
            )
            for tag, neighbour in found.near
        )
    )


def _how_counted(found: Interpreting) -> str:
    """What the outcome rests on."""
    return lines(
        _("Counted: the main person, and everybody who was agreed on and did not say no."),
        _(
            "An interpreter counts as somebody who speaks {bridge} and the language that you chose for them. "
            "Somebody of the family does not interpret: they have their own things to say."
        ).format(bridge=language(BRIDGE))
        if found.needed or found.spare or found.wanted
        else "",
        _("In part two you are not there yourself; then only interpreters help.")
        if len(found.yours) > 1
        else "",
    )
