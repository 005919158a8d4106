"""The verdicts' signs as files, and the address that Telegram fetches them from."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.settings import SettingsError, read_settings
from domain.debunk import Verdict
from tests.bot.conftest import Raspa


def test_a_square_picture_a_verdict_is_written_for_everybody(raspa: Raspa, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "signs"
    outcome = raspa("signs", str(folder))
    assert outcome.code == 0
    assert {path.name for path in folder.iterdir()} == {f"{one}.png" for one in Verdict}
    for path in folder.iterdir():
        with Image.open(BytesIO(path.read_bytes())) as picture:
            assert picture.width == picture.height
        assert path.stat().st_mode & 0o777 == 0o644


def test_a_place_that_cannot_be_written_to_is_said_in_words(raspa: Raspa, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    outcome = raspa("signs", str(tmp_path / "file" / "signs"))
    assert outcome.code != 0
    assert "cannot be written to" in outcome.err


@pytest.mark.parametrize(
    "address", ["http://example.kz/signs", "example.kz", "https://", "ftp://a"]
)
def test_an_address_that_telegram_does_not_fetch_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setitem(os.environ, "RASPA_SIGNS_URL", address)
    with pytest.raises(SettingsError, match="RASPA_SIGNS_URL"):
        read_settings()


@pytest.mark.parametrize("address", ["https://example.kz/signs/", " https://example.kz/signs "])
def test_an_address_is_read_without_what_does_not_belong_to_it(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setitem(os.environ, "RASPA_SIGNS_URL", address)
    assert read_settings().signs_url == "https://example.kz/signs"
