import base64
import re
import secrets
from pathlib import Path

import pytest

from bot.commands.new_env import write_env
from bot.listening import ListenAddress
from bot.settings import Settings, SettingsError, for_running, read_settings

TOKEN = "123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()
OTHER_KEY = base64.urlsafe_b64encode(bytes(range(32, 64))).decode()


@pytest.fixture(autouse=True)
def empty_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_the_commands_that_need_no_token_have_their_defaults() -> None:
    settings = read_settings()
    assert settings.database == Path("raspa.sqlite3")
    assert settings.api_url == "https://api.telegram.org"


def test_without_a_token_running_says_in_one_line_where_to_get_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RASPA_DATA_KEY", KEY)
    with pytest.raises(SettingsError) as refused:
        for_running(read_settings())
    assert len(str(refused.value).splitlines()) == 1
    assert "@BotFather" in str(refused.value)


def test_all_faults_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASPA_BOT_TOKEN", "nonsense")
    monkeypatch.setenv("RASPA_DATA_KEY", "short")
    monkeypatch.setenv("RASPA_API_URL", "telegram")
    monkeypatch.setenv("RASPA_OWNERS", "me, you")
    monkeypatch.setenv("RASPA_LISTEN", "8080")
    monkeypatch.setenv("RASPA_WEBHOOK_SECRET", "сезам")
    with pytest.raises(SettingsError) as refused:
        read_settings()
    names = ["BOT_TOKEN", "DATA_KEY", "API_URL", "OWNERS", "LISTEN", "WEBHOOK_SECRET"]
    lines = str(refused.value).splitlines()
    assert sorted(lines) == sorted(
        line for name in names for line in lines if line.startswith(f"RASPA_{name} ")
    )
    assert len(lines) == len(names)


def test_no_fault_repeats_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASPA_BOT_TOKEN", "very-secret-token")
    monkeypatch.setenv("RASPA_DATA_KEY", "very-secret-key")
    monkeypatch.setenv("RASPA_WEBHOOK_SECRET", "very secret word")
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert "very" not in str(refused.value)


def test_no_secret_stands_in_the_settings_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASPA_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("RASPA_DATA_KEY", KEY)
    monkeypatch.setenv("RASPA_OWNERS", "777000777")
    shown = repr(read_settings())
    assert TOKEN not in shown
    assert KEY not in shown
    assert "777000777" not in shown


def test_owners_are_numbers_with_commas_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASPA_OWNERS", "17, 42,")
    assert read_settings().owners == (17, 42)


@pytest.mark.parametrize("owners", ["1" * 30, "-5", "1;2"])
def test_owners_that_telegram_could_not_have_are_refused(
    monkeypatch: pytest.MonkeyPatch, owners: str
) -> None:
    monkeypatch.setenv("RASPA_OWNERS", owners)
    with pytest.raises(SettingsError, match="RASPA_OWNERS"):
        read_settings()


@pytest.mark.parametrize("days", ["0", "-1", "many", "99999"])
def test_days_to_keep_are_at_least_one_and_at_most_ten_years(
    monkeypatch: pytest.MonkeyPatch, days: str
) -> None:
    monkeypatch.setenv("RASPA_KEEP_DAYS", days)
    with pytest.raises(SettingsError, match="RASPA_KEEP_DAYS"):
        read_settings()


@pytest.mark.parametrize(("typed", "hour"), [("0", 0), ("23", 23), ("off", None), (" OFF ", None)])
def test_the_hour_of_the_digest_is_one_of_the_day_or_off(
    monkeypatch: pytest.MonkeyPatch, typed: str, hour: int | None
) -> None:
    assert read_settings().digest_hour == 9
    monkeypatch.setenv("RASPA_DIGEST_HOUR", typed)
    assert read_settings().digest_hour == hour


@pytest.mark.parametrize("name", ["RASPA_DIGEST_HOUR", "RASPA_BACK_DAYS"])
@pytest.mark.parametrize("typed", ["-1", "24000", "nine", "9:30", "٩"])
def test_what_is_no_hour_and_no_number_of_days_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, typed: str
) -> None:
    monkeypatch.setenv(name, typed)
    with pytest.raises(SettingsError, match=name):
        read_settings()


def test_a_webhook_without_its_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASPA_WEBHOOK_URL", "https://desk.example.kz/hook")
    with pytest.raises(SettingsError, match="RASPA_WEBHOOK_SECRET"):
        read_settings()


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("RASPA_DATABASE=file.sqlite3\nRASPA_LISTEN=0.0.0.0:1\n")
    monkeypatch.setenv("RASPA_DATABASE", "environment.sqlite3")
    settings = read_settings()
    assert settings.database == Path("environment.sqlite3")
    assert settings.listening_at() == ListenAddress("0.0.0.0", 1)


