"""Splits a paragraph into its sentences: the package sentencex, with some of its faults mended."""

import re
from collections.abc import Iterator

_THAI_CLAUSES = re.compile(r".{40,}?(?: |$)|.+$")  # of forty characters or more, about ten words

# A sentence that sentencex ends here continues in the next one.
_ENDS_IN_ABBREVIATION = re.compile(
    r"(?:^|[\s(«“„\"])(?:[^\W\d_]\.|(?:M|MM|Mme|Mlle|Dr|Prof|T\.ex|t\.ex|bl\.a|dott|sig|Sig|Sra|Dra|Ing|د|أ|م)\.)$"
)
_ENDS_IN_TIME = re.compile(r"\d\s?[ap]\.m\.$")
_DAY_OR_TIME_ZONE = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|E[SD]T\b|GMT\b")


def sentences(text: str, language: str) -> list[str]:
    """The sentences of a paragraph, word for word, with white space folded.

    A quotation of several sentences counts as one sentence, so that it is never quoted in part.
    """
    folded = " ".join(text.split())
    spans: list[tuple[int, int]] = []
    for piece in map(str.strip, _split_pieces(folded, language)):
        start = folded.find(piece, spans[-1][1] if spans else 0)
        if not piece or start < 0:
            continue
        if spans and _continues_sentence(folded[slice(*spans[-1])], piece):
            spans[-1] = spans[-1][0], start + len(piece)
        else:
            spans.append((start, start + len(piece)))
    return [folded[start:end] for start, end in spans]


def _split_pieces(folded: str, language: str) -> Iterator[str]:
    import sentencex

    for piece in sentencex.segment(language, folded):
        if language == "th":  # Thai ends sentences and clauses with a space and nothing else
            yield from _THAI_CLAUSES.findall(piece)
        else:
            yield piece


def _continues_sentence(sentence: str, next_piece: str) -> bool:
    if next_piece[0].islower() and sentence[-1] == ".":
        return True
    if _ENDS_IN_TIME.search(sentence) and _DAY_OR_TIME_ZONE.match(next_piece):
        return True
    return bool(_ENDS_IN_ABBREVIATION.search(sentence))
