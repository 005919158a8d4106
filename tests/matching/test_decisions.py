import pytest

from domain.decision import DecisionKind
from domain.post import Post
from matching.decide import SHIPPED
from matching.matcher import Matcher
from matching.search.encoder import Encoder
from matching.search.shelf import Claimed, Shelf
from tests.kit.rumours import RUMOURS


def over(encoder: Encoder, *wordings: Claimed) -> Matcher:
    """A matcher with the real encoder over a store of these phrasings."""
    return Matcher(Shelf(*wordings, encoder=encoder), SHIPPED, encoder)


async def decided(matcher: Matcher, text: str) -> tuple[DecisionKind, list[str]]:
    decision = await matcher.decide(Post(text))
    return decision.kind, [one.debunk_id for one in decision.shown]


@pytest.mark.parametrize(
    ("text", "debunk"),
    [
        (
            "⚠️ Мост через Иртыш в Павлодаре закрывают на 40 дней, объезда не будет! Репост!",
            "bridge",
        ),
        ("Павлодарда Ертіс көпірін 40 күнге жабады екен, айналма жол болмайды дейді", "bridge"),
        ("Pavlodarda Ertis kopirin 40 kunge jabady eken, ainalma jol bolmaidy deidi", "bridge"),
        ("В гopoдcкoм мёдe нашли пчeлиный виpyc, oт негo выпaдaют вoлocы", "honey"),
        ("О з е р о  Боровое  осушают,  в.о.д.у  тайно продают  соседнему  государству", "lake"),
        ("НОЧНОЙ ТАРИФ НА СВЕТ ОТМЕНЯЮТ!!! ПЛАТИТЬ БУДЕМ ВТРОЕЕЕ БОЛЬШЕ", "night"),
        ("Маңғыстауда түйелерге чип салуды міндеттейді, иелері 90 мың төлейді деді", "camel"),
    ],
)
async def test_a_retold_rumour_is_answered(matcher: Matcher, text: str, debunk: str) -> None:
    assert await decided(matcher, text) == (DecisionKind.ANSWER, [debunk])


@pytest.mark.parametrize(
    "text",
    [
        "привет",
        "рахмет",
        "как дела?",
        "Сәлеметсіз бе! Қалайсыз?",
        "hello",
        "спасибо большое, очень помогли",
        "Продам диван, почти новый, самовывоз, недорого",
        "Завтра в школе родительское собрание, начало в шесть",
    ],
)
async def test_greetings_and_chatter_are_unknown(matcher: Matcher, text: str) -> None:
    assert await decided(matcher, text) == (DecisionKind.UNKNOWN, [])


async def test_a_greeting_is_unknown_though_a_claim_begins_with_its_letters(
    encoder: Encoder,
) -> None:
    matcher = over(encoder, Claimed("bus", "ru", "Привезут автобусы"))
    assert await decided(matcher, "Привет!") == (DecisionKind.UNKNOWN, [])


async def test_a_few_words_are_not_answered_on_likeness(matcher: Matcher) -> None:
    assert await decided(matcher, "осушают озеро Боровое") == (DecisionKind.CHOOSE, ["lake"])


async def test_a_few_words_that_are_a_phrasing_are_answered(encoder: Encoder) -> None:
    matcher = over(encoder, *RUMOURS, Claimed("hail", "ru", "Град побил Семей"))
    assert await decided(matcher, "ГРАД побил Семей?!") == (DecisionKind.ANSWER, ["hail"])


async def test_other_numbers_push_an_answer_down_to_a_choice(matcher: Matcher) -> None:
    text = "Мост через Иртыш в Павлодаре закроют на 15 дней, объезда не будет"
    assert await decided(matcher, text) == (DecisionKind.CHOOSE, ["bridge"])


async def test_another_town_pushes_an_answer_down_to_a_choice(matcher: Matcher) -> None:
    text = "Мост через Иртыш в Семее закроют на 40 дней, объезда не будет"
    assert await decided(matcher, text) == (DecisionKind.CHOOSE, ["bridge"])


