"""What leads to a person goes from a text; everything else stays."""

import string
from datetime import date

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from privacy.personal_numbers import is_iin, passes_luhn
from privacy.redaction import redacted

GAPS = st.sampled_from(["", " ", "-", "\u00a0", " - ", "\u2011", "."])
AROUND = st.sampled_from(
    [
        "",
        "Звоните ",
        "тел.: ",
        "Хабарласыңыз: ",
        "WhatsApp ",
        "(",
        "«",
        "пишите:",
        "\n",
        "№",
        "call ",
    ]
)
AFTER = st.sampled_from(["", " срочно!", ".", ",", ")", "»", "\n", " или 102", "!!!", " Асель"])


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text(string.digits, min_size=count, max_size=count)


@st.composite
def phones(draw: st.DrawFn) -> tuple[str, str]:
    """A Kazakhstani or Russian number in one of the usual spellings, and its last digits."""
    code = draw(
        st.sampled_from(["700", "701", "705", "707", "747", "771", "777", "778", "900", "926"])
    )
    rest = draw(digits(7))
    a, b, c = rest[:3], rest[3:5], rest[5:]
    gap = draw(GAPS)
    country = draw(st.sampled_from(["+7", "8", "7", "+ 7"]))
    spelled = draw(
        st.sampled_from(
            [
                f"{country}{code}{rest}",
                f"{country}{gap}{code}{gap}{a}{gap}{b}{gap}{c}",
                f"{country} ({code}) {a}-{b}-{c}",
                f"{country}({code}){rest}",
                f"{country}{gap}{code}{gap}{rest[:4]}{gap}{rest[4:]}",
                f"{country}{code} {a} {b}{c}",
                " ".join(country.strip("+ ") + code + rest),
            ]
        )
    )
    return spelled, rest


@given(AROUND, phones(), AFTER)
def test_no_phone_is_left(before: str, phone: tuple[str, str], after: str) -> None:
    spelled, rest = phone
    left = redacted(before + spelled + after)
    assert "[телефон]" in left
    assert rest not in "".join(filter(str.isdigit, left.replace("102", "")))


@pytest.mark.parametrize(
    "text",
    [
        "701 123 45 67",
        "(701) 123-45-67",
        "7771234567",
        "9261234567",
        "8 (7172) 55-55-55",
        "+998 90 123 45 67",
        "998901234567",
        "+1 (415) 555-2671",
        "+90 532 123 4567",
        "тел: 272-45-67",
        "тел 55-55-55",
        "тел87011234567срочно",
        "wa.me/77011234567",
        "8️⃣7️⃣0️⃣1️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣",
        "８７０１１２３４５６７",
        "8\u200b701\u200b1234567",
    ],
)
def test_other_spellings_of_phones_go_too(text: str) -> None:
    left = redacted(text)
    assert "[телефон]" in left
    assert not any(each.isdigit() for each in left)


@st.composite
def iins(draw: st.DrawFn) -> str:
    born = draw(st.dates()).strftime("%y%m%d")
    body = born + draw(st.sampled_from("0123456")) + draw(digits(4))
    for last in string.digits:
        if is_iin(body + last):
            return body + last
    assume(False)
    return ""


def grouped(number: str, gap: str, sizes: list[int]) -> str:
    parts = []
    for size in sizes:
        parts.append(number[:size])
        number = number[size:]
    return gap.join([*parts, number] if number else parts)


@given(st.data(), AROUND, AFTER)
def test_no_iin_is_left(data: st.DataObject, before: str, after: str) -> None:
    iin = data.draw(iins())
    gap = data.draw(st.sampled_from([" ", "-", "\u00a0", "\u2011"]))
    sizes = data.draw(st.sampled_from([[12], [6, 6], [3, 3, 3, 3], [4, 4, 4], [6, 1, 4, 1]]))
    left = redacted(before + grouped(iin, gap, sizes) + after)
    assert "[ИИН]" in left or "[телефон]" in left
    assert iin[6:] not in "".join(filter(str.isdigit, left))


def test_a_number_without_a_person_s_check_digit_stays_unless_it_is_called_an_iin() -> None:
    assert redacted("БИН 020440001234") == "БИН 020440001234"
    assert is_iin("900101300017")
    assert redacted("заказ 900101300018") == "заказ 900101300018"
    assert redacted("ЖСН: 900101300018") == "ЖСН: [ИИН]"


@st.composite
def cards(draw: st.DrawFn) -> str:
    body = draw(st.sampled_from(["4400", "5169", "2200", "6011", "9860"])) + draw(digits(11))
    return next(body + last for last in string.digits if passes_luhn(body + last))


