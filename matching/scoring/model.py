"""Features -> likelihoods, by weights of a file: boosted trees and regressions in numpy."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.comparing.alignment import Aligned
from matching.reading.windows import Window
from matching.scoring.features import DENSE, NAMES, Measured
from matching.scoring.heads import alike_inputs, linear, refuting_inputs, signs, told_by_words
from matching.scoring.shortlist import Shortlist
from matching.scoring.standing import STANDING, standing
from matching.search.background import Floats

_COLUMNS = (*NAMES, "words", *STANDING, "alike", "refuting")
_STANDING = slice(len(NAMES) + 1, len(NAMES) + 1 + len(STANDING))
"""What a model may ask for, in the order that it is put side by side."""


class WeightsError(ValueError):
    """The weights file was made for other features, or is damaged."""


@dataclass(frozen=True, slots=True)
class Regression:
    """A logistic regression over named inputs."""

    weights: Floats
    bias: float

    def logits(self, rows: Floats) -> Floats:
        """Return one logit a row."""
        return linear(rows, self.weights, self.bias)


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees of one depth, complete: `features` and `thresholds` (trees, 2**depth - 1)."""

    features: NDArray[np.int64]
    thresholds: Floats
    leaves: Floats
    base: float

    def logits(self, rows: Floats) -> Floats:
        """Return one logit a row; all trees are walked at once."""
        count, nodes = self.features.shape
        # Every node's answer is looked up before any tree is walked: many small steps cost more.
        asked = rows.take(self.features.ravel(), axis=1)
        right = (asked > self.thresholds.ravel()).astype(np.int64).ravel()
        first = np.arange(len(rows) * count).reshape(len(rows), count) * nodes
        at = right.take(first) + 1
        while at[0, 0] < nodes:
            at = 2 * at + 1 + right.take(first + at)
        told: Floats = self.leaves[np.arange(count), at - nodes].sum(axis=1)
        return told + np.float32(self.base)


