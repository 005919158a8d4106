"""What a file is, whatever it is called; and files of JSON."""

import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formats import FileRefused
from formats.plain_text import plain
from tests.formats.reading import DATA, read, read_text, refused

ONE = {"id": "a", "verdict": "fake", "claims": [{"lang": "ru", "text": "Мост рухнул"}]}
EXPORT = (
    "<html><head><title>Exported Data</title></head><body><div class='page_wrap'>"
    '<div class="message default clearfix">Фейк</div></div></body></html>'
)


def packed(*names: str) -> bytes:
    whole = io.BytesIO()
    with ZipFile(whole, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return whole.getvalue()


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"%PDF-1.7\n", "pdf"),
        (packed("word/document.xml"), "document"),
        (packed("checks.csv"), "archive"),
        (b"PK\x03\x04" + b"x" * 90, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "document"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"\0\0\0\x18ftypmp42", "media"),
        (b"MZ\x90\0\x03\0\0\0", "program"),
        (b"\x7fELF\x02", "program"),
        (b"Rar!\x1a\x07\0", "archive"),
        (b"SQLite format 3\0", "database"),
        (bytes(range(256)) * 9, "binary"),
        ("Привет! Пришлите, пожалуйста, проверки.".encode(), "unknown"),
        (EXPORT.encode(), "telegram"),
        (b'{"about": "x", "chats": {"list": []}}', "telegram"),
        (b"<html><p>x</p></html>", "page"),
        (b"<html><script type='application/ld+json'>{x</script></html>", "script"),
        (b'{"@type": "NewsArticle"}', "nothing"),
        (b"[[], 5, null]", "nothing"),
        (b"{", "json"),
        (b"[" * 100_000, "deep"),
        (b'{"@graph":' * 900 + b"1" + b"}" * 900, "nothing"),
    ],
)
def test_what_cannot_be_read_is_refused_by_what_it_is(
    tmp_path: Path, content: bytes, key: str
) -> None:
    assert refused(tmp_path, content, "checks.xls") == f"refused-{key}"


def test_a_telegram_export_is_known() -> None:
    with pytest.raises(FileRefused) as refusal:
        read(DATA / "40-telegram-result.json")
    assert refusal.value.fault.key == "refused-telegram"


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("41a-one-debunk-pretty.json", 1),
        ("41b-list-of-debunks.json", 2),
        ("41c-one-line.json", 1),
        ("42-jsonl-crlf-bom-blank.jsonl", 2),
        ("43-mentions-claimreview.jsonl", 1),
        ("43b-mentions-claimreview.json", 1),
    ],
)
def test_our_own_objects_are_read_in_any_layout(name: str, count: int) -> None:
    found = read(DATA / name)
    assert len(found.debunks) == count
    assert not found.faults


def test_objects_under_a_key_or_one_behind_the_other_are_read(tmp_path: Path) -> None:
    other = ONE | {"id": "b"}
    wrapped = read_text(tmp_path, json.dumps({"debunks": [ONE, {"id": "c"}, 7, other]}))
    assert [one.id for one in wrapped.debunks] == ["a", "b"]
    assert {number for number, _ in wrapped.faults} == {2, 3}
    pretty = "\n".join(json.dumps(one, indent=1) for one in (ONE, other))
    assert [one.id for one in read_text(tmp_path, pretty).debunks] == ["a", "b"]


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-8"])
def test_lines_are_read_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    text = "\r\n".join(json.dumps(ONE | {"id": name}, ensure_ascii=False) for name in ("a", "b"))
    found = read_text(tmp_path, text.encode(encoding), "lines.jsonl")
    assert [one.claims[0].text for one in found.debunks] == ["Мост рухнул"] * 2


def test_a_line_that_is_not_utf8_among_others_is_named(tmp_path: Path) -> None:
    line = json.dumps(ONE, ensure_ascii=False)
    found = read_text(tmp_path, line.encode() + b"\n" + line.encode("cp1251"), "lines.jsonl")
    assert len(found.debunks) == 1
    assert found.faults == [(2, "encoding")]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    begun=st.sampled_from(
        [
            b"",
            b"{",
            b"[{",
            b"<",
            b"<script type='application/ld+json'>",
            b"PK\x03\x04",
            b"sep=;\n",
            "Вердикт;Утверждение\nФейк;".encode(),
            b"\xff\xfe",
            b'verdict,claim_ru\n"',
            b"%PDF",
        ]
    ),
    rest=st.binary(max_size=120)
    | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")),
)
def test_no_file_breaks_the_reading(tmp_path: Path, begun: bytes, rest: bytes) -> None:
    refused(tmp_path, begun + rest, "checks.csv")


@given(st.text(max_size=60))
def test_plain_text_stays_plain(text: str) -> None:
    once = plain(text)
    assert once == plain(once) or "&" in once or "<" in once
