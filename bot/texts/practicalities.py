"""Who takes care of what on the day: the list for the coordinator and the main person, and a guest's own part in it."""

from bot.texts.labels import practicals
from bot.texts.screens import (
    LABEL_LIMIT,
    Button,
    Screen,
    code,
    fitting,
    lines,
    paragraphs,
    plain,
    safe,
    stack,
)
from bot.texts.translating import gettext as _
from bot.texts.welcome import human_button
from casework.practicalities import Practicalities, Taken
from domain.practicalities import ALL, Practical

TICK, OPEN = "✓", "○"
DONE, NOT_DONE = "y", "n"


def button(ref: str) -> Button:
    """The way to the list, by the job or the receipt."""
    return Button(_("Who takes care of what"), f"vl:{ref}")


def overview(shown: Practicalities) -> Screen:
    """Everything there is to arrange, with the word for who takes it."""
    names = practicals()
    each = (
        Button(fitting(f"{_mark(item)} {names[item.what]}"), f"vo:{shown.ref}:{ALL.index(item.what)}")
        for item in shown.items
    )
    return Screen(
        paragraphs(
            f"<b>{_('Who takes care of what')}</b> {code(shown.receipt)}",
            _("Whoever takes something sees it on their own invitation, and nothing of the others."),
            lines(*(_line(item, names) for item in shown.items)),
            "" if shown.is_open else _("This does not change now."),
        ),
        stack(
            *(each if shown.is_open else ()),
            Button(_("All of this is arranged"), f"va:{shown.ref}") if shown.to_log else None,
            *_ways_back(shown),
        ),
        personal=True,
    )


def one(shown: Practicalities, what: Practical) -> Screen:
    """One thing: give it to somebody, or say that it is arranged."""
    item, number = shown.of(what), ALL.index(what)
    here = f"{shown.ref}:{number}"
    people = (Button(_ticked(word, item), f"vt:{here}:{ref}") for ref, word in shown.people)
    change = (
        *people,
        Button(_("Somebody else: type a word"), f"vw:{here}"),
        Button(_("Nobody yet"), f"vz:{here}") if item.word else None,
        _settle_button(item, here) if shown.by_coordinator else None,
    )
    return Screen(
        paragraphs(
            _line(item, practicals()),
            _("Who takes care of it? Ask them first: they are free to say no.") if shown.is_open else "",
        ),
        stack(*(change if shown.is_open else ()), Button(_("Back"), f"vl:{shown.ref}")),
        personal=True,
    )


def own_part(takes: tuple[Practical, ...]) -> str:
    """On somebody's own invitation: what they take care of; empty where that is nothing."""
    if not takes:
        return ""
    names = practicals()
    told = _("You take care of: {what}.").format(what=", ".join(names[what] for what in takes))
    return f"{told} {_('Does it not suit you? Then tell the coordinator.')}"


def _line(item: Taken, names: dict[str, str]) -> str:
    who = f"<b>{safe(item.word)}</b>" if item.word else _("nobody yet")
    # Translators: one line of a list: "Food and drinks: aunt with the blue car".
    return f"{_mark(item)} {_('{what}: {who}').format(what=names[item.what], who=who)}"


def _mark(item: Taken) -> str:
    return TICK if item.done else OPEN


def _ticked(word: str, item: Taken) -> str:
    label = fitting(plain(safe(word)), LABEL_LIMIT - 2)
    return f"{label} {TICK}" if word == item.word else label


def _settle_button(item: Taken, here: str) -> Button:
    if item.done:
        return Button(_("It is not arranged yet"), f"vd:{here}:{NOT_DONE}")
    return Button(_("It is arranged, or not needed"), f"vd:{here}:{DONE}")


def _ways_back(shown: Practicalities) -> list[Button]:
    if shown.by_coordinator:
        return [Button(_("Open the conference"), f"jo:{shown.ref}")]
    return [Button(_("Back"), f"vm:{shown.ref}"), human_button()]
