"""Which sentences can stand on their own in a briefing, and how many words they have."""

import re

from briefings.summaries.references.reference_patterns import opening_words

_PHOTO_CREDIT = re.compile(
    r"[\W_]*(?:file )?(?:photo|foto|image|picture|bild|صورة)s?\s*(?:[:：/|(-]|by\b|credit)", re.IGNORECASE
)
_UNSPACED_CHARACTER = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_QUOTE_PAIRS = (("“", "”"), ("«", "»"), ("「", "」"), ("(", ")"))


def needs_context(sentence: str, language: str) -> bool:
    """Whether the sentence begins with a word that refers to the one before; False for a language without a list."""
    openings = opening_words(language)
    return openings is not None and openings.match(sentence) is not None


def can_be_quoted(sentence: str) -> bool:
    """False for half a quotation, a question, a sentence that ends with a colon, and a photo credit."""
    expects_more = sentence.rstrip("\"'”’»)").endswith(("?", "؟", "？", ":", "："))
    return not (expects_more or _is_half_quoted(sentence) or _PHOTO_CREDIT.match(sentence))


def count_words(sentence: str) -> int:
    """How many words it has; in scripts written without spaces two characters count as one."""
    return max(len(sentence.split()), len(_UNSPACED_CHARACTER.findall(sentence)) // 2)


def _is_half_quoted(sentence: str) -> bool:
    if sentence.count('"') % 2:
        return True
    if "„" in sentence:
        return sentence.count("„") != sentence.count("“") + sentence.count("”")
    return any(sentence.count(opened) != sentence.count(closed) for opened, closed in _QUOTE_PAIRS)
