"""Who passes the desk's doors, and what a refusal leaves behind."""

import pytest

from domain.moderator import Role
from handlers import MODERATOR_COMMANDS
from sandbox import Person, Sandbox
from storage.store import Store
from tests.kit.staff import RU, joined

pytestmark = pytest.mark.usefixtures("desk")


async def test_a_reader_gets_the_same_answer_to_every_command_of_the_desk_as_to_an_unknown_one(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Дана", language="ru")
    for command in MODERATOR_COMMANDS:
        answer = await reader.reply_to(await reader.send(f"/{command}"))
        assert answer.text == RU("unknown-command"), command


async def test_an_editor_is_refused_what_takes_a_chief_and_it_is_written_down(
    telegram: Sandbox, boss: Person, store: Store
) -> None:
    editor = await joined(telegram, boss, "Айгүл", "editor")
    refused = await editor.reply_to(await editor.send("/mods"))
    assert refused.text == RU("desk-refused", role="chief")
    alert = await editor.press_data(refused, "mods.list")
    assert alert.text == RU("desk-refused", role="chief")
    assert alert.show_alert
    audit = await store.audit.of("moderator:2")
    assert [(e.action, e.moderator, e.details.get("asked")) for e in audit[:2]] == [
        ("refused", 2, "mods.press"),
        ("refused", 2, "mods.mods"),
    ]


async def test_every_command_of_the_desk_refuses_an_editor_without_the_right_to_it(
    telegram: Sandbox, boss: Person
) -> None:
    editor = await joined(telegram, boss, "Айгүл", "editor")
    for command, needed in MODERATOR_COMMANDS.items():
        answer = await editor.reply_to(await editor.send(f"/{command}"))
        refused = answer.text == RU("desk-refused", role=str(needed))
        assert refused is not Role.EDITOR.allows(needed), command


async def test_a_name_is_kept_up_to_date_without_being_stored_in_the_clear(
    boss: Person, store: Store
) -> None:
    await boss.reply_to(await boss.send("/privacy"))
    before = (await store.moderators.all())[0].name
    await boss.reply_to(await boss.send("/mods"))
    after = (await store.moderators.all())[0].name
    assert before != after
    assert "Болат".encode() not in after
