"""Every screen about voices, for the gallery."""

from collections.abc import Iterator
from dataclasses import replace

from bot.texts import circle, invitations, voices
from bot.texts.screens import Screen
from casework.voice_rows import Awaited
from casework.voices import Passing
from domain.circle import Part, Reply
from domain.voices import Waiting
from tests.bot.cards import LONG_TAG, NASTY, RECEIPT, REF
from tests.bot.circle_screens import CIRCLE, SOMEONE
from tests.bot.invitation_screens import INVITATION


def voice_screens() -> Iterator[tuple[str, Screen]]:
    """What somebody reads who wants to be heard, what the coordinator reads of it, and a voice on a card."""
    for what in Waiting:
        for language in (LONG_TAG, "ar"):
            shown = Awaited(what, REF, language)
            yield f"awaited {what} {language}", voices.awaited(shown)
            for note in (voices.not_passed(), voices.not_for_a_meeting(), voices.voice_only()):
                yield f"awaited {what} {language} again", voices.awaited(shown, note)
    for may_speak in (True, False):
        yield f"passed {may_speak}", voices.passed(replace(INVITATION, may_speak=may_speak))
    yield "for the meeting", voices.for_the_meeting(Passing(REF, RECEIPT, NASTY, None, silent=False))
    yield "lost", voices.lost()
    yield "stopped waiting", voices.stopped()
    yield "kept", Screen(voices.kept())
    for reply in (None, *Reply):
        heard = replace(INVITATION, part=Part.CHILD, reply=reply, may_speak=True, has_voice=True)
        yield f"invitation that is read out {reply}", invitations.invitation(heard)
    for has_voice in (True, False):
        young = replace(SOMEONE, part=Part.CHILD, has_voice=has_voice)
        yield f"child {has_voice}", circle.person(CIRCLE, young)
