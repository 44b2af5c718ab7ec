"""Reads the dateline that opens a report, "OSLO, Nov 23 (Reuters) - …": place and day, whose it is, where it ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from briefings.intake.text.credits.agencies import agency_by_name, any_name_pattern, unambiguous_names
from briefings.intake.text.credits.dateline_places import (
    day_of,
    is_certain_place,
    is_place_and_day,
    later_place_pattern,
    lone_city_pattern,
)

_MAX_LENGTH = 140  # characters at the start of a text in which a dateline is looked for

# Outlets that sign their reports in brackets as agencies do.
_OUTLETS = (
    "CNN|CNN Business|CNN Money|CNNMoney|CNN Espanol|CNN en Español|CNN Philippines|BBC|BBC News|BBC Sport|Al Jazeera"
    "|Aljazeera|NBC News|CBS News|CBS|CBSNews|ABC News|Fox News|FOX News|Sky News|NPR|PBS|VOA|VOA News|RFE/RL|DW|RFI"
    "|France 24|Euronews|The Guardian|The New York Times|The Washington Post|The Hollywood Reporter|Rolling Stone"
    "|Entertainment Weekly|Variety|Billboard|The Conversation|Asharq Al-Awsat|Al Arabiya|Arab News|RT|CNBC|MarketWatch"
    "|Axios|Politico|The Independent|The Telegraph|Le Monde|El País|الجزيرة|العربية|الشرق الأوسط|بي بي سي"
)
_ALSO_A_PARTY = ("PTI",)
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_NO_PLACE = re.compile(  # the words of a photo's credit, or of a sentence
    r"(?i:photo|source|credit|via\b|from\b)|.*[:：]|写真|図|出典|提供|資料|사진|자료|출처|제공|照片|图|圖|来源|來源|资料"
    r"|[与及對对向與]|和(?!歌山)|.*[来來致回通停断斷供用发發]$"
)
_SEPARATOR = r"(?:\.? ?(?:--+|[-–—_]{1,2}|:)|\. ?(?=\S))"


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says.

    Attributes:
        place_and_day: as written, without the name in brackets: "OSLO, Nov 23"; None if there is only a name.
        agency: the news agency that it names.
        outlet: the name in it that is not an agency's: "CNN".
        length: how many characters of the text it takes, white space after it included.
    """

    place_and_day: str | None
    agency: str | None
    outlet: str | None
    length: int


def read_dateline(text: str) -> Dateline | None:
    """The dateline that a text opens with, None if there is none or it is not sure to be one."""
    start = text[:_MAX_LENGTH]
    for read in (_read_bracketed, _read_asian, _read_named, _read_lone_place):
        if dateline := read(start):
            return dateline
    return None


def read_bracketed_dateline(headline: str) -> Dateline | None:
    """The dateline in front of a headline, which has its name in brackets: "LONDON - BRIDGE CLOSED" has none."""
    return _read_bracketed(headline[:_MAX_LENGTH])


def without_datelines(paragraphs: Sequence[str], deck_length: int = 0) -> tuple[tuple[str, ...], tuple[Dateline, ...]]:
    """The paragraphs with the dateline cut off the first one, or the first after a deck of so many, and what it says.

    A dateline that is a paragraph of its own is left out.
    """
    kept, found = list(paragraphs), list[Dateline]()
    for place in sorted({0, min(deck_length, len(paragraphs) - 1)}) if paragraphs else []:
        if dateline := read_dateline(paragraphs[place]):
            kept[place] = paragraphs[place][dateline.length :]
            found.append(dateline)
    texts = tuple(filter(None, kept))
    return (texts, tuple(found)) if texts else (tuple(paragraphs), ())


@cache
def _bracketed_pattern() -> re.Pattern[str]:
    agency = rf"(?P<agency>{any_name_pattern()})"
    others = rf"(?: ?(?:[/,&+]|and|with|y|et|und) ?(?:{any_name_pattern()}|agencies|[A-Z][\w .-]{{0,30}}))*"
    outlet = rf"(?P<outlet>{'|'.join(map(re.escape, sorted(_OUTLETS.split('|'), key=len, reverse=True)))})"
    return re.compile(
        rf"(?P<place>[^()]{{0,90}}?) ?\((?:the )?(?:{agency}{others}(?:/\w{{1,12}})?|{outlet}) ?\)"
        rf"(?P<separator> ?{_SEPARATOR})?(?P<space> ?)"
    )