@given(st.data(), AROUND, AFTER)
def test_no_card_is_left(data: st.DataObject, before: str, after: str) -> None:
    card = data.draw(cards())
    gap = data.draw(st.sampled_from([" ", "-", "\u00a0", "  ", " - "]))
    sizes = data.draw(st.sampled_from([[16], [4, 4, 4, 4], [4, 6, 6], [8, 8]]))
    left = redacted(before + grouped(card, gap, sizes) + after)
    assert "[карта]" in left
    assert card[6:] not in "".join(filter(str.isdigit, left))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("карта 4400 4301 2345 6780 Айгүл", "карта [карта] Айгүл"),
        ("Kaspi: 3782 822463 10005", "Kaspi: [карта]"),
        ("счёт KZ86 125K ZT50 0410 0100, банк", "счёт [счёт], банк"),
        ("KZ86125KZT5004100100", "[счёт]"),
        ("kz86-125k-zt50-0410-0100", "[счёт]"),
        ("DE89 3704 0044 0532 0130 00", "[счёт]"),
        ("р/с 40817810099910004312", "р/с [счёт]"),
        ("aigul.k@mail.kz и айгуль@почта.рф", "[почта] и [почта]"),
        ("aigul @ mail.kz, aigul(at)mail.kz, aigul [собака] mail.kz", "[почта], [почта], [почта]"),
        ("паспорт N12345678", "паспорт [документ]"),
        ("паспорт серия 45 12 № 345678 выдан", "паспорт серия [документ] выдан"),
        ("Төлқұжат нөмірі: 012345678", "Төлқұжат нөмірі: [документ]"),
        ("удостоверение № 045678901", "удостоверение № [документ]"),
        ("4512 345678 (паспорт)", "[документ] (паспорт)"),
        ("номер 123 ABC 02 белая", "номер [номер машины] белая"),
        ("123abc02, 777АВС05", "[номер машины], [номер машины]"),
        ("А123ВС77 и A123BC, а 123 вс 77", "[номер машины] и [номер машины], а 123 вс 77"),
        ("tg://user?id=700000001", "[ссылка]"),
        ("вступайте t.me/+AbCd_1-x и https://t.me/joinchat/AAAA", "вступайте [ссылка] и [ссылка]"),
    ],
)
def test_cards_accounts_mail_papers_cars_and_private_links_go(text: str, left: str) -> None:
    assert redacted(text) == left


ORDINARY = [
    "2 345 678 человек вышли на улицы",
    "15 000 000 000 тенге, то есть 87 011 234 567 ₸ и 77 123 456 789 рублей",
    "выплатят 1 000 000 тг, +1 500 000 000 тенге сверху, +15 000 000 за год",
    "2022-03-04, 04.03.2022, 4 марта 2022 года в 15:30, 01.01.2022-31.12.2022",
    "в 2020-2021-2022-2023 годах и 2019 2020 2021 2022 2023 году",
    "статья 274 УК РК, часть 4, пункт 2-1, закон № 345-VI от 12.03.2021",
    "звоните 102, 112, 109, 1414 или 3040",
    "бесплатно: 8 800 080 7777, 8 (800) 250-04-99, +7 800 250 04 99, 88000807777",
    "телефон доверия 111, тел. 150 000 человек",
    "@handle, пишите @handle.kz, t.me/channel/123, https://example.kz/news/20220304123456",
    "курс 445,67 и 512.30 за доллар, 3 475 602 человека, 12,5 %",
    "A320NEO, 100 СОМ 15, 500 КМ 10, В 500 КМ 20, MI-8, Т-72, COVID-19, iPhone 15",
    "18 000 000 000 000 тенге бюджета, 2 200 000 000 000 000",
    "Выдано 1234567 паспортов и 2345678 удостоверений, карта мира 1941 1945 1991 2022",
    "Лотерея: 8, 70, 13, 45, 67, 82; $8,701,234,567; 4400, 4301, 2345, 6780 голосов",
    "проспект Абая 12, 14, 16; ЖК на 120 квартир; ул. Абая 45 кв. м асфальта",
    "Ақтауда 12 үй, 120 пәтер салынады, Қонаев көшесіндегі 45 үйдің тұрғындары",
    "Собака на улице mail.ru не читает, купил собаку на olx.kz, Акмарал Ильясовна Иванова",
    "дело № 7512-22-00-4/123, постановление № 1234567, счёт 3:2, 7:0",
    "8 345 человек, 7 000 солдат, 8 марта 2022, 7 12 15 22 31 40",
    "1646352000000",
    "Екі жүз мың адам, 12 000 000 теңге, 2022 жылғы 5 қаңтарда",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_dates_sums_laws_and_hotlines_stay(text: str) -> None:
    assert redacted(text) == text


@st.composite
def ordinary(draw: st.DrawFn) -> str:
    """Dates, sums and shares as people write them."""
    kind = draw(st.integers(0, 5))
    day = draw(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
    number = draw(st.integers(0, 10**10))
    unit = draw(st.sampled_from(["тенге", "человек", "₸", "адам", "млн", "км"]))
    return [
        day.isoformat(),
        day.strftime("%d.%m.%Y"),
        f"{day:%d.%m.%Y}–{day:%d.%m.%Y}",
        f"{number:,} {unit}".replace(",", " "),
        f"{number:,} {unit}".replace(",", "\u00a0"),
        f"{number % 1000},{number % 10} %",
    ][kind]


@given(st.lists(ordinary(), min_size=1, max_size=5))
def test_made_up_dates_and_sums_stay(parts: list[str]) -> None:
    text = ", ".join(parts)
    assert redacted(text) == text


@given(st.text())
@example("87011234567 123456")
@example("a@b.kz@c.kz")
def test_redacting_twice_changes_nothing(text: str) -> None:
    once = redacted(text)
    assert redacted(once) == once


@given(st.lists(st.sampled_from("0123456789 +-()@.AВпаспорттел.KZ:№"), max_size=60))
def test_redacting_lists_of_numbers_twice_changes_nothing(letters: list[str]) -> None:
    once = redacted("".join(letters))
    assert redacted(once) == once


@pytest.mark.parametrize("part", ["1 ", "7", "8-", "a@", "a.", "паспорт ", "KZ12 ", "A1", "тел 1-"])
def test_a_text_of_nothing_but_numbers_does_not_take_for_ever(part: str) -> None:
    assert redacted(part * 10_000)
