"""What goes wrong at a desk: people who leave, old buttons, clocks, disks that are full."""

import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from pathlib import Path

import pytest

from bot.settings import Settings
from domain.debunk import Claim, Debunk, Verdict
from formats.interchange import format_line
from sandbox import FromUser, Message, Person, Sandbox
from tests.kit.draft_walk import begin, press, say, skip_to
from tests.kit.staff import RU, joined, link_from
from tests.kit.waiting import until

NOON = 1_800_000_000
DAY = 86_400
CLAIM = "В реке у посёлка Тасты поймали говорящего сома"
POST = "В субботу во дворе бесплатно раздают саженцы яблонь всем жителям Костаная."
KNOWN = "Казахстан тайно собирается встать на сторону России и отправить войска в Украину"
LONG = "Сом говорит. " * 307
Running = Callable[..., AbstractAsyncContextManager[object]]


@contextmanager
def full(database: Path) -> Iterator[None]:
    """Let no file grow, as over a disk quota: SQLite's log cannot take another page."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = database.with_name(f"{database.name}-wal")
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


async def to_the_review(person: Person, claim: str = CLAIM) -> Message:
    """Begin a debunk and go to its last page."""
    await begin(person)
    page = await say(person, claim)
    await skip_to(person, page, RU("add-ask-verdict"))
    await person.press(page, "🔴 Фейк")
    return await skip_to(person, page, RU("add-ask-review"))


async def asked(telegram: Sandbox, text: str = POST) -> tuple[Person, Message]:
    """Return a reader and the bot's message with the button that asks the desk."""
    reader = telegram.person("Марат", language="ru")
    return reader, await reader.reply_to(await reader.send(text))


@pytest.mark.usefixtures("desk")
async def test_who_is_removed_in_the_middle_is_a_reader_and_finds_the_draft_once_invited_again(
    telegram: Sandbox, boss: Person
) -> None:
    editor = await joined(telegram, boss, "Айгүл", "editor")
    await begin(editor)
    page = await say(editor, CLAIM)
    listed = await boss.reply_to(await boss.send("/mods"))
    for button in ("2. Айгүл", RU("mods-button-remove"), RU("mods-button-yes")):
        await boss.press(listed, button)
    assert (await say(editor, POST)).text == RU("unknown")
    assert (await editor.press(page, RU("add-button-skip"))).text == RU("stale-button")
    assert (await say(editor, "/add")).text == RU("unknown-command")
    await say(editor, f"/start {await link_from(boss, 'editor')}")
    listed = await say(editor, "/add")
    await editor.press(listed, CLAIM[:20])
    assert CLAIM in (await editor.reply_to(listed)).text


async def test_a_draft_goes_on_by_its_buttons_a_week_later(
    telegram: Sandbox, boss: Person, desk_settings: Settings, running: Running
) -> None:
    clock = [NOON]
    async with running(desk_settings, lambda: clock[0]):
        page = await to_the_review(boss)
        clock[0] += 7 * DAY
        telegram.advance(7 * DAY)
        await press(boss, page, "add-button-publish")
        assert page.text.startswith(RU("saved-published", id="|").partition("|")[0])


async def test_a_case_s_buttons_a_week_later_say_how_it_was_closed_meanwhile(
    telegram: Sandbox, boss: Person, desk_settings: Settings, running: Running
) -> None:
    clock = [NOON]
    async with running(desk_settings, lambda: clock[0]):
        reader, answer = await asked(telegram)
        await reader.press(answer, RU("button-ask"))
        old, new = await say(boss, "/start case-1"), await say(boss, "/start case-1")
        await boss.press(new, RU("case-button-spam"))
        clock[0] += 7 * DAY
        telegram.advance(7 * DAY)
        told = await boss.press(old, RU("case-button-take"))
        assert told.text == RU("case-closed", state="spam")
        again = await reader.press(new, new.button(RU("case-button-reopen")))
        assert again.text == RU("stale-button")


async def test_a_draft_begun_after_the_clock_was_set_back_takes_what_is_typed(
    boss: Person, desk_settings: Settings, running: Running
) -> None:
    clock = [NOON]
    async with running(desk_settings, lambda: clock[0]):
        await begin(boss)
        await say(boss, "Слух первый")
        await say(boss, "/help")
        clock[0] -= 10 * DAY
        await begin(boss)
        page = await say(boss, "Слух второй")
        assert "Слух второй" in page.text
        assert "Слух первый" not in page.text
        listed = await say(boss, "/add")
        await boss.press(listed, "Слух первый")
        await boss.reply_to(listed)
        page = await say(boss, "Бірінші сыбыс")
        assert "Слух первый" in page.text
        assert "Слух второй" not in page.text


