"""What a change makes of a debunk: old and new of all that differs."""

from collections.abc import Iterable

from handlers.desk.drafting.excerpts import Stretch, excerpts
from handlers.desk.drafting.parts import Parts
from handlers.desk.drafting.whole import all_words
from handlers.kit.pages import Passage, Piece, Style
from handlers.kit.texts import Voice

_Part = tuple[str, str]


def differences(before: Parts, after: Parts, voice: Voice) -> list[Passage]:
    """Return old and new of each part that differs; of long texts each place that does."""
    old, new = all_words(before, voice), all_words(after, voice)
    passages: list[Passage] = []
    for name in {**old, **new}:
        if old.get(name) != new.get(name):
            passages += _side_by_side(old.get(name), new.get(name), voice)
    return passages


def _side_by_side(old: _Part | None, new: _Part | None, voice: Voice) -> list[Passage]:
    label = (new or old or ("", ""))[0]
    nothing = Stretch(voice("edit-nothing"))
    if old is None or new is None:
        was = [Stretch(old[1], differs=True)] if old else [nothing]
        now = [Stretch(new[1], differs=True)] if new else [nothing]
        return [Passage(label, _pieces(was, now, voice))]
    return [
        Passage(label, _pieces(one.old or [nothing], one.new or [nothing], voice))
        for one in excerpts(old[1], new[1])
    ]


def _pieces(old: Iterable[Stretch], new: Iterable[Stretch], voice: Voice) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for key, stretches in (("edit-was", old), ("edit-now", new)):
        above = "\n" if pieces else ""
        pieces.append(Piece(f"{above}{voice(key)} ", Style.ITALIC))
        pieces += [Piece(one.text, Style.BOLD if one.differs else Style.PLAIN) for one in stretches]
    return tuple(pieces)
