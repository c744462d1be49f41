"""What a coordinator taps when somebody of the circle is not safe."""

from bot.talk import Talk
from bot.texts import safety as texts
from bot.texts.screens import Screen
from casework import safety


async def report(talk: Talk, ref: str, sure: str = "", *_parts: str) -> Screen:
    """Ask once more, then tell the manager."""
    if sure != "y":
        return texts.really(await talk.work.do(safety.may_report, caller=talk.caller, ref=ref))
    return texts.told(ref, await talk.work.do(safety.report, caller=talk.caller, ref=ref))
