import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.comparing.alignment import align, closest, features_of
from matching.comparing.difference import KINDS, Difference
from matching.reading.windows import clean, read, window
from matching.search.encoder import Encoder
from matching.search.shelf import Claimed
from tests.matching.test_decisions import decided, over

TEXT = st.text(max_size=120) | st.lists(
    st.sampled_from(
        ["закроют", "откроют", "не", "Алматы", "Семей", "7", "он", "мая", "жабады", "из", "—", "."]
    ),
    max_size=30,
).map(" ".join)


def kinds(post: str, claim: str) -> set[str]:
    found = align(read(post).whole, window(clean(claim)[0]))
    return {one.kind for one in found.differences}


@pytest.mark.parametrize(
    ("post", "claim", "kind"),
    [
        ("Мост закроют в августе на ремонт", "Мост закроют в мае на ремонт", "time"),
        ("В четверг отключат воду в городе", "Во вторник отключат воду в городе", "time"),
        ("Қыста су бағасы қымбаттайды", "Жазда су бағасы қымбаттайды", "time"),
        ("Три города останутся без газа", "Два города останутся без газа", "number"),
        ("Некоторые школы района закроют", "Все школы района закроют", "extent"),
        ("Казахстан скоро выйдет из союза", "Казахстан уже вышел из союза", "extent"),
        ("Мектептерді жаппай ашады екен", "Мектептерді жаппай жабады екен", "opposite"),
        ("Проезд для школьников бесплатный", "Проезд для школьников платный", "opposite"),
        ("Нового жилья после паводка дадут", "Нового жилья после паводка не дадут", "negation"),
        ("Дәрігерге жазылу ақылы болмайды", "Дәрігерге жазылу ақылы болады", "negation"),
        ("Завод в Хромтау сливает ртуть", "Завод в Житикаре сливает ртуть", "name"),
        ("В городе пустят новый автобус", "В городе пустят новый трамвай", "word"),
        ("Врача ударил пациент в Таразе", "Врач ударил пациента в Таразе", "roles"),
        ("Оқушы мұғалімді ұрып кетті", "Мұғалім оқушыны ұрып кетті", "roles"),
        ("Акимат планирует закрыть рынок", "Акимат закрыл рынок", "extent"),
        ("Шекараны жақында жабады екен", "Шекараны кеше жапты", "extent"),
        (
            "Осенью спишут долги только вдовам Тараза",
            "Осенью спишут долги всем вдовам Тараза",
            "extent",
        ),
        ("Министр Ахмет Кенесов ушёл", "Министр Марат Досов ушёл", "name"),
        ("Пойыз бағасы екі есе өседі", "Пайыз бағасы екі есе өседі", "word"),
        ("Один процент возьмут за перевод", "Пять процентов возьмут за перевод", "number"),
        ("Открытие моста в Семее в пятницу", "Закрытие моста в Семее в пятницу", "opposite"),
        ("Россия передала Китаю станцию", "Китай передал России станцию", "roles"),
        ("Қазақстан Қытайдан жылқы алмақ", "Қытай Қазақстаннан жылқы алмақ", "roles"),
    ],
)
def test_another_thing_in_the_same_place_is_a_difference(post: str, claim: str, kind: str) -> None:
    assert kind in kinds(post, claim)


@pytest.mark.parametrize(
    ("post", "claim"),
    [
        ("закрывают мост через реку в Семее!!", "Мост через реку в Семее закроют."),
        ("МО призовёт всех резервистов", "Министерство обороны призовёт всех резервистов"),
        ("Казакстанда су багасы кымбаттайды", "Қазақстанда су бағасы қымбаттайды"),
        ("Все афтомобили в городе проверят", "Все автомобили в городе проверят"),
        ("Говорят, двести тысяч отберут у всех", "У всех отберут 200 000"),
        ("Девочки, машины в городе проверят, это правда?", "Автомобили в городе проверят"),
        ("Су бағасы сәуірде өседі", "Цена на воду вырастет в апреле"),
        ("В общежитии Казахского национального университета пожар", "В общежитии КазНУ пожар"),
        ("Qazaqstan вышел из соглашения о зерне", "Казахстан вышел из соглашения о зерне"),
        ("Вайлдберриз закрывает все пункты", "Wildberries закрывает все пункты"),
        ("Объезда на время ремонта не сделают", "Объезда на время ремонта не будет"),
        ("Суды ішпеңдер деді вирусолог", "Суды ішпеуді айтты вирусолог"),
        ("Билет тұрады мың жарым теңге", "Билет тұрады 1500 теңге"),
        ("Пациента в Таразе ударил врач", "Врач ударил пациента в Таразе"),
        ("Мост в Семее закрыли на ремонт", "Мост в Семее закроют на ремонт"),
        ("Двоих детей в Таразе не спасли", "Двое детей в Таразе умерли"),
    ],
)
def test_the_same_thing_in_other_words_is_no_difference(post: str, claim: str) -> None:
    assert kinds(post, claim) == set()


def test_of_several_phrasings_the_closest_is_compared() -> None:
    claims = [window("В городе пустят новый трамвай"), window("В городе пустят новый автобус")]
    assert closest(read("В городе пустят новый автобус").windows, claims).differences == ()


@given(TEXT, TEXT)
@settings(max_examples=60, deadline=None)
def test_turning_two_texts_round_turns_the_sides_round(one: str, two: str) -> None:
    a, b = window(clean(one)[0]), window(clean(two)[0])
    there, back = align(a, b), align(b, a)
    assert 0 <= there.closeness <= 1
    if there.closeness == back.closeness:
        turned = {Difference(each.kind, each.theirs, each.ours) for each in back.differences}
        assert turned == set(there.differences)


def test_features_are_from_nought_to_one_in_one_order() -> None:
    told = [Difference("word", "трамвай", "автобус")] * 3 + [Difference("time", "май", "июнь")]
    found = features_of(told)
    assert tuple(found) == tuple(f"differs_{kind}" for kind in KINDS)
    assert (found["differs_word"], found["differs_time"], found["differs_name"]) == (1.0, 0.5, 0.0)


@pytest.mark.parametrize(
    "text",
    [
        "Озеро Боровое тайно осушают, воду продают соседнему университету",
        "Озеро Боровое осушают, воду тайно покупают у соседнего государства",
        "Говорят, опровержение фейк: озеро Боровое осушают, воду тайно продают государству",
        "Не верьте опровержению! Озеро Боровое осушают, воду тайно продают соседнему государству",
    ],
)
async def test_a_swap_or_a_nested_denial_is_asked_about(encoder: Encoder, text: str) -> None:
    lake = Claimed("lake", "ru", "Озеро Боровое осушают, воду тайно продают соседнему государству.")
    kind, shown = await decided(over(encoder, lake), text)
    assert (kind.value, shown) == ("choose", ["lake"])
