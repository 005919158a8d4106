"""Files of debunks and filled templates that moderators send."""

import asyncio
import json
import sqlite3
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import Settings
from domain.debunk import Claim, Debunk, Statement, Status, Verdict
from formats.interchange import format_line
from sandbox import Message, Person, Sandbox
from storage.engine.sqlite import Connection, Mode
from storage.store import Store
from tests.kit.draft_walk import begin, press, say
from tests.kit.staff import RU, joined
from tests.kit.waiting import until

CLAIM = "В реке у посёлка Тасты поймали говорящего сома"
FISH = Debunk("fish", Verdict.FAKE, (Claim("ru", CLAIM),))
TELEGRAM = RU("fault-refused-telegram")
TEMPLATE = f"""Утверждение: {CLAIM}
Тұжырым: Тастыда сөйлейтін жайын ұсталыпты
Вердикт: неправда
Почему: Сомы не говорят.
И не поют.
Заявление | Рыбнадзор | 4.03.2026 | https://fish.example/1
Такого улова не было.
Источник: Разбор https://check.example/1
Темы: рыба, река
Где видели: https://t.me/tasty_example/5"""
Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]


async def report(
    person: Person, name: str | None, content: bytes | str, size: int | None = None
) -> Message:
    """Send a document and return the bot's message about it once the file has been read."""
    raw = content.encode() if isinstance(content, str) else content
    sent = await person.send_document(content=raw, size=size, name=name)
    shown = await person.reply_to(sent)
    await until(lambda: shown.text != RU("file-reading") and "%" not in shown.text)
    return shown


@pytest.mark.usefixtures("desk")
async def test_a_filled_template_becomes_a_draft_that_can_be_published(
    boss: Person, store: Store
) -> None:
    page = await say(boss, TEMPLATE)
    assert RU("add-ask-review") in page.text
    await press(boss, page, "add-button-publish")
    debunk = (await store.debunks.recent(1))[0]
    assert [claim.lang for claim in debunk.claims] == ["ru", "kk"]
    assert debunk.verdict is Verdict.FALSE
    assert debunk.summary == {"ru": "Сомы не говорят.\nИ не поют."}
    assert debunk.statements == (
        Statement(
            {"ru": "Такого улова не было."},
            {"ru": "Рыбнадзор"},
            "2026-03-04",
            "https://fish.example/1",
        ),
    )
    assert debunk.topics == ("рыба", "река")
    assert debunk.appearances == ("https://t.me/tasty_example/5",)


@pytest.mark.usefixtures("desk")
async def test_faults_of_a_template_are_told_by_their_lines(boss: Person, store: Store) -> None:
    faulty = TEMPLATE.replace("неправда", "ерунда").replace("https://t.me/tasty_example/5", "там")
    told = await say(boss, faulty)
    assert RU("paste-line", line=3, fault=RU("paste-fault-verdict", words="ерунда")) in told.text
    assert RU("paste-line", line=10, fault=RU("add-fault-links")) in told.text
    whole = "https://t.me/tasty_example"
    told = await say(boss, TEMPLATE.replace(f"{whole}/5", whole))
    fault = RU("add-fault-no-post", words=whole)
    assert told.text.endswith(RU("paste-line", line=10, fault=fault))
    assert await store.drafts.open_of(1) == []


@pytest.mark.usefixtures("desk")
async def test_the_template_is_shown_on_demand_and_sent_back_as_it_is_is_refused_by_line(
    boss: Person, store: Store
) -> None:
    page = await begin(boss)
    await press(boss, page, "add-button-template")
    shown = await boss.reply_to(page)
    assert RU("add-template") in shown.text
    told = await say(boss, shown.text)
    for number, line in enumerate(shown.text.splitlines(), 1):
        fault = RU("paste-fault-unedited", words=line.partition(": ")[2])
        wanted = "Вердикт" not in line and "Слова" not in line and "|" not in line
        assert (RU("paste-line", line=number, fault=fault) in told.text) == wanted, line
    (draft,) = await store.drafts.open_of(1)
    assert "что говорят люди" not in draft.body


