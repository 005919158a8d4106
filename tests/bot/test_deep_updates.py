"""Presses and inline queries that are nested too deep, or broken: nobody's is left unanswered."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest

from bot.intake.plain_json import DEEPEST, update_or_source, updates_in
from bot.settings import Settings
from sandbox import Sandbox
from sandbox.updates import RawUpdate

Running = Callable[[Settings], AbstractAsyncContextManager[asyncio.Event]]
DEEP = 100_000
ODD = {
    "lists": "[" * DEEP + "]" * DEEP,
    "objects": '{"a":' * DEEP + "1" + "}" * DEEP,
    "both": '[{"a":' * DEEP + "1" + "}]" * DEEP,
    "a broken word": "tru",
    "not a number": "NaN",
    "half a number": "1.",
    "an object": '{"a":{"b":["text",5,null]}}',
}
PRESS = ("message", "data", "from", "new")
INLINE = ("query", "from", "offset", "new")
SENDER = '"from":{"id":77,"is_bot":false,"first_name":"A"}'


@pytest.fixture
async def telegram() -> AsyncIterator[Sandbox]:
    """A Telegram whose updates fit no schema."""
    async with Sandbox.start() as sandbox:
        yield sandbox


def press(place: str, odd: str, number: int) -> str:
    fields = {
        "message": f'"id":"{number}","chat_instance":"1","data":"x",{SENDER},"message":{odd}',
        "data": f'"data":{odd},"id":"{number}","chat_instance":"1",{SENDER}',
        "from": f'"from":{odd},"id":"{number}","chat_instance":"1","data":"x"',
        "new": f'"new":{odd},"id":"{number}","chat_instance":"1","data":"x",{SENDER}',
    }
    return f'{{"update_id":{number},"callback_query":{{{fields[place]}}}}}'


def inline(place: str, odd: str, number: int) -> str:
    fields = {
        "query": f'"query":{odd},"id":"{number}","offset":"",{SENDER}',
        "from": f'"from":{odd},"id":"{number}","offset":"","query":"x"',
        "offset": f'{SENDER},"id":"{number}","offset":{odd},"query":"x"',
        "new": f'"new":{odd},{SENDER},"id":"{number}","offset":"","query":"x"',
    }
    return f'{{"update_id":{number},"inline_query":{{{fields[place]}}}}}'


@pytest.mark.own_bot
@pytest.mark.parametrize("odd", sorted(ODD))
async def test_whatever_a_press_or_an_inline_query_holds_it_is_answered(
    telegram: Sandbox, settings: Settings, running: Running, odd: str
) -> None:
    async with running(settings):
        for made, method, query, places in (
            (press, "answerCallbackQuery", "callback_query_id", PRESS),
            (inline, "answerInlineQuery", "inline_query_id", INLINE),
        ):
            for place in places:
                number = telegram.next_update_id
                telegram.slip(RawUpdate(made(place, ODD[odd], number)))
                await telegram.call_of(method, **{query: str(number)})


def test_what_lies_too_deep_is_left_out_and_all_around_it_is_read() -> None:
    said = {"update_id": 7, "message": {"text": 'a "quoted" ]}, {[ text', "n": [1, -2.5e3, None]}}
    whole = json.dumps(said)
    source = whole[:-1] + ',"deep":' + ODD["both"] + ',"after":{"a":[true]}}'
    found = update_or_source(source)
    assert isinstance(found, dict)
    deep = found.pop("deep")
    assert found == said | {"after": {"a": [True]}}
    depth = 0
    while isinstance(deep, list | dict) and deep:
        deep = deep[0] if isinstance(deep, list) else deep["a"]
        depth += 1
    assert depth == DEEPEST - 1
    assert deep is None


@pytest.mark.parametrize("source", ['{"a":1', "[1,2}", '{"a" 1}', "{,}", "tru"])
def test_what_is_no_object_at_all_is_its_text(source: str) -> None:
    assert update_or_source(source) == source


def test_an_update_beside_a_deep_one_is_itself() -> None:
    body = '{"ok":true,"result":[{"update_id":1,"new":%s},{"update_id":2,"message":{"text":"a"}}]}'
    first, second = updates_in((body % ODD["lists"]).encode())
    assert isinstance(first, dict)
    assert first["update_id"] == 1
    assert second == {"update_id": 2, "message": {"text": "a"}}
