"""The disk takes no more, or the rights to it are taken away, under the running bot."""

import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.settings import Settings
from handlers.kit.texts import Texts
from sandbox import Sandbox
from storage.store import Store
from tests.kit.bot_process import BotProcess, bot_process
from tests.kit.waiting import until

RU = Texts.load()["ru"]
RUMOUR = "Казахстан тайно собирается встать на сторону России и отправить войска в Украину"
NEW = "В субботу в Шымкенте закроют все аптеки и начнут продавать лекарства по талонам."


@contextmanager
def no_room(bot: BotProcess) -> Iterator[None]:
    """Have the system refuse every byte that this process would write into a file."""
    usual = resource.prlimit(bot.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (0, usual[1]))
    yield
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, usual)


async def test_a_full_disk_is_outlived_and_nothing_is_said_to_be_done_that_is_not(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    reader = telegram.person("Дана", language="ru")
    async with bot_process(settings) as bot:
        unknown = await reader.reply_to(await reader.send(NEW))
        with no_room(bot):
            answer = await reader.reply_to(await reader.send(RUMOUR))
            assert answer.text.startswith("🔴 Фейк")
            assert (await reader.press(unknown, RU("button-ask"))).text == RU("ask-not-kept")
        assert await store.cases.count_open() == 0
        assert (await reader.press(unknown, RU("button-ask"))).text == ""
        assert await store.cases.count_open() == 1

        async def all_is_done() -> bool:
            return (await store.inbox.state()).waiting == 0 and not telegram.pending

        await until(all_is_done)
        assert len([one for one in reader.received() if one.text.startswith("🔴 Фейк")]) == 1
        assert "StoreFull" in bot.log


async def test_a_store_that_becomes_read_only_is_answered_from_and_written_again_after(
    telegram: Sandbox, settings: Settings, store: Store
) -> None:
    reader = telegram.person("Дана", language="ru")
    home = settings.database.parent
    async with bot_process(settings) as bot:
        await reader.reply_to(await reader.send("/help"))
        with only_to_be_read(home):
            answer = await reader.reply_to(await reader.send(RUMOUR))
            assert answer.text.startswith("🔴 Фейк")
        await reader.reply_to(await reader.send(NEW))
        assert "Error " not in bot.log


@contextmanager
def only_to_be_read(folder: Path) -> Iterator[None]:
    """Take away the right to write from a folder and all files in it."""
    usual = {one: stat.S_IMODE(one.stat().st_mode) for one in (folder, *folder.iterdir())}
    for one, mode in usual.items():
        one.chmod(mode & ~0o222)
    yield
    for one, mode in usual.items():
        one.chmod(mode)
