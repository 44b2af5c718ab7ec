"""Undoes hard wrapping: joins the lines of text wrapped at a fixed width into one line per paragraph."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from briefings.intake.text.boilerplate import is_boilerplate
from briefings.intake.text.line_classifier import is_list_item
from briefings.intake.text.lines import is_chinese_or_japanese
from briefings.language.sentence_ends import ends_as_sentence, ends_in_colon

_MAX_WRAPPED_WIDTH = 100  # characters; a longer line was not wrapped
_MIN_WRAPPED_WIDTH = 40  # characters
_MIN_OPEN_LINES = 3  # full lines that end in mid-sentence
_MIN_FULL_SHARE = 0.8  # share of the line pairs in which the first line is full


def unwrap(lines: Sequence[str]) -> list[str]:
    """The lines with hard-wrapped paragraphs joined; as they are if the text was not wrapped.

    A text was wrapped if nearly every line followed by another ends where the next word would no longer have fitted,
    and some of them end in mid-sentence; a text with one paragraph per line does not look like that. Lines that occur
    twice (captions, headlines) and boilerplate are neither joined nor counted.
    """
    never_joined = {line for line, count in Counter(lines).items() if count > 1 or is_boilerplate(line)}
    line_pairs = [
        (line, next_line)
        for line, next_line in pairwise(lines)
        if line and next_line and not never_joined & {line, next_line} and len(line) <= _MAX_WRAPPED_WIDTH
    ]
    width = max((len(line) for line, _ in line_pairs), default=0)
    full_pairs = {(line, next_line) for line, next_line in line_pairs if _fills_width(line, next_line, width)}
    open_line_count = sum(not (ends_as_sentence(line) or ends_in_colon(line)) for line, _ in full_pairs)
    if (
        width < _MIN_WRAPPED_WIDTH
        or open_line_count < _MIN_OPEN_LINES
        or len(full_pairs) < _MIN_FULL_SHARE * len(line_pairs)
    ):
        return list(lines)
    paragraphs: list[list[str]] = [[lines[0]]]
    for previous, line in pairwise(lines):
        if (previous, line) in full_pairs:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [_join_wrapped_lines(paragraph) for paragraph in paragraphs]


def _fills_width(line: str, next_line: str, width: int) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    if is_list_item(next_line):
        return False
    needed_width = 1 if is_chinese_or_japanese(next_line[0]) else 1 + len(next_line.split(" ", 1)[0])
    return len(line) + needed_width > width


def _join_wrapped_lines(lines: Sequence[str]) -> str:
    pieces = [lines[0]]
    for previous, line in pairwise(lines):
        without_space = (is_chinese_or_japanese(previous[-1]) and is_chinese_or_japanese(line[0])) or re.search(
            r"\w-$", previous
        )
        pieces.append(line if without_space else f" {line}")
    return "".join(pieces)