@pytest.mark.parametrize("name", ["RASPA_LISTEN", "RASPA_WATCH_LISTEN"])
@pytest.mark.parametrize(
    ("typed", "host"),
    [("127.0.0.1:80", "127.0.0.1"), ("[::1]:80", "::1"), ("bot.local:80", "bot.local")],
)
def test_a_place_to_listen_at_is_a_host_and_a_port(
    monkeypatch: pytest.MonkeyPatch, name: str, typed: str, host: str
) -> None:
    monkeypatch.setenv(name, typed)
    settings = read_settings()
    found = settings.listening_at() if name == "RASPA_LISTEN" else settings.watched_at()
    assert found == ListenAddress(host, 80)


@pytest.mark.parametrize("name", ["RASPA_LISTEN", "RASPA_WATCH_LISTEN"])
@pytest.mark.parametrize(
    "typed", ["80", "::1:80", "a:0", "a:65536", ":80", "a b:80", "unix:bot", "[::1]"]
)
def test_what_is_no_place_to_listen_at_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, typed: str
) -> None:
    monkeypatch.setenv(name, typed)
    with pytest.raises(SettingsError, match=name):
        read_settings()


def test_a_webhook_may_listen_at_a_socket_in_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASPA_LISTEN", "unix:/run/raspa/hook")
    assert read_settings().listening_at() == ListenAddress(path=Path("/run/raspa/hook"))


def test_every_setting_stands_in_the_example_with_a_comment_and_no_other_does() -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text(encoding="utf-8")
    blocks = [block for block in example.split("\n\n") if "=" in block]
    assert all(block.startswith("#") for block in blocks)
    named = re.findall(r"^(RASPA_[A-Z_]+)=", example, flags=re.MULTILINE)
    assert sorted(named) == sorted(f"RASPA_{name.upper()}" for name in Settings.model_fields)


def test_a_new_env_needs_nothing_but_a_token() -> None:
    write_env(Path(".env"))
    text = Path(".env").read_text(encoding="utf-8")
    Path(".env").write_text(text.replace("RASPA_BOT_TOKEN=", f"RASPA_BOT_TOKEN={TOKEN}"))
    settings = for_running(read_settings())
    assert settings.token() == TOKEN
    assert len(settings.key()) == 32


def test_a_new_env_can_be_read_by_its_owner_alone() -> None:
    write_env(Path(".env"))
    assert Path(".env").stat().st_mode & 0o077 == 0


def test_an_env_that_is_there_is_kept() -> None:
    there = f"RASPA_DATABASE=mine.sqlite3\nRASPA_DATA_KEY={KEY}\nRASPA_BACKUP_KEY={OTHER_KEY}\n"
    Path(".env").write_text(there)
    assert "already" in write_env(Path(".env"))
    assert Path(".env").read_text() == there


def test_an_env_of_an_older_raspa_gets_a_key_for_backups_and_keeps_the_rest() -> None:
    there = f"RASPA_DATABASE=mine.sqlite3\nRASPA_DATA_KEY={KEY}\n"
    Path(".env").write_text(there)
    write_env(Path(".env"))
    assert Path(".env").read_text().startswith(there)
    key = read_settings().key_of_backups()
    assert key is not None
    assert key != read_settings().key()


def test_the_key_for_backups_can_stand_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("key").write_text(f"{OTHER_KEY}\n")
    monkeypatch.setenv("RASPA_BACKUP_KEY_FILE", "key")
    assert read_settings().key_of_backups() == base64.urlsafe_b64decode(OTHER_KEY)
    Path("key").write_text("nonsense")
    with pytest.raises(SettingsError, match="RASPA_BACKUP_KEY_FILE is too short"):
        read_settings().key_of_backups()


def test_a_folder_of_backups_without_a_key_and_one_key_for_both_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RASPA_BACKUP_FOLDER", "copies")
    with pytest.raises(SettingsError, match="needs RASPA_BACKUP_KEY"):
        read_settings()
    monkeypatch.setenv("RASPA_BACKUP_KEY", KEY)
    monkeypatch.setenv("RASPA_DATA_KEY", KEY)
    with pytest.raises(SettingsError, match="another key"):
        read_settings()


def test_an_env_without_a_key_gets_one_and_keeps_the_rest() -> None:
    Path(".env").write_text(f"RASPA_BOT_TOKEN={TOKEN}\nRASPA_DATA_KEY=\n")
    write_env(Path(".env"))
    settings = for_running(read_settings())
    assert settings.token() == TOKEN
    assert len(settings.key()) == 32


