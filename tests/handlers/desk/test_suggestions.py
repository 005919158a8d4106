"""Two cases that seem to be about one rumour, as the desk sees and settles them."""

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


@pytest.fixture
async def larger(telegram: Sandbox, store: Store) -> int:
    """The case of two readers, suggested to be the same as that of one other."""
    await asked(telegram, "Айгүл", ONE)
    await asked(telegram, "Марат", OTHER)
    await asked(telegram, "Ольга", f"{ONE} {OTHER}")
    case, _ = await store.cases.queue(NOW, 5)
    return case.id


async def opened(moderator: Person, case: int) -> Message:
    return await moderator.reply_to(await moderator.send(f"/start case-{case}"))


def pair(one: int) -> str:
    return f"№{one} + №{3 - one}"


async def states(store: Store) -> list[State]:
    found = [await store.cases.get(number, NOW) for number in (1, 2)]
    return [case.state for case in found if case]


async def test_a_post_that_fits_two_cases_leaves_both_and_their_pages_say_so(
    store: Store, boss: Person, larger: int
) -> None:
    assert await states(store) == [State.OPEN, State.OPEN]
    page = await opened(boss, larger)
    assert RU("case-same-as", case=str(3 - larger), number=1) in page.text
    page = await opened(boss, 3 - larger)
    assert RU("case-same-as", case=str(larger), number=2) in page.text


@pytest.mark.parametrize("where", ["queue", "case"])
async def test_merging_shows_both_texts_first_and_can_be_split(
    store: Store, boss: Person, larger: int, where: str
) -> None:
    page = await opened(boss, larger)
    if where == "queue":
        page = await boss.reply_to(await boss.send("/queue"))
        assert RU("case-same-as", case=str(3 - larger), number=1) in page.text
    await boss.press(page, RU("case-button-same", pair=pair(larger)))
    assert ONE in page.text
    assert OTHER in page.text
    assert await states(store) == [State.OPEN, State.OPEN]
    await boss.press(page, RU("case-button-join"))
    (case,) = await store.cases.queue(NOW, 5)
    assert (case.id, case.readers) == (larger, 3)
    await boss.press(page, RU("case-button-split"))
    await boss.press(page, "▫️ 2")
    await boss.press(page, RU("case-button-apart"))
    assert len(await store.cases.queue(NOW, 5)) == 2


@pytest.mark.parametrize("where", ["queue", "case"])
async def test_what_a_moderator_says_is_not_the_same_is_asked_no_more(
    telegram: Sandbox, store: Store, boss: Person, larger: int, where: str
) -> None:
    page = await opened(boss, larger)
    if where == "queue":
        page = await boss.reply_to(await boss.send("/queue"))
    other = str(3 - larger)
    note = await boss.press(page, RU("case-button-differ"))
    assert note.text == RU("case-done-differ", case=str(larger), other=other)
    assert RU("case-same-as", case=other, number=1) not in page.text
    assert (RU("queue-title", number=2) in page.text) == (where == "queue")
    await asked(telegram, "Дана", f"{OTHER} {ONE}")
    assert await states(store) == [State.OPEN, State.OPEN]
    assert RU("case-button-differ") not in str((await opened(boss, larger)).buttons)


async def test_an_old_button_says_that_the_pair_is_settled(
    store: Store, boss: Person, larger: int
) -> None:
    first, second = await opened(boss, larger), await opened(boss, larger)
    await boss.press(first, RU("case-button-differ"))
    note = await boss.press(second, RU("case-button-differ"))
    assert note.text == RU("case-not-suggested", case=str(larger), other=str(3 - larger))
