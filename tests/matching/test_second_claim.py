import pytest

from domain.decision import DecisionKind
from matching.matcher import Matcher
from matching.search.encoder import Encoder
from matching.search.shelf import Claimed, Shelf
from tests.kit.rumours import RUMOURS
from tests.matching.test_decisions import decided, over

OTHERS = (
    Claimed(
        "bread", "ru", "С понедельника социальный хлеб отменяют, буханка будет стоить 350 тенге"
    ),
    Claimed(
        "bread",
        "kk",
        "Дүйсенбіден бастап әлеуметтік нан алынып тасталады, бөлкесі 350 теңге болады",
    ),
    Claimed("cards", "ru", "Резервистов забирают на трёхмесячные сборы без сохранения зарплаты"),
    Claimed("cards", "kk", "Резервистерді үш айға әскери жиынға алады, жалақысы сақталмайды"),
)


@pytest.fixture
def broad(encoder: Encoder) -> Matcher:
    return over(encoder, *RUMOURS, *OTHERS)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "В городском мёде пчелиный вирус, волосы выпадают, а мост на Иртыше закроют на 40 дней",
            ["bridge", "honey"],
        ),
        (
            "Буханка будет 350 тенге, социальный хлеб отменяют, и Боровое осушают, воду продают",
            ["bread", "lake"],
        ),
        (
            "Резервистерді үш айға жиынға алады екен, жалақысыз, ал Бурабай көлінің суын көрші "
            "мемлекетке сатып жатыр. Не болып барады",
            ["cards", "lake"],
        ),
        (
            "Два слова о новостях: ночной тариф на свет отменяют, платить втрое больше; "
            "верблюдов в Мангистау заставят чипировать, штраф 90 тысяч",
            ["camel", "night"],
        ),
    ],
)
async def test_two_claims_in_one_sentence_are_both_answered(
    broad: Matcher, text: str, claims: list[str]
) -> None:
    kind, shown = await decided(broad, text)
    assert (kind, sorted(shown)) == (DecisionKind.ANSWER, claims)


@pytest.mark.parametrize(
    "comment",
    [
        "Как жить дальше, непонятно, у меня там работает брат",
        "Соседка рассказала, она всегда всё знает",
        "Вот и доехали до дачи, называется",
        "А в остальном, прекрасная маркиза, всё хорошо",
        "Денег на хлеб скоро не останется",
    ],
)
async def test_a_claim_with_a_comment_is_one_answer(broad: Matcher, comment: str) -> None:
    text = f"Мост через Иртыш в Павлодаре закроют на 40 дней, объезда не будет. {comment}"
    assert await decided(broad, text) == (DecisionKind.ANSWER, ["bridge"])


async def test_one_half_that_denies_its_claim_is_not_answered_with_it(broad: Matcher) -> None:
    text = (
        "Мост через Иртыш в Павлодаре закроют на 40 дней, объезда не будет, "
        "а про вирус в мёде наврали, это фейк"
    )
    kind, shown = await decided(broad, text)
    assert kind is not DecisionKind.ANSWER or "honey" not in shown


async def test_a_half_with_another_number_is_not_answered(broad: Matcher) -> None:
    text = "В мёде пчелиный вирус, от него выпадают волосы, а мост через Иртыш закроют на 60 дней"
    kind, shown = await decided(broad, text)
    assert kind is not DecisionKind.ANSWER or "bridge" not in shown


async def test_a_digest_of_other_news_is_not_answered(broad: Matcher) -> None:
    text = """Главное за день:
    1. В Павлодаре открыли мост для пешеходов после ремонта перил.
    2. Пасечники области собрали рекордный урожай мёда.
    3. Тариф на воду в городе не изменится до лета.
    4. В Мангистау прошли скачки на верблюдах.
    5. На Боровом начался туристический сезон.
    6. Хлебозавод набирает пекарей.
    7. Завтра в области до восьми градусов тепла."""
    assert (await decided(broad, text))[0] is not DecisionKind.ANSWER


async def test_by_words_alone_two_claims_are_both_answered() -> None:
    matcher = Matcher(Shelf(*RUMOURS, *OTHERS))
    text = (
        "В городском мёде нашли пчелиный вирус, от которого выпадают волосы, "
        "а мост через Иртыш в Павлодаре закроют на 40 дней, объезда не будет"
    )
    kind, shown = await decided(matcher, text)
    assert (kind, sorted(shown)) == (DecisionKind.ANSWER, ["bridge", "honey"])
