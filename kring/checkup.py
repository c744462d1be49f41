"""Looking at an installation: each finding says what it is about, whether it is well, and one sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import col, select

from casework.coverage import unmanaged
from kring.receiving import make_bot
from kring.rotation import count
from kring.settings import Settings, SettingsError
from storage.database import open_database, transaction
from storage.incidents import Incident
from storage.keycheck import check_master_key
from storage.migrating import is_current
from storage.vault import VaultError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    about: str
    ok: bool
    said: str


async def look_at(settings: Settings) -> list[Finding]:
    """Everything that would stop the start or fail later."""
    looks = (_keys, _rotation, _regions, _policy, _database, _catalogs, _managers, _incidents)
    return [*(_carefully(look, settings) for look in looks), *await _telegram(settings)]


def _carefully(look: Callable[[Settings], Finding], settings: Settings) -> Finding:
    """A look that fails is a finding too."""
    try:
        return look(settings)
    except (SettingsError, VaultError, OSError) as error:
        return Finding(look.__name__.strip("_"), ok=False, said=str(error))
    except Exception as error:  # noqa: BLE001 - a driver's own error: its kind says enough, its text may hold a password
        return Finding(
            look.__name__.strip("_"), ok=False, said=f"cannot be looked at ({type(error).__name__})"
        )


def _keys(settings: Settings) -> Finding:
    count = len(settings.masters)
    return Finding("keys", ok=True, said=f"{count} master key{'s' if count > 1 else ''}")


def _rotation(settings: Settings) -> Finding:
    """Whether the older master keys can be taken out: how many rows still need one."""
    engine = open_database(settings.database_url)
    try:
        if not is_current(engine):
            return Finding("rotation", ok=False, said="the database is not up to date")
        found = count(engine, settings.vault())
    finally:
        engine.dispose()
    if found.lost:
        said = f"no master key opens the keys of {found.lost} rows, or the key store lacks their halves"
        return Finding("rotation", ok=False, said=said)
    if found.older or found.seals or found.marks:
        said = (
            f"{found.older + found.seals} rows still need an older master key or lack a half in the key store, "
            f"{found.marks} profiles have older marks; kring key rotate"
        )
        return Finding("rotation", ok=True, said=said)
    return Finding("rotation", ok=True, said=f"the newest master key opens all {found.rows} keys")


def _regions(settings: Settings) -> Finding:
    return Finding("regions", ok=True, said=f"{len(settings.read_regions().codes)} regions")


def _policy(settings: Settings) -> Finding:
    policy = settings.read_policy()
    return Finding(
        "policy",
        ok=True,
        said=f"{len(policy.promises)} timers, {len(policy.escalations)} kinds of escalation",
    )


def _database(settings: Settings) -> Finding:
    engine = open_database(settings.database_url)
    if not is_current(engine):
        return Finding("database", ok=False, said="is not up to date; kring migrate brings it there")
    with transaction(engine) as session:
        check_master_key(session, settings.vault())
    return Finding("database", ok=True, said="up to date, and the master key opens it")


def _catalogs(_settings: Settings) -> Finding:
    from bot.texts.catalogs import incomplete

    missing = incomplete()
    if missing:
        return Finding(
            "catalogs", ok=False, said="; ".join(f"{tag}: {count} missing" for tag, count in missing.items())
        )
    return Finding("catalogs", ok=True, said="every language is complete")


def _managers(settings: Settings) -> Finding:
    engine = open_database(settings.database_url)
    if not is_current(engine):
        return Finding("managers", ok=False, said="the database is not up to date")
    with transaction(engine) as session:
        missing = unmanaged(session, settings.read_regions())
    if missing:
        return Finding("managers", ok=False, said=f"no manager yet in: {', '.join(missing)} (kring invite)")
    return Finding("managers", ok=True, said="every region has one")


def _incidents(settings: Settings) -> Finding:
    engine = open_database(settings.database_url)
    if not is_current(engine):
        return Finding("incidents", ok=False, said="the database is not up to date")
    with transaction(engine) as session:
        found = session.exec(
            select(Incident.kind, Incident.about).where(col(Incident.closed_at).is_(None))
        ).all()
    if found:
        return Finding("incidents", ok=False, said="; ".join(f"{kind} ({about})" for kind, about in found))
    return Finding("incidents", ok=True, said="none is open")


async def _telegram(settings: Settings) -> list[Finding]:
    """Whether the token works, and whether somebody else receives our updates."""
    from aiogram.exceptions import TelegramAPIError

    bot = make_bot(settings)
    try:
        me = await bot.me()
        hook = await bot.get_webhook_info()
    except (TelegramAPIError, OSError) as error:
        return [
            Finding(
                "token", ok=False, said=f"Telegram does not accept it or is away ({type(error).__name__})"
            )
        ]
    finally:
        await bot.session.close()
    found = [Finding("token", ok=True, said=f"is that of @{me.username}")]
    lately = hook.last_error_date is not None and hook.last_error_date > datetime.now(UTC) - timedelta(
        minutes=5
    )
    return [
        *found,
        Finding(
            "webhook",
            ok=not lately,
            said=hook.last_error_message or "no error lately" if lately else "no error lately",
        ),
    ]
