"""What somebody searches for, apart from the words that only ask."""

from dataclasses import dataclass

from matching.reading.cues import EMPTY, content_words
from matching.reading.normalize import normalize

_ASKING = EMPTY | frozenset(
    normalize(
        """
        правду правды правдой неправда верно точно реально действительно неужели серьезно фейк фейка
        фэйк ложь вранье слышал слышала видел видела видели знает знаете знаешь скажите подскажите
        расскажите объясните проверьте проверь проверить узнать ответьте помогите нибудь ребята
        друзья насчет здравствуй приветик приветствую доброе доброго спс плиз пж расымен шыны шынымен
        шынында шындық өтірік өтірігін жалған анық дұрыс екені екенін екендігі болса естідіңіз
        естідіңіздер естіген білесіз білесіздер білесің айтыңыз айтыңызшы айтшы айтып тексеріңіз
        тексеріп тексерші беріңіз беріңізші берші бересіз сұрайын мына мынау мынаны осыны көмектесіңіз
        өтінемін қалайсыз қалайсың сәлеметсіздер ассалаумағалейкум ассалам қайырлы real fake hoax
        rumour rumor false does do did can could would should anyone someone know heard hear tell me
        check please about there any if say says hey good morning evening verify
        """
    ).split()
)
"""Words that carry nothing, and those that ask whether something is so, greet or beg."""


@dataclass(frozen=True, slots=True)
class Query:
    """The words of a query that carry something, normalised, in order.

    `begun` says that the last of them may be unfinished; `doubtful`, that what is written of it is
    also the beginning of a word that only asks.
    """

    words: tuple[str, ...]
    begun: bool = False
    doubtful: bool = False


def read_query(text: str) -> Query:
    """Return what a text searches for: "правда ли что отключат электричество" the last two words.

    A text that does not end in white space or a mark has a last word that may be unfinished. After
    nothing but words that ask, the beginning of another ("это пр") is one of them.
    """
    words = normalize(text).split()
    content = content_words(words) - _ASKING
    open_end = text[-1:].isalnum()
    if len(words) == 1 and open_end and words[0] not in _ASKING:
        content |= {words[0]}
    kept = tuple(word for word in words if word in content)
    begun = bool(kept) and open_end and words[-1] in content
    doubtful = begun and any(word.startswith(kept[-1]) for word in _ASKING)
    if doubtful and len(kept) == 1 < len(words):
        return Query(())
    return Query(kept, begun=begun, doubtful=doubtful)
