"""Splits a paragraph into its sentences, word for word.

The package sentencex knows the abbreviations of many languages. It is shown the text without quotation marks and
brackets, for it takes all that stands between two of them for one sentence; where they end one is decided here.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from briefings.language.abbreviations import continues
from briefings.language.attributions import goes_on_after, is_attributed
from briefings.language.quotation_marks import Quotation, Quotations, quotations

_THAI_CLAUSES = re.compile(r".{40,}?(?: |$)|.+$")  # of forty characters or more, about ten words
_MOST_UNCLOSED_WORDS = 60  # in a quotation whose end is missing

_BRACKETS = {")": "(", "]": "[", "）": "（", "】": "【"}
_MASKED = str.maketrans(
    dict.fromkeys('"＂“”„‟«»「」『』《》()[]（）【】•‣▪', " ")
    | dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\N{REPLACEMENT CHARACTER}")
)
_MAX_SEGMENTED = 4000  # characters shown to sentencex at once: what it does grows with their square
_SINGLE_MARKS = re.compile(r"['‘’`](?:(?<!\w['‘’`])|(?!\w))")
_WIDE_ENDS = "。！？｡"  # need no space after them
_WIDE_END = re.compile(r"[。！？｡]+")
_NARROW_ENDS = ".?!…"
_PUNCTUATION_INSIDE = ",;:)]}…"  # no sentence begins with
_BLANK = " •‣▪"  # around a sentence; a bullet is no part of it
_DASH = re.compile(r"[—–-]{1,2} ?")
_BRAND = re.compile(r"[a-z][A-Z]")  # iPhone, eBay
_END_OF_WORD = re.compile(r"(?:^|[\s\"“«(])[^\W\d_]{3,}[.?!]$")
_CAPITALISED_WORD = re.compile(r"[A-Z][a-z]+[ ,]")
_LONGEST_WORD = 24  # characters, of one that a full stop without a space after it may end
_HAS_WORD = re.compile(r"[^\W\d_]|\d{3}")  # more than a number in a list


def sentences(text: str, language: str) -> list[str]:
    """The sentences of a paragraph, word for word, with white space folded.

    A quotation of several sentences counts as one sentence, so that it is never quoted in part. One whose closing mark
    is missing goes as far as the next that opens, or the paragraph, if that is no more than sixty words.
    """
    folded = " ".join(text.split())
    if not folded:
        return []
    quoted = quotations(folded)
    kept_whole = _merged([*_quoted_spans(folded, quoted), *_bracketed_spans(folded)])
    starts = [start for start, _ in kept_whole]
    found: list[str] = []
    begin = end = 0
    is_empty = True
    for stop in _possible_ends(folded, language):
        if stop <= end:
            continue
        if is_empty:
            is_empty = _HAS_WORD.search(folded, end, stop) is None
        end = _after_closing_marks(folded, stop, quoted)
        if is_empty or end >= len(folded):
            continue
        number = bisect_left(starts, end) - 1
        is_outside = number < 0 or end >= kept_whole[number][1]
        if is_outside and _ends_sentence(folded, stop, end, language):
            found.append(folded[begin:end].strip(_BLANK))
            begin = end
            is_empty = True
    return list(filter(None, [*found, folded[begin:].strip(_BLANK)]))


def _possible_ends(folded: str, language: str) -> list[int]:
    """Where sentences may end: after their full stop, before the marks that close after it."""
    masked = _SINGLE_MARKS.sub(" ", _masked(folded))
    ends: list[int] = []
    position = 0
    for segment in _segments(masked, language):
        for piece in _pieces(segment, language):
            ends.append(position + len(piece.rstrip()))
            position += len(piece)
    if masked.isascii():
        return ends
    wide_ends = [match.end() for match in _WIDE_END.finditer(masked)]
    return sorted({*ends, *wide_ends}) if wide_ends else ends


def _masked(folded: str) -> str:
    """The text with spaces for quotation marks, brackets and bullets, after which sentencex sees one sentence."""
    if not folded.isascii():
        return folded.translate(_MASKED)
    for sign in '"()[]':  # several times as fast
        folded = folded.replace(sign, " ")
    return folded


def _segments(masked: str, language: str) -> Iterator[str]:
    """What sentencex takes for sentences; together they are the text."""
    import sentencex

    begin = end = 0  # of a sentence, as far as it was shown
    while end < len(masked):
        shown = masked[end : end + _MAX_SEGMENTED]
        found = sentencex.segment(language, shown) or [shown]
        if end + len(shown) < len(masked):
            if len(found) == 1:
                end += len(shown)
                continue
            found.pop()  # it may go on: it is shown again, from its beginning
        for segment in found:
            end += len(segment)
            yield masked[begin:end]
            begin = end


def _pieces(segment: str, language: str) -> list[str]:
    if language == "th":  # Thai ends sentences and clauses with a space and nothing else
        return _THAI_CLAUSES.findall(segment)
    return [segment]


def _after_closing_marks(folded: str, stop: int, quoted: Quotations) -> int:
    """Where the marks and brackets that close after a full stop end."""
    end = position = stop
    while position < len(folded):
        character = folded[position]
        if position in quoted.closing_marks:
            end = position + (2 if folded.startswith("''", position) else 1)
        elif character in _BRACKETS or (character in "'’" and position == end):
            end = position + 1
        elif character != " ":
            break
        position = max(position + 1, end)
    return end


def _quoted_spans(folded: str, quoted: Quotations) -> Iterator[tuple[int, int]]:
    """The quotations no sentence may end in."""
    for quotation in quoted.found:
        if quotation.closed or _is_cut_off(folded, quotation):
            yield quotation.start, quotation.end


def _is_cut_off(folded: str, quotation: Quotation) -> bool:
    """Whether what follows a mark that nothing closes is still quoted, as in a quotation of several paragraphs."""
    content = folded[quotation.start : quotation.end]
    if content.count(" ") >= _MOST_UNCLOSED_WORDS:
        return False
    return content.rstrip()[-1] in ".?!…。！？'’)]" and not is_attributed(content)


def _bracketed_spans(folded: str) -> Iterator[tuple[int, int]]:
    open_brackets: list[tuple[str, int]] = []
    if "(" not in folded and "[" not in folded and "（" not in folded and "【" not in folded:
        return
    for match in re.finditer(r"[()\[\]（）【】]", folded):
        bracket = match[0]
        if bracket not in _BRACKETS:
            open_brackets.append((bracket, match.start()))
        elif open_brackets and open_brackets[-1][0] == _BRACKETS[bracket]:
            yield open_brackets.pop()[1], match.end()


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _ends_sentence(folded: str, stop: int, end: int, language: str) -> bool:
    """Whether a sentence ends at `end`, after the marks that close after its full stop."""
    following = end + (folded[end] == " ")
    last = folded[stop - 1]
    if folded[following] in _PUNCTUATION_INSIDE or (end > stop and goes_on_after(folded, stop, following, language)):
        return False
    if last in _WIDE_ENDS or last not in _NARROW_ENDS:
        return True
    if _begins_in_lower_case(folded, following):
        return False
    if following == stop:  # “Zafi.D” is a word, “over.The” lacks a space
        word = _END_OF_WORD.search(folded[max(0, stop - _LONGEST_WORD) : stop])
        return word is not None and _CAPITALISED_WORD.match(folded, following) is not None
    if folded[end - 1] in _BRACKETS and _is_one_word_in_brackets(folded, end):
        return False
    return last != "." or not continues(folded, stop, following, language)


def _begins_in_lower_case(folded: str, following: int) -> bool:
    dash = _DASH.match(folded, following)
    first = dash.end() if dash else following
    return folded[first : first + 1].islower() and not _BRAND.match(folded, first)


def _is_one_word_in_brackets(folded: str, end: int) -> bool:
    """Whether the brackets that end at `end` hold one word: (R-Tex.), [...]."""
    inside = folded[max(0, end - _LONGEST_WORD) : end - 1].rpartition(_BRACKETS[folded[end - 1]])
    return bool(inside[1]) and " " not in inside[2]
