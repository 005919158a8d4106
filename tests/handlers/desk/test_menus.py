"""Which commands Telegram shows to whom."""

import pytest

from domain.moderator import Role
from handlers import MODERATOR_COMMANDS
from handlers.kit.menus import READER_COMMANDS
from sandbox import Person, Sandbox
from tests.kit.staff import RU, TEXTS, joined
from tests.kit.waiting import until

pytestmark = pytest.mark.usefixtures("desk")


def shown(telegram: Sandbox, person: Person, language: str = "") -> dict[str, str]:
    scope = {"type": "chat", "chat_id": person.id}
    return {one["command"]: one["description"] for one in telegram.commands(scope, language)}


async def until_shown(telegram: Sandbox, person: Person, language: str, command: str) -> None:
    await until(lambda: command in shown(telegram, person, language))


async def test_the_owner_sees_every_command_from_the_start_in_each_language(
    telegram: Sandbox, boss: Person
) -> None:
    for language in ("", "ru", "kk", "en"):
        await until_shown(telegram, boss, language, "mods")
        menu = shown(telegram, boss, language)
        assert list(menu) == [*MODERATOR_COMMANDS, *READER_COMMANDS]
        assert menu["mods"] == TEXTS[language or "ru"]("command-mods")


async def test_a_menu_follows_role_and_language_and_goes_with_the_role(
    telegram: Sandbox, boss: Person
) -> None:
    editor = await joined(telegram, boss, "Айгүл", "editor")
    allowed = [name for name, needed in MODERATOR_COMMANDS.items() if needed is Role.EDITOR]
    await until(lambda: list(shown(telegram, editor, "en")) == [*allowed, *READER_COMMANDS])
    offer = await editor.reply_to(await editor.send("/language"))
    await editor.press(offer, "Қазақша")
    assert shown(telegram, editor, "en")["add"] == TEXTS["kk"]("command-add")
    card = await boss.reply_to(await boss.send("/mods"))
    for button in ("Айгүл", RU("mods-button-remove"), RU("mods-button-yes")):
        await boss.press(card, button)
    assert not any(shown(telegram, editor, language) for language in ("", "ru", "kk", "en"))


async def test_a_refused_menu_stops_nothing(telegram: Sandbox, boss: Person) -> None:
    telegram.fault("setMyCommands", status=400, times=None)
    await joined(telegram, boss, "Айгүл", "editor")
    assert (await boss.reply_to(await boss.send("/mods"))).text.startswith(RU("mods-title"))
