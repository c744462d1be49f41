"""The circle as its coordinator sees it: how far it is, the people by their words, and what can be done next."""

from bot.texts import circle_people as told
from bot.texts import conditions, voices
from bot.texts.errors import SENTENCES
from bot.texts.screens import Button, Screen, code, lines, paragraphs, safe, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.welcome import home_button
from casework.circle_rows import Someone
from casework.circle_views import Circle
from domain.circle import Apart, Reply, Standing
from domain.requests import State
from domain.voices import may_have_voice


def button(job: str) -> Button:
    """On the coordinator's conference: the way to the circle."""
    return Button(_("The circle"), f"ci:{job}")


def overview(circle: Circle) -> Screen:
    """Numbers, everybody who is proposed or agreed on, and the next things to do."""
    return Screen(
        paragraphs(
            f"<b>{_('The circle')}</b> {code(circle.receipt)}",
            _(
                "A person is a word that the family chose, never a name. The main person decides who is invited."
            ),
            told.numbers(circle),
            _undecided(circle),
            told.needs(circle),
            _small(circle),
            _confided(circle),
            told.full(circle),
            _not_now(circle),
            SENTENCES["main_persons_disagree"]() if circle.disagree else "",
        ),
        stack(
            *told.buttons(circle, "cv", Standing.PROPOSED, Standing.AGREED),
            *_building(circle),
            *_other_parts(circle),
            conditions.coordinator_button(circle.job) if circle.must_be_in else None,
            _disagreeing(circle),
            told.aside_button(circle, f"ci:{circle.job}:a"),
            Button(_("Open the conference"), f"jo:{circle.job}"),
            home_button(),
        ),
        personal=True,
    )


def aside(circle: Circle) -> Screen:
    """Who is not to come: the main person said no, or something came in between."""
    return told.aside(circle, "cv", _back(circle))


def person(circle: Circle, someone: Someone) -> Screen:
    """One person: part, language, where they stand, what they need; and what they told in private."""
    return Screen(
        paragraphs(
            told.about(someone),
            _stands(circle, someone),
            told.needs_of(someone),
            _in_private(circle, someone),
            voices.on_card() if someone.has_voice else "",
        ),
        stack(
            *_deciding(circle, someone),
            *_answering(circle, someone),
            *_voice(circle, someone),
            *_away(circle, someone),
            _back(circle),
        ),
        personal=True,
    )


def really_keep_away(someone: Someone) -> Screen:
    """Not coming after all: one more tap."""
    return Screen(
        paragraphs(
            f"<b>{safe(someone.word)}</b>",
            _("Is this person not to come? Their invitation then shows nothing any more. I tell nobody why."),
            _("If they counted on coming, please tell them yourself, kindly.") if someone.invited else "",
        ),
        stack(
            Button(_("Yes, not to come"), f"cx:{someone.ref}:y"),
            Button(_("Back"), f"cv:{someone.ref}"),
        ),
        personal=True,
    )


def decided(receipt: str, job: str, count: int) -> Screen:
    """The main person has decided about everybody; whom they chose, only the circle itself shows."""
    waits = ngettext(
        "{count} person is not invited yet.", "{count} people are not invited yet.", count
    ).format(count=count)
    return Screen(
        paragraphs(
            _("{receipt}: the main person has decided whom they want in the circle.").format(
                receipt=code(receipt)
            ),
            waits if count else "",
        ),
        stack(button(job), Button(_("Open the conference"), f"jo:{job}")),
    )


def _undecided(circle: Circle) -> str:
    count = len(circle.undecided)
    if not count:
        return ""
    waits = ngettext(
        "{count} person waits for the main person's yes or no.",
        "{count} people wait for the main person's yes or no.",
        count,
    ).format(count=count)
    if not circle.main_person_here:
        return lines(waits, _("Please ask the main person yourself. Then open each person and note it down."))
    return lines(waits, _("The main person was asked today, in their chat.") if circle.is_asked else "")


def _small(circle: Circle) -> str:
    """A circle of one: who else? A small one is no fault."""
    if not told.is_small(circle) or not circle.is_open:
        return ""
    return _(
        "There are very few people yet. You can ask: who else could think along? A small circle is fine too."
    )


def _confided(circle: Circle) -> str:
    count = len(circle.confided)
    if not count:
        return ""
    # Translators: {sign} is a small picture of a lock, which stands beside the people whom this is about.
    said = ngettext(
        "{count} person told something in private, for you alone ({sign}).",
        "{count} people told something in private, for you alone ({sign}).",
        count,
    )
    return said.format(count=count, sign=told.CONFIDED)


def _not_now(circle: Circle) -> str:
    if circle.is_open:
        return ""
    if circle.state is State.ACCEPTED:
        return _("First you speak with the main person. Then you build the circle together.")
    if circle.state in {State.PREPARING, State.SCHEDULED}:
        return _("The family takes a pause. Do nothing until they go on.")
    return _("The circle does not change any more.")


