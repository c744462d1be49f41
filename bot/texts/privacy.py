"""A person's own rights: what is kept and why, their consents, and being forgotten."""

from bot.texts.safe_phone import button as code_word_button
from bot.texts.screens import Button, Screen, code, lines, paragraphs, plain, safe, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.welcome import OFFICE, home_button, human_button
from bot.texts.words import day
from casework.consents import Change, Consents, Given, OfRequest
from casework.forgetting import Meaning, Receipt
from domain.consents import Layer

CONSENTS, SET, MY_DATA, FORGET, TEXT, TOLD = "pt", "pu", "pm", "px", "pn", "pv"
"""The verbs of this page."""

ON, OFF, SURE = "y", "n", "s"
TICK = "✓"
OPENED = "po"
"""Who opened what is kept of the reader; the page is made elsewhere."""


def privacy() -> Screen:
    """What is kept, why, for how long and who sees it; and what the reader can do about it."""
    return Screen(
        paragraphs(
            f"<b>{_('Your privacy')}</b>",
            _("Telegram is not the safest place for secrets: the company behind it can store this chat."),
            _("That is why I never ask for your story, for names of other people, for papers or for photos."),
            _(
                "We keep: your first name, your place, how to reach you safely, and your wishes about the coordinator."
            ),
            _("We need this to find a coordinator who fits, and for nothing else."),
            _(
                "The regional manager sees it. Coordinators who are asked see no name. Only the one who says yes sees "
                "your name and how to reach you. You can look up who opened it."
            ),
            _("Your wishes go away as soon as there is a coordinator. Your name goes away after the end."),
            _(
                "Of the people around you we keep a word that you choose, and a plan only until everybody has read it."
            ),
            _("You can stop a request at any time with {command}.").format(command="/status"),
            _("Questions? Call {number}.").format(number=safe(OFFICE)),
        ),
        stack(
            Button(_("What I agreed to"), CONSENTS),
            Button(_("Everything that is kept of me"), MY_DATA),
            Button(_("Who opened my data"), OPENED),
            code_word_button(),
            Button(_("Forget me"), FORGET),
            human_button(),
            home_button(),
        ),
    )


def consents(shown: Consents) -> Screen:
    """What the reader agreed to: one button for each request, and one for each invitation."""
    nothing = not (shown.agreed_at or shown.requests or shown.invitations)
    return Screen(
        paragraphs(
            f"<b>{_('What you agreed to')}</b>",
            _("You have not agreed to anything yet.") if nothing else _voluntary(),
            _("For a request you can take back each part by itself.") if shown.requests else "",
        ),
        stack(
            *(
                Button(_("Request {receipt}").format(receipt=one.ref), f"{CONSENTS}:{one.ref}")
                for one in shown.requests
            ),
            *(
                Button(_("Delete what I told in an invitation"), f"{TOLD}:{guest}")
                for guest, _at in shown.invitations
            ),
            Button(_("I take my yes to the questions back"), TEXT) if shown.agreed_at else None,
            _back(),
            human_button(),
        ),
        personal=True,
    )


def of_request(shown: OfRequest) -> Screen:
    """Each part of one request: whether it stands, and what follows when it is taken back or given again."""
    return Screen(
        paragraphs(
            f"<b>{_('Request {receipt}').format(receipt=code(shown.ref))}</b>",
            *(_layer(one) for one in shown.layers),
            _("This request is over.") if shown.over else _voluntary(),
        ),
        stack(
            *(_switch(shown.ref, one) for one in shown.layers if one.can_change),
            Button(_("What I agreed to"), CONSENTS),
            human_button(),
        ),
        personal=True,
    )


def really_stop(ref: str) -> Screen:
    """Taking back the first part ends the request: one more tap."""
    return Screen(
        paragraphs(
            _("Without this yes we cannot go on. Your request ends, and everybody who works on it stops."),
            _("What you told us is deleted soon after."),
        ),
        stack(
            Button(_("Yes, end my request"), f"{SET}:{ref}:{Layer.PROCESS}:{SURE}"),
            Button(_("No, go on"), f"{CONSENTS}:{ref}"),
            human_button(),
        ),
    )


def taken_back() -> Screen:
    """The yes from before the questions was taken back."""
    return Screen(
        _("It is done. What you had not sent yet is deleted. Before the next question I ask you again."),
        stack(Button(_("What I agreed to"), CONSENTS), human_button(), home_button()),
    )


def told_deleted(guest: str) -> Screen:
    """What somebody answered in an invitation was deleted."""
    return Screen(
        _(
            "It is done. Your answers to this invitation are deleted. The invitation stays, if you want to answer again."
        ),
        stack(Button(_("Back to the invitation"), f"iv:{guest}"), human_button(), home_button()),
    )


def changed(shown: Change) -> Screen:
    """For the manager or the coordinator: what a family took back or gave again, and what to do."""
    said = _changed()[shown.layer, shown.given]
    button = (
        Button(_("Open the conference"), f"jo:{shown.job}")
        if shown.job is not None
        else Button(_("Open the request"), f"mo:{shown.receipt}")
    )
    return Screen(f"{code(shown.receipt)}: {said}", stack(button, home_button()))


