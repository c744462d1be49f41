"""What is said of voices: of somebody who wants to be heard at the meeting, and the coordinator's on a child's card."""

from bot.texts import part_cards
from bot.texts.safe_phone import news
from bot.texts.screens import Button, Screen, code, lines, paragraphs, safe, stack
from bot.texts.translating import SHIPPED, speaking
from bot.texts.translating import gettext as _
from bot.texts.welcome import home_button, human_button
from bot.texts.words import language
from casework.inviting import Invitation
from casework.voice_rows import Awaited
from casework.voices import Passing
from domain import languages
from domain.circle import Part
from domain.voices import Waiting


def awaited(shown: Awaited, note: str = "") -> Screen:
    """What the bot waits for, what becomes of it, and the way back; `note` says first what was not taken."""
    if shown.what is Waiting.CARD_VOICE:
        return _for_a_card(shown, note)
    return Screen(
        paragraphs(
            note,
            f"<b>{_('Say something at the meeting')}</b>",
            _(
                "Send me one message now: a voice message, a photo of a letter or a drawing, or words that you type."
            ),
            _(
                "It goes to the coordinator only. The coordinator can play it or read it out at the meeting. "
                "I do not keep it. Telegram does, in this chat and in the chat of the coordinator."
            ),
            _("You do not have to. If you would rather not, go back."),
        ),
        stack(Button(_("Back to the invitation"), f"iv:{shown.guest}"), human_button()),
    )


def own_buttons(shown: Invitation) -> tuple[list[Button], list[Button]]:
    """On somebody's invitation: to hear it read out, and to say something at the meeting; each where it can be done."""
    listen = Button(_("Listen to the invitation"), f"ih:{shown.guest}")
    speak = Button(_("I want to say something at the meeting"), f"is:{shown.guest}")
    return [listen] if shown.has_voice else [], [speak] if shown.may_speak else []


def passed(shown: Invitation) -> Screen:
    """The coordinator has it; what is not said is that it was heard."""
    return Screen(
        _("The coordinator has your message now, for the meeting. I did not keep it."),
        stack(
            Button(_("Say something more"), f"is:{shown.guest}") if shown.may_speak else None,
            Button(_("Back to the invitation"), f"iv:{shown.guest}"),
            human_button(),
        ),
    )


def not_passed() -> str:
    """The message did not arrive: nothing is lost, and there is another way."""
    return _(
        "Your message did not arrive: I cannot reach the coordinator in this chat now. "
        "You can send it again later, or call the coordinator. Your message still stands here above."
    )


def lost() -> Screen:
    """It did not arrive, and they are doing something else by now."""
    return Screen(not_passed(), stack(human_button(), home_button()))


def not_for_a_meeting() -> str:
    """A sticker, a place, a contact: that is not passed on."""
    return _("That I cannot pass on. Please send a voice message, a photo, a file or words.")


def stopped() -> Screen:
    """They did not want to send anything after all."""
    return Screen(
        _("That is fine. I do not wait for a message any more."), stack(human_button(), home_button())
    )


def for_the_meeting(passing: Passing) -> Screen:
    """For the coordinator, above the copy: for which conference it is, and from whom; nothing about what it says."""
    return Screen(
        paragraphs(
            news(),
            _("{receipt}: a message for the meeting, from {word}. It stands right below.").format(
                receipt=code(passing.receipt), word=f"<b>{safe(passing.word)}</b>"
            ),
            _(
                "Please play it or read it out at the meeting, and show it to nobody else. "
                "Delete it here when the meeting is over: I do not keep it, Telegram does."
            ),
        ),
        stack(Button(_("Open this person"), f"cv:{passing.guest}"), home_button()),
        personal=True,
    )


def voice_only() -> str:
    """Something else than a voice message came for a card."""
    return _("Please send one voice message. Anything else I do not put on the card.")


def kept() -> str:
    """The voice is on the card."""
    return _("Your voice is on the card now.")


def on_card() -> str:
    """On the coordinator's screen of a child."""
    return _("Your voice is on this card. It is deleted after the meeting.")


def card_buttons(guest: str, *, has_voice: bool) -> list[Button]:
    """To put one's voice on a child's card, in the place of an earlier one, or to take it off."""
    if not has_voice:
        return [Button(_("Add your voice to the card"), f"cs:{guest}")]
    return [
        Button(_("Record your voice again"), f"cs:{guest}"),
        Button(_("Take your voice off the card"), f"cz:{guest}"),
    ]


def _for_a_card(shown: Awaited, note: str) -> Screen:
    return Screen(
        paragraphs(
            note,
            f"<b>{_('Your voice on the card')}</b>",
            _(
                "Read the card aloud in {language} and send it to me as one voice message. "
                "The child hears it with the invitation."
            ).format(language=language(shown.language)),
            _card_in(shown.language),
            _(
                "Please say no surname and no birthday. Telegram keeps the message. I keep only its number, sealed, "
                "until the meeting is recorded."
            ),
        ),
        stack(Button(_("Back"), f"cv:{shown.guest}"), home_button()),
        personal=True,
    )


def _card_in(tag: str) -> str:
    """The words of a child's card to read out, in the child's language where the card is written in it."""
    shown = languages.resolve_locale(tag, None, SHIPPED)
    if shown != tag:
        return ""
    with speaking(shown):
        return f"<blockquote>{lines(*part_cards.lines(Part.CHILD))}</blockquote>"
