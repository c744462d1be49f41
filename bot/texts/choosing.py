"""The shortlist on the screen: who fits and why, and what relaxing a wish would gain."""

from bot.texts import bodies, near, reasons
from bot.texts.screens import Button, Screen, code, fitting, lines, paragraphs, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.words import language_names
from casework.choosing import CandidateLine, Choice


def shortlist(choice: Choice) -> Screen:
    """Who fits and why, a button per person, and what relaxing a wish would gain. The human decides."""
    fits = ngettext("{count} coordinator fits.", "{count} coordinators fit.", choice.fitting).format(
        count=choice.fitting
    )
    advice = [
        Button(
            f"{fitting(reasons.drop(relax.drop), 56)}: +{relax.gains}",
            f"ml:{choice.request}:{_with(choice.relaxed, code)}",
        )
        for code, relax in choice.relax
    ]
    asking = [near.ask_button(choice, one) for one in choice.near if one.answer is None]
    strict = Button(_("All wishes again"), f"ml:{choice.request}") if choice.relaxed else None
    nobody = (
        _("Nobody fits all of this. You can relax a wish, after asking the family.")
        if not choice.lines
        else ""
    )
    return Screen(
        paragraphs(
            f"<b>{code(choice.request)}</b> {fits}",
            nobody,
            bodies.left_out(choice.tied),
            lines(*(near.standing(one.tag, one.answer) for one in choice.near if one.answer)),
            *(_line(line) for line in choice.lines),
        ),
        (
            *stack(*(_choose(choice, line) for line in choice.lines if line.asked is None)),
            *stack(
                _send(choice),
                *asking,
                *advice,
                strict,
                Button(_("Back to the request"), f"mo:{choice.request}"),
            ),
        ),
        personal=True,
    )


def _send(choice: Choice) -> Button | None:
    if not choice.chosen:
        return None
    label = ngettext("Ask {count} coordinator", "Ask {count} coordinators", choice.chosen)
    return Button(label.format(count=choice.chosen), f"ma:{choice.request}")


def _line(line: CandidateLine) -> str:
    head = _("Coordinator {number}: {languages}").format(
        number=line.number, languages=language_names(line.languages)
    )
    asked = _("Was asked and has not answered yet.") if line.asked else ""
    return lines(f"<b>{head}</b>", *(f"• {reasons.reason(found)}" for found in line.ranked.reasons), asked)


def _choose(choice: Choice, line: CandidateLine) -> Button:
    label = (
        _("✓ Coordinator {number} is chosen").format(number=line.number)
        if line.chosen
        else _("Choose coordinator {number}").format(number=line.number)
    )
    return Button(label, f"mc:{choice.request}:{line.ref}:{choice.relaxed}")


def _with(relaxed: str, code: str) -> str:
    return "".join(sorted({*relaxed, code}))
