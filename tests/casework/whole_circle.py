"""A circle within a whole story: everything that people tell each other about it, once."""

from casework import (
    circle,
    clock,
    day_finding,
    guest_consent,
    guests,
    inviting,
    own_circle,
    own_reminders,
    suggesting,
)
from domain.circle import Apart, Need, Reply
from storage.arrivals import Caller
from tests.casework.plan_cases import WORDS, fetch, handed_out, put_beside, remember, write
from tests.gathering import AUNT, proposes
from tests.office import Case, Office
from tests.proposing import propose

THOUGHT_OF = "cousin from the bakery"
CIRCLE_SECRETS = (AUNT, THOUGHT_OF, *WORDS)
"""Words for people and of the plan; none of them may stand anywhere in the open."""


def gathers(office: Office, case: Case) -> tuple[Caller, str]:
    """Somebody is proposed, agreed on, invited and answers; days are asked for and one is chosen. Who, and their row."""
    ref = proposes(office, case)
    office.do(circle.ask_main_person, caller=case.coordinator, ref=case.job)
    office.do(own_circle.agree, caller=case.requester, ref=ref)
    (card,) = office.do(inviting.make_cards, caller=case.coordinator, ref=case.job)
    guest = office.newcomer("ar")
    office.do(inviting.open_link, caller=guest, secret=card.secret)
    office.do(guest_consent.agree, caller=guest, ref=ref)
    office.advance(days=4)
    office.do(clock.tidy)  # a reminder
    office.do(guests.reply, caller=guest, ref=ref, said=Reply.YES)
    office.do(guests.toggle_need, caller=guest, ref=ref, need=Need.CHILD_CARE, wanted=True)
    office.do(guests.tell_apart, caller=guest, ref=ref, apart=Apart.RATHER_NOT)
    page = office.do(suggesting.begin, caller=guest, ref=ref)
    page = office.go_on(guest, page, word=THOUGHT_OF, language="ti")
    office.do(suggesting.suggest, caller=guest, revision=page.revision)
    days = propose(office, case)
    office.do(day_finding.ask, caller=case.requester, ref=case.ref)
    office.do(day_finding.choose, caller=case.requester, ref=days.proposed[0].ref)
    return guest, ref


def makes_its_plan(office: Office, case: Case, guest: Caller, ref: str) -> None:
    """A line is written down, agreed on, handed out and fetched; people are reminded of what they asked for."""
    line = write(office, case)
    put_beside(office, case, line)
    handed_out(office, case)
    fetch(office, guest, ref)
    remember(office, guest, line)
    fetch(office, case.requester, case.ref)
    office.do(own_reminders.want_review, caller=case.requester, ref=case.ref, wanted=True)
