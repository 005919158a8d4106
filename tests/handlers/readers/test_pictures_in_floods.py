"""One reader's many pictures hold nobody else up, and without tesseract captions still count."""

import asyncio
import os
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.settings import Settings
from handlers.kit.texts import Texts
from sandbox import Sandbox
from tests.kit.pictures import picture_of, saved
from tests.kit.waiting import until

RU = Texts.load()["ru"]
RUMOUR = (
    "Казахстан тайно собирается встать на сторону России! Минобороны уже ведёт переговоры об "
    "отправке наших солдат и техники в Украину."
)
FAKE = "🔴 Фейк"
MANY = 30
OTHERS_WIDTH = 1500

Running = Callable[..., AbstractAsyncContextManager[asyncio.Event]]

ROW = r"5\t1\t1\t1\t1\t{n}\t10\t10\t90\t20\t96\t{word}\n"
STAND_IN = """#!/bin/sh
if [ "$1" = --list-langs ]; then printf 'List:\\nkaz\\nrus\\n'; exit 0; fi
head=$(dd bs=1 count=7 2>/dev/null)
cat >/dev/null
touch {folder}/begun
case "$head" in
    "P5 {width}") ;;
    *) while [ ! -e {folder}/gate ]; do sleep 0.05; done ;;
esac
printf '{rows}'
"""


@pytest.fixture
def waits_at_the_gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tesseract that reads the rumour in everything; but in one width it waits for a gate."""
    words = enumerate(RUMOUR.split(), 1)
    rows = "".join(ROW.format(n=number, word=word) for number, word in words)
    program = tmp_path / "tesseract"
    program.write_text(STAND_IN.format(folder=tmp_path, width=OTHERS_WIDTH, rows=rows))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


async def test_others_are_answered_while_one_reader_s_thirty_pictures_are_read(
    telegram: Sandbox, settings: Settings, running: Running, waits_at_the_gate: Path
) -> None:
    flood, other = (telegram.person(name, language="ru") for name in ("Марат", "Айгүл"))
    async with running(settings):
        content = saved(picture_of(RUMOUR, width=1450))
        told = [await flood.send_photo(content=content) for _ in range(MANY)]
        await until(lambda: (waits_at_the_gate / "begun").exists())
        assert FAKE in (await other.reply_to(await other.send(RUMOUR))).text
        picture = saved(picture_of(RUMOUR, width=OTHERS_WIDTH))
        assert FAKE in (await other.reply_to(await other.send_photo(content=picture))).text
        assert not [one for one in flood.received() if FAKE in one.text]
        (waits_at_the_gate / "gate").touch()
        for one in told:
            assert FAKE in (await flood.reply_to(one)).text


async def test_without_tesseract_captions_are_answered_and_pictures_kindly_refused(
    telegram: Sandbox,
    settings: Settings,
    running: Running,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    reader = telegram.person("Айгүл", language="ru")
    content = saved(picture_of(RUMOUR))
    async with running(settings):
        refused = await reader.reply_to(await reader.send_photo(content=content))
        answer = await reader.reply_to(await reader.send_photo(RUMOUR, content=content))
    assert refused.text == RU("unreadable", kind="photo")
    assert answer.text.startswith(FAKE)
    assert RU("picture-left-out") in answer.text


async def test_a_picture_that_telegram_cannot_hand_out_for_a_while_is_read_later(
    telegram: Sandbox, settings: Settings, running: Running
) -> None:
    reader = telegram.person("Айгүл", language="ru")
    async with running(settings):
        telegram.fault("getFile", status=502, times=2)
        told = await reader.send_photo(content=saved(picture_of(RUMOUR)))
        assert FAKE in (await reader.reply_to(told)).text
