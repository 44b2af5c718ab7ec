"""Finds the lede of an article: the sentence that says what the news is."""

import re

from briefings.language.analysis import stem, stop_words, words
from briefings.language.quotation_marks import outside_quotations, quoted_share
from briefings.language.teasers import says_news
from briefings.summaries.article_sentences import ArticleSentences
from briefings.summaries.quotability import can_be_quoted

_MAX_LEDE_INDEX = 4  # news is not begun later
_MOSTLY_QUOTED = 0.6  # of a sentence's words
_WRITER = re.compile(r"^(?:I|We|My|Our)\b|\b(?:my|we|our|us|me)\b|(?<=[a-z,] )I\b")
_MIN_HEADLINE_SHARE = 0.3  # of the headline's words that a later sentence has, to be the lede in place of the first


def find_lede(article: ArticleSentences) -> int | None:
    """The index of the sentence that says the news: the first one, unless it is a teaser; None if none stands.

    The first is taken although it leans on something, if it says what the headline says. Where it is a teaser, or does
    not stand on its own, it is the one of the next four that has most of the headline's words; where the headline says
    nothing (it is the first sentence itself), the first that is no teaser.
    """
    if not article.texts:
        return None
    stands_first = article.stands(0)
    if _says_the_headline(article) or (stands_first and says_news(article.texts[0])):
        return 0
    later = [index for index in range(1, min(_MAX_LEDE_INDEX + 1, len(article.texts))) if article.stands(index)]
    tellings = [index for index in later if says_news(article.texts[index])]
    if not tellings:
        return 0 if stands_first else next(iter(later), None)
    shares = {index: _headline_share(article, index) for index in tellings}
    best = max(tellings, key=lambda index: (shares[index], -index))
    return best if shares[best] >= _MIN_HEADLINE_SHARE else tellings[0]


def _says_the_headline(article: ArticleSentences) -> bool:
    """Whether the first sentence says what the headline says, so that it is clear to who has read that.

    Not if it is the writer's “I”, or a quotation without its speaker.
    """
    first = article.texts[0]
    if _headline_share(article, 0) < _MIN_HEADLINE_SHARE or not (can_be_quoted(first) and says_news(first)):
        return False
    return quoted_share(first) < _MOSTLY_QUOTED and _WRITER.search(outside_quotations(first)) is None


def _headline_share(article: ArticleSentences, index: int) -> float:
    language = article.language
    in_headline = _stems(article.headline, language)
    return len(in_headline & _stems(article.texts[index], language)) / (len(in_headline) or 1)


def _stems(text: str, language: str) -> set[str]:
    return {stem(word, language) for word in words(text, language)} - stop_words(language)
