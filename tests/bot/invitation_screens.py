"""Every screen of an invitation, for the gallery."""

from collections.abc import Iterator
from dataclasses import replace

from bot.texts import circle_news, invitations
from bot.texts.screens import Screen
from casework.circle_rows import Told
from casework.inviting import Invitation
from casework.suggesting import Suggestion
from domain.circle import Apart, Need, Part, Reply
from tests.bot.cards import LONG_TAG, NASTY, NOW, RECEIPT, REF

INVITATION = Invitation(
    guest=REF,
    part=Part.CIRCLE,
    language=LONG_TAG,
    reply=None,
    needs=(),
    told=Told(),
    meeting_at=NOW,
    venue=NASTY * 3,
    has_days=True,
)
SUGGESTION = Suggestion(guest=REF, receipt=RECEIPT, word=NASTY, language=LONG_TAG, to_main_person=True)


def invitation_screens() -> Iterator[tuple[str, Screen]]:
    """What whoever is invited reads, and what is told of them to whoever decides and to the coordinator."""
    for part in Part:
        for reply in (None, *Reply):
            shown = replace(INVITATION, part=part, reply=reply, needs=tuple(Need))
            yield f"invitation {part} {reply}", invitations.invitation(shown)
        undated = replace(INVITATION, part=part, meeting_at=None, venue=None)
        yield f"invitation {part} without a day", invitations.invitation(undated)
        yield f"reminder {part}", invitations.reminder(undated)
        yield f"changed {part}", invitations.changed(INVITATION)
    for needs in ((), tuple(Need)):
        yield f"{len(needs)} needs", invitations.needs(replace(INVITATION, needs=needs))
    for apart in Apart:
        for signal in (True, False):
            told = replace(INVITATION, told=Told(apart, signal))
            yield f"in private {apart} {signal}", invitations.private(told)
    yield "thought along", invitations.thought_along(INVITATION)
    yield "really leave", invitations.really_leave(REF)
    yield "left", invitations.left()
    yield "invitation over", invitations.over()
    for to_main_person in (True, False):
        found = replace(SUGGESTION, to_main_person=to_main_person)
        yield f"suggested {to_main_person}", invitations.suggested(found)
    yield "told in private", circle_news.told_in_private(REF, RECEIPT)
    yield "guest unreached", circle_news.unreached(REF, RECEIPT)
