"""What somebody reads who is invited: their own invitation, and nothing of anybody else."""

from dataclasses import replace

from bot.texts import conditions, guest_consent, part_cards, voices
from bot.texts.places import guest_button
from bot.texts.practicalities import own_part
from bot.texts.screens import Button, Screen, fitting, lines, paragraphs, plain, safe, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import home_button, human_button
from bot.texts.words import language, moment
from casework.inviting import Invitation
from casework.suggesting import Suggestion
from domain.circle import Apart, Need, Reply

TICK = "✓"
ON, OFF = "y", "n"
"""What a tap on a need or on the signal asks for, so that a second tap at the same moment changes nothing."""


def invitation(shown: Invitation, note: str = "") -> Screen:
    """What it is, when and where, who asks, what one's part is, and that it is voluntary."""
    return Screen(
        paragraphs(
            note,
            f"<b>{_('You are invited')}</b>",
            what_it_is(),
            when_and_where(shown),
            lines(*part_cards.lines(shown.part)),
            voluntary(),
            "" if shown.agreed else guest_consent.words(),
            _so_far(shown),
            own_part(shown.takes),
            _("{command}: another language").format(command="/language"),
        ),
        stack(*_answers(shown), *_more(shown), human_button())
        if shown.agreed
        else guest_consent.buttons(shown.guest),
        personal=True,
    )


def what_it_is() -> str:
    """What somebody is invited to, and by whom."""
    return paragraphs(
        _("The family asks you to come to a meeting. They ask you themselves: I only bring the invitation."),
        _(
            "At the meeting people who are close to each other make a plan of their own. "
            "A coordinator organises it, and decides nothing."
        ),
    )


def when_and_where(shown: Invitation) -> str:
    """The day, the time and the place, as far as they are set."""
    if shown.meeting_at is None:
        return _("The day is not set yet. You read it here when it is.")
    return lines(
        _("When: {moment} (Dutch time)").format(moment=moment(shown.meeting_at)),
        _("Where: {place}").format(place=safe(shown.venue)) if shown.venue else _("The place follows."),
    )


def voluntary() -> str:
    """That nobody has to come, and who reads the answer."""
    return paragraphs(
        _("You are free to say yes or no. You give no reason, and you may change your answer."),
        _("The family and the coordinator see your answer. Nobody else who is invited sees it."),
    )


def changed(shown: Invitation) -> Screen:
    """The day, the time or the place is another one."""
    return _card(invitation(shown, _("Something about the meeting is new. This is how it is now.")))


def reminder(shown: Invitation) -> Screen:
    """Once more, because there was no answer; the only time."""
    said = _("Have you seen this invitation? A yes, a maybe or a no is fine. I do not ask again.")
    return _card(invitation(shown, said))


def over() -> Screen:
    """In the place of an invitation that is no longer open: nothing of it is left on the screen."""
    said = _("This invitation is over. You do not have to do anything.")
    return _card(Screen(said, stack(human_button()), personal=True))


def off() -> Screen:
    """The meeting does not go on; said to everybody who might have come, without a reason."""
    said = _(
        "The meeting that you were invited to does not go on. You do not have to do anything. If you have a question, "
        "ask the person who gave you the invitation."
    )
    return _card(Screen(said, stack(human_button()), personal=True))


def needs(shown: Invitation) -> Screen:
    """What somebody needs to be able to come; everything that fits."""
    words = need_words()
    return Screen(
        paragraphs(
            f"<b>{_('What do you need to be able to come?')}</b>",
            _("Tap everything that fits. The coordinator looks what is possible."),
            _("That you would rather not be in one room with somebody, only the coordinator reads."),
        ),
        stack(
            *(_switch(words[need], f"it:{shown.guest}:{need}", on=need in shown.needs) for need in Need),
            _back(shown.guest),
        ),
        personal=True,
    )


def need_words() -> dict[Need, str]:
    """What somebody may need, for a button; in the words of who needs it."""
    return {
        Need.TRAVEL: _("Help with travelling"),
        Need.CHILD_CARE: _("Somebody to look after my children"),
        Need.WHEELCHAIR: _("Room for a wheelchair"),
        Need.VIDEO: _("Joining by video"),
        Need.INTERPRETER: _("An interpreter"),
        Need.COMPANY: _("Somebody next to me"),
        Need.APART: _("Not in one room with a certain person"),
    }


def private(shown: Invitation) -> Screen:
    """In private: whether there is somebody they may not or would rather not meet, and a signal for a break."""
    words = apart_words()
    return Screen(
        paragraphs(
            f"<b>{_('For the coordinator alone')}</b>",
            _(
                "Is there somebody whom you may not meet, or would rather not meet? "
                "Do not tell me who or why. You can tell the coordinator when you speak with each other."
            ),
            _(
                "If you may not meet somebody, the service asks its manager to call the coordinator. The manager does "
                "not hear from whom it comes."
            ),
            _("Would you like to agree on a signal for when you need a break?"),
            _("The family does not see this. After the meeting I delete it."),
        ),
        stack(
            *(
                Button(_ticked(words[apart], on=apart is shown.told.apart), f"ia:{shown.guest}:{apart}")
                for apart in Apart
            ),
            _switch(_("I would like a signal for a break"), f"ig:{shown.guest}", on=shown.told.signal),
            _back(shown.guest),
        ),
        personal=True,
    )


