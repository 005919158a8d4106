"""What a command's number and words mean: the list that this moderator was shown last."""

from dataclasses import replace

import pytest

from domain.debunk import Claim, Status
from domain.deed import Deed
from sandbox import Person, Sandbox
from storage.store import Store
from tests.kit.a_fish import AT, FISH
from tests.kit.draft_walk import say
from tests.kit.staff import RU, joined

pytestmark = pytest.mark.usefixtures("desk", "owner")
COMMANDS = ("edit", "publish", "retract", "history", "show")


async def a_debunk(store: Store, name: str, claim: str, status: Status = Status.PUBLISHED) -> None:
    new = replace(FISH, id=name, claims=(Claim("ru", claim),), status=status)
    await store.publishing.save(new, base=None, deed=Deed(1, AT))


async def listed(boss: Person, store: Store, status: Status = Status.PUBLISHED) -> list[str]:
    """Make three debunks, have them listed, and return their codes in the list's order."""
    for name, claim in (
        ("volki", "Из зоопарка сбежали волки"),
        ("dozhd", "В городе шёл красный дождь"),
        ("most", "Мост через реку закрыли"),
    ):
        await a_debunk(store, name, claim, status)
    shown = await say(boss, "/publish" if status is Status.DRAFT else "/find")
    lines = shown.text.splitlines()
    codes = ("volki", "dozhd", "most")
    names = [next((one for one in codes if line.startswith(f"{one} ·")), "") for line in lines]
    assert len([name for name in names if name]) == 3
    return [name for name in names if name]


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_number_means_the_debunk_that_stood_beside_it(
    boss: Person, store: Store, command: str
) -> None:
    status = Status.DRAFT if command == "publish" else Status.PUBLISHED
    names = await listed(boss, store, status)
    for typed in (f"/{command} 2", f"/{command} №3"):
        place = int(typed[-1]) - 1
        page = await say(boss, typed)
        known = await store.debunks.get(names[place])
        assert known is not None
        assert known.claims[0].text in page.text or known.id in page.text, typed


async def test_a_list_that_has_changed_since_still_means_what_was_shown(
    boss: Person, store: Store
) -> None:
    names = await listed(boss, store)
    await a_debunk(store, "novyj", "Новый слух о метро")
    for place, name in enumerate(names, 1):
        assert name in (await say(boss, f"/history {place}")).text


async def test_each_new_list_is_the_one_that_numbers_mean(boss: Person, store: Store) -> None:
    await listed(boss, store)
    found = await say(boss, "/find дождь")
    assert RU("desk-numbers", example="/show 1") in found.text
    assert RU("history-of", id="dozhd") in (await say(boss, "/history 1")).text
    told = await say(boss, "/history 2")
    assert RU("desk-no-number", number="2") in told.text
    assert RU("history-of", id="dozhd") not in told.text


async def test_numbers_are_each_moderators_own(
    boss: Person, store: Store, telegram: Sandbox
) -> None:
    await listed(boss, store)
    editor = await joined(telegram, boss, "Айгүл", "editor")
    told = await say(editor, "/history 1")
    assert RU("desk-no-list", number="1") in told.text
    await say(editor, "/find волки")
    assert RU("history-of", id="volki") in (await say(editor, "/history 1")).text
    await say(boss, "/find дождь")
    assert RU("history-of", id="volki") in (await say(editor, "/history 1")).text


async def test_a_code_that_is_a_number_is_asked_about(boss: Person, store: Store) -> None:
    names = await listed(boss, store)
    await a_debunk(store, "2", "Слух под номером")
    asked = await say(boss, "/show 2")
    assert RU("find-found") in asked.text
    assert "Слух под номером" in asked.text
    assert names[1] in asked.text


@pytest.mark.parametrize("command", ["edit", "retract", "history", "show"])
async def test_words_search_and_one_hit_is_taken_at_once(
    boss: Person, store: Store, command: str
) -> None:
    await listed(boss, store)
    await a_debunk(store, "dozhd2", "В другом городе шёл зелёный дождь")
    offered = await say(boss, f"/{command} дождь")
    assert RU("find-found") in offered.text
    assert "dozhd2" in offered.text
    assert "volki" not in offered.text
    assert "Из зоопарка сбежали волки" in (await say(boss, f"/{command} сбежали волки")).text or (
        command == "history"
    )
    nothing = await say(boss, f"/{command} фиолетовый верблюд")
    assert nothing.text == RU("find-nothing", words="фиолетовый верблюд")


async def test_a_retracted_debunk_is_not_offered_for_retracting(boss: Person, store: Store) -> None:
    await a_debunk(store, "volki", "Из зоопарка сбежали волки", Status.RETRACTED)
    assert (await say(boss, "/retract сбежали волки")).text == RU(
        "find-nothing", words="сбежали волки"
    )


async def test_the_debunks_beside_a_case_are_the_last_list_too(
    boss: Person, store: Store, telegram: Sandbox
) -> None:
    await listed(boss, store)
    reader = telegram.person("Марат", language="ru")
    answer = await reader.reply_to(await reader.send("Саженцы яблонь раздают во дворе бесплатно"))
    await reader.press(answer, RU("button-ask"))
    page = await say(boss, "/start case-1")
    await boss.press(page, RU("case-button-find"))
    prompt = await boss.next_reply()
    offer = await boss.reply_to(await boss.send("красный дождь", reply_to=prompt))
    assert "1. В городе шёл красный дождь" in offer.text
    assert RU("history-of", id="dozhd") in (await say(boss, "/history 1")).text
