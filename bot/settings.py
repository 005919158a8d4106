"""The settings, from the environment or `.env`, all faults at once and no secret in any of them."""

import base64
import binascii
import os
import re
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.listening import ListenAddress, listen_address
from bot.readers_contact import desk_contact, desk_name
from domain.moderator import Role

_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{10,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
# Names of 4 letters are sold; channels' ids are -100 and a number of at most 12 digits.
_CHANNEL = re.compile(r"@[A-Za-z][A-Za-z0-9_]{3,31}|-100[1-9][0-9]{0,11}", re.ASCII)
KEY_BYTES = 32
# Of 32 bytes drawn by chance, fewer are different once in 10^25 times.
_FEWEST_BYTES = 12
# Telegram promises ids of at most 52 bits.
_LONGEST_ID = 16


class SettingsError(Exception):
    """The settings cannot be used; the message says all that is wrong, a line a fault."""


class Settings(BaseSettings):
    """Where the bot finds what it needs. Only `run` needs a token and a key."""

    model_config = SettingsConfigDict(
        env_prefix="RASPA_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    bot_token: SecretStr | None = None
    api_url: str = "https://api.telegram.org"
    messages_a_second: int = Field(default=30, ge=1, le=100_000)
    database: Path = Path("raspa.sqlite3")
    data_key: SecretStr | None = None
    old_data_key: SecretStr | None = None
    owners: Annotated[tuple[int, ...], NoDecode] = Field(default=(), repr=False)
    keep_days: int = Field(default=30, ge=1, le=3650)
    time_zone: str = "Asia/Almaty"
    desk_name: str | None = None
    desk_contact: str | None = None
    desk_chat: int | None = Field(default=None, repr=False)
    channel: str | None = Field(default=None, repr=False)
    desk_alert: int = Field(default=10, ge=1, le=1_000_000)
    cases_a_day: int = Field(default=5, ge=1, le=1_000)
    grace_seconds: int = Field(default=120, ge=0, le=300)
    attach_role: Role = Role.EDITOR
    ask_above: int = Field(default=50, ge=0, le=1_000_000)
    digest_hour: int | None = 9
    news_hour: int = Field(default=10, ge=6, le=21)
    back_days: int = Field(default=30, ge=1, le=3650)
    voice_model: Path | None = None
    signs_url: str | None = None
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    listen: str = "127.0.0.1:8080"
    watch_listen: str | None = None
    backup_key: SecretStr | None = None
    backup_key_file: Path | None = None
    backup_folder: Path | None = None
    backup_hour: int = Field(default=4, ge=0, le=23)
    backup_daily: int = Field(default=7, ge=1, le=366)
    backup_weekly: int = Field(default=4, ge=0, le=520)
    backup_monthly: int = Field(default=0, ge=0, le=240)

    @field_validator("bot_token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("does not look like a token; copy it whole from @BotFather")
        return value

    @field_validator("backup_key")
    @classmethod
    def _holds_a_backup_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value and len(set(_decoded(value))) < _FEWEST_BYTES:
            raise ValueError("is too simple to keep a secret: `python -m bot new-env` makes one")
        return value

    @field_validator("data_key")
    @classmethod
    def _holds_a_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value and len(set(_decoded(value))) < _FEWEST_BYTES:
            raise ValueError(
                "is too simple to keep a secret (zeros, or the same few bytes over and over). A "
                "first one: `python -m bot new-env`; if it is in use: move it to "
                "RASPA_OLD_DATA_KEY, leave RASPA_DATA_KEY= empty, and run "
                "`python -m bot rotate-key`"
            )
        return value

    @field_validator("old_data_key")
    @classmethod
    def _held_a_key(cls, value: SecretStr | None) -> SecretStr | None:
        # However simple: it is to be replaced.
        if value:
            _decoded(value)
        return value

    @field_validator("api_url", "webhook_url")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("is not an address such as https://example.kz")
        return value.rstrip("/")

    @field_validator("api_url")
    @classmethod
    def _shows_nobody_the_token(cls, value: str) -> str:
        if urlsplit(value).scheme == "http" and not _is_loopback(urlsplit(value).hostname or ""):
            raise ValueError(
                "must begin with https://: without it everybody on the way reads the token. Plain "
                "http:// is for this machine alone, such as http://127.0.0.1:8081"
            )
        return value

    @field_validator("webhook_url")
    @classmethod
    def _is_one_that_telegram_calls(cls, value: str | None) -> str | None:
        parts = urlsplit(value or "https:")
        if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost"}:
            raise ValueError("must begin with https://: Telegram calls nothing else")
        return value

    @field_validator("signs_url")
    @classmethod
    def _is_one_that_telegram_fetches(cls, value: str | None) -> str | None:
        if value is None or not value.strip():
            return None
        parts = urlsplit(value.strip())
        if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("must be an https:// address of a folder: Telegram fetches no other")
        return value.strip().rstrip("/")

    @field_validator("owners", mode="before")
    @classmethod
    def _are_numbers(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        ids = [part.strip() for part in value.split(",") if part.strip()]
        if not all(part.isascii() and part.isdigit() and len(part) <= _LONGEST_ID for part in ids):
            raise ValueError("must be Telegram ids (numbers) with commas between them")
        return tuple(int(part) for part in ids)

    @field_validator("digest_hour", mode="before")
    @classmethod
    def _is_an_hour_or_off(cls, value: object) -> object:
        if value is None or (isinstance(value, str) and value.strip().lower() == "off"):
            return None
        hour = value.strip() if isinstance(value, str) else str(value)
        if not (hour.isascii() and hour.isdigit() and len(hour) <= 2 and int(hour) < 24):
            raise ValueError('must be an hour from 0 to 23, or "off"')
        return int(hour)

    @field_validator("channel")
    @classmethod
    def _names_a_channel(cls, value: str | None) -> str | None:
        if value is None or not value.strip():
            return None
        if not _CHANNEL.fullmatch(value.strip()):
            raise ValueError(
                "must be the channel's @name, or its id, which begins with -100; no link"
            )
        return value.strip()

    @field_validator("desk_name")
    @classmethod
    def _is_a_name(cls, value: str | None) -> str | None:
        return None if value is None or not value.strip() else desk_name(value)

    @field_validator("desk_contact")
    @classmethod
    def _is_a_contact(cls, value: str | None) -> str | None:
        return None if value is None or not value.strip() else desk_contact(value)

    @field_validator("time_zone")
    @classmethod
    def _is_a_time_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        # A folder of zones, such as Asia, is found but cannot be read.
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("must be the name of a time zone, such as Asia/Almaty") from None
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _is_allowed_by_telegram(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("may hold only A-Z a-z 0-9 _ -, up to 256 of them")
        return value

    @field_validator("listen")
    @classmethod
    def _is_host_and_port(cls, value: str) -> str:
        listen_address(value)
        return value

    @field_validator("watch_listen")
    @classmethod
    def _is_host_and_port_or_off(cls, value: str | None) -> str | None:
        if value is None or not value.strip():
            return None
        if listen_address(value.strip()).path is not None:
            raise ValueError("must be host:port: a Unix socket is not read by Prometheus")
        return value.strip()

    @model_validator(mode="after")
    def _webhook_has_its_secret(self) -> "Settings":
        if self.webhook_url and not self.webhook_secret:
            raise ValueError("RASPA_WEBHOOK_URL needs RASPA_WEBHOOK_SECRET beside it")
        return self

    @model_validator(mode="after")
    def _backups_have_their_key(self) -> "Settings":
        if self.backup_key and self.backup_key_file:
            raise ValueError("RASPA_BACKUP_KEY and RASPA_BACKUP_KEY_FILE are both set: keep one")
        if self.backup_folder and not (self.backup_key or self.backup_key_file):
            raise ValueError(
                "RASPA_BACKUP_FOLDER needs RASPA_BACKUP_KEY: `python -m bot new-env` adds one"
            )
        if self.backup_key and self.backup_key == self.data_key:
            raise ValueError("RASPA_BACKUP_KEY must be another key than RASPA_DATA_KEY")
        return self

    def key_of_backups(self) -> bytes | None:
        """Return the 32 bytes that backups are encrypted with, from the setting or its file.

        None where neither is set. Raises SettingsError for a file without such a key.
        """
        if self.backup_key is not None:
            return _decoded(self.backup_key)
        if self.backup_key_file is None:
            return None
        try:
            text = self.backup_key_file.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            raise SettingsError("RASPA_BACKUP_KEY_FILE cannot be read") from None
        try:
            return _decoded(SecretStr(text))
        except ValueError as error:
            raise SettingsError(f"RASPA_BACKUP_KEY_FILE {error}") from None

    def old_key(self) -> bytes | None:
        """Return the 32 bytes of the former key, if one is named."""
        return None if self.old_data_key is None else _decoded(self.old_data_key)

    def key(self) -> bytes:
        """Return the 32 bytes that people's ids are hashed with; only after `for_running`."""
        if self.data_key is None:
            raise SettingsError("RASPA_DATA_KEY is not set")
        return _decoded(self.data_key)

    def token(self) -> str:
        """Return the bot's token; only after `for_running`."""
        if self.bot_token is None:
            raise SettingsError("RASPA_BOT_TOKEN is not set")
        return self.bot_token.get_secret_value()

    def bot_api(self) -> str:
        """Return the address to which the library adds token and method."""
        return f"{self.api_url}/bot"

    def listening_at(self) -> ListenAddress:
        """Return where the webhook listens."""
        return listen_address(self.listen)

    def watched_at(self) -> ListenAddress | None:
        """Return where health and figures are told, None for nowhere."""
        return None if self.watch_listen is None else listen_address(self.watch_listen)

    def webhook_path(self) -> str:
        """Return the path part of the webhook's address, without its first slash."""
        return urlsplit(self.webhook_url or "").path.lstrip("/")


def read_settings() -> Settings:
    """Read the settings that every command uses. Raises SettingsError with all faults.

    The environment goes before `.env`, and both before files in `$CREDENTIALS_DIRECTORY`, each
    named as its setting: there systemd and containers hand over what is secret.
    """
    try:
        # Known to pydantic-settings, and not to the type of a model.
        return Settings(_secrets_dir=_credentials())  # type: ignore[call-arg]
    except ValidationError as error:
        raise SettingsError("\n".join(in_words(error))) from None
    except UnicodeDecodeError:
        raise SettingsError(".env is not UTF-8; save it anew as UTF-8 text") from None


def _credentials() -> Path | None:
    folder = Path(os.environ.get("CREDENTIALS_DIRECTORY") or "none")
    return folder if folder.is_absolute() and folder.is_dir() else None


def for_running(settings: Settings) -> Settings:
    """Return the settings if they suffice to run. Raises SettingsError otherwise."""
    missing = []
    if settings.bot_token is None:
        missing.append(
            "RASPA_BOT_TOKEN is not set: ask @BotFather for a token, write it into .env "
            "(RASPA_BOT_TOKEN=…) and start again."
        )
    if settings.data_key is None:
        missing.append(
            "RASPA_DATA_KEY is not set: `python -m bot new-env` writes a .env with a fresh key."
        )
    if missing:
        raise SettingsError("\n".join(missing))
    return settings


def _decoded(value: SecretStr) -> bytes:
    try:
        key = base64.urlsafe_b64decode(value.get_secret_value())
    except (binascii.Error, ValueError):
        key = b""
    if len(key) < KEY_BYTES and key:
        raise ValueError("is too short: 32 bytes in base64; `python -m bot new-env` makes one")
    if len(key) != KEY_BYTES:
        raise ValueError("must be 32 bytes in base64; `python -m bot new-env` makes one")
    return key


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def in_words(error: ValidationError) -> list[str]:
    """Return a sentence for each fault, with the names of settings and none of their values."""
    faults = []
    for fault in error.errors(include_url=False, include_input=False, include_context=False):
        reason = fault["msg"].removeprefix("Value error, ")
        name = f"RASPA_{str(fault['loc'][0]).upper()} " if fault["loc"] else ""
        faults.append(f"{name}{reason}")
    return faults
