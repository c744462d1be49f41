"""The best division over all open requests on the screen: who for whom, why, and what was kept free."""

from bot.texts import reasons
from bot.texts.screens import Button, Screen, code, lines, paragraphs, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.welcome import home_button
from bot.texts.words import language, language_names
from casework.joint import JointLine, KeptFree


def joint_button() -> Button:
    """From the requests of the region to the proposal."""
    return Button(_("Best division over all open requests"), "mj")


def proposal(found: list[JointLine]) -> Screen:
    """A line for each request; a tap prepares the choice, and asks nobody yet."""
    back = Button(_("Requests in my region"), "m")
    if not found:
        return Screen(_("No request waits for a coordinator now."), stack(back, home_button()))
    return Screen(
        paragraphs(
            f"<b>{_('Best division over all open requests')}</b>",
            _("Nobody is asked yet. Tap a line to prepare that choice."),
            *(_line(line) for line in found),
        ),
        stack(*(_prepare(line) for line in found), back, home_button()),
        personal=True,
    )


def _line(line: JointLine) -> str:
    head = f"{code(line.request)} – {language(line.language)}{' ❗' if line.urgent else ''}"
    if line.ranked is None:
        nobody = (
            _("Everyone who fits is needed more for another request.")
            if line.options
            else _("Nobody fits all of this. You can relax a wish, after asking the family.")
        )
        return lines(head, nobody, *_kept(line))
    who = _("Coordinator {number}: {languages}").format(
        number=line.place, languages=language_names(line.languages)
    )
    why = (f"• {reasons.reason(found)}" for found in line.ranked.reasons)
    return lines(head, f"<b>{who}</b>", *why, *_kept(line))


def _kept(line: JointLine) -> list[str]:
    return [f"• {_kept_free(kept)}" for kept in line.kept]


def _kept_free(kept: KeptFree) -> str:
    # Translators: {languages} are those of a coordinator who stands higher on this list but is kept for {receipt}.
    told = ngettext(
        "kept free for {receipt}, where only {count} coordinator fits: {languages}",
        "kept free for {receipt}, where only {count} coordinators fit: {languages}",
        kept.options,
    )
    return told.format(
        receipt=code(kept.request), count=kept.options, languages=language_names(kept.languages)
    )


def _prepare(line: JointLine) -> Button:
    if line.ranked is None:
        return Button(_("{receipt}: who fits?").format(receipt=line.request), f"ml:{line.request}")
    label = (
        _("✓ {receipt}: coordinator {number} is chosen")
        if line.chosen
        else _("{receipt}: choose coordinator {number}")
    )
    return Button(
        label.format(receipt=line.request, number=line.place), f"mp:{line.request}:{line.ranked.ref}"
    )
