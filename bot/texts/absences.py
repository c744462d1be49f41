"""Being away: until when, and who stands in. People are called by their role and region, never by name."""

from datetime import date, timedelta

from bot.texts.screens import Button, Screen, grid, lines, paragraphs, plain, stack
from bot.texts.translating import gettext as _
from bot.texts.welcome import home_button
from bot.texts.words import day, region, short_day
from casework.absences import BACK_AFTER_DAYS, DEPUTY, Standing, Substitute
from domain.people import Role


def standing(found: Standing, *, today: date) -> Screen:
    """Whether the reader is away; here they say so, or that they are back."""
    others = lines(*(_stands_in(role, code, until) for role, code, until in found.stands_in))
    if found.back_on is None:
        days = [Button(short_day(today + timedelta(days=count)), f"ad:{count}") for count in BACK_AFTER_DAYS]
        return Screen(
            paragraphs(
                _("Are you going away? Choose the day on which you are back. I do not ask why."),
                _("Until then, what comes for you goes to whoever stands in for you."),
                others,
            ),
            (*grid(days), *stack(home_button())),
        )
    return Screen(
        paragraphs(
            _("You are away. You are back on {day}.").format(day=day(found.back_on)),
            _("Who stands in for you: {who}").format(who=who(found.substitute)),
            others,
        ),
        stack(Button(_("I am back"), "ax"), home_button()),
    )


def who_stands_in(found: list[Substitute], *, days: int, today: date) -> Screen:
    """Who stands in, one tap."""
    return Screen(
        _("You are back on {day}. Who stands in for you until then?").format(
            day=day(today + timedelta(days=days))
        ),
        stack(
            *(Button(plain(who(one)), f"as:{days}:{one.code}") for one in found),
            Button(_("Back"), "aw"),
        ),
    )


def told(for_role: Role, code: str | None, until: date | None) -> Screen:
    """To a substitute: for whom they stand in, or that it is over."""
    said = (
        _("You no longer stand in: {who} is back.").format(who=_post(for_role, code))
        if until is None
        else _stands_in(for_role, code, until)
    )
    return Screen(said, stack(Button(_("What needs me"), "x"), home_button()))


def who(one: Substitute) -> str:
    """Somebody who may stand in."""
    if one.role is None:
        return _("Nobody: whoever is next in line")
    if one.code == DEPUTY:
        return _("All regional managers of {region}").format(region=region(one.region or ""))
    post = _post(one.role, one.region)
    return f"{post} ({one.number})" if one.number else post


def _stands_in(role: Role, code: str | None, until: date) -> str:
    return _("Until {day} you stand in for: {who}").format(day=day(until), who=_post(role, code))


def _post(role: Role, code: str | None) -> str:
    if role is Role.REGIONAL_MANAGER:
        return _("Regional manager of {region}").format(region=region(code or ""))
    return _("National helpdesk")
