"""The page of the admins: who works here, a way in, a way out. People are told by reference, role and region."""

from bot.texts.screens import Attachment, Button, Screen, code, grid, lines, paragraphs, plain, stack
from bot.texts.translating import gettext as _
from bot.texts.translating import ngettext
from bot.texts.welcome import home_button
from bot.texts.words import moment, region
from casework.second_eyes import Changed
from casework.staff import Group, Member, WayIn
from domain.people import STAFF, Role

PAGE, INVITE, LIST, PERSON = "za", "zi", "zl", "zp"
END, RESET, EXPORT, BULK = "ze", "zr", "zc", "zb"
SURE = "y"

_SHOWN = 40
"""So many people get a button of their own; a region with more is read on the command line."""


def page(found: list[Group]) -> Screen:
    """Who there is, by role and region, and what can be done."""
    groups = [
        Button(
            f"{plain(post(group.role, group.region))}: {group.count}",
            f"{LIST}:{group.role}:{group.region or ''}",
        )
        for group in found
    ]
    return Screen(
        f"<b>{_('Who works here')}</b>",
        stack(
            *groups,
            Button(_("Invite somebody"), INVITE),
            Button(_("Write to the coordinators of a region"), BULK),
            Button(_("The registrations as a file"), EXPORT),
            Button(_("Second step"), "zs"),
            home_button(),
        ),
    )


def members(found: list[Member], role: Role, code_of_region: str) -> Screen:
    """Everybody of one role in one region."""
    return Screen(
        paragraphs(
            f"<b>{post(role, code_of_region)}</b>",
            _("We keep no names. Ask somebody for the reference on their own page, and compare."),
            _reader(found),
        ),
        (
            *grid([Button(member.ref, f"{PERSON}:{member.ref}") for member in found[:_SHOWN]]),
            *stack(_back(), home_button()),
        ),
    )


def member(found: Member) -> Screen:
    """One of them."""
    return Screen(
        lines(
            code(found.ref),
            post(found.role, found.region),
            "" if found.reachable else _("The bot cannot reach this person."),
            _("Second step: it is set up.") if found.set_up else _("Second step: it is not set up."),
        ),
        stack(
            Button(_("They have another phone"), f"{RESET}:{found.ref}")
            if found.set_up and not found.is_reader
            else None,
            None if found.is_reader else Button(_("They no longer work here"), f"{END}:{found.ref}"),
            Button(_("Back"), f"{LIST}:{found.role}:{found.region or ''}"),
        ),
    )


def which_role() -> Screen:
    """For which role the link is."""
    roles = [role for role in Role if role in STAFF]
    return Screen(
        _("For which role is the invitation?"),
        stack(*(Button(role_name(role), f"{INVITE}:{role}") for role in roles), _back()),
    )


def which_region(verb: str, codes: tuple[str, ...], said: str) -> Screen:
    """In which region; `verb` and what comes before the region are those of the button."""
    buttons = [Button(plain(region(one)), f"{verb}:{one}") for one in codes]
    return Screen(said, (*grid(buttons), *stack(_back())))


def invite_where() -> str:
    """Asked after the role."""
    return _("In which region?")


def way_in(found: WayIn, bot: str) -> Screen:
    """The link, once."""
    return Screen(
        paragraphs(
            _("This link makes somebody: {who}").format(who=f"<b>{post(found.role, found.region)}</b>"),
            f"https://t.me/{bot}?start={found.secret}",
            _(
                "It works once, until {time}. Send it to that one person only. "
                "When it was used, the other admins hear it."
            ).format(time=moment(found.until)),
        ),
        stack(_back()),
        personal=True,
        anew=True,
    )


def really_end(found: Member) -> Screen:
    """Ask once more."""
    return Screen(
        paragraphs(
            f"{code(found.ref)} {post(found.role, found.region)}",
            _("Does this person no longer work here? They see nothing any more from then on."),
            _("What they had in hand goes to the manager of the region."),
        ),
        stack(
            Button(_("Yes, end it now"), f"{END}:{found.ref}:{SURE}"),
            Button(_("Back"), f"{PERSON}:{found.ref}"),
        ),
    )


def has_ended(found: Member) -> Screen:
    """It is done."""
    return Screen(
        _("{who}: the access has ended.").format(who=f"{code(found.ref)} {post(found.role, found.region)}"),
        stack(_back(), home_button()),
    )


def really_reset(found: Member) -> Screen:
    """Ask once more."""
    return Screen(
        paragraphs(
            f"{code(found.ref)} {post(found.role, found.region)}",
            _("Have you spoken to this person yourself? Then I take the second step away, and tell them."),
        ),
        stack(
            Button(_("Yes, take it away"), f"{RESET}:{found.ref}:{SURE}"),
            Button(_("Back"), f"{PERSON}:{found.ref}"),
        ),
    )


def registrations(page_of_cells: str, count: int) -> Screen:
    """The file, which cannot be passed on in Telegram."""
    return Screen(
        ngettext(
            "{count} registration, without persons. Please keep the file inside the organisation.",
            "{count} registrations, without persons. Please keep the file inside the organisation.",
            count,
        ).format(count=count),
        stack(_back(), home_button()),
        personal=True,
        files=(Attachment("registrations.csv", page_of_cells.encode()),),
        anew=True,
    )


def granted(found: Changed) -> Screen:
    """To another admin: somebody joined."""
    return _told(
        found, _("Somebody joined with an invitation: {who}. Did you not expect that? Then end it at once.")
    )


def ended_by_another(found: Changed) -> Screen:
    """To another admin: somebody's role was ended."""
    return _told(found, _("Another admin ended the access of: {who}."))


def own_role_ended() -> Screen:
    """To whoever it was: from now on they are anybody."""
    return Screen(
        _(
            "You no longer work with Kring in this chat. Thank you for what you did. "
            "Is this not right? Then please call the office."
        ),
        stack(home_button()),
    )


def role_name(role: Role) -> str:
    """A role, for a button."""
    return {
        Role.COORDINATOR: _("Coordinator"),
        Role.REGIONAL_MANAGER: _("Regional manager"),
        Role.TRAINER: _("Trainer"),
        Role.HELPDESK: _("Helpdesk"),
        Role.ADMIN: _("Admin"),
    }.get(role, "")


def post(role: Role, code_of_region: str | None) -> str:
    """A role in a region."""
    return f"{role_name(role)}, {region(code_of_region or '')}"


def _told(found: Changed, said: str) -> Screen:
    who = f"{code(found.ref)} {post(found.role, found.region)}"
    return Screen(said.format(who=who), stack(Button(_("Who works here"), PAGE), home_button()))


def _reader(found: list[Member]) -> str:
    mine = [member.ref for member in found if member.is_reader]
    return _("This is you: {reference}").format(reference=code(mine[0])) if mine else ""


def _back() -> Button:
    return Button(_("Back"), PAGE)
