"""How many messages and presses the desk's three commonest deeds take, through the real bot."""

from dataclasses import dataclass, replace

import pytest

from domain.debunk import Debunk, Source, Statement, Status, Verdict
from domain.deed import Deed
from sandbox import Message, Person, Sandbox
from storage.store import Store
from tests.kit.a_fish import AT, CLAIM, FISH
from tests.kit.staff import RU

pytestmark = pytest.mark.usefixtures("desk", "owner")
KAZAKH = "Тастыда сөйлейтін жайын ұсталыпты"


@dataclass(slots=True)
class Hands:
    """A moderator whose messages and presses are counted."""

    person: Person
    count: int = 0

    async def say(self, text: str) -> Message:
        """Send a message and return what comes back."""
        self.count += 1
        return await self.person.reply_to(await self.person.send(text))

    async def press(self, page: Message, label: str) -> Message:
        """Press a button of a page, which changes in place."""
        self.count += 1
        await self.person.press(page, label)
        return page


async def test_a_whole_debunk_question_by_question_takes_twelve(boss: Person, store: Store) -> None:
    hands = Hands(boss)
    await hands.say("/add")
    await hands.say(CLAIM)
    page = await hands.say(KAZAKH)
    await hands.press(page, f"🔴 {RU('verdict-false')}")
    await hands.say("Сомы не говорят.")
    await hands.say("Жайын сөйлемейді.")
    await hands.say("Рыбнадзор, 4 марта 2026, https://fish.example/1")
    page = await hands.say("Такого улова не было.")
    await hands.press(page, RU("add-button-skip"))
    page = await hands.say("Разбор https://check.example/1")
    await hands.press(page, RU("add-button-finish"))
    await hands.press(page, RU("add-button-publish"))
    assert hands.count == 12
    made = (await store.debunks.recent(1))[0]
    assert (made.status, made.verdict) == (Status.PUBLISHED, Verdict.FALSE)
    assert [claim.text for claim in made.claims] == [CLAIM, KAZAKH]
    assert made.summary == {"ru": "Сомы не говорят.", "kk": "Жайын сөйлемейді."}
    said = Statement(
        {"ru": "Такого улова не было."}, {"ru": "Рыбнадзор"}, "2026-03-04", "https://fish.example/1"
    )
    assert made.statements == (said,)
    assert made.sources == (Source("Разбор", "https://check.example/1"),)


async def test_the_same_in_one_message_takes_two(boss: Person, store: Store) -> None:
    hands = Hands(boss)
    page = await hands.say(
        f"Утверждение: {CLAIM}\nҚауесет: {KAZAKH}\nВердикт: неправда\nПочему: Сомы не говорят."
    )
    await hands.press(page, RU("add-button-publish"))
    assert hands.count == 2
    assert (await store.debunks.recent(1))[0].status is Status.PUBLISHED


async def test_an_answer_to_readers_takes_four(
    boss: Person, telegram: Sandbox, store: Store
) -> None:
    reader = telegram.person("Марат", language="ru")
    unknown = await reader.reply_to(await reader.send(f"Рассказывают, что {CLAIM.lower()}"))
    await reader.press(unknown, RU("button-ask"))
    await published(store)
    hands = Hands(boss)
    page = await hands.say("/queue")
    await hands.press(page, RU("queue-button-case", case="1", readers="1"))
    await hands.press(page, RU("case-button-attach", number="1"))
    await hands.press(page, RU("case-button-learn"))
    assert hands.count == 4
    assert page.text.startswith(RU("case-attached", case="1", number=1).partition("\n")[0])


@pytest.mark.parametrize(("part", "taps"), [("verdict", 5), ("summary", 6)])
async def test_a_correction_takes_five_and_six_where_the_desk_chooses_whether_to_tell(
    boss: Person, store: Store, part: str, taps: int
) -> None:
    await published(store)
    hands = Hands(boss)
    page = await hands.say("/edit fish")
    if part == "verdict":
        await hands.press(page, RU("part-verdict"))
        await hands.press(page, f"🟠 {RU('verdict-misleading')}")
    else:
        await hands.press(page, RU("part-summary", language=RU("desk-in-ru")))
        await hands.say("Сом молчал.")
    page = await hands.say("Уточнили у рыбнадзора.")
    if part == "summary":
        await hands.press(page, RU("add-button-tell"))
    await hands.press(page, RU("add-button-publish"))
    assert hands.count == taps
    known = await store.debunks.get("fish")
    assert known is not None
    assert known.version == 2


async def published(store: Store) -> Debunk:
    whole = replace(FISH, status=Status.PUBLISHED)
    return await store.publishing.save(whole, base=None, deed=Deed(1, AT))
