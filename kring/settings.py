"""The settings of an installation, from the environment or a `.env` file; a wrong one stops the start by its name."""

import os
from functools import cached_property
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.printer import OFF, find_browser
from domain.policy import Policy
from domain.promises.reading import read_policy
from domain.regions import Regions
from kring.free_days import free_days
from storage.keystore import KeyStore
from storage.vault import Vault, parse_master_key

_SECRET_LETTERS = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
_LONGEST_SECRET = 256
_LOOPBACK = ("http://127.0.0.1", "http://localhost", "http://[::1]")


class SettingsError(Exception):
    """A setting is missing or malformed; the message names it in one sentence."""


class Settings(BaseSettings):
    """Everything that differs between installations. Names: docs/operations.md."""

    model_config = SettingsConfigDict(env_prefix="KRING_", env_file=".env", extra="ignore")

    bot_token: SecretStr
    api_base: str = "https://api.telegram.org"
    database_url: str = "sqlite:///var/kring.sqlite"
    keys_url: str = "sqlite:///var/keys.sqlite"
    master_key: SecretStr = SecretStr("")
    master_key_file: Path | None = None
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    host: str = "127.0.0.1"
    port: int = 8443
    scheduler_port: int | None = None
    regions: Path | None = None
    policy: Path | None = None
    timezone: str = "Europe/Amsterdam"
    log: Literal["json", "console"] = "console"
    browser: str = ""

    @field_validator("bot_token")
    @classmethod
    def _token_has_its_form(cls, value: SecretStr) -> SecretStr:
        number, colon, letters = value.get_secret_value().partition(":")
        if not (number.isdecimal() and colon and letters):
            raise ValueError("looks like 123456:letters, as BotFather gave it")
        return value

    @field_validator("database_url", "keys_url")
    @classmethod
    def _database_is_known(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("starts with sqlite:/// or postgresql+psycopg://")
        return value

    @field_validator("browser")
    @classmethod
    def _browser_can_be_run(cls, value: str) -> str:
        if value not in {"", OFF} and find_browser(value) is None:
            raise ValueError("names no program that can be run; empty looks for one, off makes no PDF")
        return value

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("is no time zone, such as Europe/Amsterdam") from error
        return value

    @model_validator(mode="after")
    def _keys_stand_apart(self) -> Self:
        if self.keys_url == self.database_url:
            raise ValueError("KRING_KEYS_URL names another database than KRING_DATABASE_URL")
        return self

    @model_validator(mode="after")
    def _webhook_has_a_secret(self) -> Self:
        secret = self.webhook_secret.get_secret_value()
        if not self.webhook_url:
            return self
        if not self.webhook_url.startswith(("https://", *_LOOPBACK)):
            raise ValueError("KRING_WEBHOOK_URL starts with https:// (or is a loopback address)")
        if not secret or len(secret) > _LONGEST_SECRET or not set(secret) <= _SECRET_LETTERS:
            raise ValueError(
                "KRING_WEBHOOK_SECRET is 1 to 256 of A-Z a-z 0-9 _ - where KRING_WEBHOOK_URL is set"
            )
        return self

    @model_validator(mode="after")
    def _loopback_webhook_has_our_port(self) -> Self:
        """A webhook on this very machine names the port where it is listened for; no need to say it twice."""
        port = urlsplit(self.webhook_url).port if self.webhook_url.startswith(_LOOPBACK) else None
        if port is not None and "port" not in self.model_fields_set:
            self.port = port
        return self

    @property
    def webhook_path(self) -> str:
        """Where Telegram calls on our own server: the path of the webhook's address."""
        return urlsplit(self.webhook_url).path or "/"

    @cached_property
    def masters(self) -> tuple[bytes, ...]:
        """The master keys, newest first.

        Raises:
            SettingsError: there is none, or one is malformed.
        """
        text = self.master_key.get_secret_value()
        if not text and self.master_key_file is not None:
            try:
                text = self.master_key_file.read_text()
            except OSError as error:
                raise SettingsError("KRING_MASTER_KEY_FILE cannot be read") from error
        words = text.replace(",", " ").split()
        if not words:
            raise SettingsError(
                "KRING_MASTER_KEY is missing: 32 random bytes in base64 (kring key makes one)"
            )
        try:
            return tuple(parse_master_key(word) for word in words)
        except ValueError as error:
            raise SettingsError(f"KRING_MASTER_KEY: {error}") from error

    @cached_property
    def keys(self) -> KeyStore:
        """Where the halves of the keys stand; it is opened when the first one is needed."""
        return KeyStore(self.keys_url)

    def vault(self) -> Vault:
        """The vault with these keys."""
        return Vault(self.masters, self.keys)

    def read_regions(self) -> Regions:
        """The regions of this installation, or those of the whole Netherlands.

        Raises:
            SettingsError: the file cannot be read or holds a mistake.
        """
        path = self.regions or Path(__file__).with_name("regions.toml")
        try:
            return Regions.parse(path.read_text(encoding="utf-8"), source=path.name)
        except (OSError, ValueError) as error:
            raise SettingsError(f"KRING_REGIONS: {error}") from error

    def read_policy(self) -> Policy:
        """What this installation promises, or what the usual file says.

        Raises:
            SettingsError: the file cannot be read, or it promises something that cannot be.
        """
        return policy_from(self.policy, ZoneInfo(self.timezone))


def policy_from(path: Path | None, zone: ZoneInfo) -> Policy:
    """The policy of a file, or of `kring/policy.toml` where none is named; `zone` is that of the service.

    Raises:
        SettingsError: the file cannot be read, or it promises something that cannot be.
    """
    file = path or Path(__file__).with_name("policy.toml")
    try:
        return read_policy(file.read_text(encoding="utf-8"), source=file.name, zone=zone, free_days=free_days)
    except (OSError, ValueError) as error:
        raise SettingsError(f"KRING_POLICY: {error}") from error


def read_settings(**given: object) -> Settings:
    """The settings, with those of `given` in place of the environment's.

    Raises:
        SettingsError: one sentence with the name of what is missing or malformed.
    """
    try:
        return Settings(_env_file=os.environ.get("KRING_ENV_FILE", ".env"), **given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        said = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"KRING_{name}: {said}" if name else said) from error
