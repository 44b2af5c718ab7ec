"""Counts in what a reader is shown of a story: what comes first, how long it is, and faults that need no judgement.

Most are found by rules of its own, so that a mistake in a rule of the project is not counted as right; only dangling
references are those of `summaries/references.py`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean

from briefings.intake.text.boilerplate import is_boilerplate
from briefings.intake.text.editorial_notes import is_editorial_note
from briefings.model.article import Article
from briefings.model.story import Story
from briefings.summaries.references import ArticleContext, missing_reference
from briefings.summaries.sumy_document import numbered_sentences

FAULTS = (
    "a reference dangles",
    "quotation without speaker, or half",
    "boilerplate",
    "stray mark",
    "headline said again",
)
_MOSTLY = 0.6  # of the words
_QUOTED = re.compile(r"\"[^\"]*\"|“[^“”]*”|(?<!\w)['‘][^'‘’]{10,}['’](?!\w)")
_SPEECH = re.compile(
    r"\b(?:said|says?|saying|told|tells|add(?:s|ed)|asked|asks|wrote|writes|tweeted|explained|insisted|warned|argued"
    r"|according|declared|commented|replied|admitted|claimed|recalled|noted|stated|announced|concluded|testified)\b"
)
_BOILERPLATE = re.compile(
    r"\(CNN\)|contributed to this (?:report|story)|\breported from\b|\bPublished \d|\b\d+ (?:hours?|minutes?) ago\b"
    r"|(?i:click here|follow \S+ on twitter|e-?mail us|read more|watch the video|see also:|copyright \d|all rights)"
    r"|^[A-Z][A-Z .,]{3,30}(?:, \w+\.? \d+)? \((?:Reuters|AP|AFP)\)|^\W*(?:Photo|Image|Picture|Editor['’]s note)\b"
)
_BAD_START = re.compile(r"[a-z](?![A-Z])|[”’»)\].,;:!?…–—-]|[\"'] ")
_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_MARK = re.compile(r"(?<!\d)\"")


@dataclass(frozen=True)
class Shown:
    """Headline and sentences, each with its article, in the order in which a reader reads them."""

    story: Story
    headline: str
    sentences: tuple[tuple[Article, str], ...]


@dataclass(frozen=True)
class Counted:
    """What was counted in one of them.

    Attributes:
        lede_first: the first sentence is one of the first two of its article.
        newest_first: and that is the newest article.
    """

    lede_first: bool
    newest_first: bool
    sentences: int
    words: int
    faults: tuple[str, ...]


def counted(shown: Shown) -> Counted:
    first = shown.sentences[0] if shown.sentences else None
    lede_first = first is not None and first[1] in article_sentences(first[0])[:2]
    texts = [text for _, text in shown.sentences]
    found = (
        any(_dangles(shown, at) for at in range(len(texts))),
        any(_lacks_speaker(text) or _is_half_quoted(text) for text in texts),
        any(_is_boilerplate(text) for text in texts),
        any(_has_stray_mark(text) for text in texts),
        bool(texts) and _repeats(shown.headline, texts[0]),
    )
    return Counted(
        lede_first,
        lede_first and first is not None and first[0] == shown.story.newest,
        len(texts),
        sum(len(text.split()) for text in texts),
        tuple(name for name, is_found in zip(FAULTS, found, strict=True) if is_found),
    )


def table(systems: Mapping[str, Sequence[Counted]]) -> str:
    """A Markdown table with a column for each system."""
    every = list(systems.values())
    rows: list[tuple[str, list[str]]] = [
        ("number", [str(len(found)) for found in every]),
        ("lede first", [str(sum(each.lede_first for each in found)) for found in every]),
        ("the newest article's lede first", [str(sum(each.newest_first for each in found)) for found in every]),
        ("sentences, mean", [f"{fmean(each.sentences for each in found):.2f}" for found in every]),
        ("words, mean", [f"{fmean(each.words for each in found):.1f}" for found in every]),
        *((fault, [str(sum(fault in each.faults for each in found)) for found in every]) for fault in FAULTS),
        ("none of these faults", [str(sum(not each.faults for each in found)) for found in every]),
    ]
    head = f"| | {' | '.join(systems)} |\n|---|{'---|' * len(systems)}\n"
    return head + "\n".join(f"| {name} | {' | '.join(cells)} |" for name, cells in rows)


@lru_cache(maxsize=16)
def article_sentences(article: Article) -> tuple[str, ...]:
    return tuple(text for text, _ in numbered_sentences(article.paragraphs, article.language))


def _dangles(shown: Shown, at: int) -> bool:
    article, text = shown.sentences[at]
    sentences = article_sentences(article)
    earlier = ArticleContext(sentences, article.language).before(sentences.index(text))
    told = [text for _, text in shown.sentences[:at]]
    reference = missing_reference(text, shown=told, headline=shown.headline, earlier=earlier, language=article.language)
    return reference is not None


def _lacks_speaker(text: str) -> bool:
    outside = _QUOTED.sub(" ", text)
    quoted = 1 - len(outside.split()) / len(text.split())
    return quoted >= _MOSTLY and not _SPEECH.search(outside)


def _is_half_quoted(text: str) -> bool:
    return len(_MARK.findall(text)) % 2 == 1 or text.count("“") != text.count("”")


def _is_boilerplate(text: str) -> bool:
    return bool(_BOILERPLATE.search(text)) or is_boilerplate(text) or is_editorial_note(text)


def _has_stray_mark(text: str) -> bool:
    return bool(_BAD_START.match(text)) or not _END.search(text) or " ." in text or _is_half_quoted(text)


def _repeats(headline: str, text: str) -> bool:
    """Whether a sentence is the headline, which may be cut."""
    start, words = (re.findall(r"\w+", each.casefold()) for each in (headline, text))
    return bool(start) and words[: len(start)] == start
