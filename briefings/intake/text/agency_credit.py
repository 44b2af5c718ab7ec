"""Which news agency an article credits: in its dateline, at its end, in its sentences or under its photos."""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache

from briefings.intake.text.agencies import agency_of, any_name, running_names
from briefings.intake.text.lines import is_wide

_DATELINE = 120  # characters from the start in which a dateline stands
_CREDIT = 100  # characters from the end in which a photo's credit stands

# What stands between a speaker and the agency spoken to, one language after the other.
_TO_THEM = (
    r"told|tells|telling|spoke (?:to|with)|speaking (?:to|with)|said to|confirmed to|sent to|shown to"
    r"|shared with|e-?mailed|(?:statement|comments?) (?:to|for)|interview (?:with|to|by)"
    r"|(?:seen|reviewed|obtained|verified|tally|count) by"
    r"|(?:explicó|declaró|aseguró|dijo|indicó|afirmó|señaló|confirmó|contó|comentó|declaraciones|entrevista) (?:a|con)"
    r"|(?:dit|déclaré|indiqué|expliqué|confié|affirmé|précisé|assuré|annoncé|journaliste|photographe) (?:à|de)"
    r"|(?:sagte|sagten|erklärte|bestätigte|teilte|gegenüber)(?: [\w-]+){0,3}"
    r"|(?:disse|afirmou|explicou|declarou|contou|entrevista) (?:à|a)"
    r"|detto|dichiarato|spiegato|raccontato"
    r"|مراسل|مراسلو|مصور|مقابلة مع"
)
_ARTICLE = (
    r"(?:[Tt]he |l['’]|all['’]|der |die |den |dem |à |a |la |agencia |agenzia |agência |Nachrichtenagentur "
    r"|وكالة |لوكالة )"
)
_THEIRS = (
    r"(?: news agency)?(?:['’]s)? (?:requests?|questions?|queries|reporters?|journalists?|photographers?)\b"
    r"|(?: news agency)?(?:['’]s)? correspondents?\b"
    r"|(?:['’]s)? (?:witness|tally|poll|analysis|investigation|review|interview|team|count|calculation)\b"
    r"|(?: writers?| journalists?| reporters?)? .{0,60}contributed to this"
    r"|(?: news agency)? (?:(?:could|has|did|does) not|was (?:not able|unable))"
    r"|-(?:Journalist|Reporter|Korrespondent|Fotograf)"
)
_THEY_REPORT = (
    r",?(?: news agency| agency)?(?: (?:earlier|first|also|has|had|have|exclusively|previously|later)){0,2} "
    r"(?:reported|reports|said|says|quoted|cited|writes|wrote|informó|reportó|rapporte|rapportait|a rapporté"
    r"|meldet|meldete|berichtet|berichtete|ha riferito|riferisce|informou|noticiou)\b| news agency\b"
)
_REPORTED_BY = (
    r"(?:reported by|according to|cited by|quoted by|carried by|informó|según|segundo|selon|d['’]après|laut|secondo"
    r"|Nachrichtenagentur|l['’]agence|la agencia|agence de presse|news agency|وكالة|نقلت|ذكرت|أفادت|حسب|报道|据)"
)


class Strength(IntEnum):
    """How sure a mention is a credit; the strongest wins, the first of equals."""

    CAPTION = 1  # the photo is theirs: "(AFP)" under it
    REPORTED = 2  # they are quoted: "Reuters reported"
    VOICE = 3  # they ask and are answered: "told Reuters", "a Reuters request for comment"
    SIGNED = 4  # the text is theirs: "JAKARTA (AP) —", "(AFP)" at its end, a byline


@cache
def _credit_patterns() -> tuple[re.Pattern[str], ...]:
    name = rf"(?P<name>{any_name()})"
    others = rf"(?: ?(?:[/,&+]|and|with|y|et|und) ?(?:{any_name()}|agencies|[A-Z][\w .-]{{0,30}}))*"
    return (
        # JAKARTA (AP) — …   (Reuters) - …   MADRID, 28 sep (EFE).-   Berlin (dpa/lno) -
        re.compile(rf"(?!(?:The|A|An) )[^()]{{0,90}}\((?:the )?{name}{others}(?:/\w+)?\) ?\.? ?[-–—:.]"),
        # واشنطن - رويترز   WASHINGTON, Reuters —   Paris, AFP -
        re.compile(rf"[\w .'’]{{2,40}} ?[-–—,:] ?{name} ?[-–—:]"),
    )


@cache
def _end_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"[(\[](?:(?i:source|from|via|with|reporting by|fuente|quelle)[: ]\s?)?(?:the )?(?P<name>{any_name()})"
        rf"(?: ?[/,&] ?[\w .-]{{1,30}})?[)\]]\.?$|[–—]\s?(?P<dashed>{any_name()})\.?$",
    )


