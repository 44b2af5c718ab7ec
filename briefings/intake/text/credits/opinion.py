"""Whether an article is an opinion piece: by a label, a note on its author's views, or views in the first person."""

import re
from collections.abc import Sequence

from briefings.language.quotation_marks import outside_quotations

_LABEL = re.compile(
    r"(?:opinions?|commentary|op-ed|columnist|viewpoint|guest (?:essay|column)|editorial"
    r"|opinión|tribuna|point de vue|meinung|kommentar|kolumne|gastbeitrag"
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
_VIEW = re.compile(  # what a columnist writes, and who tells what befell him does not
    r"\b(?:should|must|ought to|[Ll]et['’]s|[Ww]e (?:all )?(?:are|have|need|can|cannot|know)"
    r"|(?:I|[Ww]e)(?: (?:also|do|still|don['’]t))?"
    r" (?:need|have to|think|believe|argue|suspect|hope|fear|wonder|know|am|understand|want|see|feel|say))\b|\bI['’]m\b"
)
_MIN_VIEWS = 2
_SPEAKER = re.compile(r"(?:[A-Z][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20}){0,3} ?:|[QA]\.)\s")
_MAX_SPOKEN_PARAGRAPHS = 1  # of an interview more are labelled with who speaks
_SAMPLES = (
    (2000, 5, 45),
    (4000, 7, 100),
)  # so many characters hold so many mentions of the author, one in so many words
_MAX_FIRST_MENTION = 700  # characters before the first
_SAMPLE_PARAGRAPHS = 12


def is_opinion_label(line: str) -> bool:
    """Whether a line is only the label of an opinion page: "Opinion", "Meinung"."""
    return len(line) < 30 and _LABEL.fullmatch(line) is not None


def is_opinion(headline: str, paragraphs: Sequence[str], notes: Sequence[str], language: str) -> bool:
    """Whether an article says that it is an opinion, or its author says what he thinks in its first paragraphs.

    Args:
        notes: the labels and editorial notes that were taken out of it.
    """
    if _HEADLINE_LABEL.fullmatch(headline) or any(is_opinion_label(note) or _VIEWS.search(note) for note in notes):
        return True
    return language == "en" and _is_first_person(paragraphs)


def _is_first_person(paragraphs: Sequence[str]) -> bool:
    # By paragraph: a quotation of several opens each of them, and closes once.
    sample = [paragraph[: _SAMPLES[-1][0]] for paragraph in paragraphs[:_SAMPLE_PARAGRAPHS]]
    written = [paragraph for paragraph in sample if not _SPEAKER.match(paragraph)]
    if len(sample) - len(written) > _MAX_SPOKEN_PARAGRAPHS:
        return False
    text = " ".join(" ".join(map(outside_quotations, written)).split())
    mentions = [match.start() for match in _FIRST_PERSON.finditer(text[: _SAMPLES[-1][0]])]
    if not mentions or mentions[0] > _MAX_FIRST_MENTION or len(_VIEW.findall(text)) < _MIN_VIEWS:
        return False
    return any(_is_written_by_one(text[:length], mentions, fewest, words) for length, fewest, words in _SAMPLES)


def _is_written_by_one(sample: str, mentions: Sequence[int], fewest: int, words_a_mention: int) -> bool:
    """Whether the author is mentioned so often in a sample: `fewest` times, and once in so many words."""
    count = sum(mention < len(sample) for mention in mentions)
    return count >= fewest and len(sample.split()) <= words_a_mention * count
