"""`/edit`, `/publish`, `/retract`, `/show`, `/find`, `/history` on the sandbox."""

from dataclasses import replace

import pytest

from domain.debunk import Claim, Debunk, Status, Verdict
from domain.deed import Deed
from handlers.desk.drafting.body import Body
from handlers.desk.drafting.parts import parts_of
from sandbox import Person, Sandbox
from storage.debunks.publishing import Shown
from storage.store import Store
from tests.kit.a_fish import AT, CLAIM, FISH, current, proposed, summary_changed
from tests.kit.desk_room import ask
from tests.kit.draft_walk import press, say
from tests.kit.staff import RU, joined
from tests.kit.waiting import until

pytestmark = pytest.mark.usefixtures("desk")


async def test_a_reader_sees_the_old_until_the_chief_has_seen_old_beside_new(
    boss: Person, store: Store, fish: Debunk
) -> None:
    page = await summary_changed(boss, "Рыбы не разговаривают.")
    assert RU("add-ask-parts") in page.text
    await press(boss, page, "add-button-done")
    assert RU("add-ask-reason") in page.text
    page = await say(boss, "Уточнили")
    assert RU("add-ask-tell") in page.text
    await press(boss, page, "add-button-tell-nobody")
    assert f"{RU('edit-was')} Сомы не говорят." in page.text
    assert f"{RU('edit-now')} Рыбы не разговаривают." in page.text
    assert (await current(store)).version == 1
    await press(boss, page, "add-button-publish")
    assert page.text == RU("saved-published", id="fish")
    now = await current(store)
    assert (now.version, now.summary["ru"]) == (2, "Рыбы не разговаривают.")


async def test_another_verdict_is_told_to_readers_without_asking_whether(
    boss: Person, store: Store, fish: Debunk
) -> None:
    page = await say(boss, "/edit fish")
    await press(boss, page, "part-verdict")
    await boss.press(page, "🟢 Правда")
    await press(boss, page, "add-button-done")
    page = await say(boss, "Сом и правда говорит")
    assert RU("add-ask-review") in page.text
    await press(boss, page, "add-button-publish")
    [newest, _] = await store.audit.of("debunk:fish")
    assert (newest.details["was"], newest.details["reason"]) == ("fake", "Сом и правда говорит")


async def test_an_editors_change_waits_and_the_chief_publishes_it(
    boss: Person, telegram: Sandbox, store: Store, fish: Debunk
) -> None:
    editor = await joined(telegram, boss, "Айгүл", "editor")
    page = await proposed(editor)
    assert page.text == RU("saved-waiting", id="fish")
    assert (await current(store)).version == 1
    listed = await say(boss, "/publish")
    assert "Айгүл" in listed.text
    shown = await say(boss, "/publish fish")
    assert "Рыбы молчат." in shown.text
    assert "Сомы не говорят." in shown.text
    await press(boss, shown, "add-button-publish")
    assert (await current(store)).summary["ru"] == "Рыбы молчат."
    again = await boss.press_data(shown, "publish.apply:1")
    assert again.text == RU("draft-gone")


async def test_a_change_that_the_chief_gives_back_is_among_its_authors_drafts(
    boss: Person, telegram: Sandbox, fish: Debunk
) -> None:
    editor = await joined(telegram, boss, "Айгүл", "editor")
    await proposed(editor)
    shown = await say(boss, "/publish fish")
    await press(boss, shown, "publish-button-refuse")
    prompt = await boss.next_reply()
    back = await boss.reply_to(await boss.send("Кто это сказал?", reply_to=prompt))
    assert back.text == RU("publish-given-back")
    reason = "Кто это сказал?"
    told = RU("author-given-back", id="fish", name="Болат", reason=reason)
    await until(lambda: told in [one.text for one in editor.received()])
    listed = await say(editor, "/add")
    await editor.press(listed, "fish")
    taken_up = (await editor.reply_to(listed)).text
    assert "Рыбы молчат." in taken_up
    assert reason in taken_up


