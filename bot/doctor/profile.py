"""How the bot presents itself in Telegram: whether it is as Raspa sets it at every start."""

import asyncio
import json

from bot.doctor.finding import Finding, fine, look
from bot.doctor.telegram_calls import TelegramCalls, Told
from bot.profile import TEXTS, voices_of
from handlers.kit.menus import READER_COMMANDS
from handlers.kit.texts import Texts, Voice

SUBJECT = "profile"
_METHODS = {
    "name": "getMyName",
    "description": "getMyDescription",
    "short_description": "getMyShortDescription",
}
_CALLED = {
    "name": "name",
    "description": "description",
    "short_description": "short description",
    "commands": "menu of commands",
}


async def check_profile(calls: TelegramCalls, texts: Texts) -> list[Finding]:
    """Say which of name, descriptions and commands are not Raspa's, in any language."""
    asked = [
        _is_set(calls, kind, lang, voice)
        for lang, voice in voices_of(texts)
        for kind in (*_METHODS, "commands")
    ]
    answers = await asyncio.gather(*asked)
    if any(right is None for _, right in answers):
        return [look(SUBJECT, "Telegram does not say how it is", "Ask again in some minutes.")]
    wrong = {kind for kind, right in answers if not right}
    if not wrong:
        return [fine(SUBJECT, "name, descriptions and commands are Raspa's in every language")]
    named = ", ".join(_CALLED[kind] for kind in _CALLED if kind in wrong)
    return [
        look(
            SUBJECT,
            f"not as Raspa sets it: {named}",
            "Restart the bot, which sets it; Telegram takes a new name only now and then, so look "
            "again after a day.",
        )
    ]


async def _is_set(
    calls: TelegramCalls, kind: str, lang: str | None, voice: Voice
) -> tuple[str, bool | None]:
    spoken = {"language_code": lang} if lang else {}
    if kind == "commands":
        scope = json.dumps({"type": "all_private_chats"})
        told = await calls.ask("getMyCommands", scope=scope, **spoken)
        wanted: object = [
            {"command": name, "description": voice(f"command-{name}")} for name in READER_COMMANDS
        ]
        return kind, _compared(told, told.result, wanted)
    told = await calls.ask(_METHODS[kind], **spoken)
    return kind, _compared(told, told.text(kind), voice(TEXTS[kind]))


def _compared(told: Told, found: object, wanted: object) -> bool | None:
    return None if told.trouble is not None else found == wanted
