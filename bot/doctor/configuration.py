"""The settings as they were found: those that can be used, and all that is wrong with the rest."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values
from pydantic import ValidationError

from bot.doctor.finding import Finding, fault, look, or_fine
from bot.settings import Settings, in_words
from privacy.private_files import open_to_others

SUBJECT = "settings"
_PREFIX = "RASPA_"
_NAMES = {f"{_PREFIX}{name.upper()}" for name in Settings.model_fields}
# What is no name of a setting may be a secret that slipped into its place.
_NAME = re.compile(r"[A-Z_]{3,40}")
# The token of Telegram's own documentation, and the first part of the sandbox's.
_EXAMPLE_TOKENS = ("110201543:", "123456:")
_SHORTEST_SECRET = 16


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings that can be used, faulty ones as if left out; a sentence for each fault.

    `named` are all names that `.env` and the environment give a value to, of Raspa or like it.
    """

    settings: Settings
    faults: tuple[str, ...]
    named: frozenset[str]
    env: Path


def configuration(env: Path) -> Configuration:
    """Read `.env` and the environment; whatever is wrong with them is among the faults."""
    faults: list[str] = []
    try:
        # Reading a pipe would wait for somebody to write into it.
        file = env if env.is_file() else None
        held: Mapping[str, str | None] = dotenv_values(file) if file else {}
    except UnicodeDecodeError:
        faults.append(f"{env} is not UTF-8")
        held, file = {}, None
    except OSError as error:
        faults.append(f"{env} cannot be read ({error.strerror})")
        held, file = {}, None
    settings, wrong = _sound(file)
    named = {name for name, value in held.items() if value}
    named |= {name for name, value in os.environ.items() if name.startswith(_PREFIX) and value}
    return Configuration(settings, (*faults, *wrong), frozenset(named), env)


def _sound(file: Path | None) -> tuple[Settings, list[str]]:
    """Return settings in which each faulty one is as if it were left out, and the faults."""
    left_out: dict[str, object] = {}
    faults: list[str] = []
    while True:
        try:
            return Settings(_env_file=file, **left_out), faults  # type: ignore[arg-type,call-arg]
        except ValidationError as error:
            faults += in_words(error)
            wrong = {str(one["loc"][0]) for one in error.errors() if one["loc"]}
            wrong = {name for name in wrong if name in Settings.model_fields} - left_out.keys()
            wrong = wrong or _in_pairs(in_words(error)) - left_out.keys()
            wrong = wrong or set(Settings.model_fields)
            left_out |= {name: Settings.model_fields[name].get_default() for name in wrong}


def _in_pairs(faults: list[str]) -> set[str]:
    """Return which settings to leave out where two of them do not go together.

    That is not the one that the store's people are under, which others must fit.
    """
    named = {name for one in faults for name in _NAME.findall(one)} & _NAMES - {"RASPA_DATA_KEY"}
    return {name.removeprefix(_PREFIX).lower() for name in named}


def check_configuration(found: Configuration) -> list[Finding]:
    """Say what is wrong with the settings, and what is missing that a desk should have."""
    settings = found.settings
    troubles = [fault(SUBJECT, one, _MEND) for one in found.faults]
    if not found.env.is_file() and not any(name.startswith(_PREFIX) for name in found.named):
        return [
            *troubles,
            fault(
                SUBJECT,
                "there is no .env in this folder, and no setting in the environment",
                "Go to the folder that holds .env, or have `python -m bot new-env` write one here.",
            ),
        ]
    if settings.bot_token is None and not _is_faulty("RASPA_BOT_TOKEN", found):
        troubles.append(
            fault(
                SUBJECT,
                "RASPA_BOT_TOKEN is not set",
                "Ask @BotFather for the bot's token and write it into .env.",
            )
        )
    token = settings.bot_token.get_secret_value() if settings.bot_token else ""
    if token.startswith(_EXAMPLE_TOKENS):
        troubles.append(
            fault(
                SUBJECT,
                "RASPA_BOT_TOKEN is an example's, which belongs to no bot of yours",
                "Ask @BotFather for your bot's own token and write it into .env.",
            )
        )
    troubles += _unknown(found)
    troubles += _open(found)
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    if settings.webhook_url and 0 < len(secret) < _SHORTEST_SECRET:
        troubles.append(
            look(
                SUBJECT,
                f"RASPA_WEBHOOK_SECRET is shorter than {_SHORTEST_SECRET} signs, so it can be "
                "guessed",
                "Write a longer one into .env, drawn by chance, and start the bot again.",
            )
        )
    troubles += [
        look(SUBJECT, f"{name} is not set: readers are not told {what}", f"Write {name} into .env.")
        for name, value, what in (
            ("RASPA_DESK_NAME", settings.desk_name, "whose desk this is"),
            ("RASPA_DESK_CONTACT", settings.desk_contact, "how to reach the desk"),
        )
        if value is None and not _is_faulty(name, found)
    ]
    set_here = len(found.named & _NAMES)
    return or_fine(troubles, SUBJECT, f"{set_here} set, the rest as when left out; all can be used")


_MEND = "Put this right in .env (docs/operations.md says what each setting takes)."


def _is_faulty(name: str, found: Configuration) -> bool:
    return any(one.startswith(f"{name} ") for one in found.faults)


def _unknown(found: Configuration) -> list[Finding]:
    """Return a finding for each name that Raspa does not read and that was meant for it."""
    troubles = []
    for name in sorted(found.named - _NAMES):
        plain = name.lstrip("\ufeff").strip().upper()
        if plain in _NAMES and plain == name.upper():
            # Read by the library whatever its case.
            continue
        near = get_close_matches(plain, sorted(_NAMES), 1, 0.75)
        if not plain.startswith(_PREFIX) and not near:
            continue
        called = plain if _NAME.fullmatch(plain) else "a name that is none"
        troubles.append(
            look(
                SUBJECT,
                f"{called} is not a setting of Raspa and is not read"
                + (f"; did you mean {near[0]}?" if near else ""),
                f"Write {near[0]} in its place." if near else "Take that line out of .env.",
            )
        )
    return troubles


def _open(found: Configuration) -> list[Finding]:
    return [
        look(
            SUBJECT,
            f"{path} holds the token and the key and is open to other users of this machine "
            f"(mode {mode:04o})",
            f"Close it: `chmod 600 {path}`.",
        )
        for path, mode in open_to_others([found.env])
    ]
