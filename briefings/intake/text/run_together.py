"""Parts lines that were run together: some sources lose the breaks around headlines and leave " ." in their place."""

import re

# A line that lost its break ends in a full stop with a space before it, unlike a sentence; three of them are an
# ellipsis. It begins where the sentence before ends.
_STRAY_STOP = re.compile(r"(?<=[^\s.]) \.(?= [^.\s]|$)")
_SENTENCE_END = re.compile(r"""[.!?:…]["'”’)]{0,2} +(?=["'“‘(\[]?[^\W_])""")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|[ap]\.m|Mr|Mrs|Ms|Dr|St|Gov|Sen|Rep|Gen|Lt|Col|Sgt|Jr|Sr|vs|No|Co|Inc)\.\s*$")
_CLOSING_QUOTE = re.compile(r""" (?:[”’»]|["'](?=[\s.,;:!?]|$))""")
_QUOTES = ('"', "”", "»")
_MAX_HEADLINE_WORDS = 14  # a longer run is a sentence with a slip
_SEARCH_LENGTH = 200  # characters before the stop in which the line begins


def split_run_together(line: str) -> list[str]:
    """The lines in a line; a headline keeps its " .", by which it can be told from a sentence."""
    lines: list[str] = []
    start = searched = 0
    for stop in _STRAY_STOP.finditer(line):
        begin = _begin_of_run(line, start, max(searched, stop.start() - _SEARCH_LENGTH), stop.start())
        searched = stop.start()
        run = line[begin : stop.start()].strip()
        if begin == start == 0 and stop.end() == len(line):
            break
        if not _is_line(run) or _goes_on(line, stop.end()):
            continue  # a sentence with a slip
        lines += filter(None, (line[start:begin].strip(), line[begin : stop.end()].strip()))
        start = stop.end()
    return [*lines, rest] if (rest := line[start:].strip()) or not lines else lines


def has_stray_stop(line: str) -> bool:
    """Whether a line ends in a full stop with a space before it."""
    return line.endswith(" .") and not line.endswith(". .")


def without_stray_stop(line: str) -> str:
    """The line without the full stop that has a space before it at its end."""
    return line[:-2].rstrip() if has_stray_stop(line) else line


def _is_line(run: str) -> bool:
    return 0 < len(run.split()) <= _MAX_HEADLINE_WORDS and not run[0].islower() and not run.endswith(_QUOTES)


def _goes_on(line: str, stop: int) -> bool:
    """Whether the sentence goes on after a stop: with a small letter, or the mark that closes its quotation."""
    return line[stop + 1 : stop + 2].islower() or _CLOSING_QUOTE.match(line, stop) is not None


def _begin_of_run(line: str, start: int, searched_from: int, stop: int) -> int:
    """Where the run that ends at `stop` begins, from `start` on; `stop` if it is not found after `searched_from`."""
    begin = start
    searched_from = max(start, searched_from)
    for end in _SENTENCE_END.finditer(line, searched_from, stop):
        if end[0][0] != ":" and not _ABBREVIATION.search(line, max(start, end.start() - 8), end.end()):
            begin = end.end()
    return begin if begin > start or searched_from == start else stop
