"""Whether an article is an opinion piece: by a label, by a note on its author's views, or told in the first person."""

import re
from collections.abc import Sequence

from briefings.language.quotation_marks import outside_quotations

_LABEL = re.compile(
    r"(?:opinions?|commentary|op-ed|column|columnist|viewpoint|guest (?:essay|column)|editorial"
    r"|opinión|columna|tribuna|editorial|tribune|chronique|point de vue|meinung|kommentar|kolumne|gastbeitrag"
    r"|leitartikel"
    r"|opinioni?|commento|l['’]opinione|editoriale|opinião|artigo de opinião|coluna|رأي|مقال رأي|مقالات الرأي|الرأي"
    r"|评论|观点|社评|社論|社説|オピニオン|コラム|мнение|колонка|opinia|felieton|mening|debatt|opinie|görüş) ?:?",
    re.IGNORECASE,
)
_HEADLINE_LABEL = re.compile(
    r"(?:opinion|comment|op-ed|commentary|viewpoint|column|editorial|opinión|tribune|meinung|kommentar|opinione"
    r"|opinião|رأي|мнение) ?[:|] ?\S.*|.+ \| (?:opinion|comment|op-ed|opinión|meinung|opinião)(?: \|.*)?",
    re.IGNORECASE,
)
_VIEWS = re.compile(
    r"\b(?:opinions|views) expressed\b|\b(?:las opiniones|les opinions|die meinung|le opinioni|as opiniões)\b"
    r".{0,40}\b(?:autor|auteur|autors|autore)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\bI(?:['’](?:m|ve|d|ll))?\b(?!\.|[- ][A-Z\d])|\b(?:my|me|myself)\b|\bMy\b")
_SAMPLE_LENGTH = 2000  # characters of the text in which the first person is counted
_SAMPLE_PARAGRAPHS = 12
_MIN_MENTIONS = 5  # of the author, the first so early (characters) and one in so many words at least
_MAX_FIRST_MENTION = 700
_MAX_WORDS_A_MENTION = 45


def is_opinion_label(line: str) -> bool:
    """Whether a line is only the label of an opinion page: "Opinion", "Meinung"."""
    return len(line) < 30 and _LABEL.fullmatch(line) is not None


def is_opinion(headline: str, paragraphs: Sequence[str], notes: Sequence[str], language: str) -> bool:
    """Whether an article says of itself that it is an opinion, or its author speaks of himself in its first paragraphs.

    Args:
        notes: the labels and editorial notes that were taken out of it.
    """
    if _HEADLINE_LABEL.fullmatch(headline) or any(is_opinion_label(note) or _VIEWS.search(note) for note in notes):
        return True
    return language == "en" and _is_first_person(paragraphs)


def _is_first_person(paragraphs: Sequence[str]) -> bool:
    # By paragraph: a quotation of several opens each of them, and closes once.
    sample = [paragraph[:_SAMPLE_LENGTH] for paragraph in paragraphs[:_SAMPLE_PARAGRAPHS]]
    own = " ".join(" ".join(map(outside_quotations, sample)).split())[:_SAMPLE_LENGTH]
    mentions = [match.start() for match in _FIRST_PERSON.finditer(own)]
    return (
        len(mentions) >= _MIN_MENTIONS
        and mentions[0] <= _MAX_FIRST_MENTION
        and len(own.split()) <= _MAX_WORDS_A_MENTION * len(mentions)
    )