async def test_the_same_number_in_other_words_is_no_conflict(matcher: Matcher) -> None:
    text = "Верблюдов в Мангистау заставят чипировать, хозяева заплатят штраф 90 000"
    assert await decided(matcher, text) == (DecisionKind.ANSWER, ["camel"])


@pytest.mark.parametrize(
    "text",
    [
        "Ночной тариф на свет не отменяют, платить втрое больше не будут",
        "Жарықтың түнгі тарифін алып тастамайды, үш есе көп төлемейміз",
    ],
)
async def test_the_opposite_of_a_claim_is_not_answered(matcher: Matcher, text: str) -> None:
    assert await decided(matcher, text) == (DecisionKind.CHOOSE, ["night"])


@pytest.mark.parametrize(
    "text",
    [
        "Акимат: сообщение о том, что озеро Боровое осушают и воду продают, не соответствует "
        "действительности.",
        "Бурабай көлін құрғатып, суын көрші мемлекетке сатып жатыр деген ақпарат жалған.",
        "It is fake that ozero Borovoe osushayut, vodu tayno prodayut sosednemu gosudarstvu",
    ],
)
async def test_a_post_that_refutes_the_claim_is_never_answered(matcher: Matcher, text: str) -> None:
    kind, shown = await decided(matcher, text)
    assert (kind is not DecisionKind.ANSWER, shown) == (True, ["lake"])


async def test_a_ministry_that_refutes_the_claim_gets_the_neutral_card(matcher: Matcher) -> None:
    text = (
        "Акимат: сообщение о том, что озеро Боровое осушают и воду продают, не соответствует "
        "действительности."
    )
    assert await decided(matcher, text) == (DecisionKind.DENIAL, ["lake"])


@pytest.mark.parametrize(
    "text",
    [
        "Озеро Боровое осушают, воду тайно продают соседнему государству. Это фейк?",
        "Бурабай көлін құрғатып, суын көрші мемлекетке жасырын сатып жатыр. Өтірік пе, рас па?",
    ],
)
async def test_asking_whether_it_is_fake_is_no_denial(matcher: Matcher, text: str) -> None:
    assert (await decided(matcher, text))[0] is DecisionKind.ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "Озеро Боровое осушают, воду тайно продают соседнему государству? Это фейк!",
        "Бурабай көлін құрғатып, суын көрші мемлекетке сатып жатыр, рас па? Жалған ақпарат.",
    ],
)
async def test_a_denial_that_asks_first_is_not_answered(matcher: Matcher, text: str) -> None:
    kind, shown = await decided(matcher, text)
    assert (kind is not DecisionKind.ANSWER, shown) == (True, ["lake"])


async def test_a_post_that_carries_two_checked_claims_is_answered_with_both(
    matcher: Matcher,
) -> None:
    text = (
        "Мост через Иртыш в Павлодаре закроют на 40 дней, объезда не будет. "
        "И ещё: в городском мёде нашли пчелиный вирус, от которого выпадают волосы."
    )
    kind, shown = await decided(matcher, text)
    assert (kind, sorted(shown)) == (DecisionKind.ANSWER, ["bridge", "honey"])


async def test_two_debunks_of_like_claims_are_never_both_the_answer(encoder: Encoder) -> None:
    like = (
        Claimed("first", "ru", "Мост через Иртыш в Павлодаре закроют на сорок дней весной"),
        Claimed("second", "ru", "Мост через Иртыш в Павлодаре закроют на сорок дней летом"),
    )
    text = "Мост через Иртыш в Павлодаре закроют на сорок дней"
    kind, shown = await decided(over(encoder, *like), text)
    assert (kind, sorted(shown)) == (DecisionKind.CHOOSE, ["first", "second"])


