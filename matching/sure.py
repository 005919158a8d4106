"""Whether a post may be marked unasked: not merely answered, but certainly the rumour itself."""

import re

from domain.decision import Decision, DecisionKind
from domain.post import Post
from matching.reading.cues import content_words, counts
from matching.reading.normalize import normalize, terms

ENOUGH_WORDS = 4
"""Content words of a claim from which its very words say it; fewer are said in passing."""
MANY_WORDS = 12
"""Content words of a passed-on post from which its likeness to a claim counts."""
NEARLY_CERTAIN = 0.985
"""The likelihood from which likeness counts: of 5,689 labelled posts 174 were so likely, all right.
It is five times as strict as an answer, and takes a channel's post besides."""
HELD = 0.7
"""Share of a claim's terms that such a post must hold."""

_ADDRESS = re.compile(r"(?:https?://|www\.|t\.me/)\S+|[#@]\w+", re.IGNORECASE)
_QUOTE = re.compile("[\"“”„«»‹›‘’'`]")
_LAUGH = re.compile(
    r"[\U0001F600-\U0001F606\U0001F609\U0001F60F\U0001F61B-\U0001F61D\U0001F643\U0001F644"
    r"\U0001F644\U0001F680\U0001F921\U0001F923\U0001F92A\U0001F925\U0001F602]|\){2,}|[:;]-?\)"
    r"|(?:ха|хи|хе|ах|ha){2,}|\b(?:лол|lol|кек)\b",
    re.IGNORECASE,
)
# Words with which posts are passed on, and which say nothing of what they tell.
_PASSING_ON = frozenset(
    normalize(
        """внимание срочно важно очень молния шок всем передайте перешлите разошлите распространите
        поделитесь репост максимальный максимум просьба пожалуйста прошу друзья люди родные близким
        знакомым соседям группам чатам прочитайте читайте передай дальше перешли сообщение новость
        назар аударыңыз аударыңыздар шұғыл маңызды өте бәріне таратыңыз таратыңыздар жіберіңіз
        жіберіңіздер достар туыстар жақындарға жаңалық хабар
        attention urgent breaking important very please share forward everyone friends family news
        this message to all pass it on"""
    ).split()
)
_DOUBTS = ("denial", "staged", "question")


def is_sure(decision: Decision, post: Post, *, of_channel: bool, listed: bool) -> bool:
    """Tell whether a post is certainly the rumour that a decision answers it with.

    It is where the post says a claim word for word, beside nothing but calls to pass it on; where
    it is the very post that the debunk lists (`listed`); and where a channel's post (`of_channel`:
    it was forwarded from one) is all but certainly about the claim and doubts, asks and laughs at
    nothing. What quotes, denies, asks about or changes a claim is none of these.
    """
    if not may_be_sure(post, listed=listed):
        return False
    if decision.kind is not DecisionKind.ANSWER or len(decision.shown) != 1 or decision.repeated:
        return False
    match = decision.shown[0]
    text = _ADDRESS.sub(" ", post.text)
    if _says(text, match.phrasing):
        return True
    found = counts(normalize(text))
    if any(found[one] for one in _DOUBTS):
        return False
    if listed:
        return True
    return (
        of_channel
        and match.probability >= NEARLY_CERTAIN
        and len(content_words(normalize(text).split())) >= MANY_WORDS
        and _holds(text, match.phrasing)
    )


def may_be_sure(post: Post, *, listed: bool) -> bool:
    """Tell whether a post, before anything is decided on it, may be a rumour for certain.

    Most of what people say to each other is too short, asks or laughs. `listed` says that a debunk
    may list the post.
    """
    text = _ADDRESS.sub(" ", post.text)
    if "?" in text or _LAUGH.search(text):
        return False
    return listed or len(content_words(normalize(text).split())) >= ENOUGH_WORDS


def _says(text: str, claim: str) -> bool:
    """Tell whether a text is a claim word for word, unquoted, maybe with calls to pass it on."""
    if len(_QUOTE.findall(text)) > len(_QUOTE.findall(claim)):
        return False
    ours, theirs = normalize(text).split(), normalize(claim).split()
    if len(content_words(theirs)) < ENOUGH_WORDS or len(ours) < len(theirs):
        return False
    length = len(theirs)
    for at in range(len(ours) - length + 1):
        if ours[at : at + length] == theirs:
            return _PASSING_ON.issuperset((*ours[:at], *ours[at + length :]))
    return False


def _holds(text: str, claim: str) -> bool:
    ours, theirs = set(terms(text)), terms(claim)
    return sum(one in ours for one in theirs) >= HELD * len(theirs)