@pytest.mark.usefixtures("desk")
async def test_a_file_is_reported_on_first_and_written_after_the_press(
    boss: Person, store: Store
) -> None:
    shown = await report(boss, "debunks.jsonl", format_line(FISH) + "\n")
    assert RU("file-report", fresh=1, changed=0, same=0) in shown.text
    assert await store.debunks.get("fish") is None
    take = shown.button(RU("file-button-import"))
    await boss.press(shown, take)
    assert shown.text == RU("file-imported", fresh=1, changed=0)
    assert await store.debunks.get("fish") == FISH
    [entry] = await store.audit.of("debunk:fish")
    assert (entry.action, entry.moderator) == ("imported", 1)
    assert (await boss.press_data(shown, "file.take:1,0")).text == RU("file-over")
    shown = await report(boss, "debunks.jsonl", format_line(FISH) + "\n")
    assert RU("file-nothing") in shown.text


@pytest.mark.usefixtures("desk")
async def test_an_editors_file_brings_drafts_and_changes_nothing_published(
    boss: Person, telegram: Sandbox, store: Store
) -> None:
    editor = await joined(telegram, boss, "Айгүл", "editor")
    shown = await report(editor, "debunks.jsonl", format_line(FISH))
    await press(editor, shown, "file-button-drafts")
    found = await store.debunks.get("fish")
    assert found is not None
    assert found.status is Status.DRAFT
    await store.debunks.save(FISH)
    shown = await report(editor, "debunks.jsonl", format_line(FISH))
    assert RU("paste-line", line=1, fault=RU("fault-not-yours")) in shown.text
    assert shown.buttons == []
    await editor.press_data(shown, "file.take:1,000000000000")
    assert await store.debunks.get("fish") == FISH


@pytest.mark.usefixtures("desk")
async def test_a_chiefs_file_cannot_withdraw_unseen_what_is_published(
    boss: Person, store: Store
) -> None:
    await store.debunks.save(FISH)
    shown = await report(boss, "debunks.jsonl", format_line(replace(FISH, status=Status.DRAFT)))
    assert RU("paste-line", line=1, fault=RU("fault-draft-published")) in shown.text
    await boss.press_data(shown, "file.take:1,000000000000")
    assert await store.debunks.get("fish") == FISH


@pytest.mark.usefixtures("desk")
async def test_a_table_with_signs_and_html_is_taken_as_text(boss: Person, store: Store) -> None:
    rows = f'verdict;claim_ru;summary_ru\nfake;"{CLAIM}";-1 градус\nfake;Кит & рыба < 3;1 < 2\n'
    shown = await report(boss, "table.csv", "\ufeff" + rows)
    await press(boss, shown, "file-button-import")
    found = {d.own_claims[0].text: d.summary["ru"] for d in await store.debunks.recent(2)}
    assert found == {CLAIM: "-1 градус", "Кит & рыба < 3": "1 < 2"}
    reader_s = await say(boss, "/find кит")
    assert "Кит & рыба < 3" in reader_s.text


@pytest.mark.usefixtures("desk")
async def test_ratings_that_nobody_knows_are_asked_about_one_after_another(
    boss: Person, store: Store
) -> None:
    reviews = [
        {
            "@type": "ClaimReview",
            "url": f"https://check.example/{number}",
            "claimReviewed": f"{CLAIM} номер {number}",
            "reviewRating": {"alternateName": rating},
        }
        for number, rating in enumerate(["Pants on Fire", "False", "Half true"])
    ]
    shown = await report(boss, "reviews.json", json.dumps(reviews))
    assert RU("file-ask-verdict", words="Pants on Fire", number=1) in shown.text
    await boss.press(shown, "🔴 Фейк")
    assert RU("file-ask-verdict", words="Half true", number=1) in shown.text
    await boss.press(shown, "🟠 Вводит в заблуждение")
    await press(boss, shown, "file-button-import")
    verdicts = sorted(debunk.verdict for debunk in await store.debunks.recent(3))
    assert verdicts == [Verdict.FAKE, Verdict.FALSE, Verdict.MISLEADING]


