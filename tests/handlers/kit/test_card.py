import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.debunk import Claim, Debunk, Source, Statement, Verdict
from handlers.kit.answer import with_cards
from handlers.kit.card import FULL, card
from handlers.kit.markup import width, without_markup
from handlers.kit.texts import LANGUAGES, Texts
from sandbox.markup import parse_html

TEXTS = Texts.load()
RU = TEXTS["ru"]
MINISTRY = Statement(
    text={"ru": "Переговоры по данному вопросу не ведутся."},
    authority={"ru": "Министерство обороны РК", "kk": "ҚР Қорғаныс министрлігі"},
    date="2022-03-04",
    url="https://gov.kz/1",
)


def debunk(**changes: object) -> Debunk:
    parts: dict[str, object] = {
        "id": "kz-1",
        "verdict": Verdict.FAKE,
        "claims": (
            Claim("ru", "Казахстан отправит войска."),
            Claim("kk", "Қазақстан әскер жібереді."),
        ),
        "summary": {"ru": "Это выдумка.", "kk": "Бұл ойдан шығарылған.", "en": "It is made up."},
        "statements": (MINISTRY,),
        "sources": (Source("StopFake", "https://stopfake.kz/"),),
    }
    return Debunk(**{**parts, **changes})  # type: ignore[arg-type]


def words(shown: Debunk, lang: str = "ru") -> str:
    return without_markup(card(shown, TEXTS[lang]).content)


def test_a_card_says_the_verdict_the_claim_why_and_who_said_so_when() -> None:
    text = words(debunk())
    assert text.startswith("🔴 Фейк")
    for part in (
        "Казахстан отправит войска.",
        "Это выдумка.",
        "Министерство обороны РК, 4 марта 2022",
        "Переговоры по данному вопросу не ведутся.",
        "StopFake",
    ):
        assert part in text


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_verdict_has_a_sign_and_a_word_in_every_language(verdict: Verdict, lang: str) -> None:
    first = words(debunk(verdict=verdict), lang).splitlines()[0]
    sign, _, word = first.partition(" ")
    assert sign in "🔴🟠🟡🟣⚪🟢"
    assert word


def test_a_card_speaks_the_reader_s_language_and_quotes_the_statement_as_it_was_made() -> None:
    text = words(debunk(), "kk")
    assert "Қазақстан әскер жібереді." in text
    assert "Бұл ойдан шығарылған." in text
    assert "ҚР Қорғаныс министрлігі" in text
    assert "Переговоры по данному вопросу не ведутся." in text


def test_a_card_in_another_language_says_so() -> None:
    only_russian = debunk(summary={"ru": "Это выдумка."})
    assert RU("language-ru") not in words(only_russian)
    assert TEXTS["kk"]("language-ru") in words(only_russian, "kk")


def test_the_preview_is_of_the_source() -> None:
    assert card(debunk(), RU).preview == "https://stopfake.kz/"


def test_without_any_address_there_is_no_preview() -> None:
    bare = debunk(statements=(), sources=(Source("Газета", None),))
    assert card(bare, RU).preview is None


@pytest.mark.parametrize(
    "changes",
    [
        {"statements": ()},
        {"summary": {}},
        {"summary": {}, "statements": (), "sources": ()},
        {"claims": (Claim("kk", "Қазақстан әскер жібереді."),)},
        {"statements": (Statement({"ru": "Нет."}),)},
        {"statements": (Statement({"ru": "Нет."}, date="2022-03"),)},
        {"sources": (Source(None, "https://stopfake.kz/"),)},
        {"summary": {"uz": "Bu uydirma."}},
    ],
)
def test_a_debunk_with_gaps_still_makes_a_card(changes: dict[str, object]) -> None:
    assert "Фейк" in words(debunk(**changes))


def test_a_statement_of_ten_thousand_characters_is_cut_at_a_sentence_with_the_way_to_the_rest() -> (
    None
):
    sentence = "Министерство таких переговоров не ведёт и вести не собирается. "
    long = Statement({"ru": sentence * 160}, {"ru": "МО РК"}, "2022-03-04")
    text = words(debunk(statements=(long,)))
    assert 3000 < width(text) <= FULL
    assert "собирается. …" in text
    assert RU("card-more") in text


def test_a_long_summary_does_not_push_the_statement_out() -> None:
    text = words(debunk(summary={"ru": "Подробности. " * 2000}))
    assert "Переговоры по данному вопросу не ведутся." in text


def test_addresses_as_long_as_the_store_takes_leave_the_card_within_telegram_s_raw_limit() -> None:
    address = "https://gov.kz/?" + "&" * 2000
    statement = Statement({"ru": '"' * 500}, {"ru": "Ведомство"}, "2022-03-04", address)
    source = Source("StopFake", address)
    answer = with_cards([debunk(statements=(statement,) * 9, sources=(source,) * 4)], RU)
    assert len(answer.content.encode()) < 32 * 1024


def test_two_debunks_with_everything_long_fit_into_one_message() -> None:
    long = debunk(
        summary={"ru": "Подробности. " * 900},
        statements=(Statement({"ru": "Заявление. " * 900}, {"ru": "Ведомство " * 60}),),
    )
    answer = with_cards([long, long], RU, above=RU("answer-two"))
    assert width(without_markup(answer.content)) <= FULL


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=3000).filter(
    str.strip
)
LANGS = st.sampled_from(["ru", "kk", "en", "uz"])
PLACES = st.dictionaries(LANGS, WORDS, min_size=1)
DEBUNKS = st.builds(
    Debunk,
    id=st.text("abc-_1", min_size=1, max_size=60),
    verdict=st.sampled_from(Verdict),
    claims=st.lists(st.builds(Claim, LANGS, WORDS), min_size=1, max_size=4).map(tuple),
    date=st.sampled_from([None, "2022", "2022-03", "2022-03-04"]),
    summary=st.one_of(st.just({}), PLACES),
    statements=st.lists(
        st.builds(
            Statement,
            text=PLACES,
            authority=st.one_of(st.just({}), PLACES),
            date=st.sampled_from([None, "2022", "2022-03-04"]),
            url=st.sampled_from([None, "https://gov.kz/?a=1&b=<2>\"'"]),
        ),
        max_size=4,
    ).map(tuple),
    sources=st.lists(
        st.builds(Source, WORDS, st.sampled_from([None, "https://stopfake.kz/"])), max_size=5
    ).map(tuple),
)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(DEBUNKS, min_size=1, max_size=2), st.sampled_from(LANGUAGES))
def test_whatever_a_debunk_holds_its_card_is_one_message_that_telegram_takes(
    shown: list[Debunk], lang: str
) -> None:
    answer = with_cards(shown, TEXTS[lang], above="x" if len(shown) > 1 else None)
    text, _ = parse_html(answer.content)
    assert 0 < width(text) <= FULL
    assert answer.keyboard
    for row in answer.keyboard.inline_keyboard:
        for button in row:
            assert len(str(button.callback_data or "").encode()) <= 64
