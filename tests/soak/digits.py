"""Staff with an app that shows six digits, what they go after, and that nothing behind the digits happens without them.

Written from docs/staff.md: digits hold ten minutes for whoever typed them, until their second step is new or gone.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.people import STAFF, Role
from storage.arrivals import Caller
from tests.office import FAR, HERE, NEXT_DOOR, Office
from tests.second_steps import digits, set_up, wrong_digits
from tests.soak.chats import Chats
from tests.soak.plain import moment, row, rows

RIGHT, NOT_RIGHT = "right digits", "digits that did not count"
BEHIND, OUTSIDE = "deeds behind digits", "openings outside a region"

_HOLDS = timedelta(minutes=10)
_DEEDS = ("exported", "told_coordinators", "role_offered", "role_ended", "second_step_reset")
_LINES = (
    "SELECT number, at, who, what, subject FROM audit_line WHERE number > :last AND (what LIKE 'second_step%' OR what IN "  # noqa: S608 - our own words
    f"({', '.join(repr(one) for one in _DEEDS)})) ORDER BY number"
)
_NEVER_MIND = "zq"
_STAFF = (
    "SELECT id, chat_id, role, region FROM person WHERE role IN ('admin', 'helpdesk', 'regional_manager')"
    " AND chat_id IS NOT NULL ORDER BY role = 'admin' DESC, id"
)
_STALLS = (
    "SELECT e.ref, r.ref AS request, r.region, e.kind FROM escalation e JOIN request r ON r.id = e.request_id"
    " WHERE e.done_at IS NULL AND coalesce(e.taken_by, :who) = :who AND r.state NOT IN ('closed', 'ended') ORDER BY e.id"
)


@dataclass(slots=True)
class Digits:
    """The apps of staff, and the deeds that the audit has of them."""

    office: Office
    chats: Chats
    dice: random.Random
    counted: Counter[str]
    _open: dict[int, datetime] = field(default_factory=dict)
    _used: dict[int, str] = field(default_factory=dict)
    _last: int = 0

    def has_app(self, who: Caller) -> None:
        """Somebody has set up their second step."""
        self.chats.apps[who.chat_id] = set_up(self.office, who)

    def are_asked(self, chat: int) -> bool:
        """Whether digits are asked for on one of their newest screens, and they have an app."""
        newest = self.chats.shown[chat][-2:]
        return chat in self.chats.apps and any(_NEVER_MIND in one.buttons for one in newest)

    def typed(self, chat: int) -> list[str]:
        """What they type now: mostly the right ones; the last ones once more; wrong ones, and some of them on and on."""
        secret, chance = self.chats.apps[chat], self.dice.random()
        if chance < 0.65:
            self._used[chat] = digits(self.office, secret)
            return [self._used[chat]]
        if chance < 0.8 and chat in self._used:
            return [self._used[chat]]
        return [wrong_digits(self.office, secret)] * self.dice.choice((1, 1, 1, 7))

    def errand(self) -> tuple[int, list[str]]:
        """Somebody of the service, and what they press to get at something behind the digits."""
        staff = [one for one in rows(self.office, _STAFF) if one.chat_id not in self.chats.blocked]
        if not staff:
            return 0, []
        who = staff[0] if self.dice.random() < 0.5 else self.dice.choice(staff)
        if who.chat_id not in self.chats.apps and self.dice.random() < 0.5:
            return who.chat_id, ["zn"]
        outside = [one for one in rows(self.office, _STALLS, who=who.id) if one.region != who.region]
        if outside and (who.role != Role.ADMIN.value or self.dice.random() < 0.25):
            one = self.dice.choice(outside)
            verb = f"uw:{one.ref}" if one.kind == "unreachable" and self.dice.random() < 0.5 else ""
            return who.chat_id, [f"xt:{one.ref}", verb or f"mo:{one.request}"]
        return who.chat_id, [self._of_admin()]

    def _of_admin(self) -> str:
        somebody = self.dice.choice(
            rows(self.office, "SELECT ref FROM person WHERE role <> 'citizen' ORDER BY id")
        ).ref
        region, role = self.dice.choice((HERE, FAR, NEXT_DOOR)), self.dice.choice(sorted(STAFF))
        once = [f"ze:{somebody}", f"ze:{somebody}:y", f"zr:{somebody}:y", f"zb:{region}"]
        often = ["zc", f"zi:{role}:{region}", f"zt:{region}:profile:yy"]
        return self.dice.choice([*once, *often, *often])

    def look(self) -> list[str]:
        """Follow the audit since the last look: what was done without digits?"""
        wrong = []
        for line in rows(self.office, _LINES, last=self._last):
            self._last, at = line.number, moment(line.at)
            match line.what:
                case "second_step_right" | "second_step_confirmed":
                    self._open[line.who] = at + _HOLDS
                    self.counted[RIGHT] += 1
                case "second_step_begun":
                    self._open.pop(line.who, None)
                case "second_step_wrong" | "second_step_repeated" | "second_step_too_fast":
                    self.counted[NOT_RIGHT] += 1
            if line.what in _DEEDS:
                self.counted[BEHIND] += 1
                if self._open.get(line.who, at) <= at:
                    wrong.append(f"{line.what} by {line.who} at {at}, line {line.number}: without digits")
            if line.what in {"second_step_reset", "role_ended"}:
                gone = row(self.office, "SELECT id FROM person WHERE ref = :ref", ref=line.subject)
                self._open.pop(gone.id if gone else 0, None)
        return wrong + self._in_the_open()

    def _in_the_open(self) -> list[str]:
        """A secret stands on its owner's phone until its first digits counted, and on nobody else's."""
        return [
            f"the secret of {owner} stands on the phone of {chat}"
            for owner, secret in self.chats.apps.items()
            for chat, messages in self.chats.shown.items()
            if any(secret in one.text for one in messages) and (chat != owner or self._counts(owner))
        ]

    def _counts(self, chat: int) -> bool:
        found = row(
            self.office,
            "SELECT confirmed_at FROM second_step WHERE person_id = (SELECT id FROM person WHERE chat_id = :chat)",
            chat=chat,
        )
        return found is not None and found.confirmed_at is not None
