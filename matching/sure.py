"""Whether a post may be marked unasked: not merely answered, but certainly the rumour itself."""

import re

from domain.decision import Decision, DecisionKind
from domain.post import Post
from matching.reading.cues import content_words, counts
from matching.reading.normalize import normalize

ENOUGH_WORDS = 4
"""Content words of a claim from which its very words say it; fewer are said in passing."""

_ADDRESS = re.compile(r"(?:https?://|www\.|t\.me/)\S+|[#@]\w+", re.IGNORECASE)
_QUOTE = re.compile("[\"“”„«»‹›‘’'`]")
# Faces that laugh, wink, lie or roll their eyes, a clown, crosses: who sets them believes nothing.
_LAUGH = re.compile(
    "[\U0001f600-\U0001f606\U0001f609\U0001f60f\U0001f611\U0001f612\U0001f61b-\U0001f61d"
    "\U0001f643\U0001f644\U0001f914\U0001f921\U0001f923\U0001f925\U0001f926\U0001f928\U0001f92a"
    "\U0001f92d\U0001f937\U0001f44e\U0001f4a9\U0001f6ab\u274c\u274e\u2716\u26d4]"
    r"|\){2,}|[:;]-?\)|(?:ха|хи|хе|ах|ha){2,}|\b(?:лол|lol|кек)\b",
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


def is_sure(decision: Decision, post: Post, *, listed: bool) -> bool:
    """Tell whether a post is certainly the rumour that a decision answers it with.

    It is where the post says a claim word for word, beside nothing but calls to pass it on, and
    where it is the very post that the debunk lists (`listed`) and doubts nothing. What quotes,
    denies, asks about or changes a claim is neither. Likeness is never enough, however great: of
    5,000 lines of a chat, some that only quoted a claim were likelier to be about it than .985.
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
    return listed and not any(found[one] for one in _DOUBTS)


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
