"""Which news agency an article credits: in its dateline, at its end, in its sentences or under its photos."""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache

from briefings.intake.text.credits.agencies import agency_by_name, any_name_pattern, unambiguous_names
from briefings.intake.text.credits.datelines import read_dateline
from briefings.intake.text.lines import is_chinese_or_japanese

_CAPTION_CREDIT_LENGTH = 100  # characters at the end of a caption in which its credit is looked for

# Words before an agency's name that mean somebody talked to it ("told Reuters"), one language after the other.
_TALKED_TO = (
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
# Words that may come between those and the name: "the", "der", "la". Not "the news agency": so others speak of it.
_DETERMINER = r"(?:[Tt]he |l['’]|all['’]|der |die |den |dem |à |a |la |وكالة |لوكالة )"
# What follows the name when the agency's own reporters did the work: "a Reuters request", "an AFP journalist".
_AGENCY_WORK = (
    r"(?:['’]s)? (?:requests?|questions?|queries|reporters?|journalists?|photographers?|correspondents?)\b"
    r"|(?:['’]s)? (?:witness|tally|poll|analysis|investigation|review|interview|team|count|calculation)\b"
    r"|(?: writers?| journalists?| reporters?)? .{0,60}contributed to this"
    r"|(?: (?:could|has|did|does) not|was (?:not able|unable))"
    r"|-(?:Journalist|Reporter|Korrespondent|Fotograf)"
)
# What others add to the name: "told the Reuters news agency", "told AP news agency".
_SPOKEN_OF = r"(?!,? (?:news |wire |press )?(?:agency|service)\b|,? agence\b|通讯社| 통신)"
# The first words of a Chinese text that hands on an agency's report: "according to Xinhua's report".
_HANDED_ON = re.compile(
    rf"(?:据|據)(?P<name>{any_name_pattern()})(?:[\u3400-\u9fff\d]{{0,16}}?)(?:报道|報道|报导|電|电|消息)"
)


class CreditStrength(IntEnum):
    """How strongly a mention credits an agency; the strongest wins, and among equals the first."""

    CAPTION = 1  # the photo is the agency's: "(AFP)" at the end of its caption
    INTERVIEWED = 2  # people talked to its reporters: "told Reuters", "a Reuters request for comment"
    SIGNED = 3  # the agency signs the text: dateline "JAKARTA (AP) —", byline, "(AFP)" at the end


@cache
def _closing_credit_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"[(\[](?:(?i:source|from|via|with|reporting by|fuente|quelle)[: ]\s?)?(?:the )?(?P<name>{any_name_pattern()})"
        rf"(?: ?[/,&] ?[\w .-]{{1,30}})?[)\]]\.?$|[–—]\s?(?P<dashed>{any_name_pattern()})\.?$",
    )


@cache
def _bare_credit_pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for known_name in agency_by_name() for name in {known_name, known_name.upper()})
    return re.compile(
        r"(?i:(?:source|sources|via|by|from|agency|fuente|quelle|fonte|المصدر|来源)\s?[:：]?\s?)?[(\[]?(?:[Tt]he )?"
        rf"(?P<name>{names})(?: ?[/,&+] ?(?:{names}|[Aa]gencies))*[)\]]?\.?"
    )


def _mention_regex(name: str) -> str:
    """A regular expression for a name as a word of its own, by the rules of its script."""
    if is_chinese_or_japanese(name[-1]):
        return re.escape(name)
    if "\u0600" <= name[0] <= "\u06ff":
        return rf"(?<!\w)[وف]?[لب]?{re.escape(name)}(?!\w)"  # Arabic writes "to" and "and" as prefixes of the word
    spoken_of = "(?<!agentur )(?<!agencia )(?<!agenzia )(?<!agence )"
    return rf"(?<![\w-])(?<!Thomson ){spoken_of}{re.escape(name)}(?![\w&]| M[oø]ller)"


@cache
def _interview_pattern(name: str) -> re.Pattern[str]:
    """The way an agency speaks of itself: "told Reuters", "a Reuters request for comment"."""
    mention = _mention_regex(name)
    arabic_to_agency = rf"(?<!\w)(?:ل|لوكالة |لل){re.escape(name)}(?!\w)"
    return re.compile(
        rf"\b(?:{_TALKED_TO}) {_DETERMINER}{{0,3}}{mention}{_SPOKEN_OF}|{mention}(?:{_AGENCY_WORK})|{arabic_to_agency}"
    )


