"""The desk's queue, through the real bot on the sandbox."""

import pytest

from domain.case import State
from domain.debunk import Debunk, Status, Verdict
from domain.deed import Deed
from sandbox import Message, Person, Sandbox
from storage.store import Store
from tests.kit.questions import APPLES, KK, NOW, OTHER, POST, RU, asked, opened, state
from tests.kit.staff import joined

pytestmark = pytest.mark.usefixtures("desk")


def has(message: Message, label: str) -> bool:
    return any(one.text == label for row in message.buttons for one in row)


async def test_the_queue_lists_cases_and_opens_one(telegram: Sandbox, boss: Person) -> None:
    await asked(telegram, "Айгүл", POST)
    await asked(telegram, "Марат", OTHER)
    await asked(telegram, "Ольга", OTHER)
    listed = await boss.reply_to(await boss.send("/queue"))
    assert listed.text.startswith(RU("queue-title", number=2))
    assert listed.text.index(OTHER[:40]) < listed.text.index(POST[:40])
    await boss.press(listed, RU("queue-button-case", case="2", readers="2"))
    assert listed.text.startswith(RU("case-heading", case="2", number=2))
    assert OTHER in listed.quotations[0]


async def test_an_empty_queue_says_so(boss: Person) -> None:
    assert (await boss.reply_to(await boss.send("/queue"))).text == RU("queue-empty")


async def test_a_reader_gets_no_queue_by_command_link_or_button(telegram: Sandbox) -> None:
    reader = await asked(telegram, "Айгүл", POST)
    answer = await reader.reply_to(await reader.send("/queue"))
    assert answer.text == RU("unknown-command")
    assert POST not in (await opened(reader)).text
    told = await reader.press_data(answer, "queue.spam:1")
    assert told.text == RU("stale-button")


