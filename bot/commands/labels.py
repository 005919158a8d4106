"""A file of labelled posts, read whole; every bad line is named."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.commands.match import PostsError, opened
from matching.measuring.evaluation import LabelledPost
from storage.readers.feedback import SharedPost

_MOST_FAULTS = 20
_KIND = "feedback"


def read_labels(path: Path) -> list[LabelledPost]:
    """Return the labelled posts of a JSON Lines file (`-` is standard input).

    A line holds `id`, `text`, `debunk_id` (null: none answers) and, where known, `kind`, `lang`,
    `about_id`, `also_ok` and `still_answer`; other keys say nothing here. `still_answer` is for a
    post that changes the claim a little (another date, another sum): with true the debunk that it
    names answers it all the same, with false it is only near.

    Raises PostsError that names every bad line, up to twenty.
    """
    with opened(path) as lines:
        return _labels(lines, path)


def label_line(number: int, post: SharedPost) -> str:
    """Return what a reader said of a post as a line that `read_labels` reads, without line end.

    A post that a debunk answers is one of that debunk's, whatever else it was answered with.
    """
    right, wrong = post.right, post.wrong
    label: dict[str, object] = {"id": f"feedback-{number}", "text": post.text, "lang": post.lang}
    label["kind"] = _KIND
    label["debunk_id"] = right[0] if right else None
    if right[1:]:
        label["also_ok"] = list(right[1:])
    if wrong and not right:
        label["about_id"] = wrong[0]
    return json.dumps(label, ensure_ascii=False)


def are_labels(text: str) -> bool:
    """Tell whether a text is lines such as `label_line` writes, to the letter, or empty."""
    lines = text.split("\n")[:-1]
    try:
        rows = [json.loads(line) for line in lines]
    except (ValueError, RecursionError):
        return False
    return text[-1:] in {"", "\n"} and all(
        isinstance(row, dict)
        and row.get("kind") == _KIND
        and json.dumps(row, ensure_ascii=False) == line
        for row, line in zip(rows, lines, strict=True)
    )


def _labels(lines: Iterable[str], path: Path) -> list[LabelledPost]:
    labels: list[LabelledPost] = []
    faults: list[str] = []
    try:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                labels.append(_label(line))
            except ValueError as error:
                faults.append(f"Line {number}: {error}")
    except UnicodeDecodeError:
        raise PostsError("The posts are not UTF-8.") from None
    if len(faults) > _MOST_FAULTS:
        faults[_MOST_FAULTS:] = [f"and {len(faults) - _MOST_FAULTS} more bad lines"]
    if faults:
        raise PostsError("\n".join(faults))
    if not labels:
        raise PostsError(f"{path} holds no labelled post.")
    return labels


def _label(line: str) -> LabelledPost:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON ({error})") from None
    if not isinstance(row, dict):
        raise ValueError("an object with id, text and debunk_id is expected")
    for key in ("id", "text"):
        if not isinstance(row.get(key), str):
            raise ValueError(f"{key} must be a text")
    if "debunk_id" not in row:
        raise ValueError("debunk_id is missing: name a debunk, or null where none answers")
    answers, about = _optional(row, "debunk_id"), _optional(row, "about_id")
    still = row.get("still_answer")
    if not isinstance(still, bool | None):
        raise ValueError("still_answer must be true or false")
    if still is True:
        answers = answers or about
    elif still is False:
        answers, about = None, about or answers
    return LabelledPost(
        id=row["id"],
        text=row["text"],
        debunk_id=answers,
        kind=_optional(row, "kind") or "",
        lang=_optional(row, "lang") or "",
        about_id=about,
        also_ok=_ids(row.get("also_ok")),
    )


def _optional(row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is not None and not (isinstance(value, str) and value):
        raise ValueError(f"{key} must be a text or null")
    return value


def _ids(value: object) -> frozenset[str]:
    if value is None:
        return frozenset()
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError("also_ok must be a list of texts")
    return frozenset(value)
