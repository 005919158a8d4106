"""Cues that shared words do not show: denial, negation, questions, numbers, empty words."""

import re
from collections.abc import Iterable, Sequence

from matching.normalize import normalize, term


def _phrases(listed: str) -> re.Pattern[str]:
    """Compile phrases with commas between them; `*` stands for any ending."""
    forms = [
        words + (r"\w*" if phrase.rstrip().endswith("*") else "")
        for phrase in " ".join(listed.split()).split(",")
        if (words := normalize(phrase))
    ]
    return re.compile(r"\b(?:" + "|".join(sorted(forms, key=len, reverse=True)) + r")\b")


_DENIAL = _phrases(
    """фейк*, опроверг*, опроверж*, не соответствует действит*, недостоверн*, ложь, ложная, ложное,
    ложные, ложный, ложна, ложно, ложной, ложью, ложными, вымысел, выдум*, вранье, неправда, не
    правда, дезинформаци*, не подтвердил*, не подтвержд*, разоблач*, ничего общего, не
    существует, не имеет отношения, подделк*, поддельн*, слухи беспочвенн*, разводка, фишинг*,
    фотошоп*, монтаж, мошенник*, не верьте, таких планов нет, такого решения нет,
    жалған*, жоққа шығар*, шындыққа жанаспа*, шындыққа сәйкес келме*, рас емес, өтірік*, теріске
    шығар*, расталма*, растамады, ойдан шығар*, шындық емес, негізсіз, жоқ деді, жоғын айтты,
    сенбе*, алаяқ*,
    fake, hoax, denied, denies, deny, debunked, false, untrue, not true, myth, refuted"""
)
_QUESTION = _phrases(
    """правда ли, это правда, правда что, правда или, фейк или, или фейк, или правда, реально ли,
    верно ли, рас па, шын ба, рас па екен, рас болса, өтірік пе, фейк пе, жалған ба, ма екен,
    ме екен, ба екен, бе екен, па екен, пе екен, is it true, is this true, кто знает,
    что из этого"""
)
_NOT = frozenset(normalize("не нельзя no not never cannot").split())
_NOT_AFTER = frozenset(normalize("емес емеспін").split())
_NONE = re.compile(r"\b(?:нет|никто|никаких|никакого|никакои|нигде|ешкандаи|жок(?! болса))\b")
_NOT_INSIDE = re.compile(
    r"\w{2,}[мбп][ае](?:и?ди|иди[км]|иминиз|ган|ген|гани|гени|ганин|генин|итин|и)"
)

_SCALES = {
    **dict.fromkeys(("тис", "тисяч", "тисячи", "тисячу", "мин", "тхоусанд", "тоусанд", "к"), 1_000),
    **dict.fromkeys(("млн", "миллион", "миллиона", "миллионов"), 1_000_000),
    **dict.fromkeys(("млрд", "миллиард", "миллиарда", "миллиардов"), 1_000_000_000),
}
_EMPTY = frozenset(
    normalize(
        """и в во на с со к ко у о об от до из за по под над при про для без не ни а но да или что
        чтобы как так это этот эта эти то тот та те все всё весь вся уже ещё еще же ли бы был была
        было были быть будет будут есть нет там тут где когда кто чем если он она они его её их мы
        вы я ты мне нам вам вас нас меня себя свой мой ваш наш один одна очень можно надо нужно
        правда привет здравствуйте спасибо пожалуйста добрый день вечер утро дела такое говорят
        пишут слышали сказали
        мен пен бен де да та те ма ме ба бе па пе бұл осы сол ол біз сіз сен олар және бар жоқ емес
        екен еді деп дейді деген дегені дегенді ғой үшін туралы бойынша қалай қайда неге не кім рас
        шын енді тағы өте барлық бәрі өз қазір рахмет рақмет сәлем сәлеметсіз салем айтты айтады
        жатыр болады болды бойы
        the a an of to in on at is are was be it this that and or for with has have will not no from
        by as hello hi thanks you how what who i we they true really"""
    ).split()
)


def denies(text: str) -> bool:
    """Say whether normalised text calls something false and does not ask whether it is."""
    return bool(_DENIAL.search(text)) and not _QUESTION.search(text)


def rules_out(text: str) -> bool:
    """Say whether normalised text says that there is no such thing: нет, никаких, жоқ."""
    return bool(_NONE.search(text))


def negated(words: Sequence[str], reach: int) -> frozenset[str]:
    """Return the terms of normalised words that a negation reaches: не, емес, -майды, not.

    A Russian or English one reaches `reach` words to either side, a Kazakh one as many before it; a
    Kazakh verb carries its own. Bidding and forbidding forms (-маңыз) are no negations of a claim.
    """
    reached: set[str] = set()
    for at, word in enumerate(words):
        before = words[max(0, at - reach) : at]
        if word in _NOT:
            reached.update(map(term, before), map(term, words[at + 1 : at + 1 + reach]))
        elif word in _NOT_AFTER:
            reached.update(map(term, before))
        elif _NOT_INSIDE.fullmatch(word):
            reached.update(map(term, before))
            reached.add(term(word))
    return frozenset(reached)


def numbers(words: Sequence[str]) -> frozenset[int]:
    """Return the numbers among normalised words; "70 тыс" and "70 мың" are 70000."""
    found = set()
    for at, word in enumerate(words):
        if word.isdecimal() and len(word) <= 15:
            scale = _SCALES.get(words[at + 1], 1) if at + 1 < len(words) else 1
            found.add(int(word) * scale)
    return frozenset(found)


def content_words(words: Iterable[str]) -> frozenset[str]:
    """Return the different words that carry something: not one letter, not an empty word."""
    return frozenset(
        word for word in words if word not in _EMPTY and (len(word) > 1 or word.isdecimal())
    )
