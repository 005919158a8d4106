"""The bot itself: who it is, its names, descriptions and commands."""

import re
from typing import Any

from sandbox import limits
from sandbox.params import Params
from sandbox.refusal import bad_request
from sandbox.text import utf16_length
from sandbox.world import World

Json = dict[str, Any]

_LANGUAGE = re.compile(r"([a-z]{2})?")
_COMMAND = re.compile(r"[a-z0-9_]+")
_TEXT_LIMITS = {
    "name": (limits.NAME, "bot name is too long"),
    "description": (limits.DESCRIPTION, "bot description is too long"),
    "short_description": (limits.SHORT_DESCRIPTION, "bot short description is too long"),
}
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def get_me(world: World, params: Params) -> Json:
    """`getMe`."""
    return {
        **world.bot,
        "first_name": world.profile.text("name"),
        **world.switches,
    }


def yes(world: World, params: Params) -> bool:
    """A method that only returns True: `logOut`, `close`."""
    return True


def set_my_text(kind: str, world: World, params: Params) -> bool:
    """Set the name, description or short description for a language."""
    limit, refusal = _TEXT_LIMITS[kind]
    text = params.text(kind).strip()
    if utf16_length(text) > limit:
        raise bad_request(refusal)
    language = _language(params)
    if kind == "name" and not text and not language:
        raise bad_request("bot name can't be empty")
    world.profile.set_text(kind, language, text)
    return True


def get_my_text(kind: str, world: World, params: Params) -> Json:
    """Return the name, description or short description that people of a language see."""
    return {kind: world.profile.text(kind, _language(params))}


def set_my_commands(world: World, params: Params) -> bool:
    """`setMyCommands`."""
    given = params.structure("commands", "commands")
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    scope, language = _scope(world, params), _language(params)
    commands = [_command(command) for command in given]
    if len(commands) > limits.COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile.set_commands(scope, language, commands)
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    """`getMyCommands`."""
    return world.profile.commands(_scope(world, params), _language(params))


def delete_my_commands(world: World, params: Params) -> bool:
    """`deleteMyCommands`."""
    world.profile.set_commands(_scope(world, params), _language(params), [])
    return True


def _language(params: Params) -> str:
    language = params.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _scope(world: World, params: Params) -> Json | None:
    scope = params.structure("scope", "BotCommandScope")
    if scope is None:
        return None
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    for name in _SCOPES[kind]:
        if name not in scope:
            raise bad_request(f"can't parse BotCommandScope: Can't find field \"{name}\"")
    if "chat_id" in scope:
        chat = world.chats.get(int(scope["chat_id"]))
        if chat is None or not chat.visible:
            raise bad_request("chat not found")
        if chat.private and kind != "chat":
            raise bad_request("can't use specified scope in private chats")
    return dict(scope)


def _command(given: object) -> Json:
    wrong = "can't parse BotCommand: "
    if not isinstance(given, dict):
        raise bad_request(wrong + "expected an Object")
    for name in ("command", "description"):
        if not isinstance(given.get(name), str):
            raise bad_request(f'{wrong}Can\'t find field "{name}"')
    command = given["command"].strip().removeprefix("/")
    description = given["description"].strip()
    if not command:
        raise bad_request("command must be non-empty")
    if len(command) > limits.COMMAND:
        raise bad_request(f"command length must not exceed {limits.COMMAND}")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > limits.COMMAND_DESCRIPTION:
        raise bad_request(
            f"command description length must not exceed {limits.COMMAND_DESCRIPTION}"
        )
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}
