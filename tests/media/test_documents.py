"""Letters and pages as files: their words, and what is left alone in them."""

import codecs
import io
import struct
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from media.apart import Made
from media.documents.flowing import MOST_CHARACTERS, flowing
from media.documents.letter import read_letter
from media.documents.markup_page import read_page
from media.documents.pdf import read_pdf
from media.documents.plain import read_plain
from media.kinds import FileKind, kind_of
from media.seen import MediaTrouble
from media.unpacked import Unpacked, unpacked
from tests.kit.files_made import (
    blank,
    docx_of,
    film_of,
    pdf_of,
    repacked,
    scanned_pdf,
    voice_of,
    zipped,
)

RUSSIAN = "Казахстан тайно собирается встать на сторону России! Минобороны ведёт переговоры."
KAZAKH = "Қазақстан әскері ертең шекараға жіберіледі, бұл туралы ешкімге айтпаңыз."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("text", [RUSSIAN, KAZAKH, "Plain words"])
def test_a_text_file_is_read_in_every_form_of_unicode(encoding: str, text: str) -> None:
    content = (codecs.BOM_UTF32_LE if encoding == "utf-32" else b"") + text.encode(
        "utf-32-le" if encoding == "utf-32" else encoding
    )
    assert kind_of(content) is FileKind.TEXT
    assert read_plain(content) == Unpacked(text)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_a_text_file_is_read_in_the_encodings_of_old_machines(encoding: str) -> None:
    content = RUSSIAN.encode(encoding)
    assert kind_of(content) is FileKind.TEXT
    assert read_plain(content) == Unpacked(RUSSIAN)


def test_of_a_long_text_file_the_beginning_is_read_whole_letters_only() -> None:
    for before in range(4):
        read = read_plain(b"a" * before + ("слово " * 200_000).encode())
        assert len(read.text) == MOST_CHARACTERS
        assert read.trouble is MediaTrouble.TOO_LARGE
        assert "\ufffd" not in read.text


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=3_000))
def test_no_bytes_break_the_readers_that_run_in_the_bot(content: bytes) -> None:
    kind_of(content)
    read_plain(content)


def test_what_is_no_text_is_not_read_as_text() -> None:
    noise = bytes(range(256)) * 40
    assert read_plain(noise) == Unpacked(trouble=MediaTrouble.OTHER_KIND)


def test_a_pdf_is_read_page_by_page_and_its_lines_become_sentences_again() -> None:
    read = read_pdf(pdf_of(["Казахстан тайно собирается\nвстать на сторону России!", KAZAKH]))
    assert read == Unpacked(f"Казахстан тайно собирается встать на сторону России!\n\n{KAZAKH}")


def test_of_10_000_pages_the_first_are_read() -> None:
    read = read_pdf(pdf_of([f"{RUSSIAN} {number}." for number in range(10_000)]))
    assert read.trouble is MediaTrouble.TOO_LARGE
    assert f"{RUSSIAN} 0." in read.text
    assert f"{RUSSIAN} 100." not in read.text
    assert read.pictures == ()


def test_the_script_of_a_pdf_is_not_run_and_its_words_are_read() -> None:
    assert read_pdf(pdf_of([RUSSIAN], script=True)) == Unpacked(RUSSIAN)


def test_a_pdf_with_a_password_is_said_to_be_locked() -> None:
    assert read_pdf(pdf_of([RUSSIAN], locked=True)) == Unpacked(trouble=MediaTrouble.LOCKED)


def test_of_a_scanned_pdf_the_first_pages_become_pictures_that_can_be_read() -> None:
    read = read_pdf(scanned_pdf([blank(size=(1240, 1754))] * 5))
    assert read.text == ""
    assert len(read.pictures) == 3
    for picture in read.pictures:
        with Image.open(io.BytesIO(picture)) as image:
            assert max(image.size) in range(1_500, 1_900)


@pytest.mark.parametrize("cut", [0.02, 0.3, 0.6])
def test_a_pdf_that_is_cut_off_costs_no_more_than_its_words(cut: float) -> None:
    whole = pdf_of([RUSSIAN] * 3)
    read = read_pdf(whole[: int(len(whole) * cut)])
    assert read.text or read.pictures or read.trouble is MediaTrouble.DAMAGED


