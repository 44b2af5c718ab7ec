"""Places as datelines name them: whether words in front of a report are its place and day, and cities that need no name
of an agency beside them."""

import re
from functools import cache

# Cities that stand alone in a dateline in most house styles: "LONDON — …" is one without an agency's name.
_CITIES = (
    "LONDON|PARIS|BERLIN|ROME|MADRID|LISBON|VIENNA|BRUSSELS|GENEVA|ZURICH|AMSTERDAM|COPENHAGEN|STOCKHOLM|OSLO|HELSINKI"
    "|DUBLIN|ATHENS|WARSAW|PRAGUE|BUDAPEST|BUCHAREST|BELGRADE|SOFIA|KYIV|KIEV|MOSCOW|ISTANBUL|ANKARA|JERUSALEM|CAIRO"
    "|BEIRUT|DAMASCUS|AMMAN|BAGHDAD|TEHRAN|RIYADH|DUBAI|DOHA|KUWAIT CITY|KABUL|ISLAMABAD|KARACHI|NEW DELHI|MUMBAI|DHAKA"
    "|COLOMBO|KATHMANDU|BANGKOK|HANOI|MANILA|JAKARTA|KUALA LUMPUR|SINGAPORE|HONG KONG|TAIPEI|BEIJING|SHANGHAI|TOKYO"
    "|SEOUL|PYONGYANG|SYDNEY|CANBERRA|MELBOURNE|WELLINGTON|NAIROBI|LAGOS|ABUJA|ACCRA|KHARTOUM|TRIPOLI|TUNIS|ALGIERS"
    "|RABAT|ADDIS ABABA|JOHANNESBURG|CAPE TOWN|HARARE|OTTAWA|TORONTO|MONTREAL|WASHINGTON|NEW YORK|LOS ANGELES|CHICAGO"
    "|BOSTON|HOUSTON|DALLAS|ATLANTA|MIAMI|DENVER|SEATTLE|SAN FRANCISCO|PHILADELPHIA|DETROIT|PHOENIX|LAS VEGAS|HAVANA"
    "|MEXICO CITY|BOGOTA|CARACAS|LIMA|QUITO|SANTIAGO|BUENOS AIRES|BRASILIA|SAO PAULO|RIO DE JANEIRO|UNITED NATIONS"
)
_MONTHS = (
    r"(?i:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|ene|abr|ago|dic|gen|mag|giu|lug|set|ott|fév"
    r"|fev|avr|aoû|déc|out|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\w{0,8}\.?"
)
_DAY = rf"(?:{_MONTHS} \d{{1,2}}|\d{{1,2}}\.?(?: de)? {_MONTHS})(?:,? (?:de )?\d{{4}})?"
_WORD = r"(?:[^\W\d_a-zß-öø-ÿа-я][\w.'’/-]{0,24}|de|del|da|do|la|las|los|am|an|der|of|the|upon|sur|\d{1,2}\.)"
_PLACE_WORDS = rf"{_WORD}(?: {_WORD}){{0,4}}"
_PLACE = re.compile(rf"{_PLACE_WORDS}(?:, {_PLACE_WORDS}){{0,2}}(?:,? {_DAY})?,?|{_DAY}")
_DAY_AT_END = re.compile(rf"(?:^|,? ){_DAY},?$")
_SENTENCE_START = re.compile(
    r"(?:The|An?|This|These|That|Those|It|He|She|They|We|In|On|At|By|For|From|But|And|Its|His|Her)\b"
)
_MAX_PLACE_LENGTH = 80  # characters


def is_place_and_day(text: str) -> bool:
    """Whether the words are written as the place of a dateline is, its day perhaps with it."""
    return (
        len(text) <= _MAX_PLACE_LENGTH
        and _SENTENCE_START.match(text) is None
        and _PLACE.fullmatch(text) is not None
        and any(map(str.isalpha, text))
    )


def is_certain_place(text: str) -> bool:
    """Whether a place cannot be the beginning of a sentence: all in capitals, or with its day."""
    words = _DAY_AT_END.sub("", text)
    return words != text or (words.isupper() and len(words) > 2)


def day_of(text: str) -> str | None:
    """The day that a place and day, or any other text, ends in; None if it ends in none."""
    match = _DAY_AT_END.search(text)
    return match[0].strip(", ") if match else None


@cache
def lone_city_pattern() -> re.Pattern[str]:
    """A dateline without a name: "LONDON — ", "OSLO, Nov 23 — ", "PORT GIBSON, Miss. — "."""
    region = r"(?:, [A-Z][a-z]{2,15}\.?| [A-Z]\.[A-Z]\.)?"
    return re.compile(
        rf"(?P<place>(?:{_CITIES}){region}(?:, {_DAY})?|[A-Z]{{3,}}(?: [A-Z]{{3,}}){{0,2}}(?:, [A-Z][a-z]{{2,15}}\.?)?"
        rf", {_DAY})\s?(?:[—–]|--| - |: )\s?"
    )


@cache
def later_place_pattern() -> re.Pattern[str]:
    """The place after the name: "(ANSA) - ROMA, 23 NOV - "."""
    return re.compile(rf"(?P<place>[A-Z][A-Z' ]{{2,30}}, {_DAY}) ?[-–—] ?(?=\S)")
