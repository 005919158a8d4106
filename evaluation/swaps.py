"""How often a text is answered with one decisive word changed, and how often when reworded."""

import argparse
import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.commands.labels import read_labels
from domain.decision import Decision, DecisionKind
from domain.post import Post
from evaluation.embeddings import Kept
from evaluation.engine import engine
from evaluation.labelled import DATA, Claims, claims_of, shelf_of
from evaluation.swaps_made import Changed, Swapper
from matching.decide import SHIPPED
from matching.matcher import Matcher
from matching.measuring.intervals import wilson
from matching.search.encoder import Encoder

EMBEDDINGS = Path(__file__).parents[1] / "build" / "swaps.npz"
WRITTEN = DATA / "swaps" / "written.jsonl"
BLIND = DATA / "swaps" / "blind.jsonl"
"""By an author who saw no code; lines of even numbers were read while the rule was mended."""
_LANGS = ("ru", "kk")
_SHORT = 25
"""Words of a post up to which it is changed too, where the claim holds the word that is changed."""
_REWORDED = 3
"""One of so many claims is reworded: each makes a dozen texts."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A changed text, the debunk of the text it was made of, and that text."""

    changed: Changed
    debunk: str
    lang: str
    base: str


Told = tuple[Asked, Decision, bool]
"""A text, its decision, and whether its original is answered with its claim."""


def run(console: Console, sets: Sequence[str]) -> None:
    """Print what becomes of swaps and rewordings of the sets' claims and of those by hand."""
    asyncio.run(_run(console, sets))


async def _run(console: Console, sets: Sequence[str]) -> None:
    made = engine()
    if made is None:
        console.print("No encoder can run here.")
        return
    kept = Kept(made, EMBEDDINGS)
    claimed: list[Told] = []
    posted: list[Told] = []
    for author in sets:
        claims = claims_of(author)
        claimed += await _asked(claims, list(_of_claims(claims)), kept)
        posted += await _asked(claims, list(_of_posts(author, claims)), kept)
        kept.save()
    named = f"sets {', '.join(sets)}"
    _print(console, f"claims of {named}", claimed)
    _print(console, f"short posts of {named}, most of them in words of their own", posted)
    claims, asked = _written()
    _print(console, "by hand", await _asked(claims | claims_of("d"), asked, kept))
    for half, read in (("read", True), ("never read", False)):
        claims, asked = _blind(read=read)
        told = await _asked(claims | claims_of("abc"), asked, kept)
        _print(console, f"by a blind author, the half that was {half}", told)
    kept.save()


async def _asked(
    claims: Mapping[str, Claims], asked: Sequence[Asked], encoder: Encoder
) -> list[Told]:
    """Return each text with its decision, and whether its original is answered with its claim."""
    matcher = Matcher(shelf_of(claims, encoder), SHIPPED, encoder)
    told = []
    for one in asked:
        original = await matcher.decide(Post(one.base))
        decision = await matcher.decide(Post(one.changed.text))
        told.append((one, decision, _answered(original, one.debunk)))
    return told


def _answered(decision: Decision, debunk: str) -> bool:
    return decision.kind is DecisionKind.ANSWER and debunk in {
        one.debunk_id for one in decision.shown
    }


def _of_claims(claims: Mapping[str, Claims]) -> Iterator[Asked]:
    for lang in _LANGS:
        worded = [
            (name, text) for name, all_of in claims.items() for of, text in all_of if of == lang
        ]
        swapper = Swapper(lang, [text for _, text in worded])
        for number, (name, text) in enumerate(worded):
            for changed in swapper.swaps(text):
                yield Asked(changed, name, lang, text)
            for changed in swapper.rewordings(text) if number % _REWORDED == 0 else ():
                yield Asked(changed, name, lang, text)