@dataclass(frozen=True, slots=True)
class Blend:
    """A mean of logits over the inputs named in `inputs`."""

    inputs: tuple[str, ...]
    parts: tuple[tuple[float, Regression | Trees], ...]

    def logits(self, rows: Floats) -> Floats:
        """Return one logit a row."""
        whole = sum(share for share, _ in self.parts)
        told: Floats = np.sum([share * part.logits(rows) for share, part in self.parts], axis=0)
        return (told / whole).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is thought of one debunk beside a post; likelihoods are 0 to 1.

    `about`: the post is about the claim, whether it repeats or refutes it. `refutes`: if so, it
    refutes. `answers`: it is about the claim and repeats it. `aligned` is there for the likeliest.
    """

    measured: Measured
    about: float
    refutes: float
    inputs: Mapping[str, float]
    aligned: Aligned | None = None

    @property
    def alone(self) -> float:
        """The likelihood that it answers, before the other debunks were seen: one of two claims."""
        return float(_likelihood(np.array(self.inputs["first"], np.float32))) * (1 - self.refutes)

    @property
    def answers(self) -> float:
        """The likelihood that the debunk answers the post."""
        return self.about * (1 - self.refutes)


class Model:
    """The weights of one file, for posts with vectors and for posts without."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        if tuple(data.get("features", ())) != NAMES:
            raise WeightsError("The weights were made for other features; run `make train`.")
        self.record: Mapping[str, Any] = data["record"]
        heads = data["heads"]
        self._alike = _regression(heads["alike"])
        self._refuting = _regression(heads["refuting"])
        self._words: Mapping[str, float] = heads["words"]["weights"]
        self._words_bias = float(heads["words"]["bias"])
        self._blends = {name: blend(one) for name, one in data["models"].items()}
        self._columns = {
            name: [_COLUMNS.index(each) for each in one.inputs]
            for name, one in self._blends.items()
        }

    @classmethod
    def read(cls, path: Traversable) -> "Model":
        """Read a weights file. Raises OSError, and `WeightsError` where it does not fit."""
        try:
            return cls(json.loads(path.read_text(encoding="utf-8")))
        except (KeyError, TypeError, json.JSONDecodeError) as error:
            raise WeightsError(f"{path} is not a weights file: {error!r}") from error

    def judge(
        self,
        measured: Sequence[Measured],
        among: Shortlist,
        vectors: Floats | None,
        windows: Sequence[Window],
    ) -> list[Judged]:
        """Return the debunks with their likelihoods, the likeliest to be what it is about first.

        `windows` are the post's and `vectors` theirs; None means that only words were compared.
        """
        if not measured or vectors is None or among.vectors is None:
            return self.judge_pairs(measured, None, None, windows)
        ours = vectors[[one.pair[0] for one in measured]]
        theirs = among.vectors[[one.pair[1] for one in measured]]
        return self.judge_pairs(measured, ours, theirs, windows)

    def judge_pairs(
        self,
        measured: Sequence[Measured],
        ours: Floats | None,
        theirs: Floats | None,
        windows: Sequence[Window],
    ) -> list[Judged]:
        """Do the same for pairs whose two vectors are rows of `ours` and `theirs`."""
        if not measured:
            return []
        values = np.zeros((len(measured), len(_COLUMNS)), np.float32)
        values[:, : len(NAMES)] = [one.values for one in measured]
        values[:, _COLUMNS.index("words")] = [
            told_by_words(signs(one.window, one.claim.window), self._words, self._words_bias)
            for one in measured
        ]
        kind, names = "words_only", _COLUMNS[: _STANDING.stop]
        if ours is not None and theirs is not None:
            kind, names = "full", _COLUMNS
            values[:, _COLUMNS.index("alike")] = self._alike.logits(alike_inputs(ours, theirs))
            values[:, _COLUMNS.index("refuting")] = self._refuting.logits(
                refuting_inputs(ours, theirs)
            )
        stands = standing(self._told(f"about_{kind}", values), measured, windows)
        values[:, _STANDING] = stands.rows
        about = _likelihood(self._told(f"beside_{kind}", values)).tolist()
        refutes = _likelihood(self._told(f"refutes_{kind}", values)).tolist()
        told = values.tolist()
        judged = [
            Judged(
                one,
                about[at],
                refutes[at],
                dict(zip(names, told[at], strict=False)),
                stands.aligned[at],
            )
            for at, one in enumerate(measured)
        ]
        return sorted(judged, key=lambda one: (-one.about, one.measured.claim.debunk_id))

    def contributions(self, judged: Judged) -> dict[str, float]:
        """Return what each input added to the logit of `about`, greatest effect first.

        For each input: the logit less the logit with that input at its usual value in training,
        the other debunks being as they are.
        """
        kind = "full" if "alike" in judged.inputs else "words_only"
        first, second = self._blends[f"about_{kind}"], self._blends[f"beside_{kind}"]
        usual: Mapping[str, float] = self.record["usual"]
        rows = np.repeat(_row(judged, second.inputs)[None], len(first.inputs) + 1, axis=0)
        for at, name in enumerate(first.inputs):
            rows[at + 1, second.inputs.index(name)] = usual[name]
        told = first.logits(rows[:, [second.inputs.index(name) for name in first.inputs]])
        for name in ("first", "first_lead"):
            rows[:, second.inputs.index(name)] += told - told[0]
        logits = second.logits(rows)
        added = {name: float(logits[0] - logits[at + 1]) for at, name in enumerate(first.inputs)}
        return dict(sorted(added.items(), key=lambda one: -abs(one[1])))

    def _told(self, name: str, values: Floats) -> Floats:
        return self._blends[name].logits(values.take(self._columns[name], axis=1))


def inputs_of(model: str) -> tuple[str, ...]:
    """Return the inputs of a model of a weights file, in order."""
    plain = NAMES if model.endswith("_full") else tuple(name for name in NAMES if name not in DENSE)
    heads = {
        "about_full": ("alike",),
        "beside_full": ("alike", *STANDING),
        "refutes_full": ("refuting", "words"),
        "about_words_only": (),
        "beside_words_only": STANDING,
        "refutes_words_only": ("words",),
    }[model]
    return plain + heads


def _row(judged: Judged, inputs: Sequence[str]) -> Floats:
    return np.array([judged.inputs[name] for name in inputs], np.float32)


def _likelihood(logits: Floats) -> Floats:
    likely = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return likely.astype(np.float32)


def _regression(data: Mapping[str, Any]) -> Regression:
    return Regression(np.array(data["weights"], np.float32), float(data["bias"]))


def blend(data: Mapping[str, Any]) -> Blend:
    """Return the blend that a part of a weights file describes. Raises KeyError."""
    parts: list[tuple[float, Regression | Trees]] = []
    for one in data["parts"]:
        if "leaves" in one:
            made: Regression | Trees = Trees(
                np.array(one["features"], np.int64),
                np.array(one["thresholds"], np.float32),
                np.array(one["leaves"], np.float32),
                float(one["base"]),
            )
        else:
            made = _regression(one)
        parts.append((float(one["share"]), made))
    return Blend(tuple(data["inputs"]), tuple(parts))
