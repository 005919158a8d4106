"""Terms of everyday posts: in how many of a thousand each stands.

Counted in the 671 posts of up to 600 characters of two evaluation sets (Russian, Kazakh, English;
written by language models) that no debunk answers; terms under 10 in a thousand are left out. They
keep a small store from taking a common word for a telling one.
"""

POSTS = 671
"""How many posts were counted; the counts weigh as much as so many phrasings."""

_PER_THOUSAND = """
252: в
168: на
164: не
119: с
85: и
64: екен
49: по
46: алмат астан до
45: у
43: деген жок за что
42: казах
40: деиди
39: нет
34: из от тисяч
33: видео
31: жатир
30: а уже
28: каспи минис подпи работ
27: 1 па рас
25: бар будет да ето жибер ме о т тексе тенге
24: полис
22: деп енди мен
21: 12 года правд
19: все говор год истеи к лрт но он хабар
18: 6 без еки кто мин перес прода родит так
16: аитип аитти бари бир будут долла жумис калаи новос отири перев скажи такси тур чат шимке
15: 10 актау беспл важно жана закон источ как минут переш под после присл прове просе скину феик
13: 14 15 балал баста де для казак казпо келди китаи лет мекте милли облас оси сагат тегин то
    турал челов
12: 18 25 40 адам алип ата било бирак город детеи жалга жанал кетип комит коста получ приви
    сообш старт те толко убт халик
10: 2 20 автоб аиипп аскер ашилм бот бугин водит даже двадс деиин ест жабил жил или интер ис
    казан кала караг ма маниз месяс метро мне мобил оралд паииз пенси про срочн стран тараз тат
    телеф тепер тирке токта уш шигар штраф
"""


def _parsed(table: str) -> dict[str, float]:
    rates: dict[str, float] = {}
    rate = 0.0
    for word in table.split():
        if word.endswith(":"):
            rate = int(word[:-1]) / 1000
        else:
            rates[word] = rate
    return rates


RATES = _parsed(_PER_THOUSAND)
"""Term -> share of everyday posts that hold it."""
