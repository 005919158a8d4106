"""Posts that call a denial false: "they say the denial is fake". They deny nothing, they insist."""

import re
from functools import cache

from matching.reading.normalize import normalize, plain_words

_SENTENCE = re.compile(r"(?<=[.!?…:;])\s+")


def _any(listed: str) -> str:
    """Return a pattern of phrases, listed with commas; `*` stands for any ending."""
    forms = []
    for phrase in listed.replace("\n", " ").split(","):
        ending = r"\w*" if phrase.rstrip().endswith("*") else ""
        forms.append(normalize(phrase) + ending)
    return "(?:" + "|".join(sorted(forms, key=len, reverse=True)) + ")"


_DENIAL = _any(
    """опровержение, опровержения, разоблачение, разоблачения, denial, denials,
    refutation, debunking, the debunk, жоққа шығарған*, теріске шығарған*, жоққа шығаруы*,
    теріске шығаруы*, жоққа шығарды деген*, теріске шығарды деген*, жоққа шығарыпты деген*,
    теріске шығарыпты деген*, жоққа шығару, теріске шығару"""
)
_TO_DENIAL = _any(
    """опровержению, опровержениям, опровержение, опровержения, разоблачению, разоблачениям,
    фактчекеру, фактчекерам, the denial, the denials, denial, denials, the fact checkers,
    fact checkers, the debunk*, жоққа шығарған*, теріске шығарған*, жоққа шығаруына,
    теріске шығаруына, фактчекерге, фактчекерлерге, жалған деген*, өтірік деген*, фейк деген*"""
)
_DENIES = _any(
    "опроверг*, опроверга*, отрица*, жоққа шығар*, теріске шығар*, denied, deny, denies, denying"
)
_FALSE = _any(
    """фейк, фейки, фейком, фейками, фейковое, фейковые, фейковым, фейковыми, ложь, ложью, ложно,
    ложное, ложные, ложным, ложными, лживое, лживые, лживо, неправда, неправдой, не правда, враньё,
    враньем, обман, обманом, липа, липой, липовое, выдумка, выдумкой, вымысел, вымыслом, брехня,
    чушь, фальшив*, поддельн*, подделали, ненастоящ*, ошибочно, ошибочное, ошибочным, заказное,
    заказуха, куплено, купленное, недостоверно, недостоверное, не соответствует действительности,
    не соответствуют действительности, опроверг*,
    өтірік*, жалған*, бекер, шындыққа жанаспайды, рас емес, fake, false, untrue, a lie, lies,
    a hoax, wrong"""
)
_LYING = _any(
    """врут, врет, лгут, лжет, соврал*, наврал*, солгал*, врал, врали, ошибл*, лгал*, обманыва*,
    обманул*, lying, lie, lied, өтірік айт*, өтірік соғ*, жалған айт*, алдап"""
)
_MISTRUST = _any(
    """не верь, не верьте, не верим, не верю, не ведитесь на, не ведись на, не слушай, не слушайте,
    don t believe, do not believe, don t trust, do not trust"""
)
_MISTRUST_AFTER = _any(
    "не верь, не верьте, не верим, не верю, никто не верит, сенбе*, сенуге болмай*, ешкім сенбе*"
)
_TRUE = _any(
    """правда, чистая правда, не так, неправда, ложь, вранье, не фейк, шындық, рас, шын, true,
    not true"""
)
_BUT = _any("но, да только, однако, хотя, а, только, бірақ, алайда, сөйтсе, but, yet")
_OF_IT = _any(
    """это, все, все это, они, он, она, сами, там, им, ему, этому, мол, оказалось, на самом деле,
    бұл, ол, өзі, олар, оған, it, they, is, are, s, that, this"""
)
# A clause that begins anew has a subject of its own: what is false is then the rumour.
_BETWEEN = (
    r"(?:(?!"
    + _any("что, информация, сведения, новость, новости, слухи, сообщение, видео, ролик, рассылка")
    + r"\b)\w+ )"
)
_THAT = _any("что, будто, that")
_DENIED = rf"(?:{_DENIES}|{_DENIAL}) (?:\w+ |, ){{0,8}}"
_ASIDE = r"(?:, (?:мол|дескать|говорят|оказывается|оказалось|по слухам) ,? ?)?"
_FAKE = _any("фейк, фейком, жалған, өтірік, fake")
_LIE = _any("жалған, өтірік")
_FALSELY = _any("фейков*, ложн*, лжив*, липов*, заказн*, fake, false")
_A_DENIAL = _any("опровержени*, разоблачени*, denial*")
_NOT = _any("не, not, not a, isn t, isn t a")
_NO_RUMOUR = _any(
    """фейк, фейки, выдумка, выдумки, вымысел, утка, вброс, байка, ложь, обман,
    fake, hoax, rumour, rumor, lie"""
)


