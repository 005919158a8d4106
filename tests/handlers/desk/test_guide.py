"""`/help` of those who are of the desk."""

from pathlib import Path

import pytest

from domain.debunk import Verdict
from domain.moderator import Role
from handlers import MODERATOR_COMMANDS
from sandbox import Person, Sandbox
from storage.store import Store
from tests.kit.draft_walk import begin, press, say, skip_to
from tests.kit.staff import KK, RU, TEXTS, enlisted, link_from, open_link

pytestmark = pytest.mark.usefixtures("desk", "owner")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CHIEF])
async def test_a_moderator_s_help_names_their_commands_and_no_others(
    telegram: Sandbox, store: Store, role: Role
) -> None:
    person = await enlisted(telegram, store, "Айгүл", role)
    shown = (await say(person, "/help")).text
    for command, needed in MODERATOR_COMMANDS.items():
        assert (f"/{command} — " in shown) == role.allows(needed), command
    assert RU(f"role-{role}") in shown
    assert RU("guide-begin") in shown


async def test_the_readers_help_is_one_press_away(boss: Person, telegram: Sandbox) -> None:
    shown = await say(boss, "/help")
    await boss.press(shown, RU("guide-button-readers"))
    assert (await boss.reply_to(shown)).text == RU("help", bot=telegram.bot_username)


async def test_readers_and_those_who_have_left_get_the_readers_help_and_no_refusal(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    readers_help = {voice("help", bot=telegram.bot_username) for voice in TEXTS.values()}
    reader = telegram.person("Марат", language="ru")
    assert (await say(reader, "/help")).text in readers_help
    gone = await enlisted(telegram, store, "Айгүл", Role.EDITOR)
    card = await say(boss, "/mods")
    for button in ("Айгүл", RU("mods-button-remove"), RU("mods-button-yes")):
        await boss.press(card, button)
    assert (await say(gone, "/help")).text in readers_help
    assert not [one for one in await store.audit.of("moderator:2") if one.action == "refused"]


async def test_every_command_of_the_desk_has_a_line_of_its_own_in_each_language(
    boss: Person,
) -> None:
    for voice in TEXTS.values():
        for command in MODERATOR_COMMANDS:
            assert voice(f"guide-for-{command}") != voice(f"command-{command}")
    offer = await say(boss, "/language")
    await boss.press(offer, "Қазақша")
    assert KK("guide-begin") in (await say(boss, "/help")).text


async def test_a_moderator_sees_what_a_verdict_means_to_readers_and_to_the_desk(
    boss: Person,
) -> None:
    shown = (await say(boss, "/verdicts")).text
    for verdict in Verdict:
        assert RU(f"verdict-means-{verdict}") in shown
        assert RU("verdicts-desk", words=RU(f"verdict-desk-{verdict}")) in shown


async def test_what_verdicts_mean_is_a_press_away_where_one_is_chosen(boss: Person) -> None:
    await begin(boss)
    page = await say(boss, "Рыбы заговорили по-человечески")
    await skip_to(boss, page, RU("add-ask-verdict"))
    await press(boss, page, "add-button-meanings")
    assert RU("verdict-desk-misleading") in page.text
    assert RU("add-ask-verdict") in page.text
    await boss.press(page, f"🔴 {RU('verdict-false')}")
    assert RU("add-ask-verdict") not in page.text
    assert RU("verdict-false") in page.text


@pytest.mark.parametrize(("lang", "suffix"), [("ru", ".ru"), ("kk", ".kk"), ("en", "")])
async def test_the_desk_s_guides_come_as_files_in_the_moderator_s_language(
    telegram: Sandbox, store: Store, lang: str, suffix: str
) -> None:
    person = await enlisted(telegram, store, "Айгүл", Role.EDITOR)
    person.user["language_code"] = lang
    shown = await say(person, "/help")
    await person.press(shown, TEXTS[lang]("guide-button-book"))
    sent = [one.raw["document"] for one in person.received() if "document" in one.raw]
    files = [telegram.world.files.get(one["file_id"]) for one in sent]
    docs = Path(__file__).parents[3] / "docs"
    pages = [docs / f"desk{suffix}.md", docs / f"desk-files{suffix}.md"]
    assert [one.content for one in files if one] == [page.read_bytes() for page in pages]


async def test_who_comes_in_by_an_invitation_can_press_for_the_guides_at_once(
    telegram: Sandbox, boss: Person
) -> None:
    person = telegram.person("Айгүл", language="ru")
    welcome = await open_link(person, await link_from(boss, "editor"))
    await person.press(welcome, RU("guide-button-book"))
    assert len([one for one in person.received() if "document" in one.raw]) == 2


async def test_a_reader_who_forges_the_press_gets_no_guide(telegram: Sandbox) -> None:
    reader = telegram.person("Марат", language="ru")
    shown = await say(reader, "/help")
    assert (await reader.press_data(shown, "guide.book")).text == RU("stale-button")
    assert not [one for one in reader.received() if "document" in one.raw]