def what_it_means(shown: Meaning) -> Screen:
    """Being forgotten: what ends and what is left, before it is asked once more."""
    return Screen(
        paragraphs(
            f"<b>{_('Forget me')}</b>",
            _("I then delete everything that we keep of you. Nobody can bring it back, and neither can we."),
            _ends(shown),
            _("What stays are numbers for our yearly report. Nobody can see from them who you are."),
            _(
                "{command} empties this chat as far as Telegram lets me. Then I am silent until you write again."
            ).format(command="/stop"),
        ),
        stack(
            Button(_("I want to be forgotten"), f"{FORGET}:{OFF}"),
            Button(_("First show me what is kept"), MY_DATA),
            _back(),
            human_button(),
        ),
    )


def are_you_sure() -> Screen:
    """The second tap."""
    return Screen(
        _("Are you sure? After this tap it is done, and it cannot be undone."),
        stack(
            Button(_("Yes, forget me now"), f"{FORGET}:{SURE}"),
            Button(_("No, keep it"), "pr"),
            human_button(),
        ),
    )


def forgotten(receipt: Receipt) -> Screen:
    """The last message: a reference and the day. Without buttons, for a tap would make somebody new."""
    return Screen(
        paragraphs(
            f"<b>{_('You are forgotten.')}</b>",
            _("Your receipt: {receipt}, {day}.").format(receipt=code(receipt.ref), day=day(receipt.on)),
            _("With this number you can ask us whether it was done. It says nothing about you."),
            _("If you write here again, we do not know each other yet. You are welcome."),
        ),
    )


def _voluntary() -> str:
    return _("It is all up to you. Whatever you take back, it never counts against you.")


def _back() -> Button:
    return Button(_("Back to privacy"), "pr")


def _layer(given: Given) -> str:
    mark = TICK if given.given else "✗"
    now = _follows()[given.layer] if given.given else _since_then()[given.layer]
    return lines(f"{mark} <b>{titles()[given.layer]}</b>", now)


def titles() -> dict[Layer, str]:
    """The parts, each in a few words; they stand on buttons too."""
    return {
        Layer.PROCESS: _("Work on my request"),
        Layer.SHARE: _("Ask coordinators, without my name"),
        Layer.CONTACT: _("My coordinator may reach me"),
        Layer.FOLLOW_UP: _("Ask me how it goes"),
        Layer.STATISTICS: _("Count my request in the yearly report"),
    }


def _follows() -> dict[Layer, str]:
    """What happens when it is taken back, in one sentence each."""
    return {
        Layer.PROCESS: _("If you take this back, your request ends."),
        Layer.SHARE: _("If you take this back, nobody new is asked, and the manager calls you."),
        Layer.CONTACT: _(
            "If you take this back, your coordinator no longer sees your name and number, and writes to you through me."
        ),
        Layer.FOLLOW_UP: _("If you take this back, you are not asked four weeks after the meeting."),
        Layer.STATISTICS: _("If you take this back, your request is not in the numbers."),
    }


def _since_then() -> dict[Layer, str]:
    """How it is now that it was taken back."""
    return {
        Layer.PROCESS: _("You took this back. Your request has ended."),
        Layer.SHARE: _("You took this back. Nobody new is asked."),
        Layer.CONTACT: _("You took this back. Your coordinator writes to you through me."),
        Layer.FOLLOW_UP: _("You took this back. You are not asked how it goes."),
        Layer.STATISTICS: _("You took this back. Your request is not in the numbers."),
    }


def _switch(ref: str, given: Given) -> Button:
    title = plain(titles()[given.layer])
    if given.given:
        # Translators: a button; {part} is what the reader agreed to, such as "Ask me how it goes".
        said = _("Take back: {part}").format(part=title)
        return Button(said, f"{SET}:{ref}:{given.layer}:{OFF}")
    # Translators: a button; {part} is what the reader had taken back, such as "Ask me how it goes".
    return Button(_("Yes again: {part}").format(part=title), f"{SET}:{ref}:{given.layer}:{ON}")


def _changed() -> dict[tuple[Layer, bool], str]:
    return {
        (Layer.SHARE, False): _(
            "the family does not want coordinators to be asked now. Open offers were taken back. Please call the family."
        ),
        (Layer.SHARE, True): _("the family agrees again that coordinators are asked."),
        (Layer.CONTACT, False): _(
            "the family does not want you to have their name and number any more. You can write to them through the bot."
        ),
        (Layer.CONTACT, True): _("the family agrees again that you see their name and how to reach them."),
        (Layer.FOLLOW_UP, False): _(
            "the family does not want to be asked how it goes. Please respect that; you can ask others."
        ),
        (Layer.FOLLOW_UP, True): _("the family agrees again that they are asked how it goes."),
    }


def _ends(shown: Meaning) -> str:
    return lines(
        ngettext(
            "Your request stops, and whoever works on it hears that it ended. Nobody can call you about it any more.",
            "Your {count} requests stop, and whoever works on them hears that they ended. "
            "Nobody can call you about them any more.",
            shown.open_requests,
        ).format(count=shown.open_requests)
        if shown.open_requests
        else "",
        _("You are no longer in a circle, and your answers are gone. The others are not told why.")
        if shown.invitations
        else "",
        _("Your conference goes back to the regional manager, who finds somebody else.")
        if shown.has_job
        else "",
        _("Your work for Kring ends at once.") if shown.is_staff else "",
    )
