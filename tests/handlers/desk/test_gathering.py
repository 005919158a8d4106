"""Two cases that a reader's post shows to be one, as readers and the desk see it."""

import pytest

from domain.case import State
from handlers.kit.texts import Texts
from sandbox import Message, Person, Sandbox
from storage.store import Store

RU = Texts.load()["ru"]
ONE = "В субботу во дворе бесплатно раздают саженцы яблонь всем жителям Костаная."
OTHER = "Кто хочет яблоню даром? Сосед говорит, привезут на машине, каждому по деревцу"
NOW = 10**10

pytestmark = pytest.mark.usefixtures("desk")


async def asked(telegram: Sandbox, name: str, text: str) -> Message:
    reader = telegram.person(name, language="ru")
    answer = await reader.reply_to(await reader.send(text))
    await reader.press(answer, RU("button-ask"))
    return answer


async def opened(moderator: Person, case: int) -> Message:
    return await moderator.reply_to(await moderator.send(f"/start case-{case}"))


async def test_the_reader_is_told_of_all_who_ask_and_the_desk_has_one_case(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    await asked(telegram, "Айгүл", ONE)
    await asked(telegram, "Марат", OTHER)
    assert await store.cases.count_open() == 2
    held = await opened(boss, 2)
    await boss.press(held, RU("case-button-take"))
    answer = await asked(telegram, "Ольга", f"{ONE} {OTHER}")
    assert answer.text == RU("ask-sent", others=2)
    (case,) = await store.cases.queue(NOW, 5)
    assert (case.id, case.readers) == (1, 3)
    assert case.holder is not None
    assert RU("case-merged", into="1") in (await opened(boss, 2)).text


async def test_the_desk_takes_apart_what_was_merged_and_it_stays_so(
    telegram: Sandbox, store: Store, boss: Person
) -> None:
    await asked(telegram, "Айгүл", ONE)
    await asked(telegram, "Марат", OTHER)
    await asked(telegram, "Ольга", f"{ONE} {OTHER}")
    case = await opened(boss, 1)
    await boss.press(case, RU("case-button-split"))
    await boss.press(case, "▫️ 2")
    await boss.press(case, RU("case-button-apart"))
    assert OTHER in case.text
    await asked(telegram, "Дана", f"{OTHER} {ONE}")
    states = [one.state for number in (1, 3) if (one := await store.cases.get(number, NOW))]
    assert states == [State.OPEN, State.OPEN]
