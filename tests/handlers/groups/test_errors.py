"""What breaks in a group is told to whoever asked, and to nobody else."""

import pytest

from handlers.kit.texts import Texts
from privacy.sealing import People
from sandbox import Person, Sandbox
from storage.store import Store
from tests.handlers.groups.test_asking import RUMOUR

RU = Texts.load()["ru"]
PEOPLE = People(bytes(range(32)))
pytestmark = [pytest.mark.one_bot, pytest.mark.usefixtures("bot")]


async def _breaks(*_: object, **__: object) -> None:
    raise RuntimeError("broken on purpose")


@pytest.fixture
def dana(telegram: Sandbox) -> Person:
    return telegram.person("Дана", language="ru", started=True)


async def test_who_asked_is_told_that_something_broke(
    telegram: Sandbox, dana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.groups.asking.answer_about", _breaks)
    group = telegram.group("Подъезд", members=[dana])
    post = await dana.send(RUMOUR, chat=group)
    asked = await dana.send("/check", chat=group, reply_to=post)
    answer = await dana.reply_to(asked)
    assert answer.text.startswith(RU("try-again", id="x").partition("x")[0].rstrip())


async def test_what_breaks_at_ordinary_talk_is_told_to_nobody(
    telegram: Sandbox, dana: Person, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.groups.marking.certain_debunk", _breaks)
    group = telegram.group("Подъезд", members=[dana], bot="administrator")
    kept = await store.groups.keep(PEOPLE.hash(group.id), PEOPLE.seal(group.id))
    await store.groups.set_marks(kept.id, 12)
    await dana.send(RUMOUR, chat=group)
    settings = await dana.reply_to(await dana.send("/raspa", chat=group))
    assert dana.received(group) == [settings]


async def test_what_breaks_over_a_report_that_may_be_another_bot_s_is_told_to_nobody(
    telegram: Sandbox, dana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = telegram.group("Подъезд", members=[dana])
    post = await dana.send(RUMOUR, chat=group)
    monkeypatch.setattr("storage.groups.groups.Groups.by_chat", _breaks)
    await dana.send("/report", chat=group, reply_to=post)
    named = await dana.send(f"/report@{telegram.bot_username}", chat=group, reply_to=post)
    told = await dana.reply_to(named)
    assert told.text.startswith(RU("try-again", id="x").partition("x")[0].rstrip())
    assert dana.received(group) == [told]
