"""A receipt that somebody types, and a request about the same situation."""

from bot.handlers.forms import show
from bot.talk import Talk
from bot.texts import jobs as job_texts
from bot.texts import managing as managing_texts
from bot.texts import receipts as texts
from bot.texts import requests as request_texts
from bot.texts import welcome
from bot.texts.screens import Screen
from casework import receipts
from casework.jobs import JobCard
from casework.managing import RequestCard
from casework.requests import Standing
from domain.errors import ConsentMissingError
from storage.references import read_receipt


async def typed(talk: Talk, words: str, *, surely: bool) -> Screen | None:
    """What a typed receipt shows; None where the words are none, or answer a question that stands open."""
    receipt = read_receipt(words, surely=surely)
    if receipt is None or not await talk.work.do(receipts.is_looked_up, caller=talk.caller):
        return None
    found = await talk.work.do(receipts.look_up, caller=talk.caller, ref=receipt)
    match found:
        case Standing():
            return request_texts.one(found)
        case RequestCard():
            return managing_texts.opened(found)
        case JobCard():
            return job_texts.card(found)
        case _:
            return texts.nothing_to_show(receipt)


async def ask_about(talk: Talk, receipt: str, *_parts: str) -> Screen:
    """Begin a request about the same situation, or ask for consent first."""
    try:
        return show(talk, await talk.work.do(receipts.ask_about, caller=talk.caller, ref=receipt))
    except ConsentMissingError:
        return welcome.consent(receipt)
