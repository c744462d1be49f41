"""How it goes after four weeks: what the coordinator reads, and the faces for whoever is asked."""

from bot.texts.screens import Button, Screen, code, lines, paragraphs, safe, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.welcome import home_button, human_button
from bot.texts.words import moment
from casework.faces import Sheet
from casework.follow_ups import Round
from domain.follow_ups import ENOUGH, Band, Face, Findings

TICK = "✓"
AT_ONCE = (1, 2, 3, 5)
"""So many links are made with one tap."""

CODES = {"g": Face.GOOD, "p": Face.PARTLY, "n": Face.NOT_YET}
"""The faces as they stand in a button."""


def ask_button(job: str) -> Button:
    """On the coordinator's conference: the way to the asking."""
    return Button(_("Ask people how it goes"), f"ka:{job}")


def asking(shown: Round) -> Screen:
    """For the coordinator: whom to ask, and what may be told of the answers."""
    return Screen(
        paragraphs(
            f"<b>{_('How does it go?')}</b> {code(shown.receipt)}",
            _(
                "Ask a few people. For each agreement they tap one of three faces. "
                "You see how it goes for all of them together, never who said what."
            ),
            _("The person who asked for this conference is asked in the chat.")
            if shown.requester_asked
            else "",
            _("The family does not want to be asked how it goes. Please respect that.")
            if shown.unasked
            else "",
            findings(shown.found),
            _when(shown),
        ),
        stack(*_ask_buttons(shown), *_after_asking(shown)),
    )


def links(shown: Round, bot: str) -> Screen:
    """The links that were made just now; `bot` is the bot's own name. They are shown once, and may be passed on."""
    made = (f"<code>https://t.me/{bot}?start={secret}</code>" for secret in shown.secrets)
    return Screen(
        paragraphs(
            ngettext(
                "Hand on this link. It works for one person, once.",
                "Hand on these {count} links, one to each person. Each works once.",
                len(shown.secrets),
            ).format(count=len(shown.secrets)),
            *made,
            _("Copy first, then go on: I do not keep the links."),
            _when(shown),
        ),
        stack(Button(_("Back to the asking"), f"ka:{shown.job}")),
    )


def findings(found: Findings) -> str:
    """The answers as bands; with too few of them only that there are some."""
    if found.overall is None:
        if not found.asked:
            return ""
        few = _("Answers have come. With {number} or more I tell you how it goes.").format(number=ENOUGH)
        return few if found.some else _("No answers have come yet.")
    return lines(
        # Translators: {asked} people were asked, {answered} of them have answered.
        _("Asked: {asked} people. Answered: {answered}.").format(asked=found.asked, answered=found.answered),
        f"<b>{_overall()[found.overall]}</b>",
        *_by_band(found),
    )


def suggested(found: Findings) -> str:
    """Above the coordinator's own form: what was filled in for them, and that they may change it."""
    if found.overall is None:
        return ""
    said = _("I filled in how the plan goes, from the answers of the people you asked. You can change it.")
    return lines(_overall()[found.overall], said)


def invitation(sheet: Sheet) -> Screen:
    """For whoever is asked: what this is, that it is voluntary, and who sees what. Nothing about the family."""
    return Screen(
        paragraphs(
            f"<b>{_('How does it go with the plan?')}</b>",
            _(
                "A few weeks ago a plan was made together. You can tell how it goes: "
                "for each agreement you tap one of three faces. You write nothing."
            ),
            _("It is up to you. You may skip a question and stop at any time. Nobody will mind."),
            _(
                "Nobody sees what you tap. The coordinator only sees how it goes for everyone together. "
                "When the coordinator is done, your answers are deleted."
            ),
            _("{command}: another language").format(command="/language"),
        ),
        stack(
            Button(_("Yes, begin"), f"kb:{sheet.ref}"),
            Button(_("No, thank you"), f"kt:{sheet.ref}"),
            human_button(),
        ),
    )


def promise(sheet: Sheet, number: int) -> Screen:
    """One agreement by its number: three faces, skip and stop."""
    chosen = sheet.faces.get(number)
    title = _("Agreement {number} of {total}").format(number=number, total=sheet.agreements)
    words = faces()
    return Screen(
        paragraphs(
            f"<b>{title}</b>",
            _("How does it go with this one? The number is the one in the plan."),
        ),
        stack(
            *(
                Button(
                    f"{words[face]} {TICK}" if face is chosen else words[face],
                    f"kf:{sheet.ref}:{number}:{short}",
                )
                for short, face in CODES.items()
            ),
            Button(_("Skip"), f"kp:{sheet.ref}:{number + 1}"),
            Button(_("One back"), f"kp:{sheet.ref}:{number - 1}") if number > 1 else None,
            Button(_("Stop"), f"kt:{sheet.ref}"),
        ),
    )


def thanks(sheet: Sheet) -> Screen:
    """The end, also of who stops early or says nothing; as long as it is open they may come back."""
    if not sheet.faces:
        return Screen(
            _("That is fine. No answer of yours is kept. You may still answer later."),
            stack(Button(_("Answer after all"), f"ks:{sheet.ref}"), human_button()),
        )
    return Screen(
        paragraphs(
            _("Thank you. It helps to know how it goes."),
            _("You can change your answers until the coordinator is done."),
        ),
        stack(
            Button(_("Look at my answers"), f"kp:{sheet.ref}:1"),
            Button(_("Take my answers back"), f"kd:{sheet.ref}"),
            human_button(),
        ),
    )


def faces() -> dict[Face, str]:
    """The three faces with a few words, for who cannot see or does not know them."""
    return {
        Face.GOOD: f"🙂 {_('Goes well')}",
        Face.PARTLY: f"😐 {_('Goes partly')}",
        Face.NOT_YET: f"🙁 {_('Not yet')}",
    }


def _overall() -> dict[Band, str]:
    return {
        Band.MOST: _("On the whole: most agreements go well."),
        Band.HALF: _("On the whole: about half of it goes well."),
        Band.FEW: _("On the whole: few agreements go well."),
    }


def _by_band(found: Findings) -> list[str]:
    """The numbers of the agreements under their band, so that a long plan is a few lines."""
    words = {
        Band.MOST: _("Goes well for most: {numbers}"),
        Band.HALF: _("Goes well for about half: {numbers}"),
        Band.FEW: _("Goes well for few: {numbers}"),
        None: _("Too few answers to say: {numbers}"),
    }
    told = []
    for band, said in words.items():
        numbers = [str(number) for number, own in found.promises.items() if own is band]
        if numbers:
            told.append(said.format(numbers=safe(", ".join(numbers))))
    return told


def _when(shown: Round) -> str:
    if shown.closes_at is None or not shown.is_open:
        return _("Nobody can be asked or can answer now.")
    return _("They can answer until {moment}, or until you log the follow-up.").format(
        moment=moment(shown.closes_at)
    )


def _ask_buttons(shown: Round) -> list[Button]:
    requester = (
        [Button(_("Ask whoever asked for the conference"), f"kr:{shown.job}")]
        if shown.may_ask_requester
        else []
    )
    made = [
        Button(
            ngettext("Make {count} link to hand on", "Make {count} links to hand on", count).format(
                count=count
            ),
            f"kl:{shown.job}:{count}",
        )
        for count in AT_ONCE
        if count <= shown.links_left
    ]
    return [*requester, *made]


def _after_asking(shown: Round) -> list[Button]:
    return [
        Button(_("Log the follow-up"), f"jf:{shown.job}"),
        Button(_("Open the conference"), f"jo:{shown.job}"),
        home_button(),
    ]
