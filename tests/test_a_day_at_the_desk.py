"""A day of a desk of three and of twenty readers, as they see it: through Telegram alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.run import serve
from bot.settings import Settings
from handlers.kit.pace import Pace
from handlers.kit.texts import Texts
from sandbox import Channel, HiddenUser, Message, OriginChat, Person, Sandbox
from sandbox.chats import Chat as Room
from tests.kit.waiting import until

TEXTS = Texts.load()
RU, KK = TEXTS["ru"], TEXTS["kk"]
MORNING = int(datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Asia/Almaty")).timestamp())

RUMOUR = (
    "Срочно! В Костанае из зоопарка сбежали два волка, их видели у школы на улице Абая. "
    "Детей одних не отпускайте!"
)
CHANNEL = Channel("Срочно", username="srochno_example", message_id=41)
FORWARDS: tuple[tuple[str, Channel | OriginChat | HiddenUser], ...] = (
    (RUMOUR, CHANNEL),
    (f"😱😱😱 {RUMOUR} Перешлите всем!", HiddenUser("Тётя Роза")),
    ("Қостанайда хайуанаттар бағынан екі қасқыр қашып кетіпті. Рас па?", CHANNEL),
    (RUMOUR.upper(), OriginChat("Родительский чат")),
    (RUMOUR.replace("зоопарка", "зоапарка").replace("сбежали", "збежали"), HiddenUser("Сосед")),
    (f"Мама прислала, это правда?\n{RUMOUR}", HiddenUser("Мама")),
)

CLAIMS = {
    "ru": "В Костанае из зоопарка сбежали два волка",
    "kk": "Қостанайда хайуанаттар бағынан екі қасқыр қашып кетті",
    "en": "Two wolves have run away from the zoo in Kostanay",
}
SUMMARIES = {
    "ru": "Волки на месте: у школы видели двух хаски.",
    "kk": "Қасқырлар орнында: мектептің жанында екі хаски көрінген.",
    "en": "The wolves are where they were: two huskies were seen near the school.",
}
OFFICE = {"ru": "Костанайский зоопарк", "kk": "Қостанай хайуанаттар бағы"}
SAID = "Все наши волки в вольере, мы их пересчитали."
CORRECTED = "Один волк всё-таки ушёл, его вернули в тот же вечер."
WITHDRAWN = "Зоопарк считает волков ещё раз."


@dataclass(slots=True)
class Reader:
    """A reader, the language of their Telegram, and the post that they sent."""

    person: Person
    lang: str
    post: Message

    def say(self, key: str, **words: str | int) -> str:
        return TEXTS[self.lang](key, **words)

    def told(self, key: str) -> list[Message]:
        """Return what the bot wrote to them that begins with this text."""
        return [one for one in self.person.received() if one.text.startswith(self.say(key))]


@dataclass(slots=True)
class Day:
    """The clock, the people of the desk, its own chat, and the readers."""

    telegram: Sandbox
    clock: list[int]
    owner: Person
    room: Room
    chief: Person
    editor: Person
    askers: list[Reader] = field(default_factory=list)
    latecomers: list[Reader] = field(default_factory=list)
    gone: list[Reader] = field(default_factory=list)
    refused_a_choice: int = 0
    debunk: str = ""

    @property
    def listening(self) -> list[Reader]:
        """Those who have the card and may be written to."""
        return [one for one in self.askers + self.latecomers if one not in self.gone]

    def strikes(self, hour: int) -> None:
        self.clock[0] = MORNING + (hour - 9) * 3600


async def test_a_day_at_the_desk(telegram: Sandbox, settings: Settings) -> None:
    clock = [MORNING]
    owner = telegram.person("Болат", language="ru", started=True)
    room = telegram.group("Редакция", members=[owner])
    named = {"owners": (owner.id,), "desk_chat": room.id, "desk_alert": 10}
    async with raspa(settings.model_copy(update=named), clock):
        chief = await invited(telegram, owner, "Гүлнар", "ru", "chief")
        editor = await invited(telegram, chief, "Сәуле", "kk", "editor")
        day = Day(telegram, clock, owner, room, chief, editor)
        await twenty_readers_ask_about_one_rumour(day)
        await the_desk_s_chat_and_the_queue_show_it(day)
        day.strikes(10)
        await the_editor_takes_it_and_writes_the_debunk(day)
        day.strikes(12)
        await the_chief_publishes_it(day)
        await all_twenty_are_answered_once(day)
        day.strikes(13)
        await who_comes_later_is_answered_at_once(day)
        await readers_press_what_they_think_of_it(day)
        day.strikes(15)
        await the_chief_corrects_the_verdict_and_everyone_hears_of_it(day)
        day.strikes(17)
        await the_chief_withdraws_it_and_everyone_hears_of_it(day)
        await nobody_was_told_twice_and_nobody_gets_the_card_any_more(day)
        await the_history_names_who_did_what(day)
        await the_figures_are_those_of_the_day(day)


async def twenty_readers_ask_about_one_rumour(day: Day) -> None:
    for number in range(20):
        text, origin = FORWARDS[number % len(FORWARDS)]
        lang = tuple(TEXTS)[number % 3]
        person = day.telegram.person(f"Оқырман {number}", language=lang)
        reader = Reader(person, lang, await person.forward(text, origin=origin))
        answer = await person.reply_to(reader.post)
        if reader.told("choose-one"):
            day.refused_a_choice += 1
            await person.press(answer, reader.say("button-no"))
        assert answer.text == reader.say("unknown")
        await person.press(answer, reader.say("button-ask"))
        assert answer.text == reader.say("ask-sent", others=number)
        day.askers.append(reader)


async def the_desk_s_chat_and_the_queue_show_it(day: Day) -> None:
    for readers in (10, 20):
        alert = await day.owner.next_reply(chat=day.room)
        for voice in (RU, KK):
            assert voice("told-desk", case=1, readers=readers) in alert.text
    queue = await said(day.chief, "/queue")
    assert queue.text.startswith(RU("queue-title", number=1))
    assert RU("case-heading", case="1", number=20) in queue.text


async def the_editor_takes_it_and_writes_the_debunk(day: Day) -> None:
    editor = day.editor
    page = await said(editor, "/queue")
    await editor.press(page, KK("queue-button-case", case="1", readers="20"))
    await editor.press(page, KK("case-button-take"))
    chief_s = await said(day.chief, "/start case-1")
    assert "Сәуле" in chief_s.text
    await editor.press(page, KK("case-button-write"))
    question = await editor.next_reply()
    assert KK("add-begin-with-post") in question.text
    for lang in TEXTS:
        question = await said(editor, CLAIMS[lang])
    await editor.press(question, f"🔴 {KK('verdict-false')}")
    for lang in TEXTS:
        question = await said(editor, SUMMARIES[lang])
    await said(editor, " / ".join(OFFICE.values()))
    question = await said(editor, SAID)
    await editor.press(question, KK("add-button-skip"))
    await editor.press(question, KK("add-button-skip"))
    await editor.press(question, KK("add-button-yesterday"))
    await said(editor, "https://zoo.example/1")
    await said(editor, "Разбор https://raspa.example/volki")
    question = await said(editor, "звери, Костанай")
    await editor.press(question, KK("add-button-skip"))
    assert KK("add-ask-review") in question.text
    await editor.press(question, KK("add-button-send"))
    assert RU("case-heading", case="1", number=20) in (await said(day.chief, "/queue")).text


async def the_chief_publishes_it(day: Day) -> None:
    waiting = await said(day.chief, "/publish")
    assert CLAIMS["ru"] in waiting.text
    await day.chief.press(waiting, "1")
    page = await day.chief.reply_to(waiting)
    await day.chief.press(page, RU("add-button-publish"))
    before, after = RU("saved-published", id="|").split("|")
    first, _, rest = page.text.partition("\n\n")
    day.debunk = first.removeprefix(before).removesuffix(after)
    assert first == RU("saved-published", id=day.debunk)
    assert RU("case-attached", case="1", number=20) in rest
    assert (await said(day.chief, "/queue")).text == RU("queue-empty")


async def all_twenty_are_answered_once(day: Day) -> None:
    await all_is_sent(day)
    for reader in day.askers:
        (answer,) = reader.told("told-answer")
        assert answer.reply_to_message_id == reader.post.message_id
        for words in (reader.say("verdict-false"), CLAIMS[reader.lang], SUMMARIES[reader.lang]):
            assert words in answer.text
        assert SAID in answer.text
        assert len(reader.person.received()) == 2


async def who_comes_later_is_answered_at_once(day: Day) -> None:
    for number, (text, origin) in enumerate(FORWARDS[:3]):
        lang = tuple(TEXTS)[number]
        person = day.telegram.person(f"Кешіккен {number}", language=lang)
        reader = Reader(person, lang, await person.forward(text, origin=origin))
        card = await person.reply_to(reader.post)
        assert card.text.startswith(f"🔴 {reader.say('verdict-false')}")
        assert CLAIMS[lang] in card.text
        day.latecomers.append(reader)


async def readers_press_what_they_think_of_it(day: Day) -> None:
    helped, refused, quiet, forgotten = day.askers[:4]
    for reader, button in ((helped, "button-helped"), (refused, "button-not-mine")):
        (card,) = reader.told("told-answer")
        done = await reader.person.press(card, reader.say(button))
        assert done.text == reader.say("vote-thanks")
    assert helped.told("consent-ask")
    assert refused.told("not-mine")
    assert not refused.told("consent-ask")
    (card,) = quiet.told("told-answer")
    done = await quiet.person.press(card, quiet.say("button-no-updates"))
    assert done.text == quiet.say("updates-quiet")
    sure = await said(forgotten.person, "/forget")
    await forgotten.person.press(sure, forgotten.say("button-forget-all"))
    for line in ("forget-submissions", "forget-deliveries"):
        assert forgotten.say(line, number=1) in sure.text
    day.gone = [quiet, forgotten]


async def the_chief_corrects_the_verdict_and_everyone_hears_of_it(day: Day) -> None:
    page = await said(day.chief, f"/edit {day.debunk}")
    await day.chief.press(page, RU("part-verdict"))
    await day.chief.press(page, f"🟠 {RU('verdict-misleading')}")
    await day.chief.press(page, RU("add-button-done"))
    page = await said(day.chief, CORRECTED)
    assert f"{RU('edit-was')} 🔴 {RU('verdict-false')}" in page.text
    assert f"{RU('edit-now')} 🟠 {RU('verdict-misleading')}" in page.text
    await day.chief.press(page, RU("add-button-publish"))
    await all_is_sent(day)
    for reader in day.listening:
        (letter,) = reader.told("told-correction")
        old, new = f"🔴 {reader.say('verdict-false')}", f"🟠 {reader.say('verdict-misleading')}"
        assert reader.say("told-new-verdict", old=old, new=new) in letter.text
        assert reader.say("told-why", reason=CORRECTED) in letter.text
        today = TEXTS[reader.lang].date("2026-12-01")
        assert reader.say("told-date", date=today) in letter.text


async def the_chief_withdraws_it_and_everyone_hears_of_it(day: Day) -> None:
    await said(day.chief, f"/retract {day.debunk}")
    page = await said(day.chief, WITHDRAWN)
    assert RU("retract-told", number=len(day.listening)) in page.text
    await day.chief.press(page, RU("retract-button-yes"))
    await all_is_sent(day)
    for reader in day.listening:
        (letter,) = reader.told("told-retraction")
        old = f"🟠 {reader.say('verdict-misleading')}"
        assert reader.say("told-we-said", old=old) in letter.text
        assert reader.say("told-why", reason=WITHDRAWN) in letter.text


async def nobody_was_told_twice_and_nobody_gets_the_card_any_more(day: Day) -> None:
    for reader in day.listening:
        assert len(reader.told("told-correction")) == len(reader.told("told-retraction")) == 1
    for reader in day.gone:
        assert not reader.told("told-correction") + reader.told("told-retraction")
    reader = day.latecomers[0]
    again = await reader.person.reply_to(await reader.person.forward(RUMOUR, origin=CHANNEL))
    assert again.text == reader.say("unknown")
    await reader.person.press(again, reader.say("button-ask"))
    assert again.text == reader.say("ask-sent", others=0)
    queue = await said(day.chief, "/queue")
    assert RU("case-heading", case="2", number=1) in queue.text


async def the_history_names_who_did_what(day: Day) -> None:
    shown = (await said(day.owner, f"/history {day.debunk}")).text.splitlines()[1:]
    for line, who, deed, words in zip(
        shown,
        ("Гүлнар", "Гүлнар", "Гүлнар", "Сәуле"),
        ("retracted", "edited", "published", "drafted"),
        (WITHDRAWN, CORRECTED, "12:00", "10:00"),
        strict=True,
    ):
        assert f"{who}: {RU(f'deed-{deed}')}" in line
        assert words in line


async def the_figures_are_those_of_the_day(day: Day) -> None:
    shown = (await said(day.editor, "/stats")).text
    for line in (
        KK("stats-posts", number=24),
        KK("stats-answer", number=3),
        KK("stats-choose", number=day.refused_a_choice),
        KK("stats-unknown", number=21 - day.refused_a_choice),
        KK("stats-asks", number=21),
        KK("stats-wrong", share="50", number=1, of=2, low="9", high="91"),
        KK("stats-wait", time=KK("stats-hours", number=3), number=1),
    ):
        assert line in shown


async def invited(telegram: Sandbox, by: Person, name: str, lang: str, role: str) -> Person:
    """Return a new person of the desk, who came in by a link that works only once."""
    page = await said(by, "/mods")
    await by.press(page, RU("mods-button-invite"))
    await by.press(page, RU(f"role-{role}").capitalize())
    payload = by.received()[-1].text.partition("?start=")[2].split()[0]
    person, thief = telegram.person(name, language=lang), telegram.person("Чужой", language="ru")
    voice = TEXTS[lang]
    welcome = await said(person, f"/start {payload}")
    assert welcome.text == voice("invite-welcome", role=voice(f"role-{role}"))
    assert (await said(thief, f"/start {payload}")).text == RU("invite-used")
    return person


async def said(person: Person, text: str) -> Message:
    """Send a text and return what the bot replies."""
    return await person.reply_to(await person.send(text))


async def all_is_sent(day: Day) -> None:
    """Look at the figures until nothing waits to be sent."""
    nothing = RU("stats-outbox", due=0, sent="|", dropped="").partition("|")[0]
    shown = await said(day.owner, "/stats")

    async def sent() -> bool:
        await day.owner.press(shown, RU("button-stats-day"))
        return nothing in shown.text

    await until(sent)


@asynccontextmanager
async def raspa(settings: Settings, clock: list[int]) -> AsyncIterator[None]:
    """Run the real bot by this clock, with a sender that hardly waits between letters."""
    stop = asyncio.Event()

    def now() -> int:
        return clock[0]

    pace = Pace(200, in_a_chat=0.01, in_the_desk=0.01, look_again=0.05, steady=now)
    serving = asyncio.create_task(serve(settings, stop, pace, now))
    try:
        yield
    finally:
        stop.set()
        await serving