@cache
def _named_pattern() -> re.Pattern[str]:
    """ "WASHINGTON, Reuters — ", "واشنطن - رويترز: ", "МОСКВА, 23 ноября. /ТАСС/. "."""
    return re.compile(
        rf"(?P<place>[^()—–:]{{2,70}}?)\.?(?P<gap> ?[-–—,:] ?| )(?P<slash>/)?"
        rf"(?P<agency>{any_name_pattern()})(?(slash)/)"
        rf"(?P<separator> ?{_SEPARATOR}) ?"
    )


@cache
def _asian_patterns() -> tuple[re.Pattern[str], ...]:
    agency = rf"(?P<agency>{any_name_pattern()})"
    day = r"(?:\d{1,2}月)?\d{1,2}日"
    return (
        # 新华社北京11月23日电（记者某某）…
        re.compile(
            rf"[（(【]?{agency}[）)】]?[／/]?(?P<place>[\u3400-\u9fff]{{0,10}}?(?:{day})?)(?:综合)?[电電]"
            r"(?:(?:[ ：:，]|[（(](?:记者|記者)[^（）()]{1,40}[）)])+"
            r"|(?<=日[电電])(?![视視影脑腦话話子台力动動商网網]))"
        ),
        # 【ロンドン＝共同通信】 【ロンドン 23日 ロイター】 (서울=연합뉴스) 홍길동 기자 =
        re.compile(
            rf"[【［（(\[](?P<place>[^】］）)\]＝=]{{1,20}}?)[ ＝=]{agency}[】］）)\]](?: ?\w{{2,5}} (?:기자|특파원))?"
            r"(?: ?[=＝-])? ?"
        ),
        re.compile(rf"[【［（(]{agency}[】］）)] ?(?P<place>)(?=[\u3040-\u9fff\uac00-\ud7a3])"),
    )


def _read_bracketed(start: str) -> Dateline | None:
    match = _bracketed_pattern().match(start)
    if match is None:
        return None
    place, separator, rest = match["place"].strip(), match["separator"], start[match.end() :]
    if place and (place in agency_by_name() or not is_place_and_day(place)):
        return None  # "Agence France-Presse (AFP) – …"
    glued = not separator and not match["space"]
    if _begins_small(rest) or (glued and rest and not (rest[0].isalnum() or rest[0] in "\"'“‘«„")):
        return None
    if place and not separator and not (is_certain_place(place) or (glued and match["outlet"])):
        return None  # "Cable News Network (CNN) President …"
    if not place and not separator and match["agency"] and not rest[:1].strip():
        return None  # "(Reuters)" alone is a credit line
    length = match.end()
    if not place and (later := later_place_pattern().match(rest)):  # (ANSA) - ROMA, 23 NOV - …
        place, length = later["place"], length + later.end()
    return Dateline(place.rstrip(",") or None, _agency(match["agency"]), match["outlet"], length)


def _read_asian(start: str) -> Dateline | None:
    for pattern in _asian_patterns():
        match = pattern.match(start)
        if match and not _NO_PLACE.match(match["place"]) and _EAST_ASIAN.search(start[: match.end() + 1]):
            return Dateline(match["place"].strip() or None, _agency(match["agency"]), None, match.end())
    return None


def _read_named(start: str) -> Dateline | None:
    match = _named_pattern().match(start)
    if match is None or not is_place_and_day(place := match["place"].strip(" ,-–—")):
        return None
    is_latin = place[0].isascii()
    if is_latin and not match["slash"] and not _is_sure(place, match["agency"], bool(match["gap"].strip())):
        return None
    if _begins_small(start[match.end() :]) or (is_latin and len(place.split()) > 3 and not is_certain_place(place)):
        return None
    if match["separator"].strip() in (".", ":") and not (match["slash"] or not is_latin or is_certain_place(place)):
        return None  # "Friday, Reuters: …"
    return Dateline(place, _agency(match["agency"]), None, match.end())


def _is_sure(place: str, name: str, has_dash: bool) -> bool:
    """Whether a name without brackets is an agency's: not so in "Mike Bloomberg - ", "PITTSBURGH, PA - "."""
    if name not in unambiguous_names():
        return day_of(place) is not None
    return is_certain_place(place) or (has_dash and name not in _ALSO_A_PARTY)


def _read_lone_place(start: str) -> Dateline | None:
    match = lone_city_pattern().match(start)
    if match is None or not start[match.end() :].strip() or _begins_small(start[match.end() :]):
        return None
    return Dateline(match["place"], None, None, match.end())


def _begins_small(text: str) -> bool:
    """Whether a text goes on in the middle of a sentence; "iPhone" does not."""
    return text[:1].islower() and not text[1:2].isupper()


def _agency(name: str | None) -> str | None:
    return agency_by_name()[name] if name else None
