"""The columns of a table that are understood, and the headings that people give them."""

LANGUAGES = ("ru", "kk", "en")
COLUMNS = (
    *("id", "verdict", "date", "status"),
    *(f"{part}_{lang}" for part in ("claim", "summary") for lang in LANGUAGES),
    *(f"{part}_{lang}" for part in ("authority", "statement") for lang in LANGUAGES),
    *("statement_date", "statement_url", "source_title", "source_url", "seen", "topics"),
    *("claim", "summary", "authority", "statement"),
)
"""The columns that are understood; `verdict` and one claim must be there.

`claim`, `summary`, `authority` and `statement` are in the language that their words are in.
"""
