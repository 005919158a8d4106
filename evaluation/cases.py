"""Submissions into cases: how many are opened, how many submissions are in a wrong one, and what
is suggested.

What readers send goes through the real joining into a real store, in random order. A submission is
wrongly joined when its rumour is not that of most submissions of its case. A suggestion that two
cases are one, of those that stand at the end, is right when most submissions of both are of one
rumour; `left` are the cases that remain when a moderator accepts the right ones. `retold`: each
submission is any of its rumour's posts, in whatever words, language or length; `forwarded`: nine of
ten are one post of it. Both with the marks that posts get on their way (`rumours.NOISES`).
"""

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from bot.application import open_store
from domain.deed import Deed
from domain.post import Post
from evaluation.embeddings import Kept
from evaluation.engine import engine
from evaluation.rumours import Sent, chatter, rumours, submissions
from handlers.kit.joining import Joining
from matching.joining import Joiner
from matching.reading.windows import read
from matching.scoring.features import language_of
from matching.search.encoder import Encoder
from storage.store import Store

SEEDS = (1, 2, 3)
MOST_LEFT, MOST_WRONG, LEAST_RIGHT = 80, 1.0, 90.0
_EMBEDDINGS = Path("build") / "cases.npz"
_RUMOURS, _SUBMISSIONS, _CHATTER = 50, 1_000, 200
_MOSTLY = 0.9
_AT = 1_800_000_000


@dataclass(frozen=True)
class Joined:
    """What came of a stream: cases, submissions in a wrong one, the largest case.

    `extra` counts what kinds of posts opened the cases that a rumour has besides its largest;
    `pairs` are the suggestions by the languages of their two cases, and how many are right; `apart`
    the pairs of cases of one rumour by their languages; `left` as above.
    """

    cases: int
    wrong: int
    largest: int
    extra: Counter[str]
    pairs: Counter[str]
    right: Counter[str]
    apart: Counter[str]
    left: int


@dataclass(frozen=True)
class Desk:
    """The submissions of each case, and how likely two cases are one, 0 to 1, of pairs that may be.

    A pair may be suggested where one of the two is the likeliest for the other. `decided` tells of
    each suggestion that a moderator decided about as it came whether it was right.
    """

    cases: Mapping[int, Sequence[Sent]]
    suggested: Mapping[tuple[int, int], float]
    decided: Sequence[bool] = ()


def run(console: Console, seeds: Sequence[int] = SEEDS) -> None:
    """Print the figures for rumours of sets a and b; weights and threshold come of the others."""
    made = engine()
    encoder = Kept(made, _EMBEDDINGS) if made else None
    least = Joiner.read().suggestion
    table = Table(title=f"{_SUBMISSIONS:,} submissions of {_RUMOURS} rumours")
    headings = (
        *("submissions", "seed", "cases", f"wrong % (bar: {MOST_WRONG:g})", "largest"),
        *("suggested", f"right % (bar: {LEAST_RIGHT:g})", f"left (bar: {MOST_LEFT})"),
    )
    for heading in headings:
        table.add_column(heading, justify="right")
    settled = Table(title="The same, each suggestion decided about as it comes")
    for heading in ("submissions", "seed", "suggested", "right %", "cases left", "wrong %"):
        settled.add_column(heading, justify="right")
    extra: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    right: Counter[str] = Counter()
    apart: Counter[str] = Counter()
    for share, name in ((0.0, "retold"), (0.9, "forwarded")):
        for seed in seeds:
            dice = random.Random(seed)
            chosen = dice.sample(rumours(), _RUMOURS)
            sent = submissions(chosen, _SUBMISSIONS, dice, share)
            found = joined(asyncio.run(desk(sent, encoder)), least)
            told = (found.cases, _percent(found.wrong, len(sent)), found.largest)
            suggested = found.pairs.total()
            merged = (suggested, _percent(found.right.total(), suggested), found.left)
            table.add_row(*map(str, (name, seed, *told, *merged)))
            busy = asyncio.run(desk(sent, encoder, least=least))
            share_right = _percent(sum(busy.decided), len(busy.decided))
            row = (name, seed, len(busy.decided), share_right, len(busy.cases))
            settled.add_row(*map(str, (*row, _percent(_wrongly(busy.cases), len(sent)))))
            extra += found.extra
            pairs += found.pairs
            right += found.right
            apart += found.apart
            if encoder:
                encoder.save()
    console.print(table)
    console.print(settled)
    kinds = ", ".join(f"{kind} {number}" for kind, number in extra.most_common())
    console.print(f"What opened a rumour's further cases, in all streams: {kinds}")
    console.print(_by_language(pairs, right, apart))
    texts = random.Random(seeds[0]).sample(chatter(), _CHATTER)
    alone = [Sent(text, str(number), frozenset(), "chatter") for number, text in enumerate(texts)]
    found = joined(asyncio.run(desk(alone, encoder)), least)
    console.print(
        f"{len(texts)} unrelated posts: {found.cases} cases, the largest {found.largest}, "
        f"{found.pairs.total()} pairs suggested"
    )


