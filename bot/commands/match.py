"""Posts from the command line or a file -> decisions; no token and no Telegram needed."""

import asyncio
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from bot.application import open_store
from bot.encoding import encoder_or_warning, ready_matcher
from bot.thresholds import beside, read_thresholds
from domain.decision import Decision
from domain.post import Post
from handlers.kit.answer import answer_to
from handlers.kit.language import guessed
from handlers.kit.markup import for_terminal
from handlers.kit.texts import LANGUAGES, Texts
from matching.matcher import Matcher
from storage.store import Store

_EXPLAINED = 5
_FEATURES_SHOWN = 12


class PostsError(Exception):
    """A file of posts cannot be used; the message says at which line and why."""


async def check(database: Path, text: str, lang: str | None, *, as_json: bool) -> str:
    """Return the reply to a text as a person would read it, or the decision as JSON.

    Raises StoreError, SettingsError, and PostsError for a language that Raspa does not speak.
    """
    if lang is not None and lang not in LANGUAGES:
        raise PostsError(f"--lang must be one of {', '.join(LANGUAGES)}")
    async with await open_store(database, create=False) as store:
        post = Post(_sound(text))
        decision = await (await _matcher(database, store)).decide(post)
        if as_json:
            return json.dumps(_as_json(decision), ensure_ascii=False)
        voice = Texts.load()[lang or guessed(None, text)]
        answer = await answer_to(decision, post, store.debunks, voice)
        return for_terminal(answer.content)


async def explain(database: Path, text: str, lang: str | None, *, as_json: bool) -> str:
    """Return the decision on a text and, for each debunk that was considered, what made it likely.

    Each feature is named with what it added to the logit of "the post is about this claim". `lang`
    plays no part. Raises StoreError and SettingsError.
    """
    async with await open_store(database, create=False) as store:
        matcher = await _matcher(database, store)
        decision, reasons = await matcher.explain(Post(_sound(text)))
    if as_json:
        rows = [
            {
                "id": one.match.debunk_id,
                "probability": one.match.probability,
                "about": one.about,
                "refutes": one.refutes,
                "added": one.added,
            }
            for one in reasons
        ]
        return json.dumps({**_as_json(decision), "reasons": rows}, ensure_ascii=False)
    lines = [f"{decision.kind}"]
    for one in reasons[:_EXPLAINED]:
        added = [f"{name} {value:+.2f}" for name, value in one.added.items() if abs(value) >= 0.01]
        lines += [
            "",
            f"{one.match.debunk_id}: {one.match.probability:.3f} "
            f"(about it {one.about:.3f}, refutes it {one.refutes:.3f})",
            f"  {one.match.phrasing}",
            "  " + ", ".join(added[:_FEATURES_SHOWN]),
        ]
    return "\n".join(lines)


async def match(database: Path, lines: Iterable[str], out: IO[str]) -> None:
    """Write one JSON line a post to `out`, in the order of the posts.

    Raises StoreError, SettingsError, and PostsError at the first line that is not a post.
    """
    async with await open_store(database, create=False) as store:
        matcher = await _matcher(database, store)
        for post_id, post in _posts(lines):
            decision = await matcher.decide(post)
            out.write(json.dumps({"id": post_id, **_as_json(decision)}, ensure_ascii=False) + "\n")


@contextmanager
def opened(path: Path) -> Iterator[IO[str]]:
    """Open a file of posts, or standard input for `-`. Raises PostsError."""
    if str(path) == "-":
        yield sys.stdin
        return
    try:
        with path.open(encoding="utf-8-sig") as lines:
            yield lines
    except OSError as error:
        raise PostsError(f"{path} cannot be read: {error.strerror}") from None


async def _matcher(database: Path, store: Store) -> Matcher:
    encoder = await asyncio.to_thread(encoder_or_warning, database.parent)
    return await ready_matcher(store, read_thresholds(beside(database)), encoder)


def _posts(lines: Iterable[str]) -> Iterator[tuple[str, Post]]:
    try:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _post(number, line)
    except UnicodeDecodeError:
        raise PostsError("The posts are not UTF-8.") from None


def _post(number: int, line: str) -> tuple[str, Post]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise PostsError(f"Line {number} is not JSON: {error}") from None
    if not isinstance(row, dict):
        raise PostsError(f"Line {number}: an object with id and text is expected")
    for key in ("id", "text"):
        if not isinstance(row.get(key), str):
            raise PostsError(f"Line {number}: {key} must be a text")
    return _sound(row["id"]), Post(_sound(row["text"]))


def _sound(text: str) -> str:
    """Return text without lone surrogates, which JSON can smuggle in and nothing can print."""
    return text.encode("utf-8", "replace").decode()


def _as_json(decision: Decision) -> dict[str, Any]:
    matches = [
        {"id": each.debunk_id, "probability": each.probability, "phrasing": each.phrasing}
        for each in decision.matches
    ]
    return {"decision": str(decision.kind), "matches": matches}
