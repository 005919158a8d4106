"""A machine on which nothing is wrong for the doctor."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox import Person, Sandbox
from tests.bot.conftest import Raspa
from tests.kit.doctor import KEY, Examined, filled


@pytest.fixture
async def home(tmp_path: Path) -> Path:
    """A folder with a store of the desk's own."""
    await filled(tmp_path / "raspa.sqlite3")
    return tmp_path


@pytest.fixture
def boss(telegram: Sandbox) -> Person:
    return telegram.person("Болатбек", language="ru", started=True)


@pytest.fixture
def around(
    telegram: Sandbox, home: Path, boss: Person, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """Settings with which nothing is wrong, in the environment."""
    values = {
        "RASPA_BOT_TOKEN": telegram.token,
        "RASPA_API_URL": telegram.url,
        "RASPA_DATABASE": str(home / "raspa.sqlite3"),
        "RASPA_DATA_KEY": KEY,
        "RASPA_OWNERS": str(boss.id),
        "RASPA_DESK_NAME": "Тексеру",
        "RASPA_DESK_CONTACT": "desk@example.kz",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return values


@pytest.fixture
def doctor(raspa: Raspa) -> Callable[..., Examined]:
    """Asks for everything but Telegram, as JSON."""

    def ask(*words: str) -> Examined:
        outcome = raspa("doctor", "--offline", "--json", *words)
        return Examined(outcome.code, outcome.out, outcome.err)

    return ask
