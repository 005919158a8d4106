"""Debunks and an indexing recipe for the storage tests; the bot's own recipe is matching's."""

import re
import string
from collections.abc import Sequence

from hypothesis import strategies as st

from domain.debunk import Claim, Debunk, Source, Statement, Status, Verdict
from domain.fingerprint import Fingerprint
from storage.debunks.changes import Wording
from storage.search.recipe import Indexing
from storage.store import Store


def terms(text: str) -> Sequence[str]:
    return [word[:5] for word in re.findall(r"[^\W_]+", text.lower())]


def address(link: str) -> str:
    return link.lower().removeprefix("https://").removeprefix("http://").rstrip("/")


INDEXING = Indexing("words of five letters", terms, address)


async def wordings(database: Store) -> list[Wording]:
    """Return what the store would have indexed of every published phrasing."""
    return [
        wording
        async for part in database.phrasings.changes(0)
        for change in part.debunks
        for wording in change.phrasings
    ]


def a_debunk(
    debunk_id: str = "one",
    claim: str = "Дамбу прорвало",
    *,
    status: Status = Status.PUBLISHED,
    date: str | None = None,
    appearances: tuple[str, ...] = (),
) -> Debunk:
    return Debunk(
        debunk_id,
        Verdict.FAKE,
        (Claim("ru", claim),),
        date=date,
        status=status,
        appearances=appearances,
    )


FULL = Debunk(
    id="kz-2022-03-04",
    verdict=Verdict.FAKE,
    date="2022-03-04",
    claims=(Claim("ru", "Войска отправят"), Claim("kk", "Әскер жіберіледі")),
    summary={"ru": "Министерство опровергло.\nВот как.", "kk": "Министрлік жоққа шығарды."},
    statements=(
        Statement(
            text={"ru": "Переговоры «не ведутся».", "kk": "Келіссөз жоқ."},
            authority={"ru": "Министерство обороны РК", "kk": "ҚР Қорғаныс министрлігі"},
            date="2022-03",
            url="https://gov.example/1",
        ),
        Statement(text={"en": "No."}),
    ),
    sources=(Source("Проверка", "https://check.example/1"), Source(url="https://a.example")),
    appearances=("https://t.me/channel/123", "t.me/other/5"),
    topics=("army", "армия"),
    pictures=(Fingerprint(bytes(range(8)), bytes(range(32))),),
)

_running = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), whitelist_characters="\n\t\r"), min_size=1
).filter(str.strip)
_line = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).filter(str.strip)
_id = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Cn", "Co", "Zs", "Zl", "Zp")),
    min_size=1,
    max_size=128,
).filter(lambda text: text.isprintable() and not any(map(str.isspace, text)))
_lang = st.from_regex(r"[a-z]{2,3}(-[a-z0-9]{2,8})?", fullmatch=True)
_date = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.dates().map(lambda day: day.isoformat()[:4]),
)
_url = st.text(string.ascii_letters + string.digits + "/?=&#%-_'\"<>я", max_size=30).map(
    lambda rest: "https://example.org/" + rest
)
_texts = st.dictionaries(_lang, _running, max_size=3)
_sources = st.one_of(
    st.builds(Source, title=_line, url=st.none() | _url), st.builds(Source, url=_url)
)
_statements = st.builds(
    Statement,
    text=st.dictionaries(_lang, _running, min_size=1, max_size=3),
    authority=st.dictionaries(_lang, _line, max_size=2),
    date=st.none() | _date,
    url=st.none() | _url,
)


_own = st.builds(Claim, lang=_lang, text=_running)
_learned = st.builds(Claim, lang=_lang, text=_running, learned=st.just(True))


def _claims() -> st.SearchStrategy[object]:
    own = st.lists(_own, min_size=1, max_size=3)
    return st.tuples(own, st.lists(_learned, max_size=2)).map(lambda both: tuple(both[0] + both[1]))


def _tuples(parts: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(parts, max_size=3).map(tuple)


_fingerprints = st.builds(
    Fingerprint,
    st.binary(min_size=8, max_size=8),
    st.binary(min_size=32, max_size=32),
)


debunks: st.SearchStrategy[Debunk] = st.builds(
    Debunk,
    id=_id,
    verdict=st.sampled_from(Verdict),
    claims=_claims(),
    date=st.none() | _date,
    status=st.sampled_from(Status),
    summary=_texts,
    statements=_tuples(_statements),
    sources=_tuples(_sources),
    appearances=_tuples(_url | st.just("t.me/channel/7")),
    topics=_tuples(_line),
    pictures=_tuples(_fingerprints),
)
