"""Voice messages where the operator has put a model of speech: the way there is the real one.

The model is a tiny one made here, whose one word is the rumour.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.settings import Settings
from handlers.kit.texts import Texts
from media.speech.onnx_transcriber import is_installed
from sandbox import Sandbox
from tests.kit.files_made import voice_of
from tests.kit.tiny_speech_model import make_tiny_model

RU = Texts.load()["ru"]
RUMOUR = (
    "казахстан тайно собирается встать на сторону россии минобороны уже ведёт переговоры об "
    "отправке наших солдат и техники в украину"
)
FAKE = "🔴 Фейк"
LOW = 150.0
Running = Callable[..., AbstractAsyncContextManager[object]]


@pytest.mark.skipif(not is_installed(), reason="onnx-asr is an extra")
async def test_what_is_said_in_a_voice_message_is_answered_as_if_it_were_typed(
    telegram: Sandbox, settings: Settings, running: Running, tmp_path: Path
) -> None:
    make_tiny_model(tmp_path / "model", says=RUMOUR)
    async with running(settings.model_copy(update={"voice_model": tmp_path / "model"})):
        reader = telegram.person("Айгүл", language="ru")
        for kind in ("voice", "audio"):
            told = await reader.send_media(kind, content=voice_of(2.0, LOW))
            answer = await reader.reply_to(told)
            assert FAKE in answer.text
            assert answer.text.startswith(RU("voice-read"))
            assert any(RUMOUR[:60] in quoted for quoted in answer.quotations)
        broken = await reader.send_voice(content=b"OggS broken")
        assert (await reader.reply_to(broken)).text == RU("voice-trouble", trouble="damaged")
        silent = await reader.send_voice(content=voice_of(2.0, 0.0))
        assert (await reader.reply_to(silent)).text == RU("voice-wordless")


@pytest.mark.parametrize("held", ["nothing", "an empty folder"])
async def test_a_model_that_is_not_there_costs_nobody_the_answer(
    telegram: Sandbox, settings: Settings, running: Running, tmp_path: Path, held: str
) -> None:
    folder = tmp_path / "model"
    if held == "an empty folder":
        folder.mkdir()
    async with running(settings.model_copy(update={"voice_model": folder})):
        reader = telegram.person("Айгүл", language="ru")
        told = await reader.send_voice(content=voice_of(1.0))
        assert (await reader.reply_to(told)).text == RU("unreadable", kind="voice")
        captioned = await reader.send_voice(RUMOUR, content=voice_of(1.0))
        assert (await reader.reply_to(captioned)).text.startswith(FAKE)
