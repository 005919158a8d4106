"""The three files of texts say the same things, and every text can be sent."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from handlers.desk.drafting.template import is_template, read_template
from handlers.kit.texts import Texts

FOLDER = Path(__file__).parents[2] / "locales"
LANGUAGES = ("ru", "kk", "en")
SAMPLES: dict[str, str | int] = {
    "authority": "Агентство",
    "bot": "raspa_example_bot",
    "date": "4 марта 2022 г.",
    "days": 30,
    "id": "7f3a9c",
    "language": "қазақ тілінде",
    "name": "Айгүл",
    "role": "редактор",
    "verdict": "Фейк",
}
KINDS = frozenset(
    [
        "voice",
        "video",
        "video-note",
        "audio",
        "sticker",
        "animation",
        "photo",
        "paid-media",
        "document",
        "location",
        "contact",
        "dice",
        "story",
        "other",
    ]
)
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def source(language: str) -> str:
    return (FOLDER / f"{language}.ftl").read_text(encoding="utf-8")


def messages(language: str) -> dict[str, ast.Message]:
    body = FluentParser(with_spans=False).parse(source(language)).body
    return {entry.id.name: entry for entry in body if isinstance(entry, ast.Message)}


class Parts(Visitor):
    """What one message refers to: its variables, other messages, and its choices."""

    def __init__(self, node: ast.Message) -> None:
        self.variables: set[str] = set()
        self.references: set[str] = set()
        self.choices: list[ast.SelectExpression] = []
        self.visit(node)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self.references.add(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
        self.choices.append(node)
        self.generic_visit(node)


def names(choice: ast.SelectExpression) -> list[str]:
    return [
        variant.key.name if isinstance(variant.key, ast.Identifier) else str(variant.key.value)
        for variant in choice.variants
    ]


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Yield every key with every text it can give; a formatting error fails the test."""
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(source(language)))
    for key, message in messages(language).items():
        pattern = bundle.get_message(key).value
        assert pattern is not None, key
        # What is not among the samples is a number of something.
        samples = {name: SAMPLES.get(name, 5) for name in Parts(message).variables}
        for kind in sorted(KINDS) if key == "unreadable" else ["other"]:
            text, errors = bundle.format_pattern(pattern, {**samples, "kind": kind})
            assert not errors, (key, kind, errors)
            yield key, str(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_holds_nothing_that_fluent_cannot_read(language: str) -> None:
    body = FluentParser(with_spans=False).parse(source(language)).body
    junk = [entry.content for entry in body if isinstance(entry, ast.Junk)]
    assert junk == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_stands_once_in_a_file(language: str) -> None:
    body = FluentParser(with_spans=False).parse(source(language)).body
    keys = [entry.id.name for entry in body if isinstance(entry, ast.Message)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", ["kk", "en"])
def test_the_keys_are_the_same_in_the_same_order_in_every_language(language: str) -> None:
    assert list(messages(language)) == list(messages("ru"))


@pytest.mark.parametrize("language", ["kk", "en"])
def test_attributes_variables_and_references_are_the_same_in_every_language(language: str) -> None:
    def outline(message: ast.Message) -> tuple[object, ...]:
        parts = Parts(message)
        attributes = sorted(attribute.id.name for attribute in message.attributes)
        return attributes, parts.variables, parts.references

    here, there = messages(language), messages("ru")
    assert {k: outline(m) for k, m in here.items()} == {k: outline(m) for k, m in there.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_names_each_variant_once_and_falls_back_to_other(language: str) -> None:
    for key, message in messages(language).items():
        for choice in Parts(message).choices:
            assert len(names(choice)) == len(set(names(choice))), key
            default = [v.key for v in choice.variants if v.default]
            assert [k.name for k in default if isinstance(k, ast.Identifier)] == ["other"], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_unreadable_message_has_its_own_sentence(language: str) -> None:
    [choice] = Parts(messages(language)["unreadable"]).choices
    assert set(names(choice)) == KINDS
    sentences = [text for key, text in texts(language) if key == "unreadable"]
    assert len(set(sentences)) == len(KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kind_that_telegram_invents_later_gets_the_general_sentence(language: str) -> None:
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(source(language)))
    pattern = bundle.get_message("unreadable").value
    assert pattern is not None
    assert bundle.format_pattern(pattern, {"kind": "hologram"}) == bundle.format_pattern(
        pattern, {"kind": "other"}
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_formats_to_plain_text_without_errors(language: str) -> None:
    for key, text in texts(language):
        assert text.strip() == text != "", key
        assert not re.search(r"[<&{}$]", text), key
        assert not INVISIBLE.search(text), key
        assert unicodedata.is_normalized("NFC", text), key


def limit(key: str) -> int:
    """Return how many characters Telegram allows where this text is shown."""
    exact = {
        "profile-name": 64,
        "profile-description": 512,
        "profile-short": 120,
        "gone": 200,
        "stale-button": 200,
        "try-again": 200,
        "vote-thanks": 200,
        "vote-not-kept": 200,
        "updates-quiet": 200,
        "wish-not-kept": 200,
        "language-set": 200,
        "language-forgotten": 200,
        "desk-refused": 200,
        "mods-cancelled": 200,
        "mods-changed": 200,
        "mods-done": 200,
        "mods-last-owner": 200,
        "mods-not-kept": 200,
    }
    by_prefix = {"command-": 256, "button-": 40, "mods-button-": 40, "inline-": 64}
    if key in exact:
        return exact[key]
    return next((most for start, most in by_prefix.items() if key.startswith(start)), 4096)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_keeps_to_the_limit_of_its_place(language: str) -> None:
    def units(text: str) -> int:
        return len(text.encode("utf-16-le")) // 2

    too_long = {key: units(text) for key, text in texts(language) if units(text) > limit(key)}
    assert too_long == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_mixes_latin_and_cyrillic_letters(language: str) -> None:
    for key, text in texts(language):
        for word in re.findall(r"[^\W\d_]+", text):
            scripts = {unicodedata.name(letter).split()[0] for letter in word}
            assert len(scripts) == 1, (key, word)


@pytest.mark.parametrize(("language", "other"), [("kk", "ru"), ("en", "ru"), ("en", "kk")])
def test_no_text_is_left_in_another_language(language: str, other: str) -> None:
    same = {
        key
        for (key, here), (_, there) in zip(texts(language), texts(other), strict=True)
        if here == there
    }
    assert same <= {
        "verdict-fake",
        "inline-description",
        "inline-description-plain",
        "role-editor",
        "stats-minutes",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_privacy_text_names_the_commands_that_erase_and_forbid(language: str) -> None:
    privacy = dict(texts(language))["privacy"]
    assert all(command in privacy for command in ("/forget", "/updates", "/language"))
    assert "30" in privacy


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "«Не нашлось» не значит «правда»"),
        ("kk", "«Табылмады» деген «рас» деген сөз емес"),
        ("en", "“Not found” does not mean “true”"),
    ],
)
def test_not_found_is_never_left_to_be_read_as_true(language: str, words: str) -> None:
    assert words in dict(texts(language))["unknown"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_that_add_shows_is_one_that_add_reads_once_it_is_filled_in(
    language: str,
) -> None:
    voices = Texts.load()
    shown = voices[language]("add-template")
    assert is_template(shown)
    filled = "\n".join(_filled(line) for line in shown.splitlines())
    work, faults = read_template(filled, voices.values(), date(2026, 11, 22))
    assert faults == []
    assert work.verdict == "false"
    assert all((work.statements, work.summary, work.sources, work.topics, work.appearances))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_the_template_that_was_not_filled_in_is_named(language: str) -> None:
    voices = Texts.load()
    shown = voices[language]("add-template").splitlines()
    _, faults = read_template("\n".join(shown), voices.values(), date(2026, 11, 22))
    assert {fault.key for fault in faults} == {"unedited"}
    for number, line in enumerate(shown, 1):
        alone = [_filled(other) if other is not line else line for other in shown]
        _, found = read_template("\n".join(alone), voices.values(), date(2026, 11, 22))
        is_verdict = voices[language]("verdict-false").casefold() in line.casefold()
        assert [(one.line, one.key) for one in found] == (
            [] if is_verdict else [(number, "unedited")]
        ), line


def _filled(line: str) -> str:
    """Return a line of the template as a moderator fills it in."""
    line = line.replace("t.me/kanal", "t.me/gorod").replace("t.me/channel", "t.me/gorod")
    line = line.replace("example.kz", "akimat.kz")
    verdicts = [voice("verdict-false").casefold() for voice in Texts.load().values()]
    if "t.me" in line or any(verdict in line.casefold() for verdict in verdicts):
        return line
    return f"{line} сом" if not line.endswith("/1") else line