@cache
def _mention_pattern(name: str) -> re.Pattern[str]:
    return re.compile(_mention_regex(name))


def closing_agency(line: str) -> str | None:
    """The agency credited at the end of a text or caption: "… (AFP)", "… — Reuters"."""
    match = _closing_credit_pattern().search(line[-80:])
    return agency_by_name()[match["name"] or match["dashed"]] if match else None


def bare_agency(line: str) -> str | None:
    """The agency of a line that is nothing but a credit: "Reuters", "(AFP)", "Source: dpa"; None for any other line."""
    if len(line) > 60 or (match := _bare_credit_pattern().fullmatch(line)) is None:
        return None
    name = match["name"]
    return next(agency for known_name, agency in agency_by_name().items() if name in (known_name, known_name.upper()))


def credited_agency(
    paragraphs: Sequence[str],
    signatures: Sequence[str] = (),
    captions: Sequence[str] = (),
    notes: Sequence[str] = (),
    outlet: str | None = None,
) -> str | None:
    """The agency whose report an article is, by its strongest credit; None if it credits none.

    Args:
        paragraphs: its body text; a dateline at its start counts.
        signatures: agencies named in its dateline, in its byline or in credit lines.
        captions: of its photos; the weakest credit.
        notes: editorial notes: "Reporting by …", "… contributed to this report".
        outlet: whose text it is, if that is known: then whom people talked to and whose the photos are is no credit.
    """
    best: tuple[CreditStrength, str] | None = None
    for strength, agency in _find_credits(paragraphs, signatures, captions, notes):
        if strength is not CreditStrength.SIGNED and outlet and agency_by_name().get(outlet, outlet) != agency:
            continue
        if best is None or strength > best[0]:
            best = (strength, agency)
        if strength is CreditStrength.SIGNED:
            break
    return best[1] if best else None


def _find_credits(
    paragraphs: Sequence[str], signatures: Sequence[str], captions: Sequence[str], notes: Sequence[str]
) -> Iterator[tuple[CreditStrength, str]]:
    signed = [*signatures, *_opening_agencies(paragraphs[:1])]
    signed += filter(None, map(closing_agency, paragraphs[-1:]))
    signed += filter(None, map(_sign_off_agency, (*paragraphs[-3:], *notes)))
    for agency in signed:
        yield CreditStrength.SIGNED, agency
    for text in (*paragraphs, *notes):
        for agency in _interviewing_agencies(text):
            yield CreditStrength.INTERVIEWED, agency
    for caption in captions:
        end = caption[-_CAPTION_CREDIT_LENGTH:]
        if closing := closing_agency(end):
            yield CreditStrength.CAPTION, closing
        for name in _mentioned_names(end, unambiguous_names()):
            yield CreditStrength.CAPTION, agency_by_name()[name]


def _opening_agencies(first_paragraphs: Sequence[str]) -> Iterator[str]:
    for paragraph in first_paragraphs:
        dateline = read_dateline(paragraph)
        if dateline and dateline.agency:
            yield dateline.agency
        elif match := _HANDED_ON.match(paragraph):
            yield agency_by_name()[match["name"]]


def _sign_off_agency(paragraph: str) -> str | None:
    """The agency behind a sign-off, "(Reporting by …; Editing by …)": Reuters, unless it names another."""
    if not re.match(r"[(\[](?:additional )?reporting by\b", paragraph, re.IGNORECASE):
        return None
    agency_name = next(_mentioned_names(paragraph, unambiguous_names()), None)
    if agency_name:
        return agency_by_name()[agency_name]
    return "Reuters" if re.search(r"\bediting by\b", paragraph, re.IGNORECASE) else None


def _interviewing_agencies(paragraph: str) -> list[str]:
    """The agencies that a paragraph shows at work, in its order."""
    mentions = [
        (match.start(), agency_by_name()[name])
        for name in _mentioned_names(paragraph, unambiguous_names())
        if (match := _interview_pattern(name).search(paragraph))
    ]
    return [agency for _, agency in sorted(mentions)]


def _mentioned_names(text: str, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if name in text and _mention_pattern(name).search(text):
            yield name