@cache
def _bare_pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for known in agency_of() for name in {known, known.upper()})
    return re.compile(
        r"(?i:(?:source|sources|via|by|from|agency|fuente|quelle|fonte|المصدر|来源)\s?[:：]?\s?)?[(\[]?(?:[Tt]he )?"
        rf"(?P<name>{names})(?: ?[/,&+] ?(?:{names}|[Aa]gencies))*[)\]]?\.?"
    )


def _mention(name: str) -> str:
    """A pattern for a name as a word of its own in its script."""
    if is_wide(name[-1]):
        return re.escape(name)
    if "\u0600" <= name[0] <= "\u06ff":
        return rf"(?<!\w)[وف]?[لب]?{re.escape(name)}(?!\w)"  # Arabic writes "to" and "and" on the word itself
    return rf"(?<![\w-])(?<!Thomson ){re.escape(name)}(?![\w&]| M[oø]ller)"


@cache
def _in_text(name: str) -> tuple[tuple[Strength, re.Pattern[str]], ...]:
    this = _mention(name)
    to_them = rf"(?<!\w)(?:ل|لوكالة |لل){re.escape(name)}(?!\w)"
    return (
        (Strength.VOICE, re.compile(rf"\b(?:{_TO_THEM}) {_ARTICLE}{{0,3}}{this}|{this}(?:{_THEIRS})|{to_them}")),
        (Strength.REPORTED, re.compile(rf"{this}(?:{_THEY_REPORT})|\b{_REPORTED_BY} ?{_ARTICLE}{{0,3}}{this}")),
    )


@cache
def _mention_pattern(name: str) -> re.Pattern[str]:
    return re.compile(_mention(name))


def dateline_agency(paragraph: str) -> str | None:
    """The agency in the dateline that opens a text: "JAKARTA (AP) — …"."""
    start = paragraph[:_DATELINE]
    for pattern in _credit_patterns():
        if found := pattern.match(start):
            return agency_of()[found["name"]]
    return None


def closing_agency(line: str) -> str | None:
    """The agency that signs the end of a text or caption: "… (AFP)", "… — Reuters"."""
    found = _end_pattern().search(line[-80:])
    return agency_of()[found["name"] or found["dashed"]] if found else None


def bare_agency(line: str) -> str | None:
    """The agency, if the line is nothing but its credit: "Reuters", "(AFP)", "Source: dpa"."""
    if len(line) > 60 or (found := _bare_pattern().fullmatch(line)) is None:
        return None
    name = found["name"]
    return next(agency for known, agency in agency_of().items() if name in (known, known.upper()))


def credited_agency(
    paragraphs: Sequence[str], signatures: Sequence[str] = (), captions: Sequence[str] = ()
) -> str | None:
    """The one agency an article credits best, None if none.

    Args:
        paragraphs: its text.
        signatures: agencies that its byline or a line of their own names.
        captions: of its photos, which credit it least.
    """
    best: tuple[Strength, str] | None = None
    for strength, agency in _credits(paragraphs, signatures, captions):
        if best is None or strength > best[0]:
            best = (strength, agency)
        if strength is Strength.SIGNED:
            break
    return best[1] if best else None


def _credits(
    paragraphs: Sequence[str], signatures: Sequence[str], captions: Sequence[str]
) -> Iterator[tuple[Strength, str]]:
    signed = [*signatures, *filter(None, map(dateline_agency, paragraphs[:1]))]
    signed += filter(None, map(closing_agency, paragraphs[-1:]))
    signed += filter(None, map(_desk, paragraphs[-3:]))
    for agency in signed:
        yield Strength.SIGNED, agency
    for paragraph in paragraphs:
        yield from _spoken(paragraph)
    for caption in captions:
        end = caption[-_CREDIT:]
        if closing := closing_agency(end):
            yield Strength.CAPTION, closing
        for name in _names_in(end, running_names()):
            yield Strength.CAPTION, agency_of()[name]


def _desk(paragraph: str) -> str | None:
    """Reuters closes with the names of its desk: "(Reporting by …; Editing by …)"."""
    if not re.match(r"[(\[](?:additional )?reporting by\b", paragraph, re.IGNORECASE):
        return None
    named = next(_names_in(paragraph, running_names()), None)
    if named:
        return agency_of()[named]
    return "Reuters" if re.search(r"\bediting by\b", paragraph, re.IGNORECASE) else None


def _spoken(paragraph: str) -> Iterator[tuple[Strength, str]]:
    found = [
        (hit.start(), strength, name)
        for name in _names_in(paragraph, running_names())
        for strength, pattern in _in_text(name)
        if (hit := pattern.search(paragraph))
    ]
    for _, strength, name in sorted(found):
        yield strength, agency_of()[name]


def _names_in(text: str, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if name in text and _mention_pattern(name).search(text):
            yield name
