"""`kring bench vault`: what sealing costs a form answer, opening a card, and a new master key while updates go on.

On SQLite, and on PostgreSQL where the wheel of the test tools is there. Turns are interleaved; ratios are of one run.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from kring.bench.people import seed_with
from kring.bench.postgres import NOT_MEASURED, postgres_server
from kring.bench.processes import BenchError, keys_in, kring_settings, make_master_key, pinned_apart, python
from kring.bench.vault_rows import Typist, Unsealed, add_people, somebody_of_the_service
from kring.rotation import count
from storage.database import open_database, transaction
from storage.keycheck import check_master_key
from storage.keystore import KeyStore
from storage.vault import Vault, parse_master_key

_FIRST_CHAT: Final = 6_000_000_000
_FIELDS: Final = 10
_FIELD: Final = "after four, at the side door, the bell with the blue tape"
_DATABASES: Final = ("sealed", "plain", "sealed_again", "plain_again", "rotated")
_EVERY_SECONDS: Final = 0.02
_MS: Final = 1000


def add(subparsers: Any) -> None:  # noqa: ANN401 - argparse's own class is private
    """Add the benchmark to the command line of `kring bench`."""
    said = "what sealing costs an answer, opening a card, and a new master key while updates go on"
    parser = subparsers.add_parser("vault", help=said)
    parser.add_argument("--rounds", type=int, default=9, metavar="N", help="rounds of answers (9)")
    parser.add_argument("--answers", type=int, default=400, metavar="N", help="answers in a round (400)")
    parser.add_argument("--cards", type=int, default=2000, metavar="N", help="cards to open (2000)")
    parser.add_argument("--people", type=int, default=100_000, metavar="N", help="keys to wrap anew (100000)")
    parser.add_argument(
        "--updates", type=int, default=10_000, metavar="N", help="at most so many updates meanwhile (10000)"
    )
    parser.set_defaults(measure=run)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Measure, and give milliseconds with their ratios.

    Raises:
        BenchError: an answer was not taken, or a key was left.
    """
    found: dict[str, Any] = {
        "load": {name: getattr(args, name) for name in ("rounds", "answers", "cards", "people")}
    }
    with pinned_apart() as core, tempfile.TemporaryDirectory(prefix="kring-bench-") as folder:
        urls = [f"sqlite:///{folder}/{name}.sqlite" for name in _DATABASES]
        found["sqlite"] = _measure(args, urls, core, KeyStore(keys_in(folder)))
        with postgres_server(*_DATABASES) as server:
            found["postgresql"] = (
                NOT_MEASURED
                if server is None
                else _measure(args, server.addresses, core, KeyStore(keys_in(folder)))
            )
    return found


def _measure(
    args: argparse.Namespace, urls: Sequence[str], core: int | None, keys: KeyStore
) -> dict[str, Any]:
    key = parse_master_key(make_master_key())
    chats = args.answers * (args.rounds + 1)
    found: dict[str, Any] = {}

    def fresh() -> Vault:
        return Vault([key], KeyStore(keys.url))

    knows = Vault([key], keys)
    for name, sealed, plain, vault in (
        ("first_answers", urls[0], urls[1], fresh()),
        ("later_answers", urls[2], urls[3], knows),
    ):
        with _typist(sealed, knows, chats, vault) as one:
            with _typist(plain, Unsealed([key]), chats, Unsealed([key])) as other:
                found[name] = _answers(args, one, other)
            if vault is not knows:
                found["cards"] = _cards(args, one, fresh)
    return {**found, "rotation": _rotation(args, urls[4], core, keys)}


@contextmanager
def _typist(url: str, seeds: Vault, chats: int, vault: Vault) -> Iterator[Typist]:
    """Somebody who types for so many people, each halfway through a form that `seeds` sealed, with this `vault`."""
    numbers = range(_FIRST_CHAT, _FIRST_CHAT + chats)
    seed_with(url, seeds, numbers)
    typist = Typist(open_database(url), vault, iter(numbers))
    try:
        yield typist
    finally:
        typist.close()


def _answers(args: argparse.Namespace, sealed: Typist, plain: Typist) -> dict[str, Any]:
    """A form answer with its sealed draft beside the same without sealing, each of another person."""
    rounds = []
    for _ in range(args.rounds + 1):
        # One by one in turn: what else the machine does hits both alike.
        pairs = [(sealed.type(), plain.type()) for _ in range(args.answers)]
        rounds.append([statistics.median(times) * _MS for times in zip(*pairs, strict=True)])
    ratios = [with_it / without for with_it, without in rounds[1:]]  # the first round warms up
    return {
        "sealed_ms": round(statistics.median(took[0] for took in rounds[1:]), 3),
        "plain_ms": round(statistics.median(took[1] for took in rounds[1:]), 3),
        "ratio": round(statistics.median(ratios), 3),
        "lowest": round(min(ratios), 3),
        "highest": round(max(ratios), 3),
    }


