import re

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.display import to_html
from sandbox.finding import with_found
from sandbox.markup import MarkupError, parse_html
from sandbox.text import clean, covered, utf16_length

SURROGATE = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
    "surrogate code units"
)


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("&#57311;", SURROGATE),
        ("&#xDFDF", SURROGATE),
        ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
        ("🏟 🏟&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
        ("🏟 🏟&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
        ("🏟 🏟&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
        ('🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;</", "Unexpected end tag at byte offset 13"),
        ("🏟 🏟&lt;<b></b></", "Unexpected end tag at byte offset 20"),
        ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
        (
            "🏟 🏟&lt;<i>a</em   >",
            'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"',
        ),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ],
)
def test_broken_markup_is_refused_in_tdlibs_words(html: str, reason: str) -> None:
    with pytest.raises(MarkupError) as caught:
        parse_html(html)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("➡️ ➡️<i>➡️ ➡️</i>", "➡️ ➡️➡️ ➡️", [("italic", 5, 5)]),
        ("😀<b>я</b>", "😀я", [("bold", 2, 1)]),
        ("<B CLASS=x>a</b>", "a", [("bold", 0, 1)]),
        ("<i></i>a", "a", []),
        ("a<i>b</>c", "abc", [("italic", 1, 1)]),
        ("<b>a</b><strong>b</strong>", "ab", [("bold", 0, 2)]),
        ("<b>a<code>b</code>c</b>", "abc", [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "ab", [("blockquote", 0, 2)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<a>example.kz</a>", "example.kz", [("text_link", 0, 10)]),
        ("<a href='nowhere'>x</a>", "x", []),
        ("<pre>x</pre>", "x", [("pre", 0, 1)]),
        ("&lt;&gt;&amp;&quot;&laquo;&#1178;&#x49a&nbsp;", '<>&"&laquo;ҚҚ&nbsp;', []),
        ("&#12345678;", "&#12345678;", []),
        ("a &amp;lt; b", "a &lt; b", []),
    ],
)
def test_markup_becomes_text_and_entities(
    html: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    parsed, found = parse_html(html)
    assert parsed == text
    assert [(one["type"], one["offset"], one["length"]) for one in found] == entities


def test_a_language_stays_on_pre_alone() -> None:
    _, both = parse_html('<pre><code class="language-py">x</code></pre>')
    assert both == [{"type": "pre", "offset": 0, "length": 1, "language": "py"}]
    _, alone = parse_html('<code class="language-py">x</code>')
    assert alone == [{"type": "code", "offset": 0, "length": 1}]


def test_links_are_stored_with_scheme_and_path() -> None:
    _, found = parse_html('<a href="gov.kz">a</a><a href="https://gov.kz/x?a=1&amp;b=2">b</a>')
    assert [one["url"] for one in found] == ["http://gov.kz/", "https://gov.kz/x?a=1&b=2"]


def test_the_end_is_trimmed_and_the_beginning_up_to_the_first_entity() -> None:
    assert clean("  a\r\tb \n", []) == ("a b", [])
    bold = {"type": "bold", "offset": 2, "length": 3}
    assert clean("  \nab  ", [bold]) == ("\nab", [{"type": "bold", "offset": 0, "length": 3}])
    assert clean("a  ", [{"type": "bold", "offset": 1, "length": 2}]) == ("a", [])
    assert clean("\u202eab", [{"type": "bold", "offset": 2, "length": 1}]) == (
        "ab",
        [{"type": "bold", "offset": 1, "length": 1}],
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://gov.kz/a?b=1, now", [("url", "https://gov.kz/a?b=1")]),
        ("t.me/news/7.", [("url", "t.me/news/7")]),
        ("😀 gov.kz", [("url", "gov.kz")]),
        ("/start x /help@my_bot", [("bot_command", "/start"), ("bot_command", "/help@my_bot")]),
        ("a/b and/or", []),
        (
            "@news_kz a@b.kz #рас",
            [("mention", "@news_kz"), ("email", "a@b.kz"), ("hashtag", "#рас")],
        ),
        ("#2022 ends.Next", []),
    ],
)
def test_addresses_commands_and_mentions_are_found(text: str, found: list[tuple[str, str]]) -> None:
    entities = with_found(text, ())
    assert [(one["type"], covered(text, one)) for one in entities] == found


PLAIN = st.text(
    st.one_of(st.sampled_from("aя <>&\"'😀\nҚ"), st.characters(exclude_categories=["C", "Z"])),
    max_size=12,
)
STYLES = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
}


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(parts: list[str], tag: str) -> str:
    inner = "".join(parts)
    if tag == "a":
        return f'<a href="https://gov.kz/?a=1&amp;b=2">{inner}</a>'
    return f"<{tag}>{inner}</{tag.split()[0]}>"


MARKUP = st.recursive(
    PLAIN.map(escaped),
    lambda inner: st.builds(
        wrapped,
        st.lists(inner, min_size=1, max_size=3),
        st.sampled_from(
            [*STYLES.values(), "blockquote", "blockquote expandable", "a", "code", "pre"]
        ),
    ),
    max_leaves=12,
)


@given(MARKUP)
@settings(max_examples=300, deadline=None)
def test_markup_survives_the_way_there_and_back(html: str) -> None:
    text, entities = parse_html(html)
    assert text == re.sub(r"<[^>]*>", "", html).replace("&lt;", "<").replace("&gt;", ">").replace(
        "&amp;", "&"
    )
    assert parse_html(to_html(text, entities)) == (text, entities)


@given(MARKUP)
@settings(max_examples=300, deadline=None)
def test_aiogram_reads_the_offsets_alike(html: str) -> None:
    text, entities = parse_html(html)
    theirs = html_decoration.unparse(text, [MessageEntity(**one) for one in entities])
    assert parse_html(theirs) == (text, entities)
    for one in entities:
        assert MessageEntity(**one).extract_from(text) == covered(text, one)
        assert one["offset"] + one["length"] <= utf16_length(text)


@given(PLAIN)
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(escaped(text)) == (text, [])


@given(st.text(st.sampled_from("<>/&;#x1ab\"'= бlt"), max_size=30))
@settings(max_examples=500)
def test_no_markup_makes_the_parser_fall_over(html: str) -> None:
    try:
        text, entities = parse_html(html)
    except MarkupError:
        return
    assert all(0 < one["length"] <= utf16_length(text) - one["offset"] for one in entities)
