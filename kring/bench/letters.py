"""A post office to measure: people with a request each, letters about it, and whether all of them arrived well."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot.texts import words
from bot.work import Work
from casework import letters, outbox
from casework.desk import Desk
from casework.letters import LetterKind
from domain.policy import Policy
from domain.regions import Regions
from domain.requests import State
from kring.bench.people import seed
from kring.bench.processes import keys_in, make_master_key
from storage.database import open_database, transaction
from storage.keystore import KeyStore
from storage.outbox import SENT, Letter
from storage.requests import Request
from storage.vault import Vault, parse_master_key

_REGIONS = Path(__file__).parents[1] / "regions.toml"
_ZONE = ZoneInfo("Europe/Amsterdam")
_KINDS = (LetterKind.PAUSED, LetterKind.WENT_ON, LetterKind.PLAN_SENT)


class PostOffice:
    """A database with one requester for each chat, and the way to its actions."""

    def __init__(self, database: Path, chats: Sequence[int], clock: Callable[[], datetime]) -> None:
        """Make the database."""
        key = make_master_key()
        url = f"sqlite:///{database}"
        seed(url, key, chats, keys=keys_in(database.parent))
        regions = Regions.parse(_REGIONS.read_text(encoding="utf-8"), source=_REGIONS.name)
        words.use(_ZONE, {region.code: region.name for region in regions})
        self.receipts = [f"K-{number}" for number in range(1, len(chats) + 1)]
        engine = open_database(url)
        with transaction(engine) as session:
            session.add_all(_request(number, ref, clock()) for number, ref in enumerate(self.receipts, 1))
        vault = Vault([parse_master_key(key)], KeyStore(keys_in(database.parent)))
        self.work = Work(engine, vault, regions, policy=Policy(), zone=_ZONE, clock=clock)

    @staticmethod
    def write(desk: Desk, *, receipt: str, letters: int) -> None:
        """So many letters to the requester, in one transaction."""
        request = desk.session.exec(select(Request).where(Request.ref == receipt)).one()
        for number in range(letters):
            _write(desk, request, number)

    async def waiting(self) -> bool:
        """Whether anything is still to be sent."""
        return not await self.work.do(outbox.nothing_waits)

    async def wrong(self, each: int) -> int:
        """How many people did not get `each` letters, once and in the order in which these were written."""
        return await self.work.do(_wrong, people=len(self.receipts), each=each)


def _write(desk: Desk, request: Request, number: int) -> None:
    letters.write(
        desk,
        request.requester_id,
        _KINDS[number % len(_KINDS)],
        subject=request.ref,
        request=request,
        occasion=str(number),
    )


def _wrong(desk: Desk, *, people: int, each: int) -> int:
    sent: dict[int, list[int]] = {}
    for letter in desk.session.exec(select(Letter).where(Letter.state == SENT).order_by(col(Letter.id))):
        sent.setdefault(letter.person_id, []).append(letter.message_id or 0)
    good = sum(
        len(ids) == each and all(earlier < later for earlier, later in pairwise(ids)) for ids in sent.values()
    )
    return people - good


def _request(number: int, ref: str, now: datetime) -> Request:
    return Request(
        ref=ref,
        requester_id=number,
        region="overijssel",
        state=State.PREPARING.value,
        language="nl",
        who="main_person",
        variant="family",
        hours="any",
        submitted_at=now,
    )