@pytest.mark.usefixtures("desk")
async def test_a_file_that_cannot_be_used_is_refused_in_words(
    boss: Person, telegram: Sandbox
) -> None:
    nothing = RU("fault-refused-json", line=1, at=11)
    files: list[tuple[str, bytes | str, str]] = [
        ("a.txt", "Привет!\nКак дела?", RU("fault-refused-unknown")),
        ("a.jsonl", "", RU("fault-refused-empty")),
        ("a.json", '{"@type": "ClaimReview', nothing),
        ("result.json", '{"name": "a", "type": "private", "id": 1, "messages": []}', TELEGRAM),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, RU("fault-refused-picture")),
    ]
    for name, content, words in files:
        shown = await report(boss, name, content)
        assert words.lower() in shown.text.lower(), name
        assert shown.buttons == []
    before = len(telegram.calls_of("getFile"))
    shown = await report(boss, "big.jsonl", "{}", size=21 * 1024 * 1024)
    assert shown.text == RU("file-too-big")
    assert len(telegram.calls_of("getFile")) == before


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("name", [None, "Проверки — Лист1", "debunks.jsonl (1)", "a.txt", "a.pdf"])
async def test_a_file_of_debunks_is_known_by_its_content(boss: Person, name: str | None) -> None:
    shown = await report(boss, name, format_line(FISH) + "\n")
    assert RU("file-report", fresh=1, changed=0, same=0) in shown.text


@pytest.mark.usefixtures("desk")
async def test_the_good_ones_of_a_faulty_file_are_offered_and_all_faults_can_be_read(
    boss: Person, store: Store
) -> None:
    faulty = "\n".join(['{"id": "a"}'] * 15 + [format_line(FISH)])
    shown = await report(boss, "a.jsonl", faulty)
    assert RU("file-faults", number=44) in shown.text
    assert len(shown.text) < 4096
    await press(boss, shown, "file-button-faults", number="44")
    await press(boss, shown, "file-button-after")
    assert RU("file-page", page=2, pages=6) in shown.text
    await press(boss, shown, "add-button-back")
    await press(boss, shown, "file-button-import-good", number="1")
    assert RU("file-imported", fresh=1, changed=0) in shown.text
    assert RU("file-not-loaded", faults=44, left=0) in shown.text
    assert await store.debunks.get("fish") == FISH


@pytest.mark.usefixtures("desk")
async def test_a_readers_file_is_a_post(telegram: Sandbox) -> None:
    reader = telegram.person("Марат", language="ru")
    shown = await report(reader, "debunks.jsonl", format_line(FISH))
    assert shown.text.startswith(RU("document-read"))


@pytest.mark.usefixtures("desk")
async def test_readers_are_answered_while_a_file_of_100000_lines_is_read(
    boss: Person, telegram: Sandbox
) -> None:
    lines = "\n".join(
        f'{{"id": "d{number}", "verdict": "fake", "claims": [{{"lang": "ru", "text": "Слух"}}]}}'
        for number in range(100_000)
    )
    reading = asyncio.create_task(report(boss, "big.jsonl", lines))
    reader = telegram.person("Марат", language="ru")
    assert (await reader.reply_to(await reader.send("/help"))).text
    assert not reading.done()
    shown = await reading
    assert RU("file-report", fresh=100_000, changed=0, same=0) in shown.text


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every connection from now on have no more room than the store has taken already."""
    opened = Connection.open

    async def without_room(path: Path, mode: Mode, busy_timeout: float) -> Connection:
        connection = await opened(path, mode, busy_timeout)
        pages = await connection.value("PRAGMA page_count")
        await connection.rows(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(Connection, "open", without_room)


async def test_a_store_that_is_full_loses_no_draft_and_says_so_in_words(
    boss: Person,
    desk_settings: Settings,
    database: Path,
    running: Running,
    request: pytest.FixtureRequest,
) -> None:
    long = (CLAIM + " ") * 19
    async with running(desk_settings):
        await begin(boss)
        await say(boss, long)
        await press(boss, await say(boss, long), "add-button-asked", language=RU("language-kk"))
    with closing(sqlite3.connect(database)) as plain:
        plain.execute("VACUUM")
    request.getfixturevalue("full_disk")
    async with running(desk_settings):
        assert (await say(boss, long + "!")).text == RU("desk-not-kept")
        shown = await report(boss, "debunks.jsonl", many_lines())
        await press(boss, shown, "file-button-import")
        assert shown.text == RU("file-stopped", fresh=0, changed=0)
        listed = await boss.reply_to(await boss.send("/add"))
        await boss.press(listed, "В реке у посёлка")
        assert CLAIM in (await boss.reply_to(listed)).text


def many_lines() -> str:
    claims = [Claim("ru", f"{CLAIM} {number}" * 20) for number in range(300)]
    debunks = [Debunk(f"f{at}", Verdict.FAKE, (claim,)) for at, claim in enumerate(claims)]
    return "\n".join(map(format_line, debunks))
