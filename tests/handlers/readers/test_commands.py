"""What readers ask for by command, through the real bot on the sandbox."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import Settings
from domain.debunk import Status, Verdict
from handlers.kit.texts import LANGUAGES, Texts
from sandbox import Sandbox
from storage.store import Store

TEXTS = Texts.load()
RU = TEXTS["ru"]
Running = Callable[[Settings], AbstractAsyncContextManager[object]]
pytestmark = pytest.mark.one_bot


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", ["start", "help", "privacy", "language", "forget"])
async def test_each_command_answers_in_the_reader_s_language(
    telegram: Sandbox, lang: str, command: str
) -> None:
    reader = telegram.person("Дана", language=lang)
    answer = await reader.reply_to(await reader.send(f"/{command}"))
    key = f"{command}-ask" if command in {"language", "forget"} else command
    variables: dict[str, dict[str, str | int]] = {
        "start": {"bot": telegram.bot_username},
        "help": {"bot": telegram.bot_username},
        "privacy": {"days": 30},
    }
    assert answer.text == TEXTS[lang](key, **variables.get(command, {}))


@pytest.mark.usefixtures("bot")
async def test_a_deep_link_opens_its_debunk(telegram: Sandbox) -> None:
    reader = telegram.person("Дана", language="ru")
    answer = await reader.reply_to(await reader.send("/start d-kz-2022-03-04"))
    assert answer.text.startswith("🔴 Фейк")


@pytest.mark.usefixtures("bot")
async def test_a_deep_link_that_names_nothing_says_so(telegram: Sandbox, store: Store) -> None:
    reader = telegram.person("Дана", language="ru")
    for payload in [
        "d-no-such",
        "d-",
        "d",
        "💥",
        "a" * 64,
        "case-",
        "zzz d-kz-2022-03-04",
        "case-1",
    ]:
        answer = await reader.reply_to(await reader.send(f"/start {payload}"))
        assert answer.text == RU("link-unknown"), payload
    debunk = await store.debunks.get("kz-2022-03-04")
    assert debunk
    await store.debunks.save(replace(debunk, status=Status.RETRACTED))
    answer = await reader.reply_to(await reader.send("/start d-kz-2022-03-04"))
    assert answer.text == RU("gone")
    answer = await reader.reply_to(await reader.send("/start i-no-such"))
    assert answer.text == RU("invite-unknown")
    # The link over the results of a search only opens the chat.
    answer = await reader.reply_to(await reader.send("/start check"))
    assert answer.text == RU("start", bot=telegram.bot_username)


@pytest.mark.usefixtures("bot")
async def test_latest_lists_the_newest_with_verdicts_and_opens_what_is_pressed(
    telegram: Sandbox, store: Store
) -> None:
    reader = telegram.person("Дана", language="ru")
    answer = await reader.reply_to(await reader.send("/latest"))
    newest = (await store.debunks.newest(1))[0]
    assert newest.claims[0].text[:40] in answer.text
    assert answer.text.startswith(RU("latest"))
    await reader.press(answer, "1")
    card = await reader.next_reply()
    assert RU(f"verdict-{newest.verdict}") in card.text


@pytest.mark.own_bot
async def test_latest_of_an_empty_store_says_so(
    telegram: Sandbox, settings: Settings, running: Running, tmp_path: Path
) -> None:
    empty = settings.model_copy(update={"database": tmp_path / "empty.sqlite3"})
    async with running(empty):
        reader = telegram.person("Дана", language="ru")
        answer = await reader.reply_to(await reader.send("/latest"))
    assert answer.text == RU("latest-empty")


@pytest.mark.usefixtures("bot")
async def test_a_chosen_language_goes_before_telegram_s_until_it_is_forgotten(
    telegram: Sandbox,
) -> None:
    reader = telegram.person("Дана", language="ru")
    offer = await reader.reply_to(await reader.send("/language"))
    await reader.press(offer, "Қазақша")
    assert reader.received()[-1].text == TEXTS["kk"]("language-set")
    answer = await reader.reply_to(await reader.send("/privacy"))
    assert answer.text == TEXTS["kk"]("privacy", days=30)
    offer = await reader.reply_to(await reader.send("/language"))
    await reader.press(offer, TEXTS["kk"]("button-forget-language"))
    assert reader.received()[-1].text == RU("language-forgotten")
    answer = await reader.reply_to(await reader.send("/privacy"))
    assert answer.text == RU("privacy", days=30)


@pytest.mark.usefixtures("bot")
async def test_an_unknown_command_points_to_the_help(telegram: Sandbox) -> None:
    reader = telegram.person("Дана", language="ru")
    answer = await reader.reply_to(await reader.send("/nosuchcommand"))
    assert answer.text == RU("unknown-command")


@pytest.mark.own_bot
async def test_the_store_knows_a_person_only_by_a_keyed_hash(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    async with running(settings):
        reader = telegram.person("Дана", language="ru")
        offer = await reader.reply_to(await reader.send("/language"))
        await reader.press(offer, "English")
    for path in settings.database.parent.glob("raspa.sqlite3*"):
        held = path.read_bytes()
        assert str(reader.id).encode() not in held
        assert reader.id.to_bytes(8, "big").lstrip(b"\0") not in held
        assert reader.id.to_bytes(8, "little").rstrip(b"\0") not in held


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("lang", LANGUAGES)
async def test_what_each_verdict_means_is_told_to_readers_without_the_desk_s_words(
    telegram: Sandbox, lang: str
) -> None:
    voice = TEXTS[lang]
    reader = telegram.person("Дана", language=lang)
    shown = (await reader.reply_to(await reader.send("/verdicts"))).text
    for verdict in Verdict:
        assert voice(f"verdict-{verdict}") in shown
        assert voice(f"verdict-means-{verdict}") in shown
        assert voice(f"verdict-desk-{verdict}") not in shown


@pytest.mark.own_bot
async def test_readers_see_whose_desk_it_is_wherever_they_may_need_it(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    named = {"desk_name": "Проверка & Ко", "desk_contact": "@proverka_example"}
    whose = RU("whose-name-contact", name="Проверка & Ко", contact="@proverka_example")
    reader = telegram.person("Дана", language="ru")
    async with running(settings.model_copy(update=named)):
        for command in ("start", "help", "privacy"):
            answer = await reader.reply_to(await reader.send(f"/{command}"))
            assert answer.text.endswith(f"\n\n{whose}"), command
        unknown = await reader.reply_to(await reader.send("В субботу раздают саженцы яблонь."))
        assert unknown.text == f"{RU('unknown')}\n\n{whose}"
        question = await reader.reply_to(await reader.send("Россия давит на Казахстан"))
        await reader.press(question, RU("button-no"))
        assert question.text == f"{RU('unknown')}\n\n{whose}"


@pytest.mark.own_bot
@pytest.mark.parametrize(
    ("named", "line"),
    [
        ({"desk_name": "Тексеру"}, RU("whose-name", name="Тексеру")),
        ({"desk_contact": "desk@example.kz"}, RU("whose-contact", contact="desk@example.kz")),
    ],
)
async def test_half_of_what_readers_may_know_of_the_desk_reads_well_alone(
    telegram: Sandbox, settings: Settings, running: Running, named: dict[str, str], line: str
) -> None:
    reader = telegram.person("Дана", language="ru")
    async with running(settings.model_copy(update=named)):
        answer = await reader.reply_to(await reader.send("/help"))
        assert answer.text.endswith(f"\n\n{line}")


@pytest.mark.own_bot
async def test_the_log_says_at_the_start_what_readers_are_not_told_of_the_desk(
    settings: Settings, running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(settings.model_copy(update={"desk_name": "Тексеру"})):
        pass
    assert "RASPA_DESK_CONTACT is not set" in caplog.text
    assert "RASPA_DESK_NAME" not in caplog.text
    assert "Тексеру" not in caplog.text
