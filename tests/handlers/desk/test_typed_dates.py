"""Dates as moderators type them, in three languages."""

from datetime import date

import pytest

from handlers.desk.drafting.dates import typed_date

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *((text, "2026-11-12") for text in ("12.11.2026", "12/11/2026", "2026-11-12", "12.11.26")),
        *((text, "2026-11-12") for text in ("12.11", "12/11", "12 ноября", "12-го ноября")),
        *(
            (text, "2026-11-12")
            for text in ("12 ноября этого года", "12 нояб.", "12 НОЯБРЯ 2026 г.")
        ),
        *(
            (text, "2026-11-12")
            for text in ("12 қараша", "12-қараша", "12 қарашада", "биыл 12 қараша")
        ),
        *(
            (text, "2026-11-12")
            for text in ("қарашаның 12-сі", "12-ші қараша", "2026 ж. 12 қараша")
        ),
        *(
            (text, "2026-11-12")
            for text in ("12 November", "November 12", "Nov 12, 2026", "12th of Nov")
        ),
        *((text, "2025-12-03") for text in ("3 декабря", "3.12", "3 желтоқсан", "December 3")),
        *((text, "2026-11-27") for text in ("сегодня", "Бүгін", "today", "27 ноября")),
        *((text, "2026-11-26") for text in ("вчера", "кеше", "Yesterday")),
        *((text, "2026-11") for text in ("11.2026", "ноябрь 2026", "2026-11", "қараша 2026")),
        *((text, "2026") for text in ("2026", "2026 год", "2026 ж.")),
        ("29 февраля", "2024-02-29"),
        ("29.02", "2024-02-29"),
    ],
)
def test_a_date_is_read_as_it_is_meant(typed: str, meant: str) -> None:
    assert typed_date(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed", ["", "ноябрь", "31 февраля", "32.11", "12.13", "школа 12", "№ 12", "102", "когда-то"]
)
def test_what_is_no_date_is_none(typed: str) -> None:
    assert typed_date(typed, TODAY) is None