async def desk(
    sent: Sequence[Sent],
    encoder: Encoder | None,
    joiner: Joiner | None = None,
    least: float | None = None,
) -> Desk:
    """Send posts to a new desk one after another, each from a reader of its own.

    Where `least` is given, a moderator decides at once about all that is suggested from it on.
    """
    cases: defaultdict[int, list[Sent]] = defaultdict(list)
    suggested: dict[tuple[int, int], float] = {}
    decided: list[bool] = []
    with TemporaryDirectory() as folder:
        async with await open_store(Path(folder) / "raspa.sqlite3") as store:
            joining = Joining(store.submissions, store.case_wordings, encoder, joiner=joiner)
            for number, one in enumerate(sent):
                reader = await store.readers.keep(str(number).encode(), b"sealed", "ru")
                at = _AT + number
                given = await joining.submit(Post(one.text), reader=reader, message=1, at=at)
                cases[given.case].append(one)
                if least is not None:
                    decided += await _decided(store, given.case, cases, least)
            for case in cases:
                for each in await store.suggestions.of(case, 0.0, len(cases)):
                    suggested[min(case, each.case), max(case, each.case)] = each.likeness
    return Desk(cases, suggested, decided)


async def _decided(
    store: Store, case: int, cases: dict[int, list[Sent]], least: float
) -> list[bool]:
    """Merge what is suggested of a case and right, tell apart what is wrong; return which was."""
    decided = []
    while found := await store.suggestions.of(case, least, 1):
        other = found[0].case
        decided.append(rumour_of(cases[case]) == rumour_of(cases[other]))
        if decided[-1]:
            await store.cases.merge(case, other, deed=Deed(at=_AT))
            cases[other] += cases.pop(case)
            case = other
        else:
            await store.suggestions.refuse(case, other, deed=Deed(at=_AT))
    return decided


def joined(found: Desk, least: float) -> Joined:
    """Return what came of a desk where pairs of this likeness, 0 to 1, are suggested."""
    cases = found.cases
    about = {case: rumour_of(posts) for case, posts in cases.items()}
    spoken = {case: _language(posts) for case, posts in cases.items()}
    suggested = [pair for pair, likeness in found.suggested.items() if likeness >= least]
    right = [(one, two) for one, two in suggested if about[one] == about[two]]
    pairs = combinations(sorted(cases), 2)
    one_rumour = [(one, two) for one, two in pairs if about[one] == about[two]]

    def mixes(found: Iterable[tuple[int, int]]) -> Counter[str]:
        return Counter(" + ".join(sorted((spoken[one], spoken[two]))) for one, two in found)

    return Joined(
        len(cases),
        _wrongly(cases),
        max(map(len, cases.values())),
        _extra(cases.values()),
        mixes(suggested),
        mixes(right),
        mixes(one_rumour),
        _left(cases, right),
    )


def _wrongly(cases: Mapping[int, Sequence[Sent]]) -> int:
    return sum(map(_wrong, cases.values()))


def _left(cases: Iterable[int], accepted: Iterable[tuple[int, int]]) -> int:
    """Return how many cases there are once these pairs are merged."""
    into = {case: case for case in cases}
    for one, two in accepted:
        gone, kept = into[one], into[two]
        into = {case: kept if at == gone else at for case, at in into.items()}
    return len({*into.values()})


def _language(case: Sequence[Sent]) -> str:
    """Return the language of a case's posts; `both` where none has nine of ten."""
    told = Counter(language_of(read(one.text)) for one in case)
    language, number = told.most_common(1)[0]
    return language if number >= _MOSTLY * len(case) else "both"


def _by_language(pairs: Counter[str], right: Counter[str], apart: Counter[str]) -> Table:
    table = Table(title="Suggestions by the languages of the two cases, all streams")
    headings = ("languages", "pairs of one rumour", "suggested", "right", "right %", "found %")
    for heading in headings:
        table.add_column(heading, justify="right")
    for mix, there in apart.most_common():
        shares = (_percent(right[mix], pairs[mix]), _percent(right[mix], there))
        table.add_row(*map(str, (mix, there, pairs[mix], right[mix], *shares)))
    return table


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


def rumour_of(case: Sequence[Sent]) -> str:
    """Return the rumour of most submissions of a case."""
    return Counter(one.rumour for one in case).most_common(1)[0][0]


def _wrong(case: Sequence[Sent]) -> int:
    most = rumour_of(case)
    return sum(one.rumour != most and most not in one.also for one in case)


def _extra(cases: Iterable[Sequence[Sent]]) -> Counter[str]:
    by_size = sorted(cases, key=len, reverse=True)
    largest: set[str] = set()
    found: Counter[str] = Counter()
    for case in by_size:
        rumour = rumour_of(case)
        if rumour in largest:
            found[case[0].kind] += 1
        largest.add(rumour)
    return found
