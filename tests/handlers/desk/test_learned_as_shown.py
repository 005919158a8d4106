"""What a case teaches is what the page beside it showed, of a debunk that was shown, too."""

from dataclasses import replace

import pytest

from domain.debunk import Claim, Status
from domain.deed import Deed
from sandbox import Message, Person, Sandbox
from storage.store import Store
from tests.kit.a_fish import AT
from tests.kit.desk_room import ask
from tests.kit.draft_walk import say
from tests.kit.reading import read_through
from tests.kit.staff import RU
from tests.kit.variations import WHOLE, variations

pytestmark = pytest.mark.usefixtures("desk", "owner")
LEARN = RU("case-button-learn")
PUBLIC = replace(WHOLE, status=Status.PUBLISHED)
VARIED = dict(variations(PUBLIC))
TOLD = "Говорят, что у посёлка Тасты сом заговорил"


async def beside(boss: Person, telegram: Sandbox, store: Store, text: str) -> Message:
    """Open the page that shows what a reader sent beside the debunk."""
    await store.debunks.save_all([PUBLIC], deed=Deed(1, AT, action="edited"))
    reader = telegram.person("Марат", language="ru", started=True)
    case, _ = await ask(telegram, store, reader, text=text)
    num = (await store.debunks.nums(["whole"]))["whole"]
    page = await say(boss, "/queue")
    await boss.press_data(page, f"queue.attach:{case},{num}")
    return page


@pytest.mark.parametrize("varied", VARIED)
async def test_each_part_of_the_debunk_that_is_another_now_refuses_to_learn(
    boss: Person, telegram: Sandbox, store: Store, varied: str
) -> None:
    page = await beside(boss, telegram, store, TOLD)
    await store.debunks.save_all([VARIED[varied]], deed=Deed(1, AT, action="edited"))
    now = await store.debunks.get("whole")
    assert (await boss.press(page, LEARN)).text == RU("case-changed")
    assert await store.debunks.get("whole") == now
    assert (await store.cases.queue(AT, 5))[0].readers == 1


async def test_all_of_what_is_learned_is_shown_with_what_nobody_sees(
    boss: Person, telegram: Sandbox, store: Store
) -> None:
    long = f"{TOLD}\u200b. " + "И ещё, и ещё. " * 60
    page = await beside(boss, telegram, store, long.strip())
    shown = "".join(page.text.split())
    assert "⟦U+200B⟧" in shown
    assert "".join(long.replace("\u200b", "⟦U+200B⟧").split()) in shown
    await boss.press(page, LEARN)
    found = await store.debunks.get("whole")
    assert found is not None
    learned = [one.text for one in found.claims if one.learned]
    assert any(long.strip() in one for one in learned)


async def test_a_forged_mark_teaches_nothing(boss: Person, telegram: Sandbox, store: Store) -> None:
    page = await beside(boss, telegram, store, TOLD)
    data = page.button(LEARN).callback_data or ""
    assert len(data.rpartition(",")[2]) == 22
    for forged in (data[:-1], data[:-23], data[:-22] + "A" * 22):
        assert (await boss.press_data(page, forged)).text == RU("case-changed")
    assert (await store.cases.queue(AT, 5))[0].readers == 1


async def test_a_wording_is_taken_out_only_when_all_of_it_was_shown(
    boss: Person, store: Store
) -> None:
    long = f"{TOLD}. " + "И ещё много слов. " * 400
    words = [long.strip(), "сом \u2066болтает\u2069"]
    learned = tuple(Claim("ru", one, learned=True) for one in words)
    debunk = replace(PUBLIC, claims=(*PUBLIC.own_claims, *learned))
    await store.debunks.save_all([debunk], deed=Deed(1, AT, action="edited"))
    listed = await say(boss, "/show whole")
    await boss.press_data(listed, "show.learned:whole")
    page = await boss.next_reply()
    while words[0][:40] not in page.text:
        page = await boss.next_reply()
    label = RU("show-button-unlearn")
    said = await read_through(boss, page, label)
    assert said.count("И ещё много слов.") >= 400 - said.count(RU("show-learned"))
    await boss.press(page, "»")
    assert "⟦U+2066⟧болтает" in page.text
    await boss.press(page, label)
    found = await store.debunks.get("whole")
    assert found is not None
    assert [one.text for one in found.claims if one.learned] == words[:1]
    for forged in ("show.un", "show.leaf", "show.un:1", "show.un:1,0", "show.leaf:999999,0,-"):
        assert (await boss.press_data(page, forged)).text == RU("desk-gone")
