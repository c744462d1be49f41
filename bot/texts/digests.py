"""The letter of the morning: numbers and receipts, the longest on the first working day of the week."""

from bot.texts.managing import escalation_reason, state
from bot.texts.screens import Button, Screen, code, lines, paragraphs, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.welcome import home_button
from casework.digests import Digest, Longest
from casework.escalations import Raised

_NEEDS_SHOWN = 15
"""More than a morning's work; the rest stands behind the button."""


def week(digest: Digest) -> Screen:
    """What there is at the beginning of the week."""
    return Screen(
        paragraphs(
            f"<b>{_('Good morning. This is your week.')}</b>",
            _needs(digest),
            _requests(digest),
            _longest(digest.longest),
            _papers(digest.papers),
        ),
        _rows(),
    )


def day(digest: Digest) -> Screen:
    """One line on every other working day."""
    said = [_count_of_needs(len(digest.needs)), _count_of_seeking(digest.seeking), _longest(digest.longest)]
    return Screen(" ".join(sentence for sentence in said if sentence), _rows())


def _rows() -> tuple[tuple[Button, ...], ...]:
    return stack(Button(_("What needs me"), "x"), Button(_("Requests in my region"), "m"), home_button())


def _needs(digest: Digest) -> str:
    shown = digest.needs[:_NEEDS_SHOWN]
    stalls = (
        ngettext(
            "{count} of these is a promise about time that is late.",
            "{count} of these are promises about time that are late.",
            digest.stalls,
        ).format(count=digest.stalls)
        if digest.stalls
        else ""
    )
    return lines(_count_of_needs(len(digest.needs)), *(_one(raised) for raised in shown), stalls) or _(
        "Nothing needs you now."
    )


def _one(raised: Raised) -> str:
    receipt = f" {code(raised.request_ref)}" if raised.request_ref else ""
    return f"• {escalation_reason(raised.kind)}{receipt}"


def _requests(digest: Digest) -> str:
    if not digest.states:
        return ""
    counts = [f"{state(value)}: {count}" for value, count in digest.states.items()]
    paused = _("with a pause: {count}").format(count=digest.paused) if digest.paused else ""
    return lines(f"<b>{_('Requests that run')}</b>", *counts, paused)


def _count_of_needs(count: int) -> str:
    if not count:
        return ""
    return ngettext("{count} thing needs you.", "{count} things need you.", count).format(count=count)


def _count_of_seeking(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "{count} request has no coordinator yet.", "{count} requests have no coordinator yet.", count
    ).format(count=count)


def _longest(longest: Longest | None) -> str:
    if longest is None or not longest.days:
        return ""
    return ngettext(
        "{receipt} waits longest: {count} day.", "{receipt} waits longest: {count} days.", longest.days
    ).format(receipt=code(longest.receipt), count=longest.days)


def _papers(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "The certificate of {count} coordinator runs out soon.",
        "The certificates of {count} coordinators run out soon.",
        count,
    ).format(count=count)
