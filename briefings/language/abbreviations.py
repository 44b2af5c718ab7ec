"""Says whether a full stop that sentencex takes for a sentence's end belongs to an abbreviation or a number."""

import re

_TITLES = {
    "ar": "د أ م ا أ.د",
    "ca": "sr sra dr dra",
    "cs": "např tzv sv tj mj dr ing mgr bc prof doc",
    "da": "bl.a f.eks hr fr nr dr ca",
    "de": "dr prof hr fr st nr abs ca bzw z.b d.h u.a o.ä vgl inkl evtl ggf geb frhr hl",
    "es": "sr sra srta dr dra d dª dña av avda núm pág gral cnel ing lic prof mons ee",
    "fr": "m mm mme mlle dr me mgr pr prof st ste av bd n cf vs",
    "it": "sig sigg dott prof on avv ing arch geom sen gen col cap mons s ss n pag art cfr",
    "nl": "dhr mevr mw dr drs ir mr prof bijv o.a nr",
    "no": "bl.a f.eks nr dr ca",
    "pl": "np tzw tj dr prof mgr inż ul św nr płk",
    "pt": "sr sra dr dra prof eng exmo av d núm pág gen cel dep",
    "ru": "ул им просп проф акад ген полк св стр рис см т.е т.н напр д кв тов гр обл",
    "sv": "t.ex bl.a dvs s.k m.fl f.d dr nr ca kl prof",
    "uk": "вул ім просп проф акад ген полк св див напр тобто т.зв м обл пл буд",
}
_KNOWN = {language: frozenset(titles.split()) for language, titles in _TITLES.items()}
_EVERYWHERE = frozenset(["dr", "prof", "mme", "mlle", "mm", "dott", "sig", "sra", "dra", "ing", "t.ex", "bl.a", "д"])
_MAY_END = {"en": frozenset(["amb", "approx", "atty", "br", "ft", "mt", "supt", "vol"])}  # a sentence too: 6 ft. The…
_TRUSTED_WITH_INITIALS = ("en",)  # where sentencex knows the words that begin sentences

# Before one of these a single letter and a full stop are no initial: vitamin B. The…
_STARTERS = {
    "en": "The He She It They We I You But And In On At A An This That These There His Her Its Their Then When If",
    "de": "Der Die Das Er Sie Es Ein Eine Im In Am Danach Doch Aber Auch Und Wir Ich Dies Diese Dieser Bei Nach Mit",
    "fr": "Elle Elles Il Ils Mais Dans En Selon Pour Cette Ces Cela On Nous",
    "es": "El La Los Las Un Una En Pero Y También Es Según Su Sus Por Para Con Esta Este No",
    "it": "Il La I Gli Le Un Una In Ma Anche È Secondo Per Con Questo Questa Non",
    "pt": "O A Os As Um Uma Em Mas Também É Segundo Por Para Com Este Esta Não No Na",
    "ru": "Он Она Они Это В На Но И По Как Мы Я",
    "uk": "Він Вона Вони Це У В На Але І За Як Ми Я",
}
_STARTS = {language: frozenset(words.split()) for language, words in _STARTERS.items()}

_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]$")
_TIME = re.compile(r"\d\s?[ap]\.m\.$")
_DAY_OR_TIME_ZONE = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[ECMP][SD]?T|GMT|BST|CET|UTC"
    r"|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.|(?:January|February|March|April|June|July|August|September|October"
    r"|November|December) \d)(?!\w)"
)
_GERMAN_ORDINAL = re.compile(
    r"(?:^|\s)(?:[Dd](?:er|ie|as|em|en|es)|[Aa]m|[Ii]m|[Vv]om|[Zz]um|[Zz]ur|[Bb]eim|[Bb]is|[Ss]eine[mnr]?|[Ii]hre[mnr]?)"
    r" \d{1,2}\.$"
)
_OPENING_MARKS = '"“„«»‘([¿¡'
_LOOK_BACK = 24  # characters, enough for what the patterns above look for
_WORD = re.compile(r"\w+")


def continues(text: str, stop: int, following: int, language: str) -> bool:
    """Whether the sentence goes on after the full stop that ends at `stop`, with what begins at `following`."""
    before = text[max(0, stop - _LOOK_BACK) : stop]
    if before.endswith("m.") and _TIME.search(before):
        return _DAY_OR_TIME_ZONE.match(text, following) is not None
    token = before[before.rfind(" ") + 1 : -1].lower()
    if not token.isalpha():
        token = token.replace("’", "'").rpartition("'")[2].lstrip(_OPENING_MARKS)
    if not token:
        return False
    if token in _EVERYWHERE or token in _KNOWN.get(language, ()):
        return True
    is_ordinal = language == "de" and _GERMAN_ORDINAL.search(before) is not None
    if not (is_ordinal or token in _MAY_END.get(language, ()) or _is_initial(token, language)):
        return False
    word = _WORD.match(text, following)
    return word is None or word[0] not in _STARTS.get(language, ())


def _is_initial(token: str, language: str) -> bool:
    return language not in _TRUSTED_WITH_INITIALS and _INITIAL.match(token) is not None
