"""What a coordinator reads about an offer: no name, no story."""

from datetime import date

from bot.texts.labels import decline_reasons
from bot.texts.screens import Button, Screen, lines, paragraphs, plain, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import home_button
from bot.texts.words import day, hours, language, language_names, moment, region, variant
from casework.offering import OfferCard
from domain.offers import QUESTIONS, DeclineReason, Independence, OfferState


def card(offer: OfferCard) -> Screen:
    """The offer as it stands now."""
    match offer.state:
        case OfferState.SENT:
            return Screen(_facts(offer), stack(Button(_("Look at it"), f"ol:{offer.ref}"), _no(offer)))
        case OfferState.SEEN:
            return _question(offer) if offer.question else _ready(offer)
        case OfferState.ACCEPTED:
            job = Button(_("Open the conference"), f"jo:{offer.job}") if offer.job else None
            return Screen(_("You said yes. Thank you."), stack(job, home_button()))
        case OfferState.DECLINED:
            rest = Button(_("No more of these for a while"), f"op:{offer.ref}")
            return Screen(_declined(offer), stack(rest, home_button()))
        case OfferState.EXPIRED:
            return Screen(_("This offer has expired. You do not have to do anything."), stack(home_button()))
        case _:
            return Screen(
                _(
                    "This conference was already given to someone else, or is not needed any more. Thank you for being there."
                ),
                stack(home_button()),
            )


def why_not(offer: OfferCard) -> Screen:
    """A reason code, one tap."""
    words = decline_reasons()
    return Screen(
        _("That is fine. What is the reason? Only the reason is kept, never a story."),
        stack(
            *(Button(words[reason], f"od:{offer.ref}:{reason}") for reason in DeclineReason),
            Button(_("Back"), f"ol:{offer.ref}"),
        ),
    )


def resting(until: date) -> Screen:
    """No offers for a while."""
    return Screen(
        _("You get no offers until {day}. You can change this in your profile.").format(day=day(until)),
        stack(Button(_("My profile"), "pf"), home_button()),
    )


def waiting(offers: list[OfferCard]) -> Screen:
    """The offers that wait for an answer."""
    if not offers:
        return Screen(
            _("No offer is waiting for you."), stack(Button(_("My conferences"), "j"), home_button())
        )
    return Screen(
        _("These offers wait for your answer:"),
        stack(
            *(
                Button(
                    _("Look at the offer in {region}").format(region=plain(region(offer.region))),
                    f"ol:{offer.ref}",
                )
                for offer in offers
            ),
            home_button(),
        ),
    )


def _facts(offer: OfferCard) -> str:
    until = (
        _("Please answer before {moment}.").format(moment=moment(offer.expires_at))
        if offer.expires_at
        else ""
    )
    also = (
        _("Also wished: {languages}").format(languages=language_names(offer.wished_languages))
        if offer.wished_languages
        else ""
    )
    return paragraphs(
        f"<b>{_('A family is looking for a coordinator.')}</b>",
        lines(
            _("Region: {region}").format(region=region(offer.region)),
            _("Language: {language}").format(language=language(offer.language)),
            also,
            _("Conference: {variant}").format(variant=variant(offer.variant)),
            _("They can be reached {hours}.").format(hours=hours(offer.hours)),
            _("There is a date close by.") if offer.urgent else "",
        ),
        until,
    )


def _question(offer: OfferCard) -> Screen:
    assert offer.question is not None  # noqa: S101 - the caller asked
    number = QUESTIONS.index(offer.question)
    asked = {
        Independence.EMPLOYER: _(
            "Do you work for an organisation that helps this kind of families or decides about them in this region?",
        ),
        Independence.KNOWS_SOMEONE: _("Do you think you know anyone in this family or circle?"),
        Independence.HELPED_BEFORE: _("Did you ever help this family as a professional?"),
        Independence.SAME_COMMUNITY: _(
            "Do you live so close, or in such a small community, that they could not be anonymous to you?",
        ),
        Independence.STAKE: _("Do you gain or lose anything by what they decide?"),
    }[offer.question]
    return Screen(
        paragraphs(
            _facts(offer),
            f"<i>{_('About your independence, {number} of {total}').format(number=number + 1, total=len(QUESTIONS))}</i>",
            f"<b>{asked}</b>",
            _("One yes, and we ask someone else. We keep no reason."),
        ),
        (
            (Button(_("No"), f"oq:{offer.ref}:{number}:n"), Button(_("Yes"), f"oq:{offer.ref}:{number}:y")),
            (_no(offer),),
        ),
    )


def _ready(offer: OfferCard) -> Screen:
    return Screen(
        paragraphs(_facts(offer), _("You are independent here. Do you want to do this?")),
        stack(Button(_("Yes, I take this conference"), f"oa:{offer.ref}"), _no(offer)),
    )


def _declined(offer: OfferCard) -> str:
    if offer.reason is DeclineReason.CONFLICT:
        return _("Thank you for being honest. We ask someone else.")
    return _("You said no. That is fine, and thank you for answering.")


def _no(offer: OfferCard) -> Button:
    return Button(_("No, not this one"), f"od:{offer.ref}")
