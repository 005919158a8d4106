"""The demonstration: a reader talks to the real bot on a Telegram that runs on this machine."""

import asyncio
import os
import secrets
import sys
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import as_file
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from bot.application import open_store
from bot.commands.demo_chat import ChatView
from bot.commands.demo_input import Typed
from bot.commands.invented import EXAMPLES
from bot.encoding import encoder_or_warning, vectors_or_warning
from bot.settings import KEY_BYTES
from handlers.kit.card import FULL
from handlers.kit.markup import shortened
from sandbox import Channel, Person, Sandbox
from storage.imports.transfer import import_file

_STARTING_SECONDS = 30.0
_REPLY_SECONDS = 10.0
_STOPPING_SECONDS = 15.0

_READER = "Айгүл"
_NEIGHBOUR = "Ерлан"
_RUMOUR = (
    "⚡️⚡️ Казахстан тайно собирается встать на сторону России! Минобороны РК уже ведёт переговоры "
    "с российскими военными об отправке наших солдат и техники в Украину. Таджикистан и "
    "Кыргызстан тоже «конфиденциально» согласились помочь. Россия давит на власти.\n\n"
    "Максимальный репост, пока не удалили!!!"
)
_QUESTION = "Қазақстан Ресей жағында соғысуға әскер жібермекші деп жатыр, рас па?"
_SEARCH = "Россия давит"
_UNCHECKED = "В субботу с восьми утра в нашем дворе будут бесплатно раздавать саженцы яблонь."
_EXPECTED = ("Фейк", "Министерство обороны", "Переговоры по данному вопросу")


async def play() -> bool:
    """Play the four scenes, then hand over to a terminal; False if the verdict did not come."""
    view = ChatView(Console(highlight=False))
    async with Sandbox.start() as telegram, _running_bot(telegram):
        reader = telegram.person(_READER, language="ru")
        came = await _scenes(telegram, reader, view)
        if came and sys.stdin.isatty() and sys.stdout.isatty():
            await _hand_over(reader, view)
    return came


async def _scenes(telegram: Sandbox, reader: Person, view: ChatView) -> bool:
    view.scene("A reader forwards a rumour from a channel")
    channel = Channel("Срочно | Казахстан", username="srochno_kz_example", message_id=412)
    post = await reader.forward(_RUMOUR, origin=channel)
    view.said(_READER, _RUMOUR, forwarded_from=channel.title)
    answer = await reader.reply_to(post, timeout=_STARTING_SECONDS)
    view.answered(answer, to=_RUMOUR)

    view.scene("Someone asks in Kazakh")
    neighbour = telegram.person(_NEIGHBOUR, language="kk")
    asked = await neighbour.send(_QUESTION)
    view.said(_NEIGHBOUR, _QUESTION)
    view.answered(await neighbour.reply_to(asked, timeout=_REPLY_SECONDS), to=_QUESTION)

    view.scene("Someone searches from another chat")
    found = await reader.inline(_SEARCH)
    view.found(_READER, telegram.bot_username, _SEARCH, found)

    view.scene("A reader forwards something that nobody has checked")
    unchecked = await reader.forward(_UNCHECKED, origin=Channel("Наш двор", message_id=7))
    view.said(_READER, _UNCHECKED, forwarded_from="Наш двор")
    view.answered(await reader.reply_to(unchecked, timeout=_REPLY_SECONDS), to=_UNCHECKED)

    came = all(words in answer.text for words in _EXPECTED) and bool(found.results)
    view.closed(came)
    return came


async def _hand_over(reader: Person, view: ChatView) -> None:
    view.scene("Your turn: type or paste a message; an empty line or Ctrl+C ends")
    with Typed.at(sys.stdin.fileno()) as typed:
        while text := shortened(await typed.message(), FULL):
            sent = await reader.send(text)
            view.answered(await reader.reply_to(sent, timeout=_REPLY_SECONDS), to=text)


@asynccontextmanager
async def _running_bot(telegram: Sandbox) -> AsyncIterator[None]:
    """Run `python -m bot run` on a fresh store of the examples, as an operator would."""
    with TemporaryDirectory(prefix="raspa-demo-") as folder:
        database = Path(folder) / "demo.sqlite3"
        async with await open_store(database) as store:
            with as_file(EXAMPLES) as examples:
                await import_file(store, examples, dry_run=False)
            # As `import` does: until then the bot answers by words alone.
            if encoder := await asyncio.to_thread(encoder_or_warning, Path(folder)):
                await vectors_or_warning(store, encoder)
        with (Path(folder) / "log").open("w+") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                # Away from where the demo was started, so that an operator's .env is not read.
                cwd=folder,
                env=environment(telegram, database),
                stderr=log,
            )
            try:
                yield
            finally:
                if process.returncode is None:
                    process.terminate()
                await asyncio.wait_for(process.wait(), _STOPPING_SECONDS)
                if process.returncode:
                    log.seek(0)
                    sys.stderr.write(log.read())


def environment(telegram: Sandbox, database: Path) -> dict[str, str]:
    """Return what `python -m bot run` needs around it to work on a sandbox and a store."""
    inherited = {name: value for name, value in os.environ.items() if "RASPA_" not in name}
    return inherited | {
        # The packages where they are found here.
        "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)),
        "RASPA_BOT_TOKEN": telegram.token,
        "RASPA_API_URL": telegram.url,
        "RASPA_DATABASE": str(database),
        "RASPA_DATA_KEY": urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode(),
    }