async def test_the_second_of_two_is_told_at_the_beginning_and_before_overwriting(
    boss: Person, telegram: Sandbox, store: Store, fish: Debunk
) -> None:
    other = await joined(telegram, boss, "Айгүл", "chief")
    page = await summary_changed(boss, "Рыбы молчат.")
    held = await say(other, "/edit fish")
    assert RU("edit-held", name="Болат") in held.text
    await press(other, held, "edit-button-anyway")
    theirs = await other.reply_to(held)
    await press(other, theirs, "part-topics")
    theirs = await say(other, "рыба")
    await press(other, theirs, "add-button-done")
    await press(other, theirs, "add-button-skip")
    await press(other, theirs, "add-button-tell-nobody")
    await press(other, theirs, "add-button-publish")
    assert (await current(store)).version == 2
    await press(boss, page, "add-button-done")
    await press(boss, page, "add-button-skip")
    await press(boss, page, "add-button-tell-nobody")
    await press(boss, page, "add-button-publish")
    assert RU("meanwhile-edit") in page.text
    assert "рыба" in page.text
    assert (await current(store)).version == 2
    await press(boss, page, "edit-button-redo")
    assert "Рыбы молчат." in page.text
    await press(boss, page, "add-button-publish")
    now = await current(store)
    assert (now.version, now.topics, now.summary["ru"]) == (3, ("рыба",), "Рыбы молчат.")


async def test_a_wording_learned_meanwhile_hinders_nobody_and_stays(
    boss: Person, store: Store, fish: Debunk
) -> None:
    page = await summary_changed(boss, "Рыбы молчат.")
    await store.publishing.learn("fish", "ru", "сом заговорил", deed=Deed(1, AT))
    await press(boss, page, "add-button-done")
    await press(boss, page, "add-button-skip")
    await press(boss, page, "add-button-tell-nobody")
    await press(boss, page, "add-button-publish")
    assert (await current(store)).claims[-1] == Claim("ru", "сом заговорил", learned=True)


async def test_a_retraction_asks_why_and_once_more(
    boss: Person, telegram: Sandbox, store: Store, fish: Debunk
) -> None:
    page = await say(boss, "/retract fish")
    assert RU("add-ask-reason-retract") in page.text
    page = await say(boss, "Источник ошибся")
    assert RU("retract-ask", id="fish") in page.text
    assert (await current(store)).status is Status.PUBLISHED
    await press(boss, page, "retract-button-yes")
    now = await current(store)
    assert (now.status, now.version) == (Status.RETRACTED, 2)
    assert (await store.audit.of("debunk:fish"))[0].details["reason"] == "Источник ошибся"
    reader = telegram.person("Айгүл", language="ru")
    assert "🔴" not in (await reader.reply_to(await reader.send(CLAIM))).text
    assert (await say(boss, "/retract fish")).text == RU("retract-already", id="fish")


async def test_a_retracted_debunk_is_published_again_after_a_question(
    boss: Person, store: Store, fish: Debunk
) -> None:
    await store.publishing.retract("fish", base=1, deed=Deed(1, AT))
    page = await say(boss, "/publish fish")
    assert RU("publish-ask-again", id="fish") in page.text
    publish = page.button(RU("add-button-publish"))
    await boss.press(page, publish)
    assert (await current(store)).version == 3
    told = await boss.press(page, publish)
    assert told.text == RU("publish-already", id="fish")
    assert (await current(store)).version == 3


async def test_a_draft_cannot_be_retracted_but_dropped(
    boss: Person, store: Store, draft: Debunk
) -> None:
    sent = await boss.send("/retract fish")
    page = await boss.reply_to(sent)
    assert RU("publish-ask", id="fish") in page.text
    assert RU("retract-draft") in [one.text for one in boss.received()] or await boss.next_reply()
    await press(boss, page, "publish-button-drop")
    assert (await current(store)).status is Status.RETRACTED
    assert (await say(boss, "/publish")).text == RU("publish-nothing")


