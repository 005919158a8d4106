"""Index terms -> FTS5 expressions in which no term can be taken for syntax."""

from collections.abc import Iterable


def word(term: str) -> str | None:
    """Return the expression for one term, or None where it holds nothing to search for."""
    # FTS5 reads up to the first NUL; a lone surrogate cannot be bound at all.
    clean = term.replace("\0", " ").encode("utf-8", "ignore").decode("utf-8")
    if not any(map(str.isalnum, clean)):
        return None
    return '"' + clean.replace('"', '""') + '"'


def words(terms: Iterable[str], prefix: str | None = None) -> list[str]:
    """Return the expressions for the terms, each once, in order; that of `prefix` comes last."""
    expressions = [expression for term in terms if (expression := word(term))]
    if prefix is not None and (beginning := word(prefix)):
        expressions.append(beginning + " *")
    return list(dict.fromkeys(expressions))
