"""`kring bench courier`: how fast letters leave, and how often Telegram says no, beside python-telegram-bot's limiter.

All send the same number of messages to the same people, three in a row to each, against the loopback Telegram's
limits: 30 a second to all and one a second to each chat. These are measured twice: with the patience for bursts that
the simulator has by default, and with next to none.
"""

import argparse
import asyncio
import logging
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from aiohttp import ClientSession

from kring.bench.letters import PostOffice
from kring.bench.processes import TOKEN, BenchError
from simulator.limits import Limits
from simulator.server import Simulator

EACH: Final = 3
"""So many letters for each person, right after each other."""

LIMITS: Final = {"usual": Limits(), "strict": Limits(per_chat_burst=1, overall_burst=3)}
_LINES: Final = 64
_NOT_MEASURED: Final = "not measured: pip install 'python-telegram-bot[rate-limiter]'"


def add(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own class is private
    """Add the benchmark to the command line of `kring bench`."""
    said = "letters a second under Telegram's limits, beside another limiter and none"
    parser = subparsers.add_parser("courier", help=said)
    parser.add_argument("--messages", type=int, default=750, metavar="N", help="messages of each (750)")
    parser.set_defaults(measure=run)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Measure, and give messages a second with the refusals.

    Raises:
        BenchError: a letter of ours was lost, doubled or out of order.
    """
    return asyncio.run(_measure(args.messages // EACH))


async def _measure(people: int) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    slow: list[float] = []
    for name, limits in LIMITS.items():
        async with _telegram(limits, people) as (simulator, address, chats):
            for who, send in (
                ("kring", lambda: _kring(address, chats, slow)),
                ("AIORateLimiter", lambda: _library(address, chats, limited=True)),
                ("no limiter", lambda: _library(address, chats, limited=False)),
            ):
                simulator.world.set_limits(limits)
                rows.append({"limits": name, "who": who} | await _watched(simulator, send))
    return {
        "load": {"people": people, "messages": people * EACH},
        "sent": rows,
        "writing_a_letter": {"p95_ms": round(statistics.quantiles(slow, n=20)[-1], 1)},
    }


async def _watched(simulator: Simulator, send: Callable[[], Awaitable[str]]) -> dict[str, Any]:
    """What arrived and what was refused, while this sends."""
    before = simulator.clock.now()
    said = await send()
    calls = [call for call in simulator.world.calls.recent(method="sendMessage") if call.at >= before]
    if not calls:
        return {"delivered": said}
    arrived = [call.at for call in calls if call.outcome == "ok"]
    seconds = (arrived[-1] - arrived[0]).total_seconds()
    return {
        "delivered": len(arrived),
        "refused": len(calls) - len(arrived),
        "seconds": round(seconds, 1),
        "per_second": round((len(arrived) - 1) / seconds, 1),
    }


async def _kring(address: str, chats: Sequence[int], slow: list[float]) -> str:
    """Our courier, as in service: letters are written into the outbox while it delivers, and rendered as they leave."""
    from scheduler.connection import connected
    from scheduler.courier import Courier
    from scheduler.pushing import pushed

    with tempfile.TemporaryDirectory(prefix="kring-bench-") as folder:
        office = PostOffice(Path(folder) / "kring.sqlite", chats, lambda: datetime.now(UTC))
        try:
            async with connected(TOKEN, api_base=address) as line:
                courier = Courier(line, office.work.do, pushed)
                delivering = asyncio.create_task(courier.run())
                for receipt in office.receipts:
                    started = time.perf_counter()
                    await office.work.do(office.write, receipt=receipt, letters=EACH)
                    slow.append((time.perf_counter() - started) * 1000 / EACH)
                while await office.waiting():  # noqa: ASYNC110 - the courier tells nobody that it is done
                    await asyncio.sleep(0.2)
                delivering.cancel()
                await asyncio.gather(delivering, return_exceptions=True)
            wrong = await office.wrong(EACH)
        finally:
            office.work.close()
    if wrong:
        raise BenchError(f"{wrong} people did not get their letters once and in order")
    return ""


async def _library(address: str, chats: Sequence[int], *, limited: bool) -> str:
    """python-telegram-bot as its documentation has it; a message that is refused is lost."""
    from telegram.error import TelegramError
    from telegram.ext import AIORateLimiter, ExtBot
    from telegram.request import HTTPXRequest

    try:
        limiter = AIORateLimiter(overall_max_rate=30, overall_time_period=1) if limited else None
    except RuntimeError:  # it needs a library that it does not bring
        return _NOT_MEASURED
    logging.getLogger("telegram.ext").setLevel(
        logging.CRITICAL
    )  # it tells of each refusal, which is counted here
    request = HTTPXRequest(_LINES, read_timeout=30, write_timeout=30, pool_timeout=600)
    bot = ExtBot(TOKEN, base_url=f"{address}/bot", request=request, rate_limiter=limiter)
    async with bot:
        sending = [bot.send_message(chat, f"letter {number}") for chat in chats for number in range(EACH)]
        for done in await asyncio.gather(*sending, return_exceptions=True):
            if isinstance(done, BaseException) and not isinstance(done, TelegramError):
                raise done
    return ""


@asynccontextmanager
async def _telegram(limits: Limits, people: int) -> AsyncIterator[tuple[Simulator, str, list[int]]]:
    """A loopback Telegram with so many people who have started the bot; their chats."""
    simulator = Simulator(TOKEN, limits=limits)
    address = await simulator.start()
    try:
        async with ClientSession(address) as http:

            async def join() -> int:
                person = {"name": "requester", "language_code": "nl"}
                async with http.post("/sim/people", json=person) as made:
                    number = int((await made.json())["id"])
                async with http.post(f"/sim/people/{number}/say", json={"text": "/start"}):
                    return number

            chats = [await join() for _ in range(people)]
        yield simulator, address, chats
    finally:
        await simulator.stop()
