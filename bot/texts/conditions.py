"""What must be in the plan under compulsory help: written by a professional, read by everybody, in the words as said."""

from bot.texts.errors import SENTENCES
from bot.texts.screens import Button, Screen, fitting, lines, paragraphs, plain, safe, side, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import home_button, human_button
from casework.condition_rows import Condition
from casework.must_be_in import MustBeIn, Setter

TICK = "✓"


def guest_button(guest: str) -> Button:
    """On an invitation: the way to what must be in the plan."""
    return Button(title(), f"qc:{guest}")


def main_person_button(receipt: str) -> Button:
    """On the circle of the main person."""
    return Button(title(), f"qm:{receipt}")


def coordinator_button(job: str) -> Button:
    """On the circle, for its coordinator."""
    return Button(title(), f"qj:{job}")


def title() -> str:
    """What it is called, everywhere."""
    return _("What must be in the plan")


def shown(found: MustBeIn) -> Screen:
    """For whoever reads: the main person and everybody who is invited; or for whoever writes."""
    if found.own is not None:
        return _written(found, found.own.lines, complete=found.own.complete)
    if found.setters or (found.job and not found.guest):
        return _overview(found)
    back = (
        Button(_("Back to the people around you"), f"gp:{found.receipt}") if found.receipt else _back(found)
    )
    return Screen(
        paragraphs(f"<b>{title()}</b>", _what_it_is(), *map(_set, found.known)),
        stack(back, human_button()),
        personal=True,
    )


def letter(button: Button) -> Screen:
    """They are complete: where to read them, and nothing of what they are."""
    return Screen(
        _("It is known now what must be in the plan. You can read it here."), stack(button, human_button())
    )


def _overview(found: MustBeIn) -> Screen:
    """For the coordinator: the professionals, and how far each is."""
    none = "" if found.setters else _("There is no professional in the circle yet.")
    return Screen(
        paragraphs(
            f"<b>{title()}</b>",
            _what_it_is(),
            none or _("For a professional without Telegram you write the conditions down."),
        ),
        stack(
            *(Button(_how_far(one), f"qo:{one.guest}") for one in found.setters),
            Button(_("Back to the circle"), f"ci:{found.job}"),
            home_button(),
        ),
        personal=True,
    )


def _written(found: MustBeIn, own: tuple[Condition, ...], *, complete: bool) -> Screen:
    """For the professional, or for the coordinator of one: what stands there, and what can be done."""
    if complete:
        stands = _("These are all. Everyone can read them.")
    else:
        stands = _("Nobody else reads them yet. First say that these are all.") if found.may_write else ""
    return Screen(
        paragraphs(
            f"<b>{title()}</b>",
            f"<b>{safe(found.word)}</b>" if found.word else "",
            _("At most five conditions, each in one plain sentence. Never the story behind it."),
            _set(own),
            stands,
            SENTENCES["conditions_fixed"]() if found.fixed and not found.word else "",
            *map(_set, found.known),
        ),
        stack(*_doing(found, own, complete=complete), _back(found), human_button()),
        personal=True,
    )


def _doing(found: MustBeIn, own: tuple[Condition, ...], *, complete: bool) -> list[Button]:
    buttons = []
    if found.may_write and not found.is_full:
        buttons.append(Button(_("Write a condition"), f"qw:{found.guest}"))
    if found.may_write and not complete:
        said = _("These are all") if own else _("There are no conditions")
        buttons.append(Button(said, f"qk:{found.guest}"))
    if found.may_remove:
        buttons += [
            Button(
                # Two that begin alike are cut alike: the number tells them apart.
                fitting(_("Remove: {words}").format(words=f"{number}. {plain(safe(one.words))}")),
                f"qx:{found.guest}:{one.ref}",
            )
            for number, one in enumerate(own, start=1)
        ]
    return buttons


def _what_it_is() -> str:
    return _(
        "Help is compulsory here. A professional says what must be in the plan. How, the family decides."
    )


def _set(conditions: tuple[Condition, ...]) -> str:
    """The conditions of one professional, each on its own line and in its own direction."""
    if not conditions:
        return _("There are no conditions")
    return lines(
        *(f"{side(one.words)}{number}. {safe(one.words)}" for number, one in enumerate(conditions, start=1))
    )


def _how_far(one: Setter) -> str:
    mark = TICK if one.complete else "…"
    return f"{fitting(plain(safe(one.word)), 50)}: {one.count} {mark}"


def _back(found: MustBeIn) -> Button:
    if found.job:
        return Button(_("Back to the circle"), f"ci:{found.job}")
    return Button(_("Back to the invitation"), f"iv:{found.guest}")