def test_of_a_letter_head_body_tables_and_foot_are_read_in_order() -> None:
    import docx

    letter = docx.Document()
    letter.sections[0].header.paragraphs[0].text = "МИНИСТЕРСТВО ОБОРОНЫ"
    letter.add_paragraph(RUSSIAN)
    table = letter.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Повестки", "27 ноября"
    letter.add_paragraph("Передайте всем.")
    letter.sections[0].footer.paragraphs[0].text = "Генерал"
    kept = io.BytesIO()
    letter.save(kept)
    words = read_letter(kept.getvalue()).text.split()
    expected = f"МИНИСТЕРСТВО ОБОРОНЫ {RUSSIAN} Повестки 27 ноября Передайте всем. Генерал"
    assert words == expected.split()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = f"""<w:document xmlns:w="{WORD}"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>%s</w:body>
</w:document>"""


def with_body(xml: str, head: str = "") -> bytes:
    return repacked(docx_of("-"), {"word/document.xml": (head + BODY % xml).encode()})


def test_text_boxes_of_a_letter_are_read_once_and_what_was_deleted_is_not() -> None:
    box = f"<w:txbxContent><w:p><w:r><w:t>{RUSSIAN}</w:t></w:r></w:p></w:txbxContent>"
    xml = (
        "<w:p><w:r><w:t>Вот </w:t></w:r><w:r><w:t>что:</w:t></w:r>"
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r><w:del><w:r><w:t>неправда</w:t></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>скрыто</w:t></w:r></w:p>"
    )
    assert read_letter(with_body(xml)).text == f"Вот что:\n{RUSSIAN}"