def _building(circle: Circle) -> list[Button]:
    """Adding, asking, inviting."""
    if not circle.is_open:
        return []
    found = [Button(_("Add a person"), f"ca:{circle.job}")] if circle.has_room else []
    if circle.undecided and circle.main_person_here and not circle.is_asked:
        found.append(Button(_("Ask the main person"), f"cm:{circle.job}"))
    to_invite = sum(not one.on_paper and not one.invited for one in circle.those(Standing.AGREED))
    if to_invite:
        # Translators: a button: so many people have no invitation yet.
        said = _("Invitations: {count}").format(count=to_invite)
        found.append(Button(said, f"cc:{circle.job}"))
    return found


def _other_parts(circle: Circle) -> list[Button]:
    """The days, the interpreters, the day itself and the plan, each when it is its time."""
    found = []
    if circle.is_open and circle.state in {State.PREPARING, State.SCHEDULED}:
        found.append(Button(_("Find a day"), f"tj:{circle.job}"))
    if circle.is_open and circle.those(Standing.AGREED):
        found.append(Button(_("Interpreters"), f"cl:{circle.job}"))
    if circle.is_open and circle.state is State.SCHEDULED:
        found.append(Button(_("The day of the meeting"), f"y:{circle.job}"))
    if circle.has_plan:
        found.append(Button(_("The plan"), f"l:{circle.job}"))
    return found


def _disagreeing(circle: Circle) -> Button | None:
    """Those whom it is about do not agree, such as both parents: nothing is sent until they do."""
    if circle.disagree:
        return Button(_("The main persons agree again"), f"qg:{circle.job}")
    return Button(_("The main persons do not agree"), f"qd:{circle.job}") if circle.is_open else None


def _stands(circle: Circle, someone: Someone) -> str:
    match someone.standing:
        case Standing.PROPOSED if circle.main_person_here:
            said = _("The main person has not decided yet.")
        case Standing.PROPOSED:
            said = _("The main person has not decided yet. Please ask them, and note down what they say.")
        case Standing.REFUSED:
            said = _("The main person said no to this person. Please respect that.")
        case Standing.AWAY:
            said = _("This person is not to come. Their invitation shows nothing.")
        case _ if someone.reply is not None:
            said = told.answered()[someone.reply]
        case _ if someone.invited:
            said = _("Invited. There is no answer yet.")
        case _:
            said = _("The main person said yes. This person is not invited yet.")
    paper = _("This person does not use Telegram: you invite them yourself.") if someone.on_paper else ""
    return lines(said, paper)


def _in_private(circle: Circle, someone: Someone) -> str:
    """For the coordinator alone; gone after the meeting."""
    if someone.told is None or someone.ref not in circle.confided:
        return ""
    apart = {
        Apart.NOBODY: _("May meet everybody."),
        Apart.RATHER_NOT: _("Would rather not meet somebody. Please ask in person who that is."),
        Apart.MAY_NOT: _("May not meet somebody. Please ask in person who that is, before you go on."),
    }
    return lines(
        f"<b>{_('In private, for you alone:')}</b>",
        apart[someone.told.apart],
        _("Would like a signal for a break. Please agree on one together.") if someone.told.signal else "",
        _("I forget this after the meeting."),
    )


def _deciding(circle: Circle, someone: Someone) -> list[Button]:
    """The main person's yes, where the coordinator heard it."""
    if someone.standing is not Standing.PROPOSED or circle.main_person_here or not circle.is_open:
        return []
    return [Button(_("The main person says yes"), f"cg:{someone.ref}")]


def _answering(circle: Circle, someone: Someone) -> list[Button]:
    """What somebody answered whom the coordinator asked, and a link in place of one that was lost."""
    if someone.standing is not Standing.AGREED or not circle.is_open:
        return []
    words = {Reply.YES: _("They say yes"), Reply.MAYBE: _("They say maybe"), Reply.NO: _("They say no")}
    log = [Button(said, f"cr:{someone.ref}:{reply}") for reply, said in words.items()]
    anew = not someone.on_paper and someone.invited
    return [
        *(log if circle.may_log else ()),
        *([Button(_("A new link"), f"cn:{someone.ref}")] if anew else ()),
    ]


def _voice(circle: Circle, someone: Someone) -> list[Button]:
    """The coordinator's own voice on the card of a child."""
    may = may_have_voice(someone.part, someone.standing, on_paper=someone.on_paper)
    return voices.card_buttons(someone.ref, has_voice=someone.has_voice) if may and circle.is_open else []


def _away(circle: Circle, someone: Someone) -> list[Button]:
    if someone.standing in {Standing.PROPOSED, Standing.AGREED}:
        return [Button(_("Not to come after all"), f"cx:{someone.ref}")]
    if someone.standing is Standing.AWAY and circle.is_open:
        said = (
            _("May come: ask the main person")
            if circle.main_person_here
            else _("May come, says the main person")
        )
        return [Button(said, f"cb:{someone.ref}")]
    return []


def _back(circle: Circle) -> Button:
    return Button(_("Back to the circle"), f"ci:{circle.job}")
