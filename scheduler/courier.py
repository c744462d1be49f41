"""The courier: takes letters out of the outbox, and brings each to its reader (design.md 3)."""

import asyncio
import logging
import secrets
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from casework import outbox
from casework.outbox import Envelope
from domain.errors import DomainError
from scheduler.delivery import LEASE, Draw, Parcel, let_go, pick_up, postpone, prepare
from scheduler.failures import Surviving, where
from scheduler.limits import Line
from scheduler.outcomes import Dropped, Later, Moved, Outcome, Refused, Sent, Unreachable
from scheduler.ports import Do, Render
from scheduler.speaking import speak

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0
_RENEW_SECONDS = 10.0
_RECORD_AGAIN_SECONDS = 1.0
_LAST_WORDS_SECONDS = 5.0


class Courier:
    """Sends what waits in the outbox, as long as it holds the lease; a second courier stands by.

    At least once: a message whose answer was lost is sent again, so that every message is harmless when read twice.
    An outcome that cannot be written down is kept and written later; until then nothing else goes to that person.
    """

    def __init__(
        self,
        bot: Line,
        run: Do,
        render: Render,
        *,
        abreast: int = 32,
        poll_seconds: float = POLL_SECONDS,
        holder: str | None = None,
        count: Callable[[str], None] = lambda _outcome: None,
    ) -> None:
        """Take what it speaks through, and how it reaches the database.

        Args:
            bot: initialized, with its limiter.
            run: runs an action in a worker thread, in one transaction.
            render: says a letter in the reader's language.
            abreast: to how many people at once, each of them one message at a time. Who has several waiting stands
                still for a second after each: with fewer abreast, such people would slow down all others.
            poll_seconds: how often to look without being woken.
            holder: the name on the lease; a random one if left out.
            count: told of each outcome that was written down, by its name (`sent`, `later`, ...).
        """
        self._bot = bot
        self._do = run
        self._render = render
        self._abreast = abreast
        self._poll_seconds = poll_seconds
        self._count = count
        self.holder = holder or secrets.token_hex(8)
        self._flying: dict[int, asyncio.Task[None]] = {}
        self._spoken: set[int] = set()
        self._mine_until = 0.0
        self._awake = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def wake(self) -> None:
        """Look into the outbox at once; may be called from any thread."""
        if self._loop is None:
            self._awake.set()
            return
        with suppress(RuntimeError):  # the loop is closed: there is nobody to wake
            self._loop.call_soon_threadsafe(self._awake.set)

    async def run(self) -> None:
        """Deliver until cancelled; then let what is on its way arrive, and give the lease back."""
        self._loop = asyncio.get_running_loop()
        try:
            while True:
                self._awake.clear()
                await self.drain()
                # Not `wait_for`: before Python 3.12 it loses a cancellation that comes just as the event is set.
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._poll_seconds):
                        await self._awake.wait()
        finally:
            await self._stop()

    async def drain(self) -> int:
        """Send until nothing is due any more; with how many letters it was busy. A failure is logged, not raised."""
        handled = 0
        look = True
        while True:
            if look or len(self._flying) <= self._abreast // 2:
                await self._take_off()
            if not self._flying:
                return handled
            look = await self._something_happens()
            landed = [person for person, task in self._flying.items() if task.done()]
            for person in landed:
                del self._flying[person]
            handled += len(landed)

    async def _something_happens(self) -> bool:
        """Wait until a letter has landed; True when it is time to look for new ones meanwhile, and renew the lease."""
        bell = asyncio.create_task(self._awake.wait())
        patience = min(self._poll_seconds, _RENEW_SECONDS)
        first = asyncio.FIRST_COMPLETED
        done, _ = await asyncio.wait({bell, *self._flying.values()}, timeout=patience, return_when=first)
        bell.cancel()
        self._awake.clear()
        return not done or bell in done

    async def _take_off(self) -> None:
        """Renew the lease, and begin with as many letters as there is room for."""
        draw, asked_at = Draw(mine=True), asyncio.get_running_loop().time()
        with Surviving(log, "the courier could not look into the outbox"):
            draw = await self._do(
                pick_up,
                holder=self.holder,
                limit=self._abreast - len(self._flying),
                but=tuple(self._flying),
            )
            self._mine_until = asked_at + LEASE.total_seconds() if draw.mine else 0.0
        if not draw.mine:
            self._hand_over()
        for envelope in draw.envelopes:
            self._flying[envelope.person.id] = asyncio.create_task(self._deliver(envelope))

    def _hand_over(self) -> None:
        """Someone else holds the lease: say nothing more; what was said is still written down."""
        for person, task in self._flying.items():
            if person not in self._spoken:
                task.cancel()

    def _may_speak(self) -> bool:
        """Whether the lease is still ours by our own watch: a process that stood still may wake up after it ended."""
        return asyncio.get_running_loop().time() < self._mine_until

    async def _deliver(self, envelope: Envelope) -> None:
        """Bring one letter to its reader, and write down what became of it."""
        outcome = await self._attempt(envelope)
        if outcome is None:
            return
        self._spoken.add(envelope.person.id)
        try:
            while not await self._recorded(envelope, outcome):  # noqa: ASYNC110 - a database tells nobody it is back
                await asyncio.sleep(_RECORD_AGAIN_SECONDS)
        finally:
            self._spoken.discard(envelope.person.id)

    async def _attempt(self, envelope: Envelope) -> Outcome | None:
        """Say the letter; None when nothing is to be written down about it. A fault of ours is a refusal."""
        with Surviving(log, "letter %s (%s) cannot be said", envelope.letter_id, envelope.kind):
            return await self._try(envelope)
        return Refused()

    async def _try(self, envelope: Envelope) -> Outcome | None:
        try:
            parcel = await self._do(prepare, holder=self.holder, envelope=envelope, render=self._render)
            return None if parcel is None else await self._say(envelope, parcel)
        except DomainError as error:
            log.info(
                "letter %s (%s) says nothing any more: %s", envelope.letter_id, envelope.kind, error.code
            )
            return Dropped()
        except (SQLAlchemyError, OSError) as error:
            log.warning("letter %s (%s) has to wait: %s", envelope.letter_id, envelope.kind, where(error))
            return Later()

    async def _say(self, envelope: Envelope, parcel: Parcel) -> Outcome | None:
        chat_id, replaces = envelope.person.chat_id, envelope.replaces_message_id
        outcome = await speak(self._bot, parcel, chat_id=chat_id, replaces=replaces, may=self._may_speak)
        if not isinstance(outcome, Moved):
            return outcome
        if not await self._do(outbox.moved, person_id=envelope.person.id, chat_id=outcome.chat_id):
            return Refused()
        # The messages of the old group stay behind in it: nothing there can be edited.
        again = await speak(self._bot, parcel, chat_id=outcome.chat_id, replaces=None, may=self._may_speak)
        return Refused() if isinstance(again, Moved) else again

    async def _recorded(self, envelope: Envelope, outcome: Outcome) -> bool:
        """Write the outcome down; False when the database did not take it."""
        with Surviving(log, "what became of letter %s is not written down yet", envelope.letter_id):
            await self._record(envelope, outcome)
            self._count(type(outcome).__name__.lower())
            return True
        return False

    async def _record(self, envelope: Envelope, outcome: Outcome) -> None:
        letter_id = envelope.letter_id
        match outcome:
            case Sent(message_id):
                await self._do(outbox.sent, letter_id=letter_id, message_id=message_id)
            case Later(None):
                log.warning("letter %s (%s) is tried again later", letter_id, envelope.kind)
                await self._do(outbox.later, letter_id=letter_id)
            case Later(wait):
                log.warning("letter %s (%s) waits %s as asked", letter_id, envelope.kind, wait)
                await self._do(postpone, letter_id=letter_id, wait=wait)
            case Unreachable():
                log.info("letter %s (%s) found nobody", letter_id, envelope.kind)
                await self._do(outbox.unreachable, letter_id=letter_id)
            case Dropped():
                await self._do(outbox.dropped, letter_id=letter_id)
            case _:
                log.error("letter %s (%s) was refused", letter_id, envelope.kind)
                await self._do(outbox.refused, letter_id=letter_id)

    async def _stop(self) -> None:
        """Let what is on its way arrive within a few seconds, begin nothing new, and give the lease back."""
        self._mine_until = 0.0
        if self._flying:
            _, late = await asyncio.wait(self._flying.values(), timeout=_LAST_WORDS_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
            self._flying.clear()
        with suppress(Exception):
            await self._do(let_go, holder=self.holder)