@pytest.mark.usefixtures("desk")
async def test_a_claim_of_4000_characters_is_too_long_by_template_and_cut_from_a_post(
    boss: Person,
) -> None:
    told = await say(boss, f"Утверждение: {LONG}\nВердикт: фейк")
    fault = RU("add-fault-long", limit=1000, length=len(LONG.strip()))
    assert RU("paste-line", line=1, fault=fault) in told.text
    post = await boss.forward(LONG, origin=FromUser("Сосед"))
    await boss.reply_to(post)
    page = await boss.reply_to(await boss.send("/add", reply_to=post))
    assert RU("add-begin-with-post") in page.text
    await skip_to(boss, page, RU("add-ask-verdict"))
    await boss.press(page, "🔴 Фейк")
    await skip_to(boss, page, RU("add-ask-review"))
    await press(boss, page, "add-button-publish")
    assert page.text.startswith(RU("saved-published", id="|").partition("|")[0])


@pytest.mark.usefixtures("desk")
async def test_a_claim_of_4000_characters_from_a_file_is_shown_in_full_messages(
    telegram: Sandbox, boss: Person
) -> None:
    line = format_line(Debunk("fish", Verdict.FAKE, (Claim("ru", LONG.strip()),)))
    sent = await boss.send_document(content=line.encode(), name="fish.jsonl")
    shown = await boss.reply_to(sent)
    await until(lambda: shown.text != RU("file-reading"))
    await press(boss, shown, "file-button-import")
    assert shown.text == RU("file-imported", fresh=1, changed=0)
    for command in ("/find сом", "/history fish", "/retract fish", "/edit fish", "/show fish"):
        assert (await say(boss, command)).text, command
    reader = telegram.person("Марат", language="ru")
    card = await reader.reply_to(await reader.send("/start d-fish"))
    assert card.text.startswith("🔴 Фейк")


@pytest.mark.usefixtures("desk")
async def test_a_template_without_a_claim_is_told_so(boss: Person) -> None:
    told = await say(boss, "/add Утверждение:\nВердикт: фейк\nПочему: Сомы не говорят.")
    assert RU("add-missing-claim") in told.text


@pytest.mark.usefixtures("desk")
async def test_a_file_of_21_mb_whose_size_telegram_does_not_tell_is_refused_in_words(
    boss: Person,
) -> None:
    whole = await boss.send_document(content=b"{}", name="big.jsonl", size=21 * 1024 * 1024)
    document = {key: told for key, told in whole.raw["document"].items() if key != "file_size"}
    shown = await boss.reply_to(await boss.send_document(name="big.jsonl", document=document))
    await until(lambda: shown.text != RU("file-reading"))
    assert shown.text == RU("file-too-big")


@pytest.mark.usefixtures("desk")
async def test_a_full_disk_refuses_to_publish_and_to_take_an_answer_and_keeps_the_draft(
    boss: Person, database: Path
) -> None:
    page = await to_the_review(boss)
    with full(database):
        told = await boss.press(page, RU("add-button-publish"))
        assert told.text == RU("desk-not-kept")
        assert (await say(boss, "/add другой слух")).text == RU("desk-not-kept")
        assert (await say(boss, f"/find {CLAIM}")).text == RU("find-nothing", words=CLAIM)
    await press(boss, page, "add-button-publish")
    assert page.text.startswith(RU("saved-published", id="|").partition("|")[0])


@pytest.mark.usefixtures("desk")
async def test_a_full_disk_leaves_a_case_as_it_was(
    telegram: Sandbox, boss: Person, database: Path
) -> None:
    reader, answer = await asked(telegram)
    await reader.press(answer, RU("button-ask"))
    case = await say(boss, "/start case-1")
    with full(database):
        for button in ("take", "spam", "write"):
            told = await boss.press(case, RU(f"case-button-{button}"))
            assert told.text == RU("case-not-kept"), button
    told = await boss.press(case, RU("case-button-take"))
    assert told.text == RU("case-done-take")


@pytest.mark.usefixtures("desk")
async def test_a_full_disk_lets_readers_have_answers_and_tells_them_what_was_not_kept(
    telegram: Sandbox, boss: Person, database: Path
) -> None:
    reader, card = await asked(telegram, KNOWN)
    await reader.reply_to(await reader.send("/help"))
    other, unknown = await asked(telegram)
    with full(database):
        assert (await reader.press(card, RU("button-helped"))).text == RU("vote-not-kept")
        assert (await other.press(unknown, RU("button-ask"))).text == RU("ask-not-kept")
        _, answer = await asked(telegram, KNOWN)
        assert answer.text.startswith("🔴 Фейк")
        assert (await say(boss, "/mods")).text.startswith(RU("mods-title"))
    assert (await reader.press(card, RU("button-helped"))).text == RU("vote-thanks")
    await other.press(unknown, RU("button-ask"))
    assert unknown.text == RU("ask-sent", others=0)
