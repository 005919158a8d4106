"""Nothing of what people send is ever written, at any level, whatever goes wrong with it.

Each value that is planted is of its own; everything that the process writes is searched for it.
"""

import asyncio
import gc
import json
import logging
import sys
import threading
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from itertools import count
from typing import Any

import httpx
import pytest

from bot.log import set_up_logging
from bot.settings import Settings
from sandbox import Person, RawUpdate, Sandbox
from tests.kit.odd import SAMPLES, changed, places
from tests.kit.waiting import until

Running = Callable[..., AbstractAsyncContextManager[asyncio.Event]]
LIBRARIES = ("telegram", "httpx", "httpcore", "tornado", "asyncio", "aiosqlite", "apscheduler")
HOOKS = ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook"))
# Without these as they are, nothing is told apart any more.
KINDS = ("type", "language_code", "id", "chat_instance")
SECRET = "zqsecretzq"


@pytest.fixture
async def telegram() -> AsyncIterator[Sandbox]:
    """A Telegram whose updates fit no schema."""
    async with Sandbox.start() as sandbox:
        yield sandbox


@pytest.fixture(autouse=True)
def everything(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The program's own log, with all that libraries have to say, however little it matters."""
    for holder, name in HOOKS:
        monkeypatch.setattr(holder, name, getattr(holder, name))
    known = [name for name in logging.root.manager.loggerDict if name.startswith(LIBRARIES)]
    names = [*LIBRARIES, *known]
    levels = {name: logging.getLogger(name).level for name in names}
    root, handlers = logging.root.level, logging.root.handlers[:]
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    logging.root.setLevel(root)
    logging.root.handlers[:] = handlers


class Planted:
    """Words that stand nowhere else, one for each place, and numbers that do not either."""

    def __init__(self) -> None:
        self._numbers = count(7_351_000_001)
        self.all: list[str] = []

    def word(self) -> str:
        self.all.append(f"zq{len(self.all)}тайна")
        return self.all[-1]

    def number(self) -> int:
        number = next(self._numbers)
        self.all.append(str(number))
        return number

    def everywhere(self, value: Any) -> Any:
        """Return a JSON value with a word of its own in each text, also in names of fields."""
        if isinstance(value, dict):
            kept = {
                key: one if key in KINDS else self.everywhere(one) for key, one in value.items()
            }
            return {**kept, self.word(): self.word()}
        if isinstance(value, list):
            return [self.everywhere(one) for one in value]
        return self.word() if isinstance(value, str) else value

    def found_in(self, written: str) -> list[str]:
        spelt = {one: one.encode("unicode-escape").decode() for one in self.all}
        return [one for one in self.all if one in written or spelt[one] in written]


def loud() -> Planted:
    """Begin to log all that there is; the test runner's own handlers tell more, and go."""
    set_up_logging(logging.DEBUG)
    for name in [*logging.root.manager.loggerDict]:
        if name.startswith(LIBRARIES):
            logging.getLogger(name).setLevel(logging.DEBUG)
    return Planted()


def message_of(reader: Person, planted: Planted, number: int) -> dict[str, Any]:
    person = {
        "id": reader.id,
        "is_bot": False,
        "first_name": planted.word(),
        "last_name": planted.word(),
        "username": planted.word(),
        "language_code": "ru",
    }
    text = f"{planted.word()} https://{planted.word()}.example/{planted.word()} {planted.number()}"
    return {
        "message_id": number,
        "date": 1_790_000_000,
        "from": person,
        "chat": {"id": reader.id, "type": "private", "first_name": planted.word()},
        "text": text,
    }


def odd_ones(planted: Planted, reader: Person) -> Iterator[dict[str, Any]]:
    """Yield updates of every kind with something wrong at some place, and planted words in all."""
    for at, sample in enumerate(SAMPLES.values()):
        whole = json.loads(json.dumps(sample))
        where = list(places(whole))
        for place in where[at % 5 :: 5]:
            odd = changed(whole, place, [planted.word(), {planted.word(): planted.number()}])
            yield planted.everywhere(odd) if isinstance(odd, dict) else {"message": odd}
    for number in range(5):
        yield {"message": message_of(reader, planted, 900 + number)}


def written(capsys: pytest.CaptureFixture[str]) -> str:
    told = capsys.readouterr()
    return told.out + told.err


async def test_no_value_of_an_odd_update_or_of_a_fault_is_written(
    telegram: Sandbox, settings: Settings, running: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = loud()
    reader = telegram.person(planted.word(), language="ru", started=True)
    owner = telegram.person(planted.word(), language="ru", started=True)
    planted.all += [str(reader.id), str(owner.id), telegram.token.partition(":")[2]]
    said = f"Bad Request: {planted.word()} of {planted.number()}"
    for method, status in (
        ("sendMessage", 400),
        ("sendMessage", 403),
        ("sendMessage", 500),
        ("setMyCommands", 400),
        ("setMyName", 400),
        ("getUpdates", 502),
        ("getUpdates", 409),
        ("answerCallbackQuery", 400),
    ):
        telegram.fault(method, status=status, description=said, times=1)
    telegram.fault("sendMessage", drop=True, times=1)
    telegram.fault("getUpdates", drop=True, times=1)
    async with running(settings.model_copy(update={"owners": (owner.id,)}), stop_seconds=5):
        first = telegram.next_update_id
        for at, odd in enumerate(odd_ones(planted, reader)):
            telegram.slip({**odd, "update_id": first + at})
        last = telegram.next_update_id
        telegram.slip(RawUpdate(f'{{"update_id":{last},"message":{{"text":"{planted.word()}"]'))
        telegram.slip(
            RawUpdate(f'{{"update_id":{last + 1},"{planted.word()}":"{planted.word()}"}}')
        )
        await until(lambda: not telegram.pending)
        telegram.clear_faults()
        sent = await reader.send(f"{planted.word()} раздают саженцы {planted.number()}")
        await reader.reply_to(sent)
    told = written(capsys)
    assert "Stopped" in told
    assert planted.found_in(told) == []


async def test_no_value_that_is_posted_to_the_webhook_is_written(
    telegram: Sandbox,
    settings: Settings,
    running: Running,
    unused_port: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    planted = loud()
    reader = telegram.person(planted.word(), language="ru", started=True)
    hooked = Settings.model_validate(
        {
            **settings.model_dump(),
            "webhook_url": f"http://127.0.0.1:{unused_port}/hook",
            "webhook_secret": SECRET,
            "listen": f"127.0.0.1:{unused_port}",
        }
    )
    planted.all.append(SECRET)
    header = "X-Telegram-Bot-Api-Secret-Token"
    async with running(hooked, stop_seconds=5), httpx.AsyncClient() as caller:
        await telegram.call_of("setWebhook")
        for secret in (SECRET, planted.word().encode().hex()):
            planted.all.append(secret)
            for at, odd in enumerate(odd_ones(planted, reader)):
                if at % 10 == 0:
                    body = json.dumps({**odd, "update_id": at + 1})
                    url = f"{hooked.webhook_url}?{at}"
                    await caller.post(url, content=body, headers={header: secret})
            for body in (f"{{{planted.word()}", f'"{planted.word()}"', "5" + " " * 2_000_000):
                await caller.post(str(hooked.webhook_url), content=body, headers={header: secret})
        await caller.post(f"{hooked.webhook_url}/{planted.word()}", headers={header: SECRET})
        answers, writer = await asyncio.open_connection("127.0.0.1", unused_port)
        head = f"POST /hook HTTP/1.1\r\n{planted.word()}\r\n: {planted.word()}\r\n\r\n"
        writer.write(head.encode())
        await answers.read()
        writer.close()
    planted.all = [one for one in planted.all if one]
    assert planted.found_in(written(capsys)) == []


async def test_what_nobody_catches_is_told_without_its_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    planted = loud()

    async def fail() -> None:
        raise ValueError(planted.word())

    def call(value: str) -> None:
        raise KeyError(value)

    loop = asyncio.get_running_loop()
    task = asyncio.create_task(fail())
    loop.call_soon(call, planted.word())
    for _ in range(3):
        await asyncio.sleep(0)
    del task
    gc.collect()
    loop.call_exception_handler({"message": f"Exception in callback {planted.word()}"})
    logging.getLogger("httpcore.http11").debug(f"receive_response.complete {planted.word()}")
    logging.getLogger("telegram.Bot").debug("Calling endpoint with %s", {"text": planted.word()})
    logging.getLogger("bot.anything").error("Too few places: %s", planted.word(), planted.word())
    warnings.showwarning(UserWarning(planted.word()), UserWarning, "/a/b/file.py", 5)
    sys.excepthook(ValueError, ValueError(planted.word()), None)
    threading.excepthook(
        threading.ExceptHookArgs((ValueError, ValueError(planted.word()), None, None))
    )
    told = written(capsys)
    assert "UserWarning at file.py:5" in told
    assert "Ended by an error" in told
    assert "Calling endpoint with %s" in told
    assert "could not be written" in told
    assert "never retrieved" in told
    assert planted.found_in(told) == []
