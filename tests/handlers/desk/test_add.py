"""`/add`, one question at a time, through the real bot on the sandbox."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.settings import Settings
from domain.debunk import Claim, Source, Statement, Status, Verdict
from handlers.kit.texts import Texts
from sandbox import Channel, FromUser, Person, Sandbox
from storage.store import Store
from tests.kit.draft_walk import begin, press, say, skip_to
from tests.kit.staff import KK, RU, joined

CLAIM = "В реке у посёлка Тасты поймали говорящего сома"
Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]


@pytest.mark.usefixtures("desk")
async def test_a_chief_makes_a_whole_debunk_and_publishes_it(
    boss: Person, telegram: Sandbox, store: Store
) -> None:
    page = await begin(boss)
    assert RU("add-begin") in page.text
    await say(boss, CLAIM)
    page = await say(boss, "Тасты ауылының өзенінен сөйлейтін жайын ұсталыпты")
    await press(boss, page, "add-button-skip")
    await boss.press(page, "🔴 Неправда")
    await say(boss, "Сомы не говорят.")
    await say(boss, "Жайын сөйлемейді.")
    await say(boss, "Акимат города")
    page = await say(boss, "Такого улова не было.")
    await press(boss, page, "add-button-skip")
    await say(boss, "4.03.2026")
    page = await say(boss, "https://akimat.example/1")
    assert RU("add-button-another") in str(page.buttons)
    assert RU("add-ask-topics") in (await say(boss, "Разбор https://check.example/1")).text
    await say(boss, "рыба, река")
    whole = "https://t.me/gorod_example"
    page = await say(boss, whole)
    assert RU("add-fault-no-post", words=whole) in page.text
    page = await say(boss, f"https://t.me/gorod_example/17 {whole}")
    assert RU("add-left-out", words=whole) in page.text
    await press(boss, page, "add-button-next")
    assert RU("add-ask-review") in page.text
    await press(boss, page, "add-button-publish")
    debunk = (await store.debunks.recent(1))[0]
    assert page.text == RU("saved-published", id=debunk.id)
    assert (debunk.status, debunk.verdict) == (Status.PUBLISHED, Verdict.FALSE)
    assert [claim.lang for claim in debunk.claims] == ["ru", "kk"]
    said = {"ru": "Такого улова не было."}
    authority = {"ru": "Акимат города"}
    assert debunk.statements == (
        Statement(said, authority, "2026-03-04", "https://akimat.example/1"),
    )
    assert debunk.sources == (Source("Разбор", "https://check.example/1"),)
    assert debunk.topics == ("рыба", "река")
    assert debunk.appearances == ("https://t.me/gorod_example/17",)
    reader = telegram.person("Айгүл", language="ru")
    assert "🔴 Неправда" in (await reader.reply_to(await reader.send(CLAIM))).text
    assert await store.drafts.open_of(1) == []


@pytest.mark.usefixtures("desk")
async def test_rich_messages_and_posts_of_other_chats_are_claims_like_any(boss: Person) -> None:
    origin = Channel("Срочно", username="srochno_example", message_id=3)
    page = await boss.reply_to(await boss.reply_elsewhere("/add", origin, quote=CLAIM))
    assert CLAIM in page.text
    assert "https://t.me/srochno_example/3" in page.text
    page = await begin(boss)
    sent = await boss.send_rich({"type": "paragraph", "text": [CLAIM, " и отпустили"]})
    assert f"{CLAIM} и отпустили" in (await boss.reply_to(sent)).text


@pytest.mark.usefixtures("desk")
async def test_the_post_that_the_command_replies_to_is_the_first_claim(
    boss: Person, telegram: Sandbox, store: Store
) -> None:
    origin = Channel("Срочно", username="srochno_example", message_id=3)
    post = await boss.forward(f"{CLAIM} https://t.me/srochno_example", origin=origin)
    await boss.reply_to(post)
    page = await boss.reply_to(await boss.send("/add", reply_to=post))
    assert CLAIM in page.text
    assert RU("add-left-out", words="https://t.me/srochno_example") in page.text
    assert "https://t.me/srochno_example/3" in page.text
    await skip_to(boss, page, RU("add-ask-verdict"))
    await boss.press(page, "🔴 Фейк")
    await skip_to(boss, page, RU("add-ask-review"))
    await press(boss, page, "add-button-publish")
    debunk = (await store.debunks.recent(1))[0]
    assert debunk.claims == (Claim("ru", f"{CLAIM} https://t.me/srochno_example"),)
    assert debunk.appearances == ("https://t.me/srochno_example/3",)


@pytest.mark.usefixtures("desk")
async def test_an_editors_debunk_waits_as_a_draft_for_a_chief(
    boss: Person, telegram: Sandbox, store: Store
) -> None:
    editor = await joined(telegram, boss, "Айгүл", "editor")
    await begin(editor)
    page = await say(editor, CLAIM)
    await skip_to(editor, page, RU("add-ask-verdict"))
    await editor.press(page, "🔴 Фейк")
    await skip_to(editor, page, RU("add-ask-review"))
    assert RU("add-button-publish") not in str(page.buttons)
    await press(editor, page, "add-button-send")
    debunk = (await store.debunks.recent(1))[0]
    assert debunk.status is Status.DRAFT
    assert page.text == RU("saved-draft", id=debunk.id)
    waiting = await boss.reply_to(await boss.send("/publish"))
    assert CLAIM in waiting.text
    await boss.press(waiting, "1")
    asked = await boss.reply_to(waiting)
    await press(boss, asked, "add-button-publish")
    now = await store.debunks.get(debunk.id)
    assert now is not None
    assert now.status is Status.PUBLISHED


@pytest.mark.usefixtures("desk")
async def test_what_is_like_it_already_is_shown_before_saving(boss: Person) -> None:
    await begin(boss)
    page = await say(boss, "Казахстан отправит солдат и технику в Украину на помощь России")
    await skip_to(boss, page, RU("add-ask-verdict"))
    await boss.press(page, "🔴 Фейк")
    await skip_to(boss, page, RU("add-ask-review"))
    assert RU("add-similar") in page.text
    await boss.press(page, RU("add-button-open", number=1))
    assert (await boss.reply_to(page)).text.startswith("🔴 Фейк")
    await press(boss, page, "add-button-publish-anyway")
    assert page.text.startswith("Опубликовано")


@pytest.mark.usefixtures("desk")
async def test_known_authorities_are_offered_by_their_beginning(boss: Person, store: Store) -> None:
    await begin(boss)
    page = await say(boss, CLAIM)
    await skip_to(boss, page, RU("add-ask-verdict"))
    await boss.press(page, "🔴 Фейк")
    page = await say(boss, "Сомы не говорят.")
    page = await say(boss, "оборон")
    assert RU("add-ask-which", name="оборон") in page.text
    await boss.press(page, "Министерство обороны РК")
    page = await say(boss, "Ничего такого не было.")
    draft = await store.drafts.awaiting(1)
    assert draft is not None
    assert "Қорғаныс министрлігі" in draft.body


@pytest.mark.usefixtures("desk")
async def test_a_faulty_answer_is_told_why_and_asked_again(boss: Person) -> None:
    page = await begin(boss)
    page = await say(boss, "я" * 4000)
    assert RU("add-fault-long", limit=1000, length=4000) in page.text
    page = await say(boss, CLAIM)
    await skip_to(boss, page, RU("add-ask-verdict"))
    page = await say(boss, "так себе")
    assert RU("add-fault-press") in page.text
    await boss.press(page, "🔴 Фейк")
    await press(boss, page, "add-button-skip")
    page = await say(boss, "Рыбнадзор")
    for asked, words, fault in [
        ("when", "когда-то", "date"),
        ("where", "в газете", "address"),
        ("source", "a https://b.kz https://c.kz", "source"),
        ("seen", "у соседки", "links"),
    ]:
        await skip_to(boss, page, RU(f"add-ask-{asked}"))
        page = await say(boss, words)
        assert RU(f"add-fault-{fault}") in page.text
        assert RU(f"add-ask-{asked}") in page.text
        assert words not in page.text


@pytest.mark.usefixtures("desk")
async def test_html_in_an_answer_is_text(boss: Person) -> None:
    await begin(boss)
    page = await say(boss, "<b>Сом</b> & <script>alert(1)</script>")
    assert "<b>Сом</b> & <script>alert(1)</script>" in page.text


@pytest.mark.usefixtures("desk")
async def test_what_is_forwarded_in_the_middle_of_a_draft_is_checked(boss: Person) -> None:
    await begin(boss)
    post = await boss.forward("Саженцы яблонь раздают во дворе", origin=FromUser("Сосед"))
    assert (await boss.reply_to(post)).text == RU("unknown")


@pytest.mark.usefixtures("desk")
async def test_a_channels_post_is_taken_as_where_the_rumour_was_seen(boss: Person) -> None:
    await begin(boss)
    page = await say(boss, CLAIM)
    await skip_to(boss, page, RU("add-ask-verdict"))
    await boss.press(page, "🔴 Фейк")
    await skip_to(boss, page, RU("add-ask-seen"))
    origin = Channel("Срочно", username="srochno_example", message_id=3)
    page = await boss.reply_to(await boss.forward("Смотрите", origin=origin))
    assert "https://t.me/srochno_example/3" in page.text


@pytest.mark.parametrize(
    "footer",
    [
        "Подписаться | Прислать новость",
        "Біздің арнаға жазылыңыз",
        "Join our chat",
        "Telegram | Instagram | TikTok",
    ],
)
@pytest.mark.usefixtures("desk")
async def test_what_a_forwarded_posts_signature_leads_to_is_not_where_the_rumour_was_seen(
    boss: Person, footer: str
) -> None:
    text = f"{CLAIM}. Видео\n\n{footer}"
    told = [
        {"type": "text_link", "offset": at, "length": length, "url": url}
        for at, length, url in (
            (len(CLAIM) + 2, 5, "https://reka.example/video/1"),
            (text.index(footer), 4, "https://t.me/tasty_example/1"),
            (len(text) - 4, 4, "https://reka.example/pravila/7"),
        )
    ]
    origin = Channel("Тасты", username="tasty_example", message_id=3)
    post = await boss.forward(text, origin, entities=told)
    page = await boss.reply_to(await boss.send("/add", reply_to=post))
    await skip_to(boss, page, RU("add-ask-verdict"))
    await boss.press(page, "🔴 Неправда")
    await skip_to(boss, page, RU("add-ask-seen"))
    assert "https://t.me/tasty_example/3" in page.text
    assert "https://reka.example/video/1" in page.text
    assert "pravila" not in page.text
    assert "tasty_example/1" not in page.text


@pytest.mark.usefixtures("desk")
async def test_a_signature_that_is_pasted_as_where_it_was_seen_is_left_out_and_named(
    boss: Person,
) -> None:
    await begin(boss)
    page = await say(boss, CLAIM)
    await skip_to(boss, page, RU("add-ask-verdict"))
    await boss.press(page, "🔴 Неправда")
    await skip_to(boss, page, RU("add-ask-seen"))
    page = await say(
        boss, "https://t.me/tasty_example/3\nПодписаться: https://t.me/tasty_example/1"
    )
    assert RU("add-left-out", words="https://t.me/tasty_example/1") in page.text
    assert "https://t.me/tasty_example/3" in page.text


@pytest.mark.usefixtures("desk")
async def test_going_back_shows_what_was_answered_and_the_preview_the_card(boss: Person) -> None:
    await begin(boss)
    page = await say(boss, CLAIM)
    await press(boss, page, "add-button-back")
    assert RU("add-ask-claim", language=RU("language-ru")) in page.text
    assert CLAIM in page.text
    await press(boss, page, "add-button-preview")
    assert page.text == RU("add-missing-verdict")
    await press(boss, page, "add-button-back")
    await skip_to(boss, page, RU("add-ask-verdict"))
    await boss.press(page, "🔴 Фейк")
    await press(boss, page, "add-button-preview")
    assert RU("card-claim") in page.text


@pytest.mark.usefixtures("desk")
async def test_nothing_can_be_published_without_a_claim(boss: Person, store: Store) -> None:
    page = await begin(boss)
    await skip_to(boss, page, RU("add-ask-verdict"))
    await boss.press(page, "🔴 Фейк")
    await skip_to(boss, page, RU("add-missing-claim"))
    draft = await store.drafts.awaiting(1)
    assert draft is not None
    forged = await boss.press_data(page, f"add.save:{draft.id},publish")
    assert forged.text == RU("add-missing-claim")


@pytest.mark.usefixtures("desk")
async def test_a_reader_who_types_the_command_gets_the_readers_reply(telegram: Sandbox) -> None:
    reader = telegram.person("Марат", language="ru")
    for command in ("/add", "/edit x", "/publish", "/retract x", "/show x", "/find", "/history"):
        assert (await say(reader, command)).text == RU("unknown-command"), command


@pytest.mark.usefixtures("desk")
async def test_a_kazakh_moderator_is_asked_in_kazakh(telegram: Sandbox, boss: Person) -> None:
    await boss.press(await say(boss, "/language"), "Қазақша")
    page = await boss.reply_to(await boss.send("/add"))
    assert KK("add-begin") in page.text


@pytest.mark.usefixtures("desk")
async def test_a_post_that_a_draft_begins_with_is_kept_without_personal_numbers(
    boss: Person, store: Store
) -> None:
    post = await boss.send(f"{CLAIM}. Звоните: +7 701 234 56 78")
    await boss.reply_to(post)
    page = await boss.reply_to(await boss.send("/add", reply_to=post))
    assert "[телефон]" in page.text
    (draft,) = await store.drafts.open_of(1)
    assert "234" not in draft.body


@pytest.mark.usefixtures("desk")
async def test_a_bare_question_is_a_reader_s_unless_a_draft_waits_for_words(
    telegram: Sandbox, boss: Person
) -> None:
    asked_for = {voice("talk-question") for voice in Texts.load().values()}
    assert (await boss.reply_to(await boss.send("рас па?"))).text in asked_for
    await boss.send("/add")
    await boss.next_reply()
    await boss.send("Это правда?")
    assert (await boss.next_reply()).text not in asked_for


@pytest.mark.usefixtures("desk")
async def test_nothing_of_a_private_channel_stays_in_a_draft_begun_from_its_post(
    boss: Person, database: Path
) -> None:
    source = Channel("Свои", message_id=77)
    links = "https://t.me/+AbCdEf и https://t.me/c/1234567890/45"
    post = await boss.forward(f"В субботу раздают саженцы. Вступайте: {links}", source)
    await boss.reply_to(post)
    page = await boss.reply_to(await boss.send("/add", reply_to=post))
    assert "t.me/c/1900000001/77" in page.text
    held = b"".join(file.read_bytes() for file in database.parent.glob(f"{database.name}*"))
    assert "саженцы".encode() in held
    for planted in (b"1900000001", b"1234567890", b"AbCdEf"):
        assert planted not in held


@pytest.mark.usefixtures("desk")
async def test_a_kazakh_post_is_asked_for_in_russian_and_a_slip_of_language_mended_by_a_press(
    boss: Person, store: Store
) -> None:
    kazakh = "Тасты ауылының өзенінен сөйлейтін жайын ұсталыпты"
    post = await boss.forward(kazakh, origin=FromUser("Сосед"))
    await boss.reply_to(post)
    page = await boss.reply_to(await boss.send("/add", reply_to=post))
    await press(boss, page, "add-button-keep")
    assert RU("add-ask-claim", language=RU("language-ru")) in page.text
    await press(boss, page, "add-button-skip")
    page = await say(boss, CLAIM)
    assert RU("add-ask-looks", language=RU("language-ru")) in page.text
    await press(boss, page, "add-button-looks", language=RU("language-ru"))
    assert RU("add-ask-claim", language=RU("language-en")) in page.text
    await boss.press(page, "🔴 Фейк")
    await press(boss, page, "add-button-finish")
    assert RU("add-ask-review") in page.text
    await press(boss, page, "add-button-publish")
    debunk = (await store.debunks.recent(1))[0]
    assert debunk.claims == (Claim("kk", kazakh), Claim("ru", CLAIM))


@pytest.mark.usefixtures("desk")
async def test_a_command_under_a_picture_is_no_answer_and_one_above_a_template_no_label(
    boss: Person, store: Store
) -> None:
    await begin(boss)
    sent = await boss.send_photo(caption="/publish 3")
    assert (await boss.reply_to(sent)).text == RU("add-fault-command")
    assert (
        RU("add-ask-review") in (await say(boss, f"/add\nУтверждение: {CLAIM}\nВердикт: фейк")).text
    )
    told = await say(boss, f"/add\nУтверждение: {CLAIM}\nВердикт: чушь")
    fault = RU("paste-fault-verdict", words="чушь")
    assert told.text.endswith(RU("paste-line", line=3, fault=fault))


@pytest.mark.usefixtures("desk")
async def test_who_when_and_where_may_be_one_message_in_the_dialogue(
    boss: Person, store: Store
) -> None:
    await begin(boss)
    page = await say(boss, CLAIM)
    await skip_to(boss, page, RU("add-ask-verdict"))
    await boss.press(page, "🔴 Фейк")
    await press(boss, page, "add-button-skip")
    await say(boss, "Министерство обороны РК, 4 наурыз 2026, https://mod.example/1")
    page = await say(boss, "Ничего такого не было.")
    assert RU("add-ask-source") in page.text
    await press(boss, page, "add-button-finish")
    await press(boss, page, "add-button-publish")
    (statement,) = (await store.debunks.recent(1))[0].statements
    assert (statement.date, statement.url) == ("2026-03-04", "https://mod.example/1")
    assert statement.authority["kk"]
