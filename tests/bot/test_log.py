import logging

import pytest
from telegram.error import BadRequest

from bot.log import PrivateFormatter, set_up_logging
from storage.engine.errors import StoreLocked

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"


@pytest.fixture(autouse=True)
def restored_logging() -> object:
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


@pytest.mark.parametrize("secret", [TOKEN, "5123456789", "-1001234567890"])
def test_neither_token_nor_telegram_id_reaches_a_log_line(
    secret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging()
    logging.getLogger("anything").error("asked /bot%s/getMe for %s", secret, secret)
    assert secret.removeprefix("-") not in capsys.readouterr().err


def test_a_token_inside_a_traceback_is_masked(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging()
    try:
        raise ValueError(f"POST /bot{TOKEN}/getMe")
    except ValueError:
        logging.getLogger("anything").exception("failed")
    assert "QXMENQ" not in capsys.readouterr().err


def test_the_http_library_does_not_log_addresses(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging()
    logging.getLogger("httpx").info("HTTP Request: POST /bot%s/getMe", TOKEN)
    assert capsys.readouterr().err == ""


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def formatted(formatter: PrivateFormatter, error: Exception, name: str = "handlers.errors") -> str:
    try:
        try:
            raise KeyError("Айгүл")
        except KeyError as cause:
            raise error from cause
    except Exception as raised:
        info = (type(raised), raised, raised.__traceback__)
        record = logging.LogRecord(name, logging.ERROR, __file__, 1, "Error %s", ("abc",), info)
        return formatter.format(record)


def test_an_exception_is_told_by_type_and_place_and_not_by_its_words() -> None:
    told = formatted(PrivateFormatter(), ValueError("тайна"))
    assert "KeyError" in told
    assert "ValueError" in told
    assert 'test_log.py", line' in told
    assert "Айгүл" not in told.replace('KeyError("Айгүл")', "")
    assert "тайна" not in told


def test_words_of_ours_and_known_refusals_are_told() -> None:
    assert "is locked" in formatted(PrivateFormatter(), StoreLocked("The store is locked"))
    said = formatted(PrivateFormatter(), BadRequest("Chat not found: тайна"))
    assert "chat not found" in said
    assert "тайна" not in said


def test_a_kind_of_exception_is_told_whole_once_a_minute() -> None:
    clock = Clock()
    formatter = PrivateFormatter(clock)
    lines = []
    for clock.now in (0, 1, 59, 61):
        lines.append(len(formatted(formatter, ValueError("тайна")).splitlines()))
    assert lines[0] > 3
    assert lines[1:3] == [1, 1]
    assert lines[3] == lines[0]
    again = formatted(formatter, ValueError("другая тайна"))
    assert "Error abc" in again
    assert "ValueError at an unknown line" in again
    assert len(formatted(formatter, TypeError()).splitlines()) > 3


def test_the_place_of_an_exception_is_the_last_line_of_ours_that_it_came_through() -> None:
    def stopped() -> float:
        raise ValueError

    with pytest.raises(ValueError) as raised:  # noqa: PT011 - its place is looked at, not its words
        formatted(PrivateFormatter(stopped), KeyError())
    formatter = PrivateFormatter()
    formatted(formatter, raised.value)
    assert "(again ValueError at bot/log.py:" in formatted(formatter, raised.value)


def test_values_in_lines_of_other_libraries_are_left_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging()
    logging.getLogger("telegram.ext.Application").error("Error with update %s", {"text": "тайна"})
    logging.getLogger("asyncio").error("Task exception was never retrieved\nKeyError('тайна')")
    said = capsys.readouterr().err
    assert "Error with update %s" in said
    assert "never retrieved" in said
    assert "тайна" not in said