def apart_words() -> dict[Apart, str]:
    """The answers in private, for a button."""
    return {
        Apart.NOBODY: _("No, there is nobody"),
        Apart.RATHER_NOT: _("There is somebody I would rather not meet"),
        Apart.MAY_NOT: _("There is somebody I may not meet"),
    }


def thought_along(shown: Invitation) -> Screen:
    """After somebody was named: nobody is invited before a yes."""
    return Screen(
        _("Thank you for thinking along. Nobody is asked until the person it is about says yes."),
        stack(Button(_("I know somebody else too"), f"iw:{shown.guest}"), _back(shown.guest)),
    )


def really_leave(guest: str) -> Screen:
    """No longer take part: one more tap."""
    return Screen(
        paragraphs(
            _("Do you not want to take part any more? That is fine, and you give no reason."),
            _("I then forget that this invitation was yours, and everything you answered."),
        ),
        stack(Button(_("Yes, forget me"), f"il:{guest}:{ON}"), _back(guest), human_button()),
    )


def left() -> Screen:
    """Forgotten; whoever changes their mind asks the family."""
    return Screen(
        paragraphs(
            _("It is done. Your answers are deleted, and I write to you no more about this meeting."),
            _("Do you change your mind? Then ask the family for a new invitation."),
        ),
        stack(human_button(), home_button()),
    )


def suggested(found: Suggestion) -> Screen:
    """For whoever decides: somebody was thought of. Never by whom."""
    asks = (
        paragraphs(
            _("You decide who comes. May this person be invited?"),
            _("When you say no, whoever thought of them does not hear it."),
        )
        if found.to_main_person
        else _("Please ask the main person whether this person may be invited, and note down what they say.")
    )
    rows = (
        stack(
            Button(_("Yes, invite them"), f"gy:{found.guest}"),
            Button(_("No, rather not"), f"gn:{found.guest}"),
            Button(_("Everybody in the circle"), f"gp:{found.receipt}"),
        )
        if found.to_main_person
        else stack(Button(_("Open this person"), f"cv:{found.guest}"))
    )
    return Screen(
        paragraphs(
            _("Somebody in the circle thought of somebody who could think along too: {word}").format(
                word=f"<b>{safe(found.word)}</b>"
            ),
            _("Language: {language}").format(language=language(found.language)),
            asks,
        ),
        (*rows, *stack(human_button())),
        personal=True,
    )


def _card(screen: Screen) -> Screen:
    """As a letter says it: personal in each version, so that a change edits the message that is there."""
    return replace(screen, edits_protected=True)


def _so_far(shown: Invitation) -> str:
    """What they have answered."""
    if shown.reply is None:
        return ""
    said = {
        Reply.YES: _("You said: yes, I come. Good to hear."),
        Reply.MAYBE: _("You said: maybe. You can still make it a yes or a no."),
        Reply.NO: _("You said: no. That is fine, and nobody asks why."),
    }[shown.reply]
    words = need_words()
    needed = ", ".join(safe(words[need]) for need in shown.needs)
    return lines(said, _("You need: {needs}").format(needs=needed) if needed else "")


def _answers(shown: Invitation) -> list[Button]:
    words = {Reply.YES: _("Yes, I come"), Reply.MAYBE: _("Maybe"), Reply.NO: _("No, I do not come")}
    return [
        Button(_ticked(said, on=answer is shown.reply), f"ir:{shown.guest}:{answer}")
        for answer, said in words.items()
    ]


def _more(shown: Invitation) -> list[Button]:
    """What else they can do; who says no is asked for nothing that is about coming."""
    may_come = shown.reply is not Reply.NO
    days = Button(_("Which days suit me"), f"tg:{shown.guest}")
    calendar = Button(_("Put it in my calendar"), f"tf:{shown.guest}")
    listen, speak = voices.own_buttons(shown)
    stays_away = shown.reply in {Reply.NO, Reply.MAYBE}
    return [
        *listen,
        *(speak if stays_away else []),
        *([days] if shown.has_days and may_come else []),
        *([calendar] if shown.meeting_at is not None and may_come else []),
        *([guest_button(shown.guest)] if shown.has_pin and may_come else []),
        *([Button(_("What I need to be able to come"), f"in:{shown.guest}")] if may_come else []),
        *([] if stays_away else speak),
        *([conditions.guest_button(shown.guest)] if shown.must_be_in else []),
        Button(_("Tell the coordinator something in private"), f"ip:{shown.guest}"),
        Button(_("Who else could think along?"), f"iw:{shown.guest}"),
        Button(_("No longer take part"), f"il:{shown.guest}"),
    ]


def _switch(label: str, data: str, *, on: bool) -> Button:
    return Button(_ticked(label, on=on), f"{data}:{OFF if on else ON}")


def _ticked(label: str, *, on: bool) -> str:
    return fitting(f"{plain(label)} {TICK}") if on else label


def _back(guest: str) -> Button:
    return Button(_("Back to the invitation"), f"iv:{guest}")
