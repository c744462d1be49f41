"""What a regional manager reads: the requests, the shortlist with its reasons, and who was asked."""

from bot.texts import bodies, reasons, receipts
from bot.texts.calling import may_say
from bot.texts.joint import joint_button
from bot.texts.labels import decline_reasons, endings, labels
from bot.texts.screens import Button, Screen, code, lines, paragraphs, plain, safe, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.welcome import home_button
from bot.texts.words import day, hours, language, moment, region, variant
from casework.managing import OfferLine, RequestCard
from domain.offers import OfferState
from domain.requests import FINAL, SEEKING, Ending, State
from domain.timers import Due

ENDINGS = tuple(ending for ending in Ending if ending is not Ending.WITHDRAWN_BY_REQUESTER)


def announced(card: RequestCard) -> Screen:
    """A new request, as it is announced: nothing that tells who it is about."""
    return Screen(
        paragraphs(
            f"<b>{_('New request')}</b> {code(card.ref)}",
            _facts(card),
            bodies.counted(card),
            receipts.others(card),
            receipts.also(card),
        ),
        stack(Button(_("Open the request"), f"mo:{card.ref}")),
    )


def opened(card: RequestCard) -> Screen:
    """The request with how to reach the family, who was asked, and what can be done."""
    return Screen(
        paragraphs(
            f"<b>{_('Request {receipt}').format(receipt=code(card.ref))}</b> – {state(card.state)}",
            _how_ended(card),
            f"❗ {escalation_reason('attention')}" if card.attention else "",
            _family(card),
            _facts(card),
            _wishes(card),
            _asked(card.offers),
            _waves(card),
            bodies.named(card),
            receipts.others(card),
            receipts.also(card),
        ),
        stack(*_buttons(card), *receipts.links(card), Button(_("Requests in my region"), "m"), home_button()),
        personal=True,
    )


def inbox(cards: list[RequestCard]) -> Screen:
    """Every running request of the region."""
    if not cards:
        return Screen(
            _("There is no running request in your region."),
            stack(Button(_("What needs me"), "x"), home_button()),
        )
    told = ngettext(
        "{count} request is running in your region.",
        "{count} requests are running in your region.",
        len(cards),
    )
    return Screen(
        told.format(count=len(cards)),
        stack(
            *(
                Button(f"{card.ref} – {plain(state(card.state))}{_flag(card)}", f"mo:{card.ref}")
                for card in cards
            ),
            joint_button() if sum(card.state in SEEKING for card in cards) > 1 else None,
            home_button(),
        ),
    )


def why_end(card: RequestCard) -> Screen:
    """An early ending: one tap with a reason."""
    words = endings()
    return Screen(
        _("Why does request {receipt} end?").format(receipt=code(card.ref)),
        stack(
            *(Button(words[ending], f"me:{card.ref}:{ending}") for ending in ENDINGS),
            Button(_("Back"), f"mo:{card.ref}"),
        ),
    )


def nobody_left(card: RequestCard) -> Screen:
    """Of those who were asked nobody accepted: they said no, stayed silent, or may not do it after all."""
    return Screen(
        paragraphs(
            _("Nobody who was asked for {receipt} has accepted.").format(receipt=code(card.ref)),
            _asked(card.offers),
        ),
        stack(Button(_("Choose others"), f"ml:{card.ref}"), Button(_("Open the request"), f"mo:{card.ref}")),
    )


def matched(card: RequestCard) -> Screen:
    """Somebody accepted."""
    return Screen(
        _("A coordinator has accepted {receipt}.").format(receipt=code(card.ref)),
        stack(Button(_("Open the request"), f"mo:{card.ref}")),
    )


def handed_back(card: RequestCard) -> Screen:
    """The coordinator gave the job back."""
    return Screen(
        _(
            "The coordinator of {receipt} has given it back. The wishes of the family were deleted at the match: "
            "please ask them again, and find someone else.",
        ).format(receipt=code(card.ref)),
        stack(Button(_("Choose others"), f"ml:{card.ref}"), Button(_("Open the request"), f"mo:{card.ref}")),
    )


