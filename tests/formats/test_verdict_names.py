"""The names that verdicts go by."""

import pytest

from domain.debunk import Verdict
from formats.plain_text import folded
from formats.verdict_names import named_verdict
from handlers.kit.card import verdict_words
from handlers.kit.texts import Texts

TEXTS = Texts.load()


@pytest.mark.parametrize("language", list(TEXTS))
@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_is_known_as_the_bot_shows_it(language: str, verdict: Verdict) -> None:
    shown = verdict_words(verdict, TEXTS[language])
    assert named_verdict(shown) is verdict
    assert named_verdict(shown.upper()) is verdict


@pytest.mark.parametrize(
    ("label", "verdict"),
    [
        ("FALSE", Verdict.FALSE),
        ("Ложь.", Verdict.FALSE),
        ("Оценка: ложь", Verdict.FALSE),
        ("Наш вердикт — «манипуляция»", Verdict.MISLEADING),
        ("ФЕЙК!!!", Verdict.FAKE),
        ("Fake \u00a0", Verdict.FAKE),
        ("ФEЙК", Verdict.FAKE),
        ("Нeпрaвда", Verdict.FALSE),
        ("Не подтверждено", Verdict.UNPROVEN),
        ("Фейк / Fake", Verdict.FAKE),
        ("Шындыққа сәйкес келмейді", Verdict.FALSE),
        ("Жалған", Verdict.FALSE),
    ],
)
def test_spelling_does_not_matter(label: str, verdict: Verdict) -> None:
    assert named_verdict(label) is verdict


@pytest.mark.parametrize(
    "label",
    [
        "Mostly true",
        "Half true",
        "Mostly false",
        "Pants on fire",
        "Полуправда",
        "Скорее правда",
        "Не фейк",
        "Жалған ақпарат",
        "Недостоверно",
        "Правда / ложь",
        "Фейк / не проверено",
        "Неверно: снимок другой",
        "Не подтверждается. Это опровергли.",
        "",
        "1",
        "🔴",
    ],
)
def test_what_is_not_sure_is_nobodys_verdict(label: str) -> None:
    assert named_verdict(label) is None


def test_labels_fold_to_one() -> None:
    assert len({folded(one) for one in ("Mostly False", "MOSTLY  FALSE.", "«mostly false»")}) == 1
