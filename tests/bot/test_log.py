import logging

import pytest

from bot.log import set_up_logging

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
