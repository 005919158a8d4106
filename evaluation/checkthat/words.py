"""English words for ranking a whole collection: stems, BM25, runs of letters."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from unicodedata import normalize

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from matching.search.background import Floats

_WORD = re.compile(r"[^\W_]+")
# Words too common to say what a tweet is about, and what is left of short forms at "'".
_COMMON = frozenset(
    _WORD.findall(
        "a about an and are as at be been but by can could did do does for from had has have he"
        " her his how i if in into is it its just my no not of on or our out s she so t than that"
        " the their then there these they this those to up was we were what when which who will"
        " with would you your re ve ll m rt via amp"
    )
)


def words(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    text = normalize("NFKC", text).lower().replace("’", "'").replace("'s", "")
    return _WORD.findall(text)


def stemmed(texts: Sequence[str]) -> list[list[str]]:
    """Return Porter's stems of the words of each text (by SQLite), the commonest words left out."""
    found = [[word for word in words(text) if word not in _COMMON] for text in texts]
    stem = _stems(sorted({word for one in found for word in one}))
    return [[stem.get(word, word) for word in one] for one in found]


def bm25(
    texts: Sequence[Sequence[str]],
    asked: Sequence[Sequence[str]],
    *,
    saturation: float,
    length: float,
    once: bool,
) -> Floats:
    """Return a row a query, a column a text: Okapi BM25 of lists of terms.

    `saturation` is k1, `length` b; with `once` a term counts once however often it is asked for.
    Robertson and Zaragoza (2009), The Probabilistic Relevance Framework.
    """
    number: dict[str, int] = {}
    for text in texts:
        for term in text:
            number.setdefault(term, len(number))
    counts = _counted(texts, number)
    holding = counts.getnnz(axis=0)
    idf = np.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
    sizes = np.array([len(text) for text in texts])
    damped = saturation * (1 - length + length * sizes / sizes.mean())
    rows = np.repeat(np.arange(len(texts)), np.diff(counts.indptr))
    counts.data = counts.data * (saturation + 1) / (counts.data + damped[rows])
    counts.data *= idf[counts.indices]
    queries = _counted(asked, number)
    if once:
        queries.data[:] = 1.0
    scores: Floats = (queries @ counts.T).toarray().astype(np.float32)
    return scores


def letters(texts: Sequence[str], asked: Sequence[str]) -> Floats:
    """Return a row a query, a column a text: the cosine of their runs of 3 to 5 letters."""
    table = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2, dtype=np.float32
    )
    known = table.fit_transform(texts)
    cosines: Floats = (table.transform(asked) @ known.T).toarray()
    return cosines


def pairs(terms: Sequence[str]) -> list[str]:
    """Return the neighbouring terms of a text, two by two."""
    return [f"{one} {two}" for one, two in pairwise(terms)]


def _counted(texts: Iterable[Sequence[str]], number: dict[str, int]) -> csr_matrix:
    ends, columns, values = [0], list[int](), list[float]()
    for text in texts:
        for term, times in Counter(text).items():
            if term in number:
                columns.append(number[term])
                values.append(float(times))
        ends.append(len(columns))
    shape = (len(ends) - 1, len(number))
    return csr_matrix((np.array(values), np.array(columns, np.int64), np.array(ends)), shape=shape)


def _stems(found: Sequence[str]) -> dict[str, str]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE one USING fts5(word, tokenize='porter unicode61')")
        connection.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(one, 'instance')")
        connection.executemany("INSERT INTO one (rowid, word) VALUES (?, ?)", enumerate(found))
        rows = connection.execute("SELECT doc, term FROM stems").fetchall()
    finally:
        connection.close()
    return {found[at]: stem for at, stem in rows}
