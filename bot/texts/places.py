"""The place of the meeting: what the main person says yes to, what the coordinator sees of it, and the pin on a map."""

from bot.texts import practicalities
from bot.texts.screens import Button, Screen, code, paragraphs, safe, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import human_button
from casework.jobs import JobCard
from casework.pins import Where
from casework.places import Place
from domain.deciding import GATHERING
from domain.places import PlaceAnswer
from domain.requests import State


def arranging_buttons(job: JobCard) -> list[Button]:
    """On the coordinator's conference: the place, and who takes care of what on the day."""
    if job.state not in GATHERING:
        return []
    has_place = job.state is State.SCHEDULED and job.venue
    where = [Button(_("The place of the meeting"), f"vp:{job.ref}")] if has_place else []
    return [*where, practicalities.button(job.ref)]


def own_button(receipt: str) -> Button:
    """On the main person's own request: the way to what they decide about the day itself."""
    return Button(_("The place, and who does what"), f"vm:{receipt}")


def where_button(receipt: str) -> Button:
    """On a request of one's own, once the place is agreed on."""
    return Button(_("Where is it?"), f"vr:{receipt}")


def guest_button(guest: str) -> Button:
    """On an invitation whose place has a pin."""
    return Button(_("Where is it?"), f"vi:{guest}")


def for_coordinator(place: Place, note: str = "") -> Screen:
    """The place, what the main person said of it, and the pin."""
    return Screen(
        paragraphs(
            note,
            f"<b>{_('The place of the meeting')}</b> {code(place.receipt)}",
            _venue(place),
            _told(place) if place.venue else "",
            _pin(place) if place.venue else "",
        ),
        stack(
            *(_asking_buttons(place) if place.venue else ()),
            *_pin_buttons(place),
            Button(_("Open the conference"), f"jo:{place.job}"),
        ),
        personal=True,
    )


def to_judge(place: Place) -> Screen:
    """For the main person: is this a good place, and did you agree on the question? Also the letter that asks."""
    said = place.answer
    asked = {
        PlaceAnswer.YES: _("You said yes to this place."),
        PlaceAnswer.ANOTHER: _("You would like another place. Your coordinator talks about it with you."),
    }.get(said, _("Is this a good place for you? You decide. Nobody is told where it is before your yes."))
    answers = (
        Button(_("Yes, this is a good place"), f"vy:{place.receipt}:{place.mark}")
        if said is not PlaceAnswer.YES
        else None,
        Button(_("Rather another place"), f"vn:{place.receipt}:{place.mark}")
        if said is not PlaceAnswer.ANOTHER
        else None,
        where_button(place.receipt) if place.has_pin and not place.is_far else None,
    )
    return Screen(
        paragraphs(
            f"<b>{_('The place of the meeting')}</b> {code(place.receipt)}",
            _venue(place),
            asked if place.venue else "",
            _question(place),
        ),
        stack(
            *(answers if place.venue else ()),
            Button(_("We have not agreed on the question"), f"vu:{place.receipt}")
            if place.question_agreed
            else None,
            practicalities.button(place.receipt),
            Button(_("Back to your request"), f"ro:{place.receipt}"),
            human_button(),
        ),
        personal=True,
    )


def question_open(place: Place) -> Screen:
    """To the coordinator: the main person says that there is no question yet."""
    said = _("The main person says that you have not agreed on the question yet. That step is open again.")
    return for_coordinator(place, said)


def where(found: Where) -> Screen:
    """Where it is, for somebody who may know; the pin comes after it."""
    back = (
        Button(_("Back to the invitation"), f"iv:{found.guest}")
        if found.guest
        else Button(_("Back to your request"), f"ro:{found.receipt}")
    )
    pin = found.pin
    return Screen(
        paragraphs(
            _("Where: {place}").format(place=safe(found.venue)),
            _("The place on the map comes below. It is for you alone: please do not pass it on.")
            if pin
            else _("There is no map of it here."),
        ),
        stack(back, human_button()),
        personal=True,
        pin=(pin.latitude, pin.longitude) if pin else None,
    )


def _venue(place: Place) -> str:
    if not place.venue:
        return _("There is no place yet. The coordinator sets it together with the date.")
    return _("Where: {place}").format(place=safe(place.venue))


def _told(place: Place) -> str:
    if place.answer is PlaceAnswer.YES:
        return _("The main person agreed to this place. Everybody who is invited can see it.")
    stands = {
        PlaceAnswer.ASKED: _("The main person is asked whether it is a good place."),
        PlaceAnswer.ANOTHER: _("The main person would like another place. Please talk about it together."),
    }.get(place.answer, "")
    spoken = (
        ""
        if place.main_person_here
        else _("The main person is not in this chat. Talk with them first, and note down their yes here.")
    )
    hidden = _("Who is invited reads that the place follows, until the main person agrees to it.")
    return paragraphs(stands, spoken, hidden)


def _pin(place: Place) -> str:
    if place.is_far:
        return _(
            "This place on the map is far from the Netherlands. Is it right? Nobody sees it before you say so."
        )
    if place.has_pin:
        return _("There is a place on the map too. Share another location here to change it.")
    return _("Share a location in this chat, and I add it as a place on the map.")


def _asking_buttons(place: Place) -> tuple[Button | None, ...]:
    if place.answer is PlaceAnswer.YES:
        return ()
    if place.main_person_here:
        return (Button(_("Ask the main person about it"), f"vk:{place.job}"),)
    return (Button(_("The main person agrees to this place"), f"vg:{place.job}:{place.mark}"),)


def _pin_buttons(place: Place) -> tuple[Button | None, ...]:
    if not place.has_pin:
        return ()
    return (
        Button(_("Yes, it is right"), f"vs:{place.job}") if place.is_far else None,
        Button(_("Take it off the map"), f"vx:{place.job}"),
    )


def _question(place: Place) -> str:
    if not place.question_agreed:
        return ""
    return _(
        "Your coordinator noted down that you agreed on the question of the meeting. I do not keep the question itself."
    )