def undone(card: RequestCard) -> Screen:
    """Within two minutes the coordinator took the yes back."""
    return Screen(
        _(
            "The coordinator of {receipt} took the yes back at once. Whoever else was asked can answer again."
        ).format(receipt=code(card.ref)),
        stack(Button(_("Open the request"), f"mo:{card.ref}")),
    )


def someone_else(card: RequestCard) -> Screen:
    """The family wants another coordinator; no reason was asked."""
    return Screen(
        _("The family of {receipt} asks for someone else. Please choose another coordinator.").format(
            receipt=code(card.ref)
        ),
        stack(Button(_("Choose others"), f"ml:{card.ref}"), Button(_("Open the request"), f"mo:{card.ref}")),
    )


def ended(card: RequestCard) -> Screen:
    """A request ended early."""
    return Screen(
        paragraphs(_("Request {receipt} has ended.").format(receipt=code(card.ref)), _how_ended(card)),
        stack(Button(_("Requests in my region"), "m")),
    )


def state(value: State) -> str:
    """Where a request stands, in a few words."""
    return {
        State.SUBMITTED: _("new"),
        State.INTAKE: _("opened"),
        State.MATCHING: _("looking for a coordinator"),
        State.OFFERED: _("coordinators were asked"),
        State.ACCEPTED: _("accepted, first contact to come"),
        State.PREPARING: _("in preparation"),
        State.SCHEDULED: _("date is set"),
        State.HELD: _("meeting was held"),
        State.PLAN_ACCEPTED: _("there is a plan"),
        State.PLAN_PENDING: _("plan not finished"),
        State.NO_PLAN: _("no plan"),
        State.FOLLOW_UP_DUE: _("follow-up is due"),
        State.FOLLOW_UP_DONE: _("registration to complete"),
    }.get(value, _("finished"))


def escalation_reason(kind: str) -> str:
    """What stalls."""
    return {
        "danger": _("Someone may not be safe. Please contact them now."),
        "human": _("Someone asks to talk to a person."),
        "unreachable": _("A message could not be delivered: the person has blocked the bot or is gone."),
        "quiet": _("Somebody has not answered three messages."),
        "declined_thrice": _("Three coordinators in a row said no."),
        "must_unmet": _("Nobody in the whole pool meets one of the wishes that are a must."),
        "someone_else": _("The family asks for someone else for the third time."),
        "attention": _("The follow-up after the meeting needs your attention."),
        "conditions_missing": _(
            "The meeting is in a week or less, and the conditions of the compulsory help are not known to everybody."
        ),
        "unsafe": _(
            "Somebody is not safe with everybody who is asked to the meeting. Please call the coordinator."
        ),
        Due.INTAKE_LATE.value: _("Nobody has opened this request for a day."),
        Due.FIRST_OFFER_LATE.value: _("This request was opened, and no coordinator was asked yet."),
        Due.NO_COORDINATOR.value: _("There is still no coordinator."),
        Due.NO_FIRST_CONTACT.value: _("The coordinator has not logged a first contact for two days."),
        Due.PREPARATION_STALLED.value: _("Nothing was logged for two weeks."),
        Due.NO_DATE.value: _("After ten weeks of preparation there is no date yet."),
        Due.FOLLOW_UP_LATE.value: _("The follow-up after four weeks is late."),
        Due.FOLLOW_UP_OVERDUE.value: _("Six weeks after the meeting the follow-up is still not logged."),
        Due.REGISTRATION_LATE.value: _("The registration is late."),
        Due.ACCESS_CLOSES.value: _("The coordinator's access has ended, and something was left to do."),
    }.get(kind, _("Something needs you."))


