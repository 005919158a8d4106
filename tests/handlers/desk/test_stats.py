"""`/stats`: the desk's figures, for those of the desk."""

from handlers.kit.texts import Texts
from sandbox import Person, Sandbox
from storage.readers.feedback import Vote
from storage.store import Store
from storage.upkeep.backups import BACKUP, DRILL, FAILED, FAILURE
from tests.kit.desk_room import PEOPLE, publish, row_of

RU = Texts.load()["ru"]
RUMOUR = "Казахстан тайно собирается встать на сторону России и отправить войска в Украину"
UNCHECKED = "В субботу во дворе бесплатно раздают саженцы яблонь."


async def test_posts_are_counted_by_what_became_of_them(
    telegram: Sandbox, boss: Person, desk: object
) -> None:
    reader = telegram.person("Дана", language="ru")
    for post in (RUMOUR, UNCHECKED, UNCHECKED + " Приходите."):
        await reader.reply_to(await reader.send(post))
    await reader.reply_to(await reader.send_voice())
    await reader.reply_to(await reader.send("/help"))
    shown = await boss.reply_to(await boss.send("/stats"))
    for line in (
        RU("stats-posts", number=4),
        RU("stats-answer", number=1),
        RU("stats-unknown", number=2),
        RU("stats-unreadable", number=1),
        RU("stats-share", share="33", number=1, of=3),
        RU("stats-wrong-none"),
        RU("stats-wait-none"),
    ):
        assert line in shown.text


async def test_the_share_of_wrong_answers_comes_with_its_interval(
    telegram: Sandbox, boss: Person, store: Store, desk: object
) -> None:
    # Once the bot answers, its clean-up of readers without a trace is over.
    await boss.reply_to(await boss.send("/help"))
    debunk = await publish(store)
    now = int(telegram.world.clock.now())
    for number in range(10):
        row = await row_of(store, telegram.person(f"Ч{number}", started=True))
        await store.deliveries.note(row, debunk.id, debunk.version, debunk.verdict, None, now)
        vote = Vote.NOT_MINE if number < 2 else Vote.HELPED
        await store.feedback.vote(row, [debunk.id], vote, "ru", "", now)
    shown = await boss.reply_to(await boss.send("/stats"))
    # Wilson (1927): 2 of 10 is 5.7 % to 51.0 %.
    wanted = RU("stats-wrong", share="20", number=2, of=10, low="6", high="51")
    assert wanted in shown.text


async def test_a_button_shows_another_stretch_of_time(boss: Person, desk: object) -> None:
    shown = await boss.reply_to(await boss.send("/stats"))
    await boss.press(shown, RU("button-stats-day"))
    assert shown.text.startswith(RU("stats-day", last="").rstrip())
    await boss.press_data(shown, "stats.year")
    assert shown.text.startswith(RU("stats-day", last="").rstrip())


async def test_readers_have_no_figures(
    telegram: Sandbox, boss: Person, store: Store, desk: object
) -> None:
    reader = telegram.person("Дана", language="ru")
    answer = await reader.reply_to(await reader.send("/stats"))
    assert answer.text == RU("unknown-command")
    done = await reader.press_data(answer, "stats.day")
    assert done.text == RU("stale-button")
    assert await store.moderators.by_person(PEOPLE.hash(reader.id)) is None


async def test_the_last_backup_and_the_last_good_drill_are_shown(
    boss: Person, store: Store, desk: object
) -> None:
    shown = await boss.reply_to(await boss.send("/stats"))
    assert RU("stats-backup-none") in shown.text
    # Noon in Almaty on the 14th and 15th of November 2023.
    await store.backups.note({BACKUP: 1_700_028_000, DRILL: 1_699_941_600})
    shown = await boss.reply_to(await boss.send("/stats"))
    assert (
        RU("stats-backup", backup=RU.date("2023-11-15"), drill=RU.date("2023-11-14")) in shown.text
    )
    assert RU("stats-backup-failed") not in shown.text
    await store.backups.note({FAILED: 1_700_028_001, FAILURE: "The disk is full."})
    shown = await boss.reply_to(await boss.send("/stats"))
    assert RU("stats-backup-failed") in shown.text
    assert "disk" not in shown.text
