"""An article sent without `/push`: editors are asked whether to store it, others are answered as to any question."""

import pytest
from botapi import Person
from running_bot import HARBOUR, LIBRARY, Running
from stored_articles import NOON
from web_server import WebServer

HEADLINE = "Harbour Ferry Resumes After Storm Repairs"
QUESTION = "This looks like an article. Store it?"


def count_of(bot: Running) -> int:
    return bot.services.newsroom.queries.stats(NOON).articles


async def test_a_pasted_article_is_stored_when_the_editor_says_so_and_once(bot: Running, editor: Person) -> None:
    await editor.sends(HARBOUR)
    question = await editor.hears()
    assert question.text.startswith(QUESTION)
    assert question.labels == ["Store it"]
    assert count_of(bot) == 0
    await editor.presses(question, "Store it")
    report = await editor.hears()
    assert report.text.startswith("Stored:")
    assert report.marked("bold") == [HEADLINE]
    assert (await editor.hears_edit()).labels == []
    await editor.presses(question, "Store it")
    await editor.hears_nothing()
    assert count_of(bot) == 1


async def test_a_link_is_fetched_when_the_editor_says_so(bot: Running, editor: Person) -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in HARBOUR.split("\n\n")[5:])
    page = f"<html><body><article><h1>{HEADLINE}</h1>{paragraphs}</article></body></html>"
    async with WebServer() as site:
        await editor.sends(site.page("/harbour", page))
        question = await editor.hears()
        assert question.text.startswith(QUESTION)
        await editor.presses(question, "Store it")
        assert (await editor.hears()).marked("bold") == [HEADLINE]


async def test_a_long_paste_that_telegram_cut_is_one_article(bot: Running, editor: Person) -> None:
    long = "\n".join(f"Paragraph {number} tells how the harbour was rebuilt, pier by pier." for number in range(120))
    assert len(await editor.pastes(f"{HEADLINE}\n\n{long}")) > 1
    question = await editor.hears()
    await editor.hears_nothing()
    await editor.presses(question, "Store it")
    await editor.hears()
    article = bot.services.newsroom.queries.story("261123-1").sources[0].article
    assert "\n".join(article.paragraphs) == long


async def test_words_of_an_editor_are_a_question(bot: Running, editor: Person) -> None:
    await editor.sends("harbour ferry")
    assert (await editor.hears()).text.startswith("Nothing on “harbour ferry” yet")


async def test_the_text_of_an_older_question_is_to_be_sent_again(
    bot: Running, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.handlers.store_offers._MAX_OFFERED", 1)
    await editor.sends(HARBOUR)
    question = await editor.hears()
    await editor.sends(LIBRARY)
    await editor.hears()
    await (await editor.presses(question, "Store it")).answer()
    assert "send it once more, with /push" in editor.alerts[0]
    assert count_of(bot) == 0


async def test_the_article_of_a_reader_is_a_question_and_a_link_is_none(bot: Running, reader: Person) -> None:
    await reader.sends(HARBOUR)
    assert (await reader.hears()).text.startswith("Nothing on “Harbour Ferry")
    await reader.sends("https://example.org/ferry https://example.org/pier")
    answer = await reader.hears()
    assert answer.text.startswith("I take words, not links.")
    assert answer.labels == []
