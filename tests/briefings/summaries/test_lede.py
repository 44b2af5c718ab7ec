"""Which sentence of an article says the news: the first, unless it is a teaser, a scene or leans on something."""

import pytest

from briefings.language.teasers import says_news
from briefings.summaries.article_sentences import ArticleSentences
from briefings.summaries.lede import find_lede

NEWS = "The ferry to Orsa runs again from Thursday, eleven days after a storm tore away its pier, the port said."


def lede(headline: str, *sentences: str, language: str = "en") -> str | None:
    index = find_lede(ArticleSentences(headline, sentences, language))
    return None if index is None else sentences[index]


@pytest.mark.parametrize(
    "teaser",
    [
        "At first glance, the pier of Orsa looks as it always did.",
        "Imagine an island without bread.",
        "How long can an island live without its ferry?",
        "If you like quiet, Orsa has been the place for you.",
        "It's a sight no one on Orsa will forget.",
        "Have you ever waited eleven days for a boat?",
        "There is nothing like the sound of a ship's horn.",
        "Eleven days.",
        "“At last,” he said.",
        "Here's what islanders say about the ferry to Orsa.",
        "Your next trip to Orsa could begin on Thursday.",
        "Latest developments:",
        "For years, nothing happened on Orsa.",
    ],
)
def test_a_teaser_is_passed_over_for_the_sentence_that_says_the_news(teaser: str) -> None:
    assert lede("Ferry to Orsa Runs Again", teaser, NEWS, "Bread was sold out in an hour.") == NEWS


@pytest.mark.parametrize(
    "first",
    [
        NEWS,
        "Scientists are working on a battery that lasts a week.",
        "A school in Marlow was shut for a day.",
        "Microsoft is to hire 200 people in Marlow.",
        "“Nobody was hurt,” the harbour master of Orsa, Ida Lund, said on Sunday.",
        "First Minister Nicola Berg resigned on Tuesday after a vote.",
        "What was once the largest mill of Marlow burned down on Sunday.",
        "How the fire began was explained by the police of Marlow.",
        "You Jae-suk won the television prize of Marlow on Sunday.",
        "So-called ghost ships carried oil past Orsa for months, the coast guard said.",
    ],
)
def test_the_first_sentence_is_the_lede_where_it_says_news(first: str) -> None:
    assert lede("Out of Orsa", first, "Something else was said about it by the council of Marlow.") == first


def test_a_first_sentence_that_says_the_headline_in_more_words_is_the_lede_whatever_it_leans_on() -> None:
    first = "Another three insurers of Marlow have pleaded guilty to fraud."
    assert lede("Marlow insurers plead guilty", first, NEWS) == first


def test_the_writers_i_is_no_lede_even_where_the_headline_says_the_same() -> None:
    assert lede("I left the harbour of Orsa", "I left the harbour of Orsa after twenty years of rain.", NEWS) == NEWS


def test_an_article_without_a_sentence_that_stands_has_no_lede() -> None:
    assert lede("Hm", "She knew.", "But why?", "It was cold, and they were there.") is None
    assert lede("Nothing") is None


def test_in_scripts_without_capitals_the_first_sentence_is_the_lede() -> None:
    assert lede("码头重开", "奥尔萨的渡轮星期四恢复航行。", "市政府表示欢迎。", language="zh").startswith("奥尔萨")  # type: ignore[union-attr]
    assert says_news("NATO秘书长星期四访问奥尔萨。")
    assert says_news("Wie die Polizei am Montag mitteilte, wurde niemand verletzt.")
    assert says_news("استأنفت العبارة رحلاتها إلى الجزيرة يوم الخميس.")


@pytest.mark.parametrize("question", ["Was nun, Orsa?", "¿Qué pasa en Orsa?", "Que faire à Orsa ?", "奥尔萨怎么办？"])
def test_a_question_says_no_news_in_any_language(question: str) -> None:
    assert not says_news(question)