def test_a_letter_of_openoffice_is_read() -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    xml = (
        f'<office:document-content xmlns:office="{office}" xmlns:text="{text}"><office:body>'
        f"<office:text><text:h>Письмо</text:h><text:p>Казахстан <text:span>тайно</text:span>"
        "<office:annotation><text:p>заметка</text:p></office:annotation> собирается.</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.text"
    letter = zipped({"mimetype": kind, "content.xml": xml.encode()})
    assert read_letter(letter) == Unpacked("Письмо\nКазахстан тайно собирается.")


def test_a_letter_that_is_only_a_scan_has_its_picture() -> None:
    import docx

    letter = docx.Document()
    noise = Image.effect_noise((400, 400), 80)
    kept = io.BytesIO()
    noise.save(kept, "PNG")
    letter.add_picture(io.BytesIO(kept.getvalue()))
    written = io.BytesIO()
    letter.save(written)
    assert read_letter(written.getvalue()) == Unpacked(pictures=(kept.getvalue(),))


def test_a_letter_that_says_to_hold_gigabytes_is_refused_before_it_is_unpacked() -> None:
    bomb = repacked(docx_of(RUSSIAN), {"word/media/image1.png": b"\0" * 150_000_000})
    assert len(bomb) < 300_000
    assert read_letter(bomb) == Unpacked(trouble=MediaTrouble.TOO_LARGE)
    xml = b"<a>" + b" " * 40_000_000 + b"</a>"
    assert read_letter(repacked(docx_of(RUSSIAN), {"word/document.xml": xml})) == Unpacked(
        trouble=MediaTrouble.TOO_LARGE
    )


def test_a_letter_that_lies_about_its_size_is_refused() -> None:
    kept = io.BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as packed_letter:
        packed_letter.writestr("[Content_Types].xml", "<Types/>")
        packed_letter.writestr("word/document.xml", b"\0" * 50_000_000)
    content = bytearray(kept.getvalue())
    size = struct.pack("<L", 50_000_000)
    at = content.find(size)
    while at >= 0:
        content[at : at + 4] = struct.pack("<L", 1_000)
        at = content.find(size, at + 4)
    assert read_letter(bytes(content)) == Unpacked(trouble=MediaTrouble.DAMAGED)


def test_a_letter_neither_opens_what_stands_outside_it_nor_grows_in_memory(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    secret = tmp_path_factory.mktemp("host") / "secret"
    secret.write_text("СЕКРЕТ")
    head = (
        f'<!DOCTYPE d [<!ENTITY a "{"ха" * 1000}"><!ENTITY b "{"&a;" * 1000}">'
        f'<!ENTITY c "{"&b;" * 1000}"><!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    )
    xml = "<w:p><w:r><w:t>до &x; &c; после</w:t></w:r></w:p>"
    read = read_letter(with_body(xml, head))
    assert "СЕКРЕТ" not in read.text
    assert len(read.text) <= MOST_CHARACTERS
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{WORD.replace("wordprocessingml", "officeDocument")}'
        f'/relationships/image" Target="{secret.as_uri()}" TargetMode="External"/></Relationships>'
    )
    away = repacked(docx_of(RUSSIAN), {"word/_rels/document.xml.rels": relations.encode()})
    assert read_letter(away) == Unpacked(RUSSIAN)


def test_a_file_that_is_packed_but_no_letter_is_of_another_kind() -> None:
    for parts in ({"a.txt": b"words"}, {"[Content_Types].xml": b"<Types/>", "xl/a.xml": b"<a/>"}):
        read = read_letter(zipped(parts))
        assert read == Unpacked(trouble=MediaTrouble.OTHER_KIND)
    assert read_letter(b"PK\x03\x04 nothing").trouble is MediaTrouble.DAMAGED


def test_of_a_saved_page_the_words_are_read_and_its_scripts_are_not() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>t</title><script>alert('нет')</script></head><body>"
        f"<nav>меню</nav><p>Казахстан <b>тайно</b> собирается.</p><div>{KAZAKH}</div></body></html>"
    )
    for encoding in ("utf-8", "cp1251") if page.isascii() else ("utf-8", "utf-16"):
        assert read_page(page.encode(encoding)).text == f"Казахстан тайно собирается.\n{KAZAKH}"


def test_what_a_file_is_its_content_says() -> None:
    picture = io.BytesIO()
    blank().save(picture, "JPEG")
    expected = {
        FileKind.PDF: pdf_of([RUSSIAN]),
        FileKind.PACKED: docx_of(RUSSIAN),
        FileKind.FILM: film_of([blank()], 0),
        FileKind.SOUND: voice_of(0.2),
        FileKind.PICTURE: picture.getvalue(),
        FileKind.HTML: b"\n<!-- a --> <HTML><p>a",
        FileKind.EMPTY: b" \n\0",
        FileKind.OTHER: b"{\\rtf1 words}",
        FileKind.TEXT: "яя BM MZ слова, которыми файл мог бы и начаться".encode("cp1251"),
    }
    assert {kind: kind_of(content) for kind, content in expected.items()} == {
        kind: kind for kind in expected
    }


def test_a_page_behind_hundreds_of_comments_is_known_at_once() -> None:
    comments = b"<!---->" * 500
    assert kind_of(comments + b"<html>") is FileKind.HTML
    assert kind_of(comments + b"words") is FileKind.TEXT
    assert kind_of(comments[:-2]) is FileKind.TEXT


def test_signs_that_turn_a_text_around_are_not_taken_along() -> None:
    assert read_plain("до\u202eзад\u2066 наперёд".encode()) == Unpacked("дозад наперёд")


def test_hyphens_at_the_end_of_a_line_go_and_paragraphs_stay() -> None:
    assert flowing("перего-\nворы об от\u00ad\nправке\nтехники.\n\n- один\n- два") == (
        "переговоры об отправке техники.\n\n- один\n- два"
    )


@given(
    st.builds(
        Unpacked,
        text=st.text(),
        pictures=st.lists(st.binary(max_size=20), max_size=4).map(tuple),
        sound=st.binary(max_size=20),
        trouble=st.none() | st.sampled_from(MediaTrouble),
    )
)
def test_what_a_job_hands_over_arrives_as_it_was(contents: Unpacked) -> None:
    assert unpacked(contents.made()) == contents


@pytest.mark.parametrize("told", [{}, {"text": "", "pictures": 3}, {"pictures": [], "text": ""}])
def test_what_no_job_has_handed_over_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="nothing unpacked"):
        unpacked(Made(told))
