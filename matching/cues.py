"""Cues that shared words do not show: denial, negation, questions, hearsay, turns of meaning, places."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from matching.normalize import normalize
from matching.phrases import PhraseLists


def _phrases(listed: str) -> re.Pattern[str]:
    """Compile phrases, one a line or after a comma; `*` stands for any ending."""
    forms = []
    for phrase in listed.replace("\n", ",").split(","):
        ending = r"\w*" if phrase.rstrip().endswith("*") else ""
        forms += [words + ending for words in [normalize(phrase)] if words]
    return re.compile(r"\b(?:" + "|".join(sorted(forms, key=len, reverse=True)) + r")\b")


LISTS: dict[str, re.Pattern[str]] = {
    "denial": _phrases(
        """
        фейк*, фэйк*, опроверг*, опроверж*, опроверга*, не соответств*, недостоверн*, ложь, ложн*,
        ложью, вымысел, вымысл*, выдум*, враньё, врут, вранья, неправд*, не правда, дезинформ*,
        не подтвердил*, не подтвержда*, разоблач*, ничего общего, не существует,
        не имеет отношения, не имеют отношения, к * отношения не имеет, поддел*, беспочвен*,
        слух*, утк*, миф, мифа, мифы, страшилк*, не верьте, не ведитесь, не пересылайте,
        не распространяйте, хватит пугать, не паникуйте, разбор, разобрал*, проверил*, проверк*,
        фактчек*, на самом деле, якобы, байка, байки, бред, чушь, ерунд*, жалған*, жоққа шығар*,
        шындыққа жанаспа*, шындыққа сәйкес келме*, рас емес, өтірік*, теріске шығар*, расталма*,
        растамады, ойдан шығар*, шындық емес, негізсіз, жоғын айтты, сенбе*, таратпа*,
        тарата бермеңіз*, алданба*, қауесет*, шын емес, дұрыс емес, дегенге, өсек, шатпақ,
        тексерді, тексерілді, анықталды, fake, hoax, denied, denies, deny, debunk*, false, untrue,
        not true, myth, refuted, fact check, rumour, rumor, never happened, no such,
        misinformation, disinformation, don t believe, didn t happen"""
    ),
    "staged": _phrases(
        """
        нейросет*, нейрожелі*, сгенерир*, дипфейк*, монтаж*, смонтир*, фотошоп*, постанов*,
        сатир*, пародия, пародии, шутк*, розыгрыш, первоапрел*, 1 апреля, снято в, сняты в,
        снято за, старое видео, старый ролик, старая рассылка, старые кадры, старый страх, давней,
        не наше, не наши, не из, архивн*, другой страны, прошлогодн*, больше десяти лет,
        голос подделан, игр*, түсірілген, түсірілді, ескі, былтырғы, жылғы, қалжың, әзіл, қойылым,
        сурет, жасалған, бейнемонтаж, ai generated, deepfake, photoshop*, satire, satirical,
        old video, staged, edited"""
    ),
    "scam": _phrases(
        """
        мошен*, фишинг*, развод, разводк*, разводил*, пирамид*, афера, аферист*, обман*,
        не вводите, не переходите, не покупайте, не переводите, не называйте, не открывайте,
        заблокир*, сайт мошенн*, краж*, алаяқ*, арбау, алда*, баспаңыз*, баспаңдар,
        ешкімге бермеңіз*, ешкімге айтпа*, scam*, phishing, fraud*, don t click"""
    ),
    "quo": _phrases(
        """
        остает*, остаёт*, остаюсь, остаем*, остается, остаются, сохран*, прежн*, как раньше,
        по прежнему, как всегда, как обычно, в обычном режиме, обычн*, хватает, достаточно,
        в порядке, цел, цела, целы, исправн*, стоит крепко, в норме, норм*, безопасн*, штатн*,
        работают, работает, продолж*, действует, действуют, доступн*, открыт*, свободн*,
        бесплатн*, по графику, жив, жива, здоров*, пока, только, лишь, подтвердили, разъясн*,
        пояснил*, ответил*, успокоил*, хватит, необязательн*, не обязательно, не обязан*,
        не нужно, не надо, не требу*, не планир*, не ожида*, не предусмотр*, не зафикс*, не введ*,
        не вводят, не будет, не будут, не было, не поднимали, никто не, никаких, никуда не дева*,
        сақтал*, қалады, бұрынғы*, жеткілікті, қалыпты, сау, аман, тірі, ашық, тегін,
        жұмыс істейді, істей береді, өзгермей*, өзгеріссіз, міндетті емес, қажет емес, керек емес,
        жоспарда жоқ, жоспарланбаған, күтілмей*, тіркелмеген, тіркелген жоқ, болған жоқ, болмайды,
        болмаған, ешкім, ешқандай, ондай, шектеу жоқ, тек, ғана, түсіндірді, растады, қауіпсіз,
        remain*, still, no change, unchanged, no longer, as usual, safe, no one, nobody,
        voluntary, optional"""
    ),
    "none": _phrases(
        """
        нет, никто, никаких, никакого, никакой, никому, никому не, нигде, ни одного, ни в одном,
        ни разу, отсутств*, жоқ, ешкім*, ешқандай, ондай, бірде бір, no, none, nobody, no one"""
    ),
    "question": _phrases(
        """
        правда ли, это правда, правда что, правда или, фейк или, или фейк, или правда, или нет,
        реально ли, верно ли, так ли, правда, неужели, кто знает, кто что слышал, кто в курсе,
        подскажите, объясните, что из этого, как проверить, это точно, рас па, шын ба, шынымен,
        рас болса, өтірік пе, фейк пе, жалған ба, ма, ме, ба, бе, па, пе, ма екен, ме екен,
        білесіздер ме, естідіңіздер ме, сұрайын, тексеріп беріңіз*, is it true, is this true,
        is that true, anyone know, can someone"""
    ),
    "hearsay": _phrases(
        """
        говорят, говорит, пишут, слышал*, скинул*, прислал*, соседка, сосед, знаком*, подруг*,
        кум, кума, родственник*, инсайд*, источник*, шок, срочно, внимание, сказал*, рассказал*,
        мама, тётя, брат, зять, коллег*, прочитал*, видел*, переслал*, скрывают, молчат,
        до чего дошли, дейді, дейд, деп жатыр, деседі, екен, көрінеді, естідім, айтты, айтып,
        жіберді, таныс*, көрші*, апам, әпкем, жеңгем, туыс*, сұмдық, шұғыл, назар, келіпті,
        болыпты, жасырып, тарап жатыр, they say, i heard, someone told, apparently, heard that,
        urgent"""
    ),
    "official": _phrases(
        """
        министерств*, минздрав*, минтруд*, минэнерг*, минобр*, минсельхоз*, минфин*, минюст*, мид,
        мвд, мчс, дчс, мон, кнб, кпл, акимат*, нацбанк*, национальн*, агентств*, комитет*,
        прокуратур*, полици*, пресс служб*, департамент*, ведомств*, правительств*, сообщил*,
        сообщает, заявил*, утвержд*, объявил*, доложил*, акорда, министрлі*, министр*, әкімдік*,
        әкімді*, ұлттық банк*, агенттік*, комитеті, комитет, прокуратура, полиция*, баспасөз,
        басқарма*, үкімет*, хабарлады, мәлімдеді, жариялады, іім, тжм, сім, денсаулық, ministry,
        police, agency, officials, said, authorities, central bank"""
    ),
}  # fmt: skip
"""Cue lists by name; each is searched in normalised text."""

_NOT_BEFORE = frozenset(normalize("не нельзя no not never cannot без").split())
_NOT_AFTER = frozenset(normalize("емес жоқ").split())
_NOT_INSIDE = re.compile(
    r"\w{2,}[мбп][ае](?:и?ди|иди[км]|иминиз|ган|ген|гани|гени|ганин|генин|итин|и|иди|пти|с|стан)"
)
_OPPOSITES = (
    "бесплат*, даром, тегін, free|платн*, за деньги, ақылы, paid, стоить",
    "\nзапрет*, запрещ*, тыйым, тыйылады, ban*, нельзя|разреш*, можно, рұқсат, allow*,\nснимут запрет",
    "\nповыс*, повыш*, вырас*, рост, подорож*, увелич*, поднял*, подним*, қымбатта*, өсед*, өсті,\nкөтеріл*, арттыр*, raise*, rise*|сниз*, сниж*, упад*, дешев*, подешев*, уменьш*, сократ*,\nарзанда*, төменде*, азай*, lower*, cut",
    "\nзакро*, закры*, закрыва*, жабад*, жабыл*, жауып, close*, shut*|откро*, откры*, ашад*, ашыл*\n, ашық, open*",
    "\nотмен*, упраздн*, күшін жояды, алып тастады, жойыл*, abolish*, scrap*|введ*, вводит*, енгіз*\n, introduc*",
    "\nумер*, скончал*, погиб*, қайтыс, өлді, өліпті, died, dead|жив, жива, живы, тірі, аман, alive",
    "\nуволь*, уволят, увол*, жұмыстан шығар*, fired|примут, нанима*, жұмысқа ал*",
    "\nхватает, достаточно, жеткілікті, enough|заканчива*, закончил*, дефицит*, кончат*, таусыл*,\nбітіп, жетпе*, shortage",
    "\nотрав*, ядовит*, уланды, улы, poison*|безопасн*, в норме, чист*, таза, қауіпсіз, safe",
    "\nобязан*, обязательн*, міндетті, mandatory|добровольн*, не обязательно, ерікті, optional",
    "\nраньше, ерте, earlier|позже, кейін, later",
    "\nприбав*, добав*, дадут, береді, выпла*, төлейді|заберут, отбер*, отним*, лишат, изым*,\nтартып ал*, айырады",
)
_SIDES = PhraseLists([side for pair in _OPPOSITES for side in pair.split("|")])
_TOWNS = 28
"""The first entries of the gazetteer are towns of Kazakhstan and their regions."""
_PLACES = PhraseLists(
    """алматы, алмат*, алма ата
