"""Every screen of the second step and of the page of the admins, filled with values that try to break it."""

from collections.abc import Iterator

from bot.texts import bulk, second_step, staff
from bot.texts.screens import Screen
from casework.bulk import Draft, Ready
from casework.second_eyes import Changed
from casework.second_step import Entered, Outcome, Secret, Standing
from casework.staff import Group, Member, WayIn
from domain.people import STAFF, Role
from tests.bot.cards import LONGEST_REGION, NASTY, NOW, REF
from tests.office import REGIONS

SECRET = Secret("A" * 32, f"otpauth://totp/Kring:{REF}?secret={'A' * 32}&issuer=Kring")


def staff_screens() -> Iterator[tuple[str, Screen]]:
    """Each with a name."""
    yield from _second_step()
    groups = [Group(role, region.code, 1234) for role in STAFF for region in REGIONS]
    yield "who works here", staff.page(groups[:40])
    yield from _people()
    yield from _bulk()


def _second_step() -> Iterator[tuple[str, Screen]]:
    for found in (
        Standing(REF),
        Standing(REF, set_up=True, open_until=NOW, locked_until=NOW),
        Standing(REF, set_up=True),
    ):
        yield f"second step {found.set_up} {found.locked_until}", second_step.overview(found)
        yield f"digits asked {found.set_up} {found.locked_until}", second_step.asked(found)
    yield "secret", Screen(second_step.caption(SECRET), personal=True)
    yield "now type", second_step.now_type()
    for outcome in Outcome:
        yield f"digits {outcome}", second_step.entered(Entered(outcome, locked_until=NOW))
    yield "second step taken away", second_step.was_reset()


def _people() -> Iterator[tuple[str, Screen]]:
    for role in STAFF:
        here = [Member(REF, role, LONGEST_REGION, False, True, number == 1) for number in range(60)]
        yield f"all {role}", staff.members(here, role, LONGEST_REGION)
        yield f"one {role}", staff.member(here[0])
        yield f"oneself {role}", staff.member(here[1])
    one = Member(REF, Role.COORDINATOR, None, reachable=True, set_up=False)
    yield "one, no second step", staff.member(one)
    yield "which role", staff.which_role()
    yield "which region", staff.which_region("zi:coordinator", REGIONS.codes, staff.invite_where())
    yield "way in", staff.way_in(WayIn("s" * 43, Role.REGIONAL_MANAGER, LONGEST_REGION, NOW), "kring_bot")
    yield "really end", staff.really_end(one)
    yield "has ended", staff.has_ended(one)
    yield "really reset", staff.really_reset(one)
    for count in (1, 5):
        yield f"{count} registrations", staff.registrations("request\n", count)
        yield f"sent to {count}", bulk.is_sent(count)
    changed = Changed(REF, Role.REGIONAL_MANAGER, LONGEST_REGION)
    yield "granted", staff.granted(changed)
    yield "ended by another", staff.ended_by_another(changed)
    yield "own role ended", staff.own_role_ended()


def _bulk() -> Iterator[tuple[str, Screen]]:
    yield "bulk where", staff.which_region(staff.BULK, REGIONS.codes, bulk.which_region())
    yield "bulk what", bulk.choose(Draft(LONGEST_REGION, 750))
    typed = Draft(LONGEST_REGION, 750, text=NASTY * 20, revision=1234)
    for draft in (*(Draft(LONGEST_REGION, 0, ready) for ready in Ready), typed):
        for again in (False, True):
            yield f"bulk {draft.ready} {again}", bulk.preview(draft, again=again)
        yield f"bulk read {draft.ready}", bulk.to_coordinators(draft.ready, draft.text)