def _of_posts(author: str, claims: Mapping[str, Claims]) -> Iterator[Asked]:
    """Yield short posts with a word changed that the claim holds too."""
    swappers = {
        lang: Swapper(
            lang, [text for all_of in claims.values() for of, text in all_of if of == lang]
        )
        for lang in _LANGS
    }
    for label in read_labels(DATA / author / "forwards.jsonl"):
        if label.lang not in swappers or not label.debunk_id or len(label.text.split()) > _SHORT:
            continue
        theirs = {
            word.lower().strip('.,:;!?«»"()')
            for of, text in claims[label.debunk_id]
            if of == label.lang
            for word in text.split()
        }
        for changed in swappers[label.lang].swaps(label.text):
            lost = set(label.text.lower().split()) - set(changed.text.lower().split())
            if {word.strip('.,:;!?«»"()') for word in lost} & theirs:
                yield Asked(changed, label.debunk_id, label.lang, label.text)


def _written() -> tuple[dict[str, list[tuple[str, str]]], list[Asked]]:
    claims: dict[str, list[tuple[str, str]]] = {}
    asked = []
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        claims[one["claim_id"]] = [(one["lang"], one["claim"])]
        changed = Changed(one["kind"], one["post"], one["kind"] == "harmless")
        asked.append(Asked(changed, one["claim_id"], one["lang"], one["claim"]))
    return claims, asked


def _blind(*, read: bool) -> tuple[dict[str, list[tuple[str, str]]], list[Asked]]:
    """Return the claims of all lines that the sets do not hold, and the texts of one half."""
    held = {text: name for name, all_of in claims_of("abc").items() for _, text in all_of}
    claims: dict[str, list[tuple[str, str]]] = {}
    asked = []
    for line in BLIND.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        name = held.get(one["claim"], one["claim"])
        if one["claim"] not in held:
            claims[name] = [(one["lang"], one["claim"])]
        if (int(one["id"].rpartition("-")[2]) % 2 == 0) == read:
            kind = f"{one['kind']} ({one['form']})"
            changed = Changed(kind, one["post"], one["kind"] == "harmless")
            asked.append(Asked(changed, name, one["lang"], one["claim"]))
    return claims, asked


def _print(console: Console, title: str, told: Sequence[Told]) -> None:
    swaps: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    kept: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    for one, decision, before in told:
        still = _answered(decision, one.debunk)
        if one.changed.harmless:
            if before:
                kept[one.changed.kind, one.lang].append(still)
                kept["all", ""].append(still)
            continue
        for key in ((one.changed.kind, one.lang), (one.changed.kind, "all"), ("all", "")):
            swaps[key][
                "answered"
                if still
                else "other"
                if decision.kind is DecisionKind.ANSWER
                else decision.kind
            ] += 1
    table = Table(title=f"One decisive word changed, {title}")
    for heading in (
        "kind",
        "language",
        "texts",
        "answered",
        "asked",
        "denial",
        "unknown",
        "other claim",
    ):
        table.add_column(heading)
    for key, found in sorted(swaps.items()):
        total = found.total()
        low, high = wilson(found["answered"], total)
        answered = f"{found['answered']} ({found['answered'] / total:.3f} [{low:.3f}, {high:.3f}])"
        others = (found["choose"], found["denial"], found["unknown"], found["other"])
        table.add_row(*key, str(total), answered, *map(str, others))
    console.print(table)
    if not kept:
        return
    table = Table(title=f"Reworded without harm, {title}: those whose original is answered")
    for heading in ("kind", "language", "texts", "still answered"):
        table.add_column(heading)
    for key, stills in sorted(kept.items()):
        share = f"{sum(stills)} ({sum(stills) / len(stills):.3f})"
        table.add_row(*key, str(len(stills)), share)
    console.print(table)


def main() -> None:
    """Run from the command line: `python -m evaluation.swaps a b`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "sets", nargs="*", default=["a", "b"], help="letters of evaluation/our_posts"
    )
    run(Console(width=140), parser.parse_args().sets)


if __name__ == "__main__":
    main()