def test_an_env_that_is_not_utf8_is_told_in_words() -> None:
    Path(".env").write_bytes(b"RASPA_DATABASE=\xff\n")
    with pytest.raises(SettingsError, match="UTF-8"):
        read_settings()


def test_a_webhook_that_telegram_would_not_call_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASPA_WEBHOOK_URL", "http://desk.example.kz/hook")
    monkeypatch.setenv("RASPA_WEBHOOK_SECRET", "sesame")
    with pytest.raises(SettingsError, match="https://"):
        read_settings()


def test_two_new_envs_hold_different_keys() -> None:
    write_env(Path("one"))
    write_env(Path("two"))
    assert Path("one").read_text() != Path("two").read_text()


@pytest.mark.parametrize(
    "key",
    [
        bytes(32),
        b"\xff" * 32,
        b"k" * 32,
        b"ab" * 16,
        bytes(range(8)) * 4,
        b"raspa-key!" * 3 + b"!!",
    ],
)
def test_a_key_of_a_few_bytes_over_and_over_is_refused(
    monkeypatch: pytest.MonkeyPatch, key: bytes
) -> None:
    monkeypatch.setenv("RASPA_DATA_KEY", base64.urlsafe_b64encode(key).decode())
    with pytest.raises(SettingsError, match="RASPA_DATA_KEY is too simple"):
        read_settings()


@pytest.mark.parametrize("length", [1, 8, 16, 31])
def test_a_key_that_is_too_short_is_refused(monkeypatch: pytest.MonkeyPatch, length: int) -> None:
    key = base64.urlsafe_b64encode(bytes(range(length))).decode()
    monkeypatch.setenv("RASPA_DATA_KEY", key)
    with pytest.raises(SettingsError, match="RASPA_DATA_KEY is too short"):
        read_settings()


def test_a_key_of_any_chance_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(500):
        key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        monkeypatch.setenv("RASPA_DATA_KEY", key)
        assert len(read_settings().key()) == 32


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://api.telegram.org",
            "http://10.0.0.5:8081",
            "http://192.168.1.2",
            "http://[fe80::1]",
        ),
        *("http://bot-api:8081", "http://localhost.example.kz", "http://127.0.0.1.example.kz"),
        *("HTTP://example.kz", "http://127.0.0.1@example.kz", "http://0.0.0.0:8081"),
    ],
)
def test_a_plain_address_of_another_machine_is_refused_for_the_api(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("RASPA_API_URL", url)
    with pytest.raises(SettingsError, match="RASPA_API_URL must begin with https://"):
        read_settings()


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://127.0.0.1:8081",
            "http://localhost:8081",
            "http://[::1]:8081",
            "http://127.8.8.8",
        ),
        "https://bot-api.example.kz",
    ],
)
def test_an_address_of_this_machine_or_one_that_is_encrypted_is_taken_for_the_api(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("RASPA_API_URL", url)
    assert read_settings().api_url == url


def test_what_systemd_or_a_container_hands_over_in_files_is_read_after_all_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed = tmp_path / "credentials"
    handed.mkdir()
    (handed / "RASPA_BOT_TOKEN").write_text(TOKEN + "\n")
    (handed / "raspa_data_key").write_text(KEY)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(handed))
    settings = for_running(read_settings())
    assert settings.token() == TOKEN
    assert settings.key() == bytes(range(32))
    monkeypatch.setenv("RASPA_BOT_TOKEN", TOKEN.replace("6", "7"))
    assert read_settings().token() == TOKEN.replace("6", "7")


@pytest.mark.parametrize("folder", ["/nowhere/to/be/found", "relative", ""])
def test_where_nothing_is_handed_over_the_settings_are_read_as_ever(
    monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", folder)
    monkeypatch.setenv("RASPA_BOT_TOKEN", TOKEN)
    assert read_settings().token() == TOKEN


@pytest.mark.parametrize("typed", ["@raspa_kz", " @Raspa1 ", "-1001234567890"])
def test_a_channel_is_named_by_its_name_or_its_id(
    monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setenv("RASPA_CHANNEL", typed)
    assert read_settings().channel == typed.strip()


@pytest.mark.parametrize(
    "typed",
    [
        *("raspa_kz", "@r", "@1raspa", "@" + "r" * 33, "@рас_па", "@raspa kz", "@raspa_kz/5"),
        *("https://t.me/raspa_kz", "t.me/raspa_kz", "-1234567890", "1001234567890"),
        *("-1000123", "-100１２３", "-1001234567890123"),
    ],
)
def test_anything_else_in_its_place_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setenv("RASPA_CHANNEL", typed)
    with pytest.raises(SettingsError, match="RASPA_CHANNEL must be the channel's @name") as fault:
        read_settings()
    assert typed not in str(fault.value)