async def test_a_claim_deep_in_a_long_post_is_found(matcher: Matcher) -> None:
    filler = "Сегодня варили варенье из смородины. Дети катались на велосипедах до темноты. "
    text = filler * 20 + "Озеро Боровое осушают, воду тайно продают соседнему государству. "
    assert (await decided(matcher, text + filler * 20))[1] == ["lake"]


async def test_a_kazakh_question_offers_the_claim(matcher: Matcher) -> None:
    kind, shown = await decided(matcher, "Ертіс көпірін жабады дегені рас па?")
    assert (kind, shown) == (DecisionKind.CHOOSE, ["bridge"])


async def test_the_ranking_is_there_whatever_the_decision(encoder: Encoder) -> None:
    many = [Claimed(f"r{n}", "ru", f"Озеро номер {n} осушают и продают") for n in range(9)]
    decision = await over(encoder, *many).decide(Post("осушают озеро"))
    ids = [one.debunk_id for one in decision.matches]
    chances = [one.probability for one in decision.matches]
    assert len(ids) == len(set(ids)) == 5
    assert chances == sorted(chances, reverse=True)
    assert all(0 <= one <= 1 for one in chances)
    assert len(decision.shown) <= 3


async def test_the_phrasing_of_a_match_is_in_the_words_of_the_desk(matcher: Matcher) -> None:
    decision = await matcher.decide(Post("Ertis kopirin jabady, ainalma jol bolmaidy"))
    assert decision.matches[0].phrasing.startswith("Павлодардағы Ертіс көпірін")


@pytest.mark.parametrize("size", [1, 5, 50, 1_000])
async def test_a_store_of_any_size_answers_its_rumour_and_no_other(
    encoder: Encoder, size: int
) -> None:
    things = ["воду", "свет", "газ", "связь"]
    # A hundred wordings make any number of debunks: to encode a thousand takes a quarter minute.
    others = [
        Claimed(f"o{n}", "ru", f"В районе {n % 25} отключат {things[n % 4]}")
        for n in range(size - 1)
    ]
    matcher = over(encoder, RUMOURS[2], *others)
    rumour = "Говорят, в городском мёде нашли пчелиный вирус, от которого выпадают волосы"
    assert await decided(matcher, rumour) == (DecisionKind.ANSWER, ["honey"])
    news = "В городском парке нашли редкую птицу, орнитологи радуются"
    assert (await decided(matcher, news))[0] is not DecisionKind.ANSWER


async def test_without_an_encoder_words_alone_still_find_a_rumour(by_words: Matcher) -> None:
    text = "Говорят, в городском мёде нашли пчелиный вирус, от которого выпадают волосы"
    assert (await decided(by_words, text))[1] == ["honey"]
    assert await decided(by_words, "Сәлеметсіз бе! Қалайсыз?") == (DecisionKind.UNKNOWN, [])


async def test_an_empty_store_knows_nothing() -> None:
    assert await decided(Matcher(Shelf()), "Озеро Боровое осушают") == (DecisionKind.UNKNOWN, [])


async def test_a_new_debunk_is_compared_by_meaning_in_the_very_next_look_up(
    encoder: Encoder,
) -> None:
    shelf = Shelf()
    matcher = Matcher(shelf, SHIPPED, encoder)
    await matcher.decide(Post("осушают озеро"))
    shelf.put("honey", *RUMOURS[2:4])
    _, reasons = await matcher.explain(Post("В мёде из города пчелиный вирус, волосы выпадают"))
    assert reasons[0].added["nearness"] != 0


async def test_until_many_have_their_vectors_words_alone_decide(
    encoder: Encoder, by_words: Matcher
) -> None:
    matcher = Matcher(Shelf(*RUMOURS), SHIPPED, encoder)
    for text in (RUMOURS[0].text + " Репост!", "Завтра раздают саженцы яблонь", "привет"):
        assert await decided(matcher, text) == await decided(by_words, text)
