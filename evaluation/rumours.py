"""Submissions of many rumours: posts of the evaluation sets, as they travel through many hands."""

import json
import random
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

_DATA = Path(__file__).parent / "our_posts"
SETS = ("a", "b")
TRAINING = ("c", "d", "e", "f", "g")
_SPELT = (
    "а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h "
    "ц=c ч=ch ш=sh щ=sh ъ= ы=y ь= э=e ю=yu я=ya ә=a ғ=g қ=q ң=n ө=o ұ=u ү=u һ=h і=i"
)
_LATIN = dict(pair.split("=") for pair in _SPELT.split())
_LONG, _SENTENCE, _SHARED = 400, 30, 3
_TAILS = (
    "Перешлите всем, кого знаете!",
    "Скиньте в родительский чат",
    "Таратыңыздар, баршаға жетсін!",
    "Максимальный репост!!!",
    "Подпишись на наш канал: t.me/novosti_kz_example",
    "Источник: чат дома",
    "Pass it on",
)
_HEADS = (
    "Переслано от Айгуль",
    "Срочно!!!",
    "Внимание",
    "Мына хабарлама келді, рас па?",
    "Это правда?",
    "Мама прислала",
    "Назар аударыңыздар!",
)
_EMOJI = "😱🔥⚠️🙏😡👉❗🆘😭👇"
_KEYS = "йцукенгшщзхъфывапролджэячсмитьбю"


@dataclass(frozen=True)
class Sent:
    """One submission: its text, and the rumours that it may rightly be joined with."""

    text: str
    rumour: str
    also: frozenset[str]
    kind: str


@dataclass(frozen=True)
class Rumour:
    """One rumour and the posts of it that people wrote, each with its kind."""

    id: str
    posts: tuple[Sent, ...]


def rumours(sets: Sequence[str] = SETS) -> list[Rumour]:
    """Return the rumours of evaluation sets that have posts, by id."""
    posts: defaultdict[str, list[Sent]] = defaultdict(list)
    fillers: dict[str, str] = {}
    for name in sets:
        for line in (_DATA / name / "forwards.jsonl").read_text("utf-8").splitlines():
            one = json.loads(line)
            if one["debunk_id"] is not None:
                also = frozenset(one.get("also_ok") or ())
                sent = Sent(one["text"], one["debunk_id"], also, one["kind"])
                if _is_its_own(sent, fillers):
                    posts[one["debunk_id"]].append(sent)
    return [Rumour(name, tuple(posts[name])) for name in sorted(posts)]


def _is_its_own(sent: Sent, fillers: dict[str, str]) -> bool:
    """Tell whether a long post's text around the claim is not another rumour's too.

    The sets' long posts come in pairs of one text into which two rumours were put: which of the
    two such a post is about is one sentence of forty.
    """
    if len(sent.text) < _LONG:
        return True
    told = [one.strip() for one in sent.text.replace("\n", ".").split(".") if len(one) > _SENTENCE]
    others = sum(fillers.setdefault(one, sent.rumour) != sent.rumour for one in told)
    return others < _SHARED


def near(chosen: Collection[str], sets: Sequence[str]) -> list[Sent]:
    """Return posts that come near some of the rumours and are about none, each one of its own."""
    found = []
    for name in sets:
        for line in (_DATA / name / "forwards.jsonl").read_text("utf-8").splitlines():
            one = json.loads(line)
            if one["kind"] in {"near_rumour", "near_news"} and one.get("about_id") in chosen:
                found.append(Sent(one["text"], f"near {one['id']}", frozenset(), one["kind"]))
    return found


def chatter() -> list[str]:
    """Return posts of the evaluation sets that are about no rumour at all."""
    found = []
    for name in ("a", "b", "c"):
        for line in (_DATA / name / "forwards.jsonl").read_text("utf-8").splitlines():
            one = json.loads(line)
            if one["kind"] in {"chatter", "other_rumour", "near_news"} and not one["debunk_id"]:
                found.append(str(one["text"]))
    return found


def submissions(
    chosen: Sequence[Rumour], total: int, dice: random.Random, forwarded: float = 0.0
) -> list[Sent]:
    """Return so many submissions in random order, the rumours in equal shares.

    Each is one of its rumour's posts with none to three marks of travelling; the share `forwarded`
    is always the same one of them.
    """
    sent = []
    main = [dice.choice(rumour.posts) for rumour in chosen] if forwarded else []
    for number in range(total):
        place = number % len(chosen)
        post = dice.choice(chosen[place].posts)
        if forwarded and dice.random() < forwarded:
            post = main[place]
        text = post.text
        for noise in dice.sample(NOISES, dice.choice((0, 1, 1, 2, 2, 3))):
            text = noise(text, dice)
        sent.append(Sent(text, post.rumour, post.also, post.kind))
    dice.shuffle(sent)
    return sent


def _typos(text: str, dice: random.Random) -> str:
    letters = list(text)
    for _ in range(max(1, len(text) // 40)):
        at = dice.randrange(len(letters))
        match dice.randrange(3):
            case 0 if len(letters) > 20:
                del letters[at]
            case 1 if at + 1 < len(letters):
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
            case _ if letters[at].isalpha():
                letters[at] = dice.choice(_KEYS)
    return "".join(letters)


def _in_latin(text: str, dice: random.Random) -> str:
    # Rarely the whole post: few people do so, and the evaluation sets hold such posts of their own.
    if dice.random() < 0.5:
        return text
    return "".join(_LATIN.get(char, _LATIN.get(char.lower(), char)) for char in text)


def _stretched(text: str, dice: random.Random) -> str:
    words = text.split(" ")
    for _ in range(2):
        at = dice.randrange(len(words))
        if words[at][-1:].isalpha():
            words[at] += words[at][-1] * dice.randint(2, 5)
    return " ".join(words)


def _signed(text: str, dice: random.Random) -> str:
    return f"{text}\n\n{dice.choice(_TAILS)}"


def _headed(text: str, dice: random.Random) -> str:
    return f"{dice.choice(_HEADS)}\n{text}"


def _cut(text: str, dice: random.Random) -> str:
    words = text.split(" ")
    return " ".join(words[: max(6, len(words) - dice.randint(1, 8))])


def _emoji(text: str, dice: random.Random) -> str:
    words = text.split(" ")
    for _ in range(3):
        words.insert(dice.randrange(len(words) + 1), dice.choice(_EMOJI) * dice.randint(1, 3))
    return " ".join(words)


def _shouted(text: str, dice: random.Random) -> str:
    return text.upper() + "!" * dice.randint(1, 4)


NOISES: tuple[Callable[[str, random.Random], str], ...] = (
    _typos,
    _in_latin,
    _stretched,
    _signed,
    _headed,
    _cut,
    _emoji,
    _shouted,
)
