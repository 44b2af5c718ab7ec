"""Finds what a page prints around an article's text: lists of other stories' headlines, and readers' comments."""

import re
from collections.abc import Iterator, Sequence

from briefings.intake.text.line_classifier import Line, LineKind, is_headline_like
from briefings.intake.text.lines import word_count

_LIST_LABEL = re.compile(
    r"(?:(?:related|recommended|more|other|latest|top)"
    r" (?:articles|stories|news|topics|content|coverage|links|headlines)"
    r"|more (?:on this (?:story|topic)|from this section|stories|news)|most (?:read|popular|viewed)|read more|see also"
    r"|(?:you )?(?:may|might) also like|also (?:read|on this site)|around the web|trending(?: now)?|don['’]t miss"
    r"|noticias relacionadas|lo más leído|articles liés|sur le même sujet|les plus lus|meistgelesen|mehr zum thema"
    r"|das könnte sie auch interessieren|articoli correlati|اقرأ أيضاً?|مواضيع ذات صلة|相关阅读|関連記事) ?[:：»>]?",
    re.IGNORECASE,
)
_COMMENTS_LABEL = re.compile(
    r"(?:\d+ comments|comments ?\(\d+\)|readers?['’]?s? comments|\d+ (?:readers?['’]?s?|user) comments"
    r"|comments from readers|leserkommentare|comentarios de los lectores|commentaires des lecteurs) ?:?",
    re.IGNORECASE,
)
_BESIDE_TITLES = (LineKind.BLANK, LineKind.LINK, LineKind.BOILERPLATE, LineKind.SOCIAL_NETWORK, LineKind.NOTE)
_MIN_PARAGRAPHS_ABOVE_COMMENTS = 3
_MIN_TITLE_WORDS = 3  # of a headline in a list; a cross-heading may be shorter


def linked_titles(lines: Sequence[Line], start: int, stop: int) -> set[int]:
    """The indices of the labels, headlines and links of lists of other stories that end an article."""
    found = set[int]()
    lists_start = stop  # all from there on is of lists
    for i in range(stop - 1, start - 1, -1):
        if _LIST_LABEL.fullmatch(lines[i].text):
            titles = list(_titles_below(lines, i + 1, lists_start))
            rest = range(titles[-1] + 1, lists_start) if titles else ()
            if not titles or any(lines[k].kind not in _BESIDE_TITLES for k in rest):
                break  # what stands above a list in the text is the text
            found.update(titles, (i,), (k for k in range(i, lists_start) if lines[k].kind is LineKind.LINK))
            lists_start = i
    return found


def _titles_below(lines: Sequence[Line], start: int, stop: int) -> Iterator[int]:
    for i in range(start, stop):
        text, kind = lines[i]
        if _LIST_LABEL.fullmatch(text):
            return  # its titles are its own
        if kind in (LineKind.BLANK, LineKind.LINK, LineKind.BOILERPLATE):
            continue
        if kind is not LineKind.TEXT or not is_headline_like(text) or word_count(text) < _MIN_TITLE_WORDS:
            return
        yield i


def comments_start(lines: Sequence[Line], start: int, stop: int) -> int:
    """The index at which readers' comments begin, below at least three paragraphs; `stop` if there are none."""
    paragraphs = 0
    for i in range(start, stop):
        if paragraphs >= _MIN_PARAGRAPHS_ABOVE_COMMENTS and _COMMENTS_LABEL.fullmatch(lines[i].text):
            return i
        paragraphs += lines[i].kind is LineKind.TEXT
    return stop