@cache
def _nested() -> tuple[re.Pattern[str], ...]:
    """Return the patterns, made when the first post hints at one: they take a tenth of a second."""
    return tuple(
        re.compile(rf"\b{pattern}")
        for pattern in (
            # The denial is false; a false denial; the fact checkers lie.
            rf"{_DENIAL} {_ASIDE}{_BETWEEN}{{0,5}}{_FALSE}\b",
            rf"{_FALSELY} {_A_DENIAL}",
            rf"{_any('фактчек*, fact checkers, fact checker')} (?:(?!что\b)\w+ ){{0,3}}{_LYING}\b",
            # Do not believe it.
            rf"{_MISTRUST} (?:\w+ ){{0,3}}{_TO_DENIAL}\b",
            rf"{_TO_DENIAL} (?:\w+ ){{0,2}}{_MISTRUST_AFTER}",
            rf"{_FAKE} деп \w+(?:га|ге) {_MISTRUST_AFTER}",
            # They lie that it is fake; they deny it, but they lie; they say it is fake, but it is
            # true.
            rf"(?:{_LYING}|{_FALSE}) (?:\w+ ){{0,3}}(?:, )?{_THAT} (?:{_OF_IT} ){{0,2}}{_FALSE}\b",
            rf"{_LYING} , {_any('когда, что')} {_DENIES}\b",
            rf"{_DENIED}{_BUT} (?:{_OF_IT} ){{0,3}}(?:{_LYING}|{_MISTRUST_AFTER})",
            rf"{_DENIED}{_BUT} (?:{_OF_IT} ){{1,3}}{_FALSE}\b",
            rf"{_FALSE} (?:\w+ ){{0,3}}, {_BUT} (?:{_OF_IT} ){{1,3}}(?:{_TRUE}|{_LYING})\b",
            rf"{_FAKE} (?:\w+ ){{0,2}}, {_BUT} (?:{_OF_IT} ){{0,2}}(?:{_LYING}|{_LIE})\b",
            rf"{_FAKE} деген\w* (?:\w+ ){{0,2}}(?:{_FAKE}|{_LIE})",
            # It is no fake.
            rf"{_NOT} {_NO_RUMOUR}\b(?! ли\b)",
            r"не слухи? , а\b",
            rf"{_any('фейк, өтірік, жалған, қауесет, өсек')} емес\b(?! (?:па|пе|ма|ме|ба|бе)\b)",
        )
    )


_HINT = re.compile(
    rf"\b(?:{_DENIES}|{_FALSE}|{_LYING}|{_FAKE}|{_NO_RUMOUR}"
    rf"|{_any('опровержени*, разоблачени*, фактчек*, фейк*, ложн*, слух*, қауесет, өсек')}"
    rf"|{_any('denial*, refutation, debunk*, fact checker*, rumo*')})"
)
"""What every one of them needs: most posts have none of it."""
_COMMA = " , "


def denies_a_denial(text: str) -> bool:
    """Tell whether a sentence of a repaired text calls a denial false, or insists: "not a fake".

    A sentence that asks ("isn't it a fake?") does not.
    """
    for sentence in _SENTENCE.split(text):
        if not sentence.endswith("?"):
            words = _COMMA.join(map(plain_words, sentence.split(",")))
            if _HINT.search(words) and any(pattern.search(words) for pattern in _nested()):
                return True
    return False
