"""Readers who ask the desk, and its pages of what they ask."""

from domain.case import State
from domain.debunk import Claim, Debunk, Verdict
from handlers.kit.texts import Texts
from sandbox import Message, Person, Sandbox
from storage.store import Store

RU, KK = Texts.load()["ru"], Texts.load()["kk"]
POST = "В субботу во дворе бесплатно раздают саженцы яблонь всем жителям Костаная."
OTHER = "С первого марта в Шымкенте запретят электросамокаты на всех улицах города."
NOW = 10**10
APPLES = Debunk("apples", Verdict.FALSE, (Claim("ru", "Жителям раздают деревья даром"),))


async def asked(telegram: Sandbox, name: str, text: str) -> Person:
    reader = telegram.person(name, language="ru")
    answer = await reader.reply_to(await reader.send(text))
    await reader.press(answer, RU("button-ask"))
    return reader


async def opened(moderator: Person, case: int = 1) -> Message:
    """Open a case by the desk chat's link."""
    return await moderator.reply_to(await moderator.send(f"/start case-{case}"))


async def state(store: Store, case: int = 1) -> State:
    found = await store.cases.get(case, NOW)
    assert found is not None
    return found.state