def _cards(args: argparse.Namespace, typist: Typist, fresh: Callable[[], Vault]) -> dict[str, Any]:
    """Ten sealed fields of an owner whose key was not used before: the vault alone, and by staff with the audit.

    `fresh` gives a vault that has opened nothing: each key is unwrapped, and its half read, for the first time.
    """
    who = somebody_of_the_service(typist, _FIRST_CHAT)

    def alone(key: bytes, fields: dict[str, bytes]) -> None:
        for name, sealed in fields.items():
            typist.vault.open(key, name, sealed)

    def written_down(key: bytes, fields: dict[str, bytes]) -> None:
        with transaction(typist.engine) as session:
            desk = typist.desk(session, datetime.now(UTC))
            for name, sealed in fields.items():
                desk.unseal(key, name, sealed, about="bench", who=who, why="bench")

    ways: dict[str, Callable[[bytes, dict[str, bytes]], None]] = {
        "vault_alone": alone,
        "with_audit_and_commit": written_down,
    }
    found = {}
    for name, way in ways.items():
        cards = _cards_of(fresh(), args.cards)
        typist.vault = fresh()
        times = [_timed(way, *card) for card in cards]
        found[f"{name}_ms"] = round(statistics.median(times), 3)
        found[f"{name}_p99_ms"] = round(statistics.quantiles(times, n=100)[-1], 3)
    return found


def _cards_of(vault: Vault, count: int) -> list[tuple[bytes, dict[str, bytes]]]:
    if vault.keys is not None:
        vault.keys.prepare(count)
    return [
        (key, {f"field_{at}": vault.seal(key, f"field_{at}", _FIELD) for at in range(_FIELDS)})
        for key in (vault.make_key() for _ in range(count))
    ]


def _timed(way: Callable[[bytes, dict[str, bytes]], None], key: bytes, fields: dict[str, bytes]) -> float:
    started = time.perf_counter()
    way(key, fields)
    return (time.perf_counter() - started) * _MS


def _rotation(args: argparse.Namespace, url: str, core: int | None, keys: KeyStore) -> dict[str, Any]:
    """`kring key rotate` in a process of its own, while somebody answers every few milliseconds; then the same without."""
    new, old = make_master_key(), make_master_key()
    masters = [parse_master_key(new), parse_master_key(old)]
    typing = args.updates * 2
    with _typist(url, Vault(masters[1:], keys), typing, Vault(masters, keys)) as typist:
        add_people(typist.engine, Vault(masters[1:], keys), first=typing + 1, count=args.people)
        with transaction(typist.engine) as session:
            check_master_key(session, typist.vault)
        older = count(typist.engine, typist.vault).older
        settings = kring_settings(
            api="http://127.0.0.1:9", url=url, port=8443, key=f"{new},{old}", keys=keys.url
        )
        started = time.perf_counter()
        with python("-m", "kring", "key", "rotate", core=core, settings=settings) as process:
            during = _paced(typist, until=lambda: process.poll() is not None, most=args.updates)
            process.wait()
        seconds = time.perf_counter() - started
        if process.returncode != 0 or count(typist.engine, Vault(masters[:1], keys)).lost:
            raise BenchError("a key was left that the new master key does not open")
        without = _paced(typist, until=lambda: False, most=len(during))
    return {"keys": older, "seconds": round(seconds, 1), "updates": _beside(during, without)}


def _paced(typist: Typist, *, until: Callable[[], bool], most: int) -> list[float]:
    """How long each answer took, in milliseconds, one every few milliseconds; counted from when it was due."""
    took: list[float] = []
    first = time.perf_counter()
    while not until() and len(took) < most:
        due = first + len(took) * _EVERY_SECONDS
        time.sleep(max(0.0, due - time.perf_counter()))
        typist.type()
        took.append((time.perf_counter() - due) * _MS)
    return took


def _beside(during: list[float], without: list[float]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for name, times in (("while keys are wrapped anew", during), ("without", without)):
        parts = statistics.quantiles(times, n=100)
        rows.append(
            {
                "what": name,
                "updates": len(times),
                "median_ms": round(statistics.median(times), 2),
                "p95_ms": round(parts[94], 2),
                "p99_ms": round(parts[98], 2),
                "longest_ms": round(max(times), 1),
            }
        )
    ratios = {
        key: round(rows[0][key] / rows[1][key], 2) for key in ("median_ms", "p95_ms", "p99_ms", "longest_ms")
    }
    return [*rows, {"what": "ratio", "updates": "", **ratios}]
