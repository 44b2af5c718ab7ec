"""“The tweet was …”, where the article spoke of “a tweet” in a sentence that is not shown."""

import re

from briefings.language import analysis
from briefings.summaries.references.reader import Reader

_MAX_WORDS = 3  # of the subject, after the article
_STEM_LENGTH = 5
_WORD = re.compile(r"[\w’'-]+|[^\w\s]")
_LOOK_BACK = 100  # characters before a noun, among which its article is
_WORDS_BEFORE = re.compile(r"(?:[\w’'-]+ ){0,3}$")


def missing_subject(sentence: str, reader: Reader) -> str | None:
    """The subject of a sentence, if it has the definite article and an unshown sentence introduces it without one."""
    article = sentence.partition(" ")[0]
    if reader.goes_on or article.lower() not in reader.patterns.articles:
        return None
    words = _WORD.findall(sentence[:120])
    subject = _subject(words[1:], reader)
    if not subject:
        return None
    noun = subject[-1]
    if len(noun) < 3 or reader.mentions(re.compile(rf"\b{re.escape(noun[:_STEM_LENGTH])}", re.IGNORECASE)):
        return None
    return " ".join([words[0], *subject]) if _was_introduced(noun, reader) else None


def _subject(words: list[str], reader: Reader) -> list[str]:
    """The words up to the verb, as far as that can be told; none if more is said of which one is meant."""
    stop_words = analysis.stop_words(reader.language)
    subject: list[str] = []
    for word in words[: _MAX_WORDS + 1]:
        if word.lower() in reader.patterns.explained_by or word in {"'", "’", "-", "("}:
            return []
        if word.lower() in stop_words or not word[0].isalnum():
            return subject
        if subject and (word.endswith("ed") or not word[0].islower()):
            return subject if word.islower() else []
        if not word[0].islower() and reader.language != "de":
            return []
        subject.append(word)
    return []


def _was_introduced(noun: str, reader: Reader) -> bool:
    """Whether a sentence not shown has the noun, first without the definite article.

    “A website” introduces “the site” too.
    """
    articles = reader.patterns.articles
    for index in reader.earlier.unshown(reader.shown):
        sentence = reader.earlier.article.sentences[index]
        found = re.search(rf"{re.escape(noun)}\b", sentence) if noun in sentence else None
        if found:
            before = _WORDS_BEFORE.search(sentence[max(0, found.start() - _LOOK_BACK) : found.start()])
            return before is None or not articles & set(before[0].lower().split())
    return False
