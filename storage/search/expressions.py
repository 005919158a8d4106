"""Index terms -> FTS5 expressions in which no term can be taken for syntax."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sought:
    """Terms that stand in a debunk as they are, and beginnings of others.

    Several terms with a space between stand next to one another. `most`: at least 60 % of them will
    do, else all must be there.
    """

    words: Sequence[str] = ()
    beginnings: Sequence[str] = ()
    most: bool = False


def word(term: str) -> str | None:
    """Return the expression for one term, or None where it holds nothing to search for."""
    # FTS5 reads up to the first NUL; a lone surrogate cannot be bound at all.
    clean = term.replace("\0", " ").encode("utf-8", "ignore").decode("utf-8")
    if not any(map(str.isalnum, clean)):
        return None
    return '"' + clean.replace('"', '""') + '"'


def words(terms: Iterable[str], beginnings: Iterable[str] = ()) -> list[str]:
    """Return the expressions for whole terms, then for beginnings of terms, each once, in order."""
    whole = [expression for term in terms if (expression := word(term))]
    begun = [f"{expression} *" for term in beginnings if (expression := word(term))]
    return list(dict.fromkeys([*whole, *begun]))
