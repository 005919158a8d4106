"""`doctor` on settings: each faulty one is a line, and the rest is looked at."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.doctor.examination import OF_TELEGRAM, SUBJECTS
from tests.kit.doctor import KEY, Examined


class TestSettings:
    def test_each_faulty_one_is_a_line_and_the_rest_is_looked_at_with_the_others(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("RASPA_LISTEN", "here")
        monkeypatch.setenv("RASPA_KEEP_DAYS", "many")
        examined = doctor()
        found = [one["found"] for one in examined.lines["settings"]]
        assert sum("RASPA_LISTEN" in one for one in found) == 1
        assert sum("RASPA_KEEP_DAYS" in one for one in found) == 1
        assert examined.marks("settings") == {"fault"}
        assert examined.marks("store") == {"ok"}
        assert examined.marks("data key") == {"ok"}
        assert examined.code == 1

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("RASPA_BOT_TOKEN", "no-token"),
            ("RASPA_DATA_KEY", "short"),
            ("RASPA_OWNERS", "me"),
            ("RASPA_TIME_ZONE", "Mars/Olympus"),
            ("RASPA_WEBHOOK_URL", "https://example.kz/hook"),
            ("RASPA_BACKUP_FOLDER", "copies"),
            ("RASPA_BACKUP_KEY", KEY),
            ("RASPA_API_URL", "http://example.kz"),
            ("RASPA_ATTACH_ROLE", "king"),
            ("RASPA_DESK_CHAT", "x"),
        ],
    )
    def test_no_fault_of_one_setting_hides_the_others(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
        name: str,
        value: str,
    ) -> None:
        monkeypatch.setenv(name, value)
        examined = doctor()
        assert "fault" in examined.marks("settings")
        assert name in examined.found("settings")
        assert examined.marks("store") == {"ok"}
        assert set(examined.lines) == set(SUBJECTS) - set(OF_TELEGRAM)

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("RASPA_OWNER=1", "did you mean RASPA_OWNERS?"),
            ("RASPA_BOT_TOKKEN=x", "did you mean RASPA_BOT_TOKEN?"),
            ("RSAPA_KEEP_DAYS=3", "did you mean RASPA_KEEP_DAYS?"),
            ("RASPA_COLOUR_OF_IT=red", "RASPA_COLOUR_OF_IT is not a setting"),
        ],
    )
    def test_a_name_that_is_none_is_said_with_the_one_that_was_meant(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        home: Path,
        line: str,
        said: str,
    ) -> None:
        (home / ".env").write_text(line + "\n", encoding="utf-8")
        (home / ".env").chmod(0o600)
        examined = doctor()
        assert said in examined.found("settings")
        assert examined.marks("settings") == {"look"}

    def test_names_that_are_nothing_of_ours_are_not_spoken_of(
        self, doctor: Callable[..., Examined], around: dict[str, str], home: Path
    ) -> None:
        (home / ".env").write_text("TZ=Asia/Almaty\nCOMPOSE_PROJECT_NAME=raspa\n")
        (home / ".env").chmod(0o600)
        assert doctor().marks("settings") == {"ok"}

    def test_a_secret_in_the_place_of_a_name_is_not_repeated(
        self, doctor: Callable[..., Examined], around: dict[str, str], home: Path
    ) -> None:
        (home / ".env").write_text("RASPA_7712345678AAHsecretsecret=x\n")
        (home / ".env").chmod(0o600)
        examined = doctor()
        assert "a name that is none is not a setting" in examined.found("settings")
        assert "secretsecret" not in examined.out.lower()

    def test_what_readers_should_know_the_desk_by_is_missed(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.delenv("RASPA_DESK_NAME")
        monkeypatch.delenv("RASPA_DESK_CONTACT")
        examined = doctor()
        assert examined.marks("settings") == {"look"}
        assert "whose desk" in examined.found("settings")
        assert "how to reach" in examined.found("settings")

    def test_an_example_s_token_is_told_from_one_of_your_own(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("RASPA_BOT_TOKEN", "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11")
        assert "an example's" in doctor().found("settings")

    @pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"RASPA_DATABASE=\xd0\n"])
    def test_a_file_that_is_not_utf_8_is_said_and_the_environment_is_used(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        home: Path,
        content: bytes,
    ) -> None:
        (home / ".env").write_bytes(content)
        (home / ".env").chmod(0o600)
        examined = doctor()
        assert "not UTF-8" in examined.found("settings")
        assert examined.marks("store") == {"ok"}

    def test_a_file_that_others_may_open_is_said_with_what_closes_it(
        self, doctor: Callable[..., Examined], around: dict[str, str], home: Path
    ) -> None:
        (home / ".env").write_text("")
        (home / ".env").chmod(0o644)
        examined = doctor()
        assert examined.marks("settings") == {"look"}
        assert "chmod 600 .env" in examined.found("settings")

    def test_a_secret_of_a_webhook_that_can_be_guessed_is_said(
        self,
        doctor: Callable[..., Examined],
        around: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("RASPA_WEBHOOK_URL", "https://example.kz/hook")
        monkeypatch.setenv("RASPA_WEBHOOK_SECRET", "raspa")
        assert "RASPA_WEBHOOK_SECRET is shorter" in doctor().found("settings")