астан*, нур султан*, нұр сұлтан*, елорда*, столиц*
шымкент*
караганд*, қарағанд*
актобе, ақтөбе*, актюб*
актау, ақтау*, мангист*, маңғыст*
атырау*
уральск*, орал, оралда*, оралдың, зко
костана*, қостана*
павлодар*
петропавл*, петропавловск*, қызылжар, ско
кокшетау*, көкшетау*, акмол*, ақмол*, щучинск*, бурабай*
семе*, семей*
усть камен*, өскемен*, вко, усть каме*
тараз*, жамбыл*
кызылорд*, қызылорд*
туркестан*, түркістан*
талдыкорган*, талдықорған*, жетісу*, жетысу*
темиртау*, теміртау*
экибастуз*, екібастұз*
жезказган*, жезқазған*, улытау*, ұлытау*
балхаш*, балқаш*
рудн*, руднен*
байконур*, байқоңыр*
хоргос*, қорғас*
сарыагаш*, сарыағаш*
риддер*
конаев*, қонаев*, капчага*, қапшағай*
каспий*, каспийск*
улкен*, үлкен, үлкенде*, улькен*
росси*, ресей*, орыс*, москв*, мәскеу*
кита*, қытай*
украин*
узбек*, өзбек*, ташкент*
кыргыз*, қырғыз*, киргиз*, бишкек*
турци*, түрки*, турец*, стамбул*
сша, америк*, ақш
афган*, ауған*
сири*
катар*
инди*, үнді*
kaspi, каспи банк, каспи голд, каспи*
halyk, халык*, халық банк*
forte, форте*
казпочт*, қазпошт*
енпф, бжзқ
фсмс, осмс, мәмс
egov, егов, егоф
тикток, tiktok
whatsapp, ватсап*, уатсап*
telegram, телеграм*
instagram, инстаграм*
минздрав*, денсаулық сақтау*
мвд, іім, полици*
нацбанк*, ұлттық банк*
минобороны, қорғаныс*
школ*, мектеп*
вуз*, университет*, студент*
банк*
больниц*, аурухан*, поликлиник*, емхана*""".splitlines()
)
_DENIAL = (
    r"(?:опровержени\w*|разоблачени\w*|фактчекер\w*|"
    + "|".join(map(normalize, ("denial", "denials", "refutation", "debunking", "fact checkers")))
    + "".join(
        rf"|{normalize(verb)} {normalize(form)}\w*"
        for verb in ("теріске", "жоққа")
        for form in ("шығарған", "шығаруы")
    )
    + ")"
)
_FALSE = (
    r"(?:фе?ик\w*|лож\w*|лгут|лжет|врут|врет|вран\w*|неправд\w*|обман\w*|липа|не правд\w*"
    r"|отирик\w*|жалган\w*|"
    + "|".join(map(normalize, ("fake", "false", "a lie", "lies", "lying")))
    + ")"
)
_BELIEVE = r"(?:не вер\w*|сенбе\w*|" + normalize("don t believe") + ")"
_NESTED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_DENIAL}(?: (?!что)\w+){{0,3}} {_FALSE}\b",
        rf"\b{_BELIEVE} (?:\w+ ){{0,2}}{_DENIAL}",
        rf"\b{_DENIAL} (?:\w+ )?{_BELIEVE}",
        r"\b(?:врут|лгут|обманивают) (?:\w+ ){0,3}что (?:это )?(?:фе?ик|неправда|лож)",
        rf"\b{_FALSE} опровержени\w*",
    )
)
"""The denial is fake; do not believe the denial; they lie that it is fake."""
EMPTY = frozenset(
    normalize(
        """и в во на с со к ко у о об от до из за по под над при про для без не ни а но да или что чтобы как так
        это этот эта эти то тот та те все всё весь вся уже ещё еще же ли бы был была было были быть будет будут
        есть нет там тут где когда кто чем если он она они его её их мы вы я ты мне нам вам вас нас меня себя
        свой мой ваш наш один одна очень можно надо нужно правда привет здравствуйте спасибо пожалуйста добрый
        день вечер утро дела такое говорят пишут слышали сказали
        мен пен бен де да та те ма ме ба бе па пе бұл осы сол ол біз сіз сен олар және бар жоқ емес екен еді
        деп дейді деген дегені дегенді ғой үшін туралы бойынша қалай қайда неге не кім рас шын енді тағы өте
        барлық бәрі өз қазір рахмет рақмет сәлем сәлеметсіз салем айтты айтады жатыр болады болды бойы
        the a an of to in on at is are was be it this that and or for with has have will not no from by as
        hello hi thanks you how what who i we they true really"""
    ).split()
)
"""Words that carry nothing, normalised."""


def counts(text: str) -> dict[str, int]:
    """Return how many cues of each list normalised text holds, up to 3 of each."""
    return {name: min(len(pattern.findall(text)), 3) for name, pattern in LISTS.items()}


def negations(words: Sequence[str]) -> int:
    """Return how many negations there are: не, нет, емес, жоқ, -майды, not."""
    return sum(word in _NOT_BEFORE or word in _NOT_AFTER or is_negated_verb(word) for word in words)


def sides(text: str) -> frozenset[int]:
    """Return which sides of pairs of opposites normalised text takes: both of a pair are `n ^ 1`."""
    return _SIDES.found(text)


def turns(ours: frozenset[int], theirs: frozenset[int]) -> int:
    """Return in how many pairs of opposites two texts, by their `sides`, stand on different ones."""
    clear, stated = ({one for one in told if one ^ 1 not in told} for told in (ours, theirs))
    return sum(one ^ 1 in stated for one in clear)


def places(text: str) -> frozenset[int]:
    """Return which places, bodies and services of a short gazetteer normalised text names."""
    return _PLACES.found(text)


def towns(text: str) -> frozenset[int]:
    """Return which towns and regions of Kazakhstan normalised text names."""
    return frozenset(at for at in places(text) if at < _TOWNS)


def denies_a_denial(sentences: Iterable[str]) -> bool:
    """Tell whether a normalised sentence calls a denial false: "they say the denial is fake"."""
    return any(pattern.search(one) for one in sentences for pattern in _NESTED)


def content_words(words: Sequence[str]) -> frozenset[str]:
    """Return the different words that carry something: not one letter, not an empty word."""
    return frozenset(
        word for word in words if word not in EMPTY and (len(word) > 1 or word.isdecimal())
    )


@lru_cache(maxsize=8_192)
def is_negated_verb(word: str) -> bool:
    """Say whether a normalised word is a Kazakh verb that carries its own negation (-майды, -маған)."""
    return bool(_NOT_INSIDE.fullmatch(word))