def _facts(card: RequestCard) -> str:
    return lines(
        _("Region: {region}").format(region=region(card.region)),
        _("Language: {language}").format(language=language(card.language)),
        _("Conference: {variant}").format(variant=variant(card.variant)),
        _("Asked by: {who}").format(who=labels("request", "who")[card.who]),
        _("Safe to contact: {hours}").format(hours=hours(card.hours)),
        _("Date to think of: {day}").format(day=day(card.deadline_on)) if card.deadline_on else "",
        f"<b>{_('Urgent')}</b>" if card.urgent else "",
        _("Meeting: {moment} (Dutch time)").format(moment=moment(card.meeting_at)) if card.meeting_at else "",
        _("Compulsory help plays a part.") if card.compulsory else "",
        _("The family does not want coordinators to be asked now. Please call them and ask what they want.")
        if card.unshared
        else "",
        _("The family takes a pause. Do nothing until they go on.") if card.paused else "",
    )


def _family(card: RequestCard) -> str:
    details = card.details
    if not details:
        return ""
    access = labels("request", "access")
    needed = ", ".join(access[code] for code in details.get("access", []))
    return lines(
        _("First name: {name}").format(name=safe(details["name"])),
        _("Place: {place}").format(place=safe(details["place"])),
        _("Contact: {channel}").format(channel=labels("request", "channel")[details["channel"]]),
        _("Telephone: {number}").format(number=safe(details["phone"])) if "phone" in details else "",
        may_say(details),
        _("Needed: {needed}").format(needed=needed) if needed else "",
        _("There is another wish: please ask.") if details.get("wish_other") == "yes" else "",
    )


def _wishes(card: RequestCard) -> str:
    if not card.wishes:
        return ""
    return lines(_("Wishes about the coordinator:"), *(f"• {reasons.wish(made)}" for made in card.wishes))


def _asked(offers: tuple[OfferLine, ...]) -> str:
    if not offers:
        return ""
    return lines(_("Asked:"), *(f"{line.number}. {_answered(line)}" for line in offers))


def _waves(card: RequestCard) -> str:
    if card.state not in SEEKING or not card.offers:
        return ""
    if card.by_hand:
        return _("Nobody is asked automatically.")
    if card.next_wave_at is None or card.paused:
        return ""
    return _("If nobody says yes, the next ones are asked on {moment}.").format(
        moment=moment(card.next_wave_at)
    )


def _answered(line: OfferLine) -> str:
    said = {
        OfferState.SENT: _("no answer yet"),
        OfferState.SEEN: _("is reading"),
        OfferState.ACCEPTED: _("said yes"),
        OfferState.DECLINED: _("said no"),
        OfferState.EXPIRED: _("did not answer in time"),
    }.get(line.state, _("no longer needed"))
    return f"{said} ({decline_reasons()[line.reason]})" if line.reason else said


def _buttons(card: RequestCard) -> list[Button]:
    if card.state in FINAL:
        return []
    found = []
    if card.state in SEEKING and not card.paused:
        found.append(Button(_("Who fits?"), f"ml:{card.ref}"))
        waves = _("Ask automatically") if card.by_hand else _("No automatic asking")
        found.append(Button(waves, f"mw:{card.ref}"))
    found.append(
        Button(
            _("No compulsory help") if card.compulsory else _("Compulsory help plays a part"),
            f"mk:{card.ref}",
        ),
    )
    found.append(bodies.button(card))
    if card.details.get("channel") == "here":
        found.append(Button(_("Write to the family"), f"w:{card.ref}"))
    found.append(Button(_("It ends early"), f"me:{card.ref}"))
    return [*found, Button(_("Refresh"), f"mo:{card.ref}")]


def _how_ended(card: RequestCard) -> str:
    return _("Ended: {reason}").format(reason=endings()[card.ending]) if card.ending else ""


def _flag(card: RequestCard) -> str:
    return " ❗" if card.urgent else ""
