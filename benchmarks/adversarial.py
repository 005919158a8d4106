"""What the worst 4,096 characters take beside the median post, by a search over kinds of text.

Processor time, not the clock's. Kinds are units that are repeated: signs that are tokens, words
without spaces, what nearly fits a pattern; the worst are mixed with each other and tried again.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from random import Random
from statistics import median
from time import process_time

from rich.console import Console
from rich.table import Table

from domain.post import Post
from evaluation.engine import engine
from evaluation.labelled import AUTHORS, claims_of, posts_of, shelf_of
from matching.checkable import could_be_checked
from matching.decide import SHIPPED
from matching.joining import bare, pages, wording
from matching.matcher import Matcher
from matching.reading.addresses.address import addresses, posts
from matching.reading.language import language_of
from matching.reading.normalize import normalize
from matching.reading.smalltalk import is_comment, small_talk
from matching.reading.windows import read
from privacy.redaction import redacted

CHARS = 4_096
BAR = 3.0
"""How often the median post's time the worst post may take."""
_POSTS = 200
_TRIES = 3
_WORST = 8
_MIXED = 60

UNITS = (
    *(
        "A4",
        "A4 ",
        "а1б2",
        "1",
        "1 ",
        "12 34 ",
        "1,",
        "1.",
        "1.1,",
        "1/2",
        "1:2 ",
        "10:",
        "%",
        "%2",
    ),
    *(
        "%25",
        "%D0%B0",
        "-",
        "a-",
        "A",
        "аб ",
        "а ",
        "ы",
        "ә ",
        "кз",
        "жы",
        "xX",
        "аA",
        "Аa1 ",
        "xkqz ",
    ),
    *(
        "вирус",
        "вирус ",
        "вакцина убивает детей. ",
        "!",
        "! a",
        "a.",
        "a. ",
        "a\n",
        "аб вг\n",
        "a_b",
    ),
    *(
        "@abc ",
        "@",
        "#abc ",
        "#",
        "http://a.b/",
        "https://t.me/a ",
        "t.me/",
        "www.",
        "://",
        "httpsss:",
    ),
    *(
        "a@b.c ",
        "a.b.c.d.",
        "xn--a.b ",
        "a.b/",
        "[a](b)",
        "中",
        "中 ",
        "ع",
        "😀",
        "😀 a",
        "\u0301",
        "а\u0301",
    ),
    *("\u0301\u0316", "ﷺ", "㍿", "🇰🇿", "\u200b", "а\u200b", "(", "«", '"', "=", "\u202e", "\ud800"),
    *(
        "не ",
        "нет, не ",
        "ne ",
        "men ",
        "qazaq ",
        "jañalyk ",
        "тысяч ",
        "миллион ",
        "двадцать один ",
    ),
    *("5 тысяч 300 ", "1 января ", "рас па ", "правда? ", "говорят, что ", "якобы ", "опровергли "),
    *(
        "+7 ",
        "+7",
        "+77011234567 ",
        "8 701 ",
        "8(7",
        "123456789012 ",
        "4400 4301 ",
        "4400-",
        "KZ12 ",
    ),
    *(
        "д.5 кв.6 ",
        "ул. ",
        "ул. Абая 5 ",
        "N12345678 ",
        "а" * 20 + " ",
        "а" * 39 + " ",
        " ",
        "\n",
        "\t ",
    ),
    *(
        "о.",
        "о з ",
        "о3о",
        "ф.е.й.к ",
        "0",
        "0о",
        "жоқ ",
        "емес ",
        "болмайды ",
        "ау",
        "— ",
        "- а",
        ";",
        "• ",
    ),
)


def run(console: Console) -> None:
    """Print the worst kinds for each step, as ratios to the whole decision on the median post."""
    encoder = engine()
    if encoder is None:
        console.print("No encoder can be used here.")
        return
    matcher = Matcher(shelf_of(claims_of(AUTHORS), encoder), SHIPPED, encoder)
    asyncio.run(matcher.follow())
    ordinary = [labelled.text for author in AUTHORS for labelled, _ in posts_of(author)]
    Random(5).shuffle(ordinary)
    deciding = partial(_decide, matcher)
    for text in ordinary[:_POSTS]:
        deciding(text)
    usual = median(_took(deciding, text) for text in ordinary[_POSTS : 2 * _POSTS])
    steps: dict[str, Callable[[str], object]] = {
        "decision": deciding,
        "windows": read,
        "normalization": normalize,
        "redaction": redacted,
        "language": language_of,
        "small talk": small_talk,
        "comment": is_comment,
        "addresses": addresses,
        "posts by address": lambda text: posts([text], text),
        "what the desk may be asked": lambda text: could_be_checked(Post(text)),
        "joining: what is compared": bare,
        "joining: what is embedded": wording,
        "joining: pages": lambda text: pages(Post(text, (text,), text)),
    }
    table = Table(title=f"The worst of {CHARS:,} characters; the median post takes {usual:.1f} ms")
    for heading in ("step", "ms", "ratio", "kind", "next"):
        table.add_column(heading, justify="right" if heading in ("ms", "ratio") else "left")
    worst = 0.0
    for name, step in steps.items():
        found = _search(step)
        took, kind = found[0]
        worst = max(worst, took / usual)
        others = ", ".join(f"{_shown(one)} {ms / usual:.1f}" for ms, one in found[1:3])
        table.add_row(name, f"{took:.1f}", f"{took / usual:.2f}", _shown(kind), others)
    console.print(table)
    console.print(
        f"Worst ratio {worst:.2f}, allowed {BAR:.0f}: {'held' if worst <= BAR else 'BROKEN'}."
    )


def _search(step: Callable[[str], object]) -> list[tuple[float, str]]:
    """Return the kinds that take longest, in ms of processor time, the worst first."""
    chance = Random(11)
    found = {unit: _took(step, filled(unit)) for unit in UNITS}
    for _ in range(2):
        worst = sorted(found, key=lambda unit: -found[unit])[:_WORST]
        for _ in range(_MIXED // 2):
            mixed = "".join(chance.choices([*worst, chance.choice(UNITS)], k=chance.randint(2, 6)))
            found.setdefault(mixed, _took(step, filled(mixed)))
    worst = sorted(found, key=lambda unit: -found[unit])[:_WORST]
    # Measured again: other work on the machine makes single figures too large.
    again = [
        (min(_took(step, filled(unit, at)) for at in range(1, _TRIES + 1)), unit) for unit in worst
    ]
    return sorted(again, reverse=True)


def filled(unit: str, turn: int = 0) -> str:
    """Return `CHARS` characters of a unit; each turn gives another text of the kind."""
    return (unit * (CHARS // len(unit) + 1))[turn : CHARS - 8 + turn] + f" {turn}"


def _took(step: Callable[[str], object], text: str) -> float:
    began = process_time()
    step(text)
    return (process_time() - began) * 1000


def _decide(matcher: Matcher, text: str) -> object:
    return asyncio.run(matcher.decide(Post(text)))


def _shown(unit: str) -> str:
    return ascii(unit[:12])[1:-1].replace("[", r"\[")
