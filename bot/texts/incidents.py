"""What an admin reads when something is wrong with the service itself: codes and moments, nobody's name."""

from bot.texts.screens import Screen, lines, paragraphs, safe
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.words import moment
from casework.incidents import Kind, Seen


def card(seen: Seen) -> Screen:
    """One incident: what is wrong, since when, how often; and when it was over."""
    often = ngettext("Seen {count} time.", "Seen {count} times.", seen.count).format(count=seen.count)
    over = (
        # Translators: a technical problem has ended by itself; {moment} is a day and a time.
        _("Over since {moment}.").format(moment=moment(seen.closed_at)) if seen.closed_at else ""
    )
    return Screen(
        paragraphs(
            # Translators: the heading of a message to the administrators of the service.
            f"<b>{_('Something is wrong with the service')}</b>" if not over else f"<b>{over}</b>",
            what(seen.kind),
            lines(
                _("Since {moment}").format(moment=moment(seen.opened_at)),
                often,
                # Translators: {about} is technical, such as "letter 17 offer_card".
                _("About: {about}").format(about=f"<code>{safe(seen.about)}</code>") if seen.about else "",
            ),
        )
    )


def what(kind: str) -> str:
    """What is wrong, and where to look first."""
    return {
        Kind.UPDATES_PILE_UP.value: _(
            "Messages of people pile up at Telegram. Look whether the bot runs and can be reached."
        ),
        Kind.WEBHOOK_ERROR.value: _(
            "Telegram cannot reach the bot. Look at the certificate, the web server and the port."
        ),
        Kind.CLOCK_STOPPED.value: _(
            "The clock has not ticked for five minutes: nobody is reminded of anything. Start the scheduler."
        ),
        Kind.OUTBOX_STUCK.value: _(
            "A message to somebody has been waiting for more than ten minutes. Look whether the courier runs."
        ),
        Kind.LETTER_REFUSED.value: _(
            "Telegram refused a message for good. That is a mistake in the program: please report it."
        ),
        Kind.UPDATE_SET_ASIDE.value: _(
            "A message of somebody could not be handled and was set aside. Look into the log for its number."
        ),
    }.get(kind, _("Something needs you."))
