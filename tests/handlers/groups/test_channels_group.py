"""A channel's discussion group, connected by its owner with Telegram's own chat picker."""

import pytest

from handlers.kit.texts import Texts
from privacy.sealing import People
from sandbox import Person, Sandbox
from sandbox.chats import Chat
from sandbox.groups import link
from storage.store import Store
from tests.handlers.groups.test_asking import RUMOUR, UNCHECKED

RU = Texts.load()["ru"]
PEOPLE = People(bytes(range(32)))
pytestmark = [pytest.mark.one_bot, pytest.mark.usefixtures("bot")]


@pytest.fixture
def owner(telegram: Sandbox) -> Person:
    return telegram.person("Дана", language="ru", started=True)


@pytest.fixture
def member(telegram: Sandbox) -> Person:
    return telegram.person("Сосед", language="ru", started=True)


@pytest.fixture
def group(telegram: Sandbox, owner: Person, member: Person) -> Chat:
    group = telegram.group("Талқы", members=[owner, member])
    link(telegram.channel("Арна", bot="left"), group)
    return group


async def connected(owner: Person, group: Chat) -> None:
    await owner.send("/connect")
    assert (await owner.next_reply()).text == RU("connect-ask")
    await owner.share_chat(group)
    assert (await owner.next_reply()).text == RU("connect-done")


async def reported(store: Store) -> list[str]:
    """Return the texts of what the desk was asked."""
    rows = await store._sessions.rows("SELECT text FROM submissions ORDER BY id")
    return [str(row[0]) for row in rows]


async def test_the_owner_connects_the_group_and_can_change_its_settings_in_private(
    owner: Person, group: Chat, store: Store
) -> None:
    await connected(owner, group)
    page = await owner.next_reply()
    assert RU("group-settings-marks", number=6) in page.text
    await owner.press(page, RU("button-group-marks", number=0))
    assert RU("group-settings-marks", number=0) in page.text
    kept = await store.groups.by_chat(PEOPLE.hash(group.id))
    assert kept is not None
    assert (kept.connected, kept.marks) == (True, 0)
    assert owner.received(group) == []


@pytest.mark.parametrize("why", ["stranger", "absent", "mute", "other"])
async def test_a_group_that_may_not_be_connected_is_refused_with_the_reason(
    telegram: Sandbox, owner: Person, member: Person, group: Chat, store: Store, why: str
) -> None:
    person = member if why == "stranger" else owner
    if why == "absent":
        group.members[telegram.world.bot["id"]] = "left"
    if why == "mute":
        owner.mute_bot(group)
    if why == "other":
        group.linked = None
    await person.send("/connect")
    assert (await person.next_reply()).text == RU("connect-ask")
    await person.share_chat(group)
    assert (await person.next_reply()).text == RU("connect-refused", why=why)
    kept = await store.groups.by_chat(PEOPLE.hash(group.id))
    assert kept is None or not kept.connected


async def test_a_chat_that_was_shared_for_something_else_is_none_of_ours(
    telegram: Sandbox, owner: Person, group: Chat
) -> None:
    shared = {"chat_shared": {"request_id": 1, "chat_id": group.id}}
    telegram.inject({"message": telegram.world.message(owner.chat, owner.user, shared)})
    assert (await owner.reply_to(await owner.send("/help"))).text
    assert len(owner.received()) == 1


async def test_a_post_of_the_channel_is_asked_about_in_the_comments(
    telegram: Sandbox, owner: Person, member: Person, group: Chat
) -> None:
    channel = telegram.world.chats[group.linked or 0]
    post = await owner.publish(channel, RUMOUR)
    thread = {"message_thread_id": post.message_id}
    await member.send("/check", chat=group, reply_to=post, **thread)  # type: ignore[arg-type]
    assert (await member.reply_to(post)).text.startswith("🔴 Фейк")


async def test_however_many_report_a_post_the_desk_gets_one_case_without_personal_data(
    telegram: Sandbox, owner: Person, member: Person, group: Chat, store: Store
) -> None:
    await connected(owner, group)
    post = await owner.send(f"{UNCHECKED} Звоните +7 701 555 44 33", chat=group)
    first = await owner.send("/report", chat=group, reply_to=post)
    assert (await owner.reply_to(first)).text == RU("report-sent")
    for _ in range(3):
        again = await member.send("/report", chat=group, reply_to=post)
        assert (await member.reply_to(again)).text == RU("report-again")
    copy = await member.send(f"{UNCHECKED} Звоните +7 701 555 44 33", chat=group)
    again = await member.send("/report", chat=group, reply_to=copy)
    assert (await member.reply_to(again)).text == RU("report-again")
    told = await reported(store)
    assert len([one for one in told if UNCHECKED in one]) == 1
    assert not [one for one in told if "555" in one]


async def test_a_report_of_what_was_checked_is_answered(
    owner: Person, member: Person, group: Chat, store: Store
) -> None:
    await connected(owner, group)
    before = await reported(store)
    post = await member.send(RUMOUR, chat=group)
    await member.send("/report", chat=group, reply_to=post)
    assert (await member.reply_to(post)).text.startswith("🔴 Фейк")
    assert await reported(store) == before


async def test_report_in_a_group_that_nobody_connected_is_another_bot_s(
    telegram: Sandbox, owner: Person, member: Person, group: Chat
) -> None:
    post = await member.send(UNCHECKED, chat=group)
    await member.send("/report", chat=group, reply_to=post)
    assert (await member.reply_to(await member.send("/help"))).text
    assert member.received(group) == []


async def test_a_group_reports_so_much_a_day_and_no_more(
    owner: Person, member: Person, group: Chat, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.groups.reporting._A_DAY", 2)
    await connected(owner, group)
    said = []
    for text in (
        "В пятницу в парке бесплатно раздают щенков лабрадора.",
        "Мост через Есиль закроют на ремонт до зимы.",
        "С понедельника хлеб продают только по талонам.",
    ):
        post = await member.send(text, chat=group)
        asked = await member.send("/report", chat=group, reply_to=post)
        said.append((await member.reply_to(asked)).text)
    assert said == [RU("report-sent"), RU("report-sent"), RU("report-enough")]


async def test_a_group_that_has_opened_enough_cases_is_told_so(
    owner: Person, member: Person, group: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.cases.submissions._OPENED", "SELECT ?1 + ?2 + ?3")
    await connected(owner, group)
    post = await member.send("Из зоопарка ночью сбежали два медведя и тигр.", chat=group)
    asked = await member.send("/report", chat=group, reply_to=post)
    assert (await member.reply_to(asked)).text == RU("report-enough")


async def test_what_a_group_reported_goes_when_its_admin_forgets_it(
    telegram: Sandbox, owner: Person, member: Person, group: Chat, store: Store
) -> None:
    await connected(owner, group)
    text = "Завтра в школе отменят последние уроки из-за ветра."
    post = await member.send(text, chat=group)
    asked = await member.send("/report", chat=group, reply_to=post)
    await member.reply_to(asked)
    assert [one for one in await reported(store) if text in one]
    question = await owner.send(f"/forget@{telegram.bot_username}", chat=group)
    await owner.press(await owner.reply_to(question), RU("button-forget-all"))
    assert not [one for one in await reported(store) if text in one]
