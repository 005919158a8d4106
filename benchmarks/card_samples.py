"""`python -m benchmarks.card_samples` draws the samples in `docs/cards` anew."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from domain.debunk import Claim, Debunk, Source, Statement, Verdict
from handlers.kit.picture import picture_of
from handlers.kit.texts import Texts
from media.cards.painting import draw
from media.cards.picture_card import PictureCard, Theme

_FOLDER = Path(__file__).parents[1] / "docs" / "cards"
_LINK = "https://t.me/raspa_example_bot?start=d-sample"
_DESK = {"ru": "Редакция «Рас па?»", "kk": "«Рас па?» редакциясы", "en": "Raspa desk"}
_COLOURS = 48
Sample = tuple[Debunk, str, Theme]
"""A debunk, a language, a look."""
_ENERGY = {"ru": "Министерство энергетики РК", "kk": "ҚР Энергетика министрлігі"}
_GRID = {"ru": "KEGOC", "kk": "KEGOC"}
_SOURCE = Source("Проверка", "https://proverka.example.kz/svet-tri-dnya")

_SHORT = Debunk(
    "short",
    Verdict.FAKE,
    (
        Claim("ru", "Три дня по всей стране не будет света"),
        Claim("kk", "Үш күн бойы бүкіл елде жарық болмайды"),
    ),
    date="2026-05-03",
    statements=(
        Statement(
            {
                "ru": "Отключений электричества по всей стране не планируется.",
                "kk": "Бүкіл ел бойынша жарық өшіру жоспарланбаған.",
            },
            _ENERGY,
            "2026-05-03",
        ),
    ),
    sources=(_SOURCE,),
)
_LONG = Debunk(
    "long",
    Verdict.MISLEADING,
    (
        Claim(
            "ru",
            "С первого июня за проезд по всем дорогам между областями придётся платить, а у кого "
            "нет денег на счету, того развернут на первом же посту",
        ),
        Claim(
            "kk",
            "Бірінші маусымнан бастап облыстар арасындағы барлық жолмен жүру ақылы болады, ал "
            "шотында ақшасы жоқтарды бірінші бекеттен-ақ кері қайтарады",
        ),
    ),
    date="2026-05-20",
    statements=(
        Statement(
            {
                "ru": "Платными остаются двенадцать участков республиканских дорог, у каждого "
                "из них есть бесплатный объезд. Новых платных участков с первого июня не "
                "вводится. Водителей без денег на счету не разворачивают: проезд можно оплатить "
                "в течение пяти дней.",
                "kk": "Республикалық жолдардың он екі бөлігі ғана ақылы болып қалады, олардың "
                "әрқайсысының тегін айналма жолы бар. Бірінші маусымнан бастап жаңа ақылы бөліктер "
                "енгізілмейді. Шотында ақшасы жоқ жүргізушілер кері қайтарылмайды: жол ақысын бес "
                "күн ішінде төлеуге болады.",
            },
            {"ru": "Министерство транспорта РК", "kk": "ҚР Көлік министрлігі"},
            "2026-05-20",
        ),
    ),
    sources=(_SOURCE,),
)
_VERY_LONG = Debunk(
    "very-long",
    Verdict.FALSE,
    tuple(Claim(one.lang, f"{one.text}. " * 3) for one in _LONG.claims),
    date="2026-05-20",
    statements=tuple(
        Statement(
            {lang: f"{text} " * 4 for lang, text in one.text.items()}, one.authority, one.date
        )
        for one in _LONG.statements * 2
    ),
    sources=(_SOURCE,),
)
_TWO = Debunk(
    "two",
    Verdict.OUTDATED,
    (
        Claim("ru", "Воду в городе отключают на неделю: запасайтесь"),
        Claim("kk", "Қалада су бір аптаға өшеді: қор жинап алыңыздар"),
    ),
    date="2026-04-11",
    statements=(
        Statement(
            {
                "ru": "Воду отключали в апреле 2024 года на время ремонта насосной станции.",
                "kk": "Су 2024 жылғы сәуірде сорғы стансасын жөндеу кезінде өшірілген.",
            },
            {"ru": "Горводоканал", "kk": "Қалалық су арнасы"},
            "2024-04-09",
        ),
        Statement(
            {
                "ru": "Сейчас все районы города снабжаются водой в обычном режиме.",
                "kk": "Қазір қаланың барлық ауданы сумен әдеттегідей қамтылып отыр.",
            },
            {"ru": "Акимат города", "kk": "Қала әкімдігі"},
            "2026-04-11",
        ),
    ),
    sources=(_SOURCE,),
)
_TRUE = Debunk(
    "true",
    Verdict.TRUE,
    (
        Claim("ru", "Школьников переводят на дистанционное обучение из-за морозов"),
        Claim("kk", "Аязға байланысты оқушылар қашықтан оқуға көшіріледі"),
    ),
    date="2026-01-14",
    statements=(
        Statement(
            {
                "ru": "14 января ученики 0–9 классов учатся дистанционно.",
                "kk": "14 қаңтарда 0–9-сынып оқушылары қашықтан оқиды.",
            },
            {"ru": "Управление образования", "kk": "Білім басқармасы"},
            "2026-01-14",
        ),
    ),
)
_SATIRE = Debunk(
    "satire",
    Verdict.SATIRE,
    (
        Claim("ru", "За жалобы на ветер введут штраф в 10 МРП"),
        Claim("kk", "Желге шағымданғандарға 10 АЕК айыппұл салынады"),
    ),
    date="2026-04-01",
    summary={
        "ru": "Это первоапрельская шутка юмористического канала. Её переслали без подписи, и "
        "многие приняли её за новость.",
        "kk": "Бұл – әзіл арнасының бірінші сәуірге арналған қалжыңы. Оны жазуынсыз таратқан соң, "
        "көпшілік шын жаңалық деп ойлаған.",
    },
    sources=(_SOURCE,),
)
SAMPLES: tuple[Sample, ...] = (
    (_SHORT, "ru", Theme.LIGHT),
    (_SHORT, "kk", Theme.DARK),
    (_LONG, "ru", Theme.DARK),
    (_LONG, "kk", Theme.LIGHT),
    (_VERY_LONG, "ru", Theme.LIGHT),
    (_VERY_LONG, "kk", Theme.DARK),
    (_TWO, "ru", Theme.LIGHT),
    (_TWO, "kk", Theme.LIGHT),
    (_TRUE, "ru", Theme.DARK),
    (_TRUE, "kk", Theme.LIGHT),
    (_SATIRE, "ru", Theme.DARK),
    (_SATIRE, "kk", Theme.LIGHT),
)


def shown(sample: Sample) -> tuple[PictureCard, Theme]:
    """Return what is drawn of a sample, and its look."""
    debunk, lang, theme = sample
    return picture_of(debunk, Texts.load()[lang], _DESK[lang], _LINK), theme


def main() -> None:
    """Write every sample, in few colours so that the files stay small."""
    _FOLDER.mkdir(exist_ok=True)
    for sample in SAMPLES:
        debunk, lang, theme = sample
        made = draw(*shown(sample))
        path = _FOLDER / f"{debunk.id}-{lang}-{theme}.png"
        with Image.open(BytesIO(made)) as picture:
            picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
