"""Which sentences can stand on their own in a briefing, and how many words they have."""

import re

from briefings.language.quotation_marks import is_half_quotation
from briefings.language.sentence_ends import ends_as_sentence, ends_in_colon, ends_in_question
from briefings.summaries.references.reference_patterns import opening_words

_MIN_WORDS = 4  # fewer are a heading, a score, an answer
_WORD = re.compile(r"\w\S*")
_PHOTO_CREDIT = re.compile(
    r"[\W_]*(?:file )?(?:photo|foto|image|picture|bild|صورة)s?\s*(?:[:：/|(-]|by\b|credit)", re.IGNORECASE
)
_BARE_ATTRIBUTION = re.compile(r"(?:\w\S* ){1,6}(?:asked|added|replied|tweeted)\.")  # its quotation is elsewhere
_OPEN_SINGLE_MARK = re.compile(r"['‘](?=\w)(?!.*[\w.,!?…]['’](?!\w))")  # at the beginning, and never closed
_UNSPACED_CHARACTER = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
# Arabic paragraphs, Thai, Lao, Tibetan, Burmese and Khmer often end without a mark.
_UNMARKED_SCRIPT = re.compile(r"[\u0600-\u06ff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]")
_BEGINS_ELSEWHERE = (*":;,.)]}!?", "--")  # but for an ellipsis
_ELLIPSES = ("...", "…")
_PARTICLES = r"(?:al|el|bin|ibn|de|del|della|der|den|di|da|do|dos|du|la|le|ten|ter|van|von|d|l|s|t)"
_SMALL_BRANDS = r"(?:adidas|asos|bpost|lululemon|npower|thyssenkrupp|trivago|bell hooks|k\.d\. lang|will\.i\.am)\b"
_SMALL_NAME = re.compile(  # iPhone, e-commerce, al-Qaeda, adidas
    rf"[a-z]{{1,6}}[A-Z]|[a-z]\d|e-[a-z]|{_PARTICLES}[-'’ ](?:{_PARTICLES}[-'’ ])?[A-Z]|{_SMALL_BRANDS}"
)
# Brackets that have no other half.
_NUMBER_OR_SMILE = re.compile(r"(?<!\S)(?:\d{1,2}|[:;]-?)\)(?!\w)")
_FROWN = re.compile(r"(?<!\S):-?\((?!\w)")
# “23. November” and “2. Liga” are no items.
_MONTHS = r"Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_ORDINAL_BEFORE = rf"(?:{_MONTHS}|Liga|Bundesliga|Weltkrieg)\b"
_LIST_ITEM = re.compile(
    r"[•‣▪◦·●■►*]|- (?!.* -)|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\) "
    rf"|\d{{1,2}}\. (?!{_ORDINAL_BEFORE})[\"“'‘(]?[A-Z][a-z]"
)
_TABLE_ROW = re.compile(r"\t| [|¦] |\.{6}")
_NUMBER = re.compile(r"[\W_]*\d[\d\W_]*")
_LABEL = re.compile(r"[^\W\d_][\w.'’ ()-]{0,40}: ")
_LABELLED_FACTS = re.compile(
    r"(?:scorers?|goals?|tries|try|cons?|conversions?|pens?|penalties|drop goals?|subs?|substitutes|bench|replacements"
    r"|bookings?|booked|yellow cards?|red cards?|sent off|attendance|att|ref|referee|venue|kick-off|half-time|full-time"
    r"|result|line-?ups?|teams?|squad|man of the match|running time|caption|media caption|image (?:source|caption)"
    r"|tags|topics|keywords|see also|related|read more|watch|listen)(?: not)?(?: used)?: ?",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[,;] ?|(?<=[\w)]) - ")
_MIN_LISTED = 5  # names in a row, with no sentence around them
_MAX_LISTED_WORDS = 4


def needs_context(sentence: str, language: str) -> bool:
    """Whether the sentence begins with a word that refers to the one before; False for a language without a list."""
    openings = opening_words(language)
    return openings is not None and openings.match(sentence) is not None


def can_be_quoted(sentence: str) -> bool:
    """Whether it is a whole sentence that says something by itself.

    False for a line without a sentence's end, a very short one, one that begins or ends in the middle, half a
    quotation, a question, what announces what follows, a photo credit, a list item, a row of a table and a team list.
    """
    return (
        _is_whole(sentence)
        and count_words(" ".join(_WORD.findall(sentence))) >= _MIN_WORDS
        and not _is_listing(sentence)
        and not is_half_quotation(sentence)
        and _OPEN_SINGLE_MARK.match(sentence) is None
        and _PHOTO_CREDIT.match(sentence) is None
        and _BARE_ATTRIBUTION.fullmatch(sentence) is None
    )


def count_words(sentence: str) -> int:
    """How many words it has; in scripts written without spaces two characters count as one."""
    return max(len(sentence.split()), len(_UNSPACED_CHARACTER.findall(sentence)) // 2)


def _is_whole(sentence: str) -> bool:
    """Whether it begins and ends as a sentence does."""
    if sentence.startswith(_BEGINS_ELSEWHERE) and not sentence.startswith(_ELLIPSES):
        return False
    if "a" <= sentence[:1] <= "z" and _SMALL_NAME.match(sentence) is None:
        return False
    if not _has_whole_brackets(sentence):
        return False
    if ends_in_question(sentence) or ends_in_colon(sentence):
        return False
    return ends_as_sentence(sentence) or _UNMARKED_SCRIPT.search(sentence) is not None


def _has_whole_brackets(sentence: str) -> bool:
    """Whether as many open as close, but for those of smileys and of numbers in a list: 2) …."""
    more_open = sentence.count("(") - sentence.count(")")
    if more_open == 0:
        return True
    return -len(_NUMBER_OR_SMILE.findall(sentence)) <= more_open <= len(_FROWN.findall(sentence))


def _is_listing(sentence: str) -> bool:
    """Whether it is a list item, a row of a table, facts behind a label or a list of names."""
    if _LIST_ITEM.match(sentence) or _TABLE_ROW.search(sentence) or _LABELLED_FACTS.match(sentence):
        return True
    words = sentence.split()
    if 2 * sum(_NUMBER.fullmatch(word) is not None for word in words) > len(words):
        return True
    label = _LABEL.match(sentence)
    listed = _LISTED.split(sentence[label.end() :] if label else sentence)
    return len(listed) >= _MIN_LISTED and all(map(_is_listed_name, listed))


def _is_listed_name(text: str) -> bool:
    words = text.split()
    return len(words) <= _MAX_LISTED_WORDS and all(word[0].isupper() or not word[0].isalpha() for word in words)