async def test_attaching_answers_the_case_and_teaches_the_wording(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    reader = await asked(telegram, "Айгүл", POST)
    await store.debunks.save(APPLES)
    case = await opened(boss)
    await boss.press(case, RU("case-button-find"))
    prompt = await boss.next_reply()
    offer = await boss.reply_to(await boss.send("apples", reply_to=prompt))
    await boss.press(offer, RU("case-button-attach", number="1"))
    assert "раздают деревья" in offer.text
    assert POST in offer.text
    await boss.press(offer, RU("case-button-learn"))
    assert offer.text.startswith(RU("case-attached", case="1", number=1))
    card = await reader.next_reply()
    while "раздают деревья" not in card.text:
        card = await reader.next_reply()
    learned = await store.debunks.get("apples")
    assert learned is not None
    assert [claim.text for claim in learned.claims if claim.learned] == [POST]
    again = await reader.reply_to(await reader.send(POST))
    assert again.text.startswith("🔴 Неправда")


async def test_attaching_without_learning_teaches_nothing(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    await asked(telegram, "Айгүл", POST)
    await store.debunks.save(APPLES)
    num = (await store.debunks.nums(["apples"]))["apples"]
    case = await opened(boss)
    await boss.press_data(case, f"queue.attach:1,{num}")
    await boss.press(case, RU("case-button-plain"))
    found = await store.debunks.get("apples")
    assert found is not None
    assert found.claims == APPLES.claims
    assert await state(store) is State.ANSWERED


async def test_attaching_twice_or_a_week_later_says_what_was_done(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    await asked(telegram, "Айгүл", POST)
    await store.debunks.save(APPLES)
    num = (await store.debunks.nums(["apples"]))["apples"]
    case = await opened(boss)
    await boss.press_data(case, f"queue.attach:1,{num}")
    await boss.press(case, RU("case-button-plain"))
    for data in (f"queue.plain:1,{num}", f"queue.attach:1,{num}", "queue.take:1", "queue.spam:1"):
        told = await boss.press_data(case, data)
        assert told.text == RU("case-answered", debunk="apples")


@pytest.mark.parametrize("status", [Status.RETRACTED, Status.DRAFT])
async def test_nothing_is_attached_to_what_readers_may_not_see(
    telegram: Sandbox, store: Store, boss: Person, status: Status
) -> None:
    await asked(telegram, "Айгүл", POST)
    hidden = Debunk("hidden", Verdict.FALSE, APPLES.claims, status=status)
    await store.debunks.save(hidden)
    num = (await store.debunks.nums(["hidden"]))["hidden"]
    case = await opened(boss)
    for verb in ("attach", "plain"):
        told = await boss.press_data(case, f"queue.{verb}:1,{num}")
        assert told.text == RU("case-not-published")
    assert await state(store) is State.OPEN


async def test_one_has_a_case_and_the_other_is_told_and_may_take_it_over(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    editor = await joined(telegram, boss, "Сәуле", "editor")
    await asked(telegram, "Айгүл", POST)
    theirs, ours = await opened(editor), await opened(boss)
    await editor.press(theirs, RU("case-button-take"))
    told = await boss.press(ours, RU("case-button-spam"))
    assert "Сәуле" in told.text
    assert POST in ours.text
    assert not has(ours, RU("case-button-spam"))
    await boss.press(ours, RU("case-button-over"))
    await boss.press(ours, RU("mods-button-yes"))
    assert has(ours, RU("case-button-release"))
    told = await editor.press(theirs, RU("case-button-spam"))
    assert "Болат" in told.text
    assert await state(store) is State.OPEN


async def test_a_moderator_removed_in_the_middle_can_do_nothing_more(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    editor = await joined(telegram, boss, "Сәуле", "editor")
    await asked(telegram, "Айгүл", POST)
    case = await opened(editor)
    await editor.press(case, RU("case-button-take"))
    owner, moderator = await store.moderators.all()
    await store.moderators.set_role(
        moderator.id, None, was=moderator.role, deed=Deed(owner.id, NOW)
    )
    told = await editor.press(case, RU("case-button-spam"))
    assert told.text == RU("stale-button")
    assert await state(store) is State.OPEN
    ours = await opened(boss)
    await boss.press(ours, RU("case-button-take"))
    assert has(ours, RU("case-button-release"))


async def test_what_cannot_be_checked_is_closed_and_the_next_asker_is_told(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    await asked(telegram, "Айгүл", POST)
    case = await opened(boss)
    await boss.press(case, RU("case-button-uncheckable-ask"))
    assert RU("case-ask-uncheckable", number=1) in case.text
    await boss.press(case, RU("case-button-uncheckable"))
    assert has(case, RU("case-button-reopen"))
    reader = telegram.person("Марат", language="ru")
    answer = await reader.reply_to(await reader.send(POST))
    await reader.press(answer, RU("button-ask"))
    assert answer.text == RU("ask-uncheckable")
    found = await store.cases.get(1, NOW)
    assert found is not None
    assert found.readers == 1


async def test_who_asked_about_what_cannot_be_checked_is_told_so_at_their_question(
    telegram: Sandbox, boss: Person
) -> None:
    reader = telegram.person("Айгүл", language="kk")
    post = await reader.send("Сенбіде аулада барлық тұрғынға алма көшетін тегін таратады.")
    await reader.press(await reader.reply_to(post), KK("button-ask"))
    case = await opened(boss)
    await boss.press(case, RU("case-button-uncheckable-ask"))
    await boss.press(case, RU("case-button-uncheckable"))
    told = await reader.next_reply()
    assert told.reply_to_message_id == post.message_id
    assert told.text == KK("told-uncheckable")
    assert has(told, KK("button-no-updates"))


async def test_two_cases_are_merged_after_a_look_at_both(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    await asked(telegram, "Айгүл", POST)
    await asked(telegram, "Марат", OTHER)
    case = await opened(boss)
    told = await boss.press_data(case, "queue.join:1,1")
    assert told.text == RU("case-same")
    await boss.press(case, RU("case-button-merge"))
    await boss.press(case, "№2")
    assert POST in case.text
    assert OTHER in case.text
    await boss.press(case, RU("case-button-join"))
    assert await state(store, 1) is State.MERGED
    assert case.text.startswith(RU("case-heading", case="2", number=2))
    told = await boss.press_data(case, "queue.join:1,2")
    assert told.text == RU("case-merged", into="2")


async def test_chosen_wordings_are_moved_into_a_new_case(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    await asked(telegram, "Айгүл", POST)
    await asked(telegram, "Марат", OTHER)
    case = await opened(boss)
    await boss.press_data(case, "queue.join:1,2")
    await boss.press(case, RU("case-button-split"))
    await boss.press(case, "▫️ 2")
    await boss.press(case, RU("case-button-apart"))
    assert case.text.startswith(RU("case-heading", case="3", number=1))
    assert OTHER in case.text
    assert [one.readers for one in await store.cases.queue(NOW, 5)] == [1, 1]


FORGED = (
    "queue.case:999999999999999",
    "queue.case:x",
    "queue.case",
    "queue.page:999999999999999",
    "queue.learn:1,999,999",
    "queue.attach:1",
    "queue.over:1,77",
    "queue.grab:1,77",
    "queue.apart:1,0,0",
    "queue.split:1,999999999999999,1",
    "queue.into:1,999",
    "queue.nonsense:1",
)


async def test_forged_presses_are_answered_and_break_nothing(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    await asked(telegram, "Айгүл", POST)
    case = await opened(boss)
    for data in FORGED:
        told = await boss.press_data(case, data)
        assert RU("try-again", id="")[:20] not in told.text
    assert await state(store) is State.OPEN


async def test_writing_a_debunk_takes_the_case_and_begins_with_what_readers_sent(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    await asked(telegram, "Айгүл", POST)
    case = await opened(boss)
    await boss.press(case, RU("case-button-write"))
    found = await store.cases.get(1, NOW)
    assert found is not None
    assert found.holder is not None
    begun = await boss.next_reply()
    assert POST[:60] in begun.text