async def test_publishing_what_somebody_changed_since_the_page_was_opened_is_refused(
    boss: Person, store: Store, fish: Debunk
) -> None:
    await store.publishing.retract("fish", base=1, deed=Deed(1, AT))
    page = await say(boss, "/publish fish")
    await store.publishing.save(FISH, base=2, deed=Deed(1, AT))
    await store.publishing.retract("fish", base=3, deed=Deed(1, AT))
    told = await boss.press(page, RU("add-button-publish"))
    assert told.text == RU("publish-changed")


async def test_a_debunk_is_shown_in_each_language_with_its_facts(
    boss: Person, store: Store, fish: Debunk
) -> None:
    await store.publishing.learn("fish", "ru", "сом заговорил", deed=Deed(1, AT))
    await boss.send("/show fish")
    russian, kazakh, facts = [await boss.next_reply() for _ in range(3)]
    assert "Сомы не говорят." in russian.text
    assert "Тастыда сөйлейтін жайын" in kazakh.text
    assert RU("show-status", status=RU("status-published"), version=1) in facts.text
    assert RU("show-phrasings", own=2, learned=1) in facts.text
    assert "https://t.me/tasty_example/5" in facts.text
    assert "сом заговорил" not in russian.text + kazakh.text + facts.text


async def test_what_was_learned_is_looked_at_and_taken_out(
    boss: Person, store: Store, fish: Debunk
) -> None:
    await store.publishing.learn("fish", "ru", "сом заговорил", deed=Deed(1, AT))
    await boss.send("/show fish")
    *_, facts = [await boss.next_reply() for _ in range(3)]
    await press(boss, facts, "show-button-learned")
    listed = await boss.reply_to(facts)
    assert "сом заговорил" in listed.text
    await press(boss, listed, "show-button-unlearn")
    assert listed.text == RU("show-nothing-learned")
    assert (await current(store)).claims == FISH.claims


async def test_everything_is_found_whatever_its_status(
    boss: Person, store: Store, draft: Debunk
) -> None:
    found = await say(boss, "/find говорящий сом")
    assert RU("status-draft") in found.text
    await boss.press(found, "1")
    assert "Сомы не говорят." in (await boss.reply_to(found)).text
    assert (await say(boss, "/find жираф")).text == RU("find-nothing", words="жираф")
    assert RU("find-recent") in (await say(boss, "/find")).text
    assert (await say(boss, "/show nothing-such")).text == RU("desk-no-such", id="nothing-such")


async def test_a_command_alone_offers_the_recent_debunks(boss: Person, fish: Debunk) -> None:
    for command in ("/show", "/edit", "/history", "/retract"):
        listed = await say(boss, command)
        assert CLAIM in listed.text, command
        await boss.press(listed, "1")
        assert await boss.reply_to(listed)


async def test_history_tells_who_changed_what_and_restores_an_older_version(
    boss: Person, store: Store, fish: Debunk
) -> None:
    await store.publishing.save(
        replace(FISH, verdict=Verdict.SATIRE), base=1, deed=Deed(1, AT + 60, reason="Это шутка")
    )
    page = await say(boss, "/history fish")
    assert f"Болат: {RU('deed-edited')}" in page.text
    assert "Фейк → Шутка (сатира)" in page.text
    assert "Это шутка" in page.text
    await press(boss, page, "history-button-version", version="1")
    shown = await boss.reply_to(page)
    assert "🔴 Фейк" in shown.text
    await press(boss, shown, "history-button-restore")
    assert RU("history-ask", id="fish", version=1) in shown.text
    restore = shown.button(RU("history-button-restore"))
    await boss.press(shown, restore)
    now = await current(store)
    assert (now.version, now.verdict) == (3, Verdict.FAKE)
    assert (await boss.press(shown, restore)).text == RU("publish-changed")
    assert (await current(store)).version == 3


async def test_an_editor_may_look_but_neither_publish_retract_nor_restore(
    boss: Person, telegram: Sandbox, store: Store, fish: Debunk
) -> None:
    editor = await joined(telegram, boss, "Айгүл", "editor")
    refused = RU("desk-refused", role="chief")
    for command in ("/publish fish", "/retract fish"):
        assert (await say(editor, command)).text == refused
    page = await say(editor, "/history fish")
    await store.publishing.save(replace(FISH, topics=("рыба",)), base=1, deed=Deed(1, AT))
    row = (await store.debunks.nums(["fish"]))["fish"]
    for data in (f"past.do:{row},1,2", "publish.yes:fish,2", "retract.one:fish"):
        assert (await editor.press_data(page, data)).text == refused, data
    assert (await current(store)).version == 2


