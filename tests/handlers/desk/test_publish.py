"""What a chief publishes is what the page showed, and who decided is written down."""

from dataclasses import replace

import pytest

from domain.debunk import Debunk, Status
from domain.deed import Deed
from handlers.desk.drafting.body import Body, body_of
from handlers.desk.drafting.parts import parts_of
from sandbox import Person, Sandbox
from storage.store import Store
from tests.kit.a_fish import AT, current, proposed, summary_changed
from tests.kit.draft_walk import say
from tests.kit.staff import RU, joined

pytestmark = pytest.mark.usefixtures("desk")


async def test_a_chief_publishes_only_the_words_that_the_page_showed(
    boss: Person, store: Store, draft: Debunk
) -> None:
    page = await say(boss, "/publish fish")
    after = replace(draft, summary={"ru": "Подменили."})
    await store.publishing.save(after, base=1, deed=Deed(1, AT))
    said = await boss.press(page, RU("add-button-publish"))
    assert said.text == RU("publish-changed")
    assert (await current(store)).status is Status.DRAFT


async def test_a_chief_applies_only_the_change_that_the_page_showed(
    boss: Person, telegram: Sandbox, store: Store, fish: Debunk
) -> None:
    editor = await joined(telegram, boss, "Айгүл", "editor")
    await proposed(editor)
    shown = await say(boss, "/publish fish")
    assert RU("add-button-tell-nobody") in shown.text
    waiting = await store.drafts.waiting_for("fish")
    assert waiting is not None
    body = body_of(waiting)
    other = replace(body, parts=body.parts.with_summary("kk", "Жайын сөйлемейді."))
    await store.drafts.put(replace(waiting, body=other.text()))
    said = await boss.press(shown, RU("add-button-publish"))
    assert said.text == RU("publish-changed")
    assert "Жайын сөйлемейді." in shown.text
    assert await current(store) == fish


async def test_a_forged_press_for_a_chief_is_refused_and_written_down(
    boss: Person, telegram: Sandbox, store: Store, fish: Debunk
) -> None:
    editor = await joined(telegram, boss, "Айгүл", "editor")
    page = await summary_changed(editor, "Рыбы молчат.")
    mine = (await store.drafts.open_of(2))[0]
    said = await editor.press_data(page, f"add.save:{mine.id},publish")
    assert said.text == RU("desk-refused", role="chief")
    newest = (await store.audit.of("moderator:2"))[0]
    assert (newest.action, newest.details) == ("refused", {"asked": "saving.publish"})
    assert await current(store) == fish


async def test_who_takes_over_or_gives_back_a_change_is_written_down(
    boss: Person, telegram: Sandbox, store: Store, fish: Debunk
) -> None:
    body = Body(parts_of(fish), was=fish).text()
    for button in ("publish-button-refuse", "publish-button-over"):
        draft = await store.drafts.begin(
            Deed(1, AT), step="waiting", body=body, debunk="fish", base=1
        )
        page = await say(boss, "/publish fish")
        await boss.press(page, RU(button))
        if "refuse" in button:
            prompt = await boss.next_reply()
            await boss.reply_to(await boss.send("Чего-то не хватает", reply_to=prompt))
        newest, _ = await store.audit.of(f"draft:{draft.id}")
        deed = "draft.given-back" if "refuse" in button else "draft.taken-over"
        assert (newest.action, newest.moderator) == (deed, 1)
