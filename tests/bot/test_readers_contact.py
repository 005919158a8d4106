"""What readers are told of the desk is checked before the bot starts."""

from pathlib import Path

import pytest

from bot.settings import SettingsError, read_settings


@pytest.fixture(autouse=True)
def empty_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "contact",
    [
        *("@raspa_desk", "t.me/raspa_desk", "https://t.me/raspa_desk", "https://example.kz"),
        *(
            "https://example.kz/contact?to=desk#form",
            "desk@example.kz",
            "desk.one+two@mail.info.kz",
        ),
        *("+7 (727) 250-00-00", "1414", "8 727 250 00 00"),
    ],
)
def test_a_way_to_reach_the_desk_is_taken_as_it_is(
    contact: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASPA_DESK_CONTACT", f" {contact} ")
    assert read_settings().desk_contact == contact


@pytest.mark.parametrize(
    "contact",
    [
        *("raspa", "@", "@1abcd", "@име_бота", "http://example.kz", "javascript:alert(1)"),
        *("https://", "https://localhost", "https://a b.kz", "https://user@example.kz", "tel:1"),
        *("https://example.kz/<b>", "desk@", "desk@example", "12", "+", "()--()", "7" * 40),
        *("@desk\u202e", "https://example.kz/\u2028", "@desk\n@other", "desk@example.kz\x1f"),
        *("https://example.kz:port/", "https://..kz", "https://example.kz/" + "a" * 200),
    ],
)
def test_what_is_no_way_to_reach_anybody_is_refused(
    contact: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASPA_DESK_CONTACT", contact)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert str(refused.value).startswith("RASPA_DESK_CONTACT must be a @username")


@pytest.mark.parametrize("name", ["Рас па?", "«Factcheck & Co», Алматы", "Тексеру №1"])
def test_a_name_in_plain_words_is_taken(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASPA_DESK_NAME", name)
    assert read_settings().desk_name == name


@pytest.mark.parametrize(
    "name",
    [
        "<b>Desk</b>",
        "a\nb",
        "a\x1bb",
        "a\u202eb",
        "[desk](https://x.kz)",
        "`desk`",
        "a" * 101,
        "?!",
    ],
)
def test_a_name_that_hides_something_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASPA_DESK_NAME", name)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert str(refused.value).startswith("RASPA_DESK_NAME ")


def test_left_empty_they_are_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RASPA_DESK_NAME", "RASPA_DESK_CONTACT"):
        monkeypatch.setenv(name, "  ")
    assert (read_settings().desk_name, read_settings().desk_contact) == (None, None)