async def test_a_forged_button_is_answered_and_changes_nothing(
    boss: Person, store: Store, fish: Debunk
) -> None:
    page = await say(boss, "/find сом")
    for data in [
        *("add.save:1,publish", "add.part:99,verdict", "add.set:1", "edit.one", "edit.one:none"),
        *("publish.yes:fish", "publish.apply:x", "retract.one:none", "show.un:fish,ffffff"),
        *("past.ver:fish,99", "past.do:fish,1", "file.take", "file.map:zz", "show.one", "add.zz:1"),
    ]:
        assert (await boss.press_data(page, data)).text, data
    assert await current(store) == fish


async def test_a_case_that_an_editors_debunk_is_for_is_answered_when_the_chief_publishes(
    boss: Person, telegram: Sandbox, store: Store, owner: int
) -> None:
    reader = telegram.person("Марат", language="ru", started=True)
    case, _ = await ask(telegram, store, reader, text=CLAIM)
    editor = await joined(telegram, boss, "Айгүл", "editor")
    body = Body(parts_of(FISH)).text()
    await store.drafts.begin(Deed(2, AT), step="review", body=body, case=case)
    listed = await say(editor, "/add")
    await editor.press(listed, "В реке у посёлка")
    page = await editor.reply_to(listed)
    await press(editor, page, "add-button-send")
    waiting = await say(boss, "/publish")
    await boss.press(waiting, "1")
    asked = await boss.reply_to(waiting)
    await press(boss, asked, "add-button-publish")
    told = await reader.next_reply(20)
    assert "🔴 Фейк" in told.text
    assert (await say(boss, "/publish")).text == RU("publish-nothing")


async def test_a_case_is_answered_too_when_the_chief_first_edits_what_the_editor_wrote(
    boss: Person, telegram: Sandbox, store: Store, owner: int
) -> None:
    reader = telegram.person("Марат", language="ru", started=True)
    case, _ = await ask(telegram, store, reader, text=CLAIM)
    body = Body(parts_of(FISH)).text()
    written = await store.drafts.begin(Deed(1, AT), step="review", body=body, case=case)
    as_draft = replace(FISH, status=Status.DRAFT)
    await store.publishing.save(
        as_draft, base=None, deed=Deed(1, AT), case=case, shown=Shown(draft=written)
    )
    assert (await say(boss, "/publish")).text != RU("publish-nothing")
    page = await summary_changed(boss, "Учёные проверили.")
    await press(boss, page, "add-button-done")
    await press(boss, page, "add-button-publish")
    assert "Учёные проверили" in (await reader.next_reply(20)).text
    assert (await say(boss, "/publish")).text == RU("publish-nothing")


async def test_a_chief_who_publishes_a_change_of_what_changed_is_told_whose_it_is(
    boss: Person, telegram: Sandbox, store: Store, fish: Debunk
) -> None:
    editor = await joined(telegram, boss, "Айгүл", "editor")
    await proposed(editor)
    shown = await say(boss, "/publish fish")
    await store.publishing.save(replace(fish, topics=("рыба",)), base=1, deed=Deed(1, AT))
    await press(boss, shown, "add-button-publish")
    assert RU("meanwhile-publish") in shown.text
    assert RU("meanwhile-redo-publish") in shown.text
    assert RU("meanwhile-edit") not in shown.text
    assert (await current(store)).version == 2


@pytest.mark.parametrize("command", ["edit", "retract"])
async def test_giving_a_change_up_says_that_the_check_stays(
    boss: Person, store: Store, fish: Debunk, command: str
) -> None:
    page = await say(boss, f"/{command} fish")
    await press(boss, page, "edit-button-discard")
    assert page.text == RU("edit-ask-discard")
    await press(boss, page, "desk-button-yes")
    assert page.text == RU("edit-discarded")
    assert await current(store) == fish
