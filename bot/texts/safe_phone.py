"""When somebody else holds the phone: the code word, the numbers that answer it, and what is left of a hidden chat."""

from bot.texts.screens import Button, Screen, paragraphs, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import danger_text, home_button, human_button, unsafe_button

PAGE, CHOOSE, REMOVE = "pq", "ps", "pz"
"""The verbs."""


def button() -> Button:
    """On the page about privacy."""
    # Translators: a button; a word of the reader's own that makes the bot answer with the numbers for help.
    return Button(_("A code word"), PAGE)


def page(*, has_one: bool, note: str = "") -> Screen:
    """What a code word does. The word itself is never shown, for the reader may not be the one who chose it."""
    choose = _("Choose another word") if has_one else _("Choose a word")
    return Screen(
        paragraphs(
            note,
            f"<b>{_('A code word')}</b>",
            _(
                "You can choose a word of your own. When you send only that word, I answer with the numbers for help. "
                "I keep nothing of it, and nobody is told."
            ),
            _(
                "{command} empties this chat as far as Telegram lets me. Then I am silent until you write again."
            ).format(command="/stop"),
        ),
        stack(
            Button(choose, CHOOSE),
            Button(_("Take the code word away"), REMOVE) if has_one else None,
            Button(_("Back to privacy"), "pr"),
            human_button(),
        ),
    )


def awaited(note: str = "") -> Screen:
    """The next message is the word."""
    return Screen(
        paragraphs(
            note,
            _("Type an ordinary word that you never use here otherwise, such as the name of a flower."),
            _("I delete your message with the word at once."),
        ),
        stack(Button(_("Back to privacy"), "pr"), human_button()),
    )


def unfit() -> str:
    """What was typed cannot be a code word."""
    return _("Please type one word of at least four letters, without numbers.")


def kept() -> str:
    """There is a code word from now on."""
    return _("It is done. From now on I know your word.")


def removed() -> str:
    """There is none any more."""
    return _("It is done. There is no code word any more.")


def delete_it_yourself() -> str:
    """Telegram did not take the message with the word away."""
    return _("I could not delete your message with the word. Please delete it yourself.")


def numbers() -> Screen:
    """The answer to the code word. Its first line, which a notification shows, says nothing."""
    # Translators: the neutral first line above telephone numbers; somebody may look over the reader's shoulder.
    return Screen(
        paragraphs(_("Here is what you asked for."), danger_text()), stack(unsafe_button(), home_button())
    )


def hidden() -> Screen:
    """All that is left of a chat that was hidden: so that Telegram does not show what kind of bot this is."""
    # Translators: all that is left in an emptied chat; it must not say what was done.
    return Screen(_("Done."), stack(home_button()))


def news() -> str:
    """The first line of a letter to a family, or of a personal one: all that a locked screen shows of it."""
    # Translators: the first line of a message; a locked telephone shows only this. Keep it about as long, and neutral.
    return _("There is news for you. Read it when it suits you.")


def look_now() -> str:
    """The first line of what cannot wait, for staff; whoever stands beside them learns nothing from it."""
    return _("Please look at this now.")
