"""What a user relies on, whatever came in."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from bot.locales import Translator
from bot.rendering.callback_data import MAX_BYTES, Rows
from bot.rendering.html import MAX_MESSAGE_BYTES, MAX_MESSAGE_UNITS, units
from bot.rendering.message import Message
from bot.terminal.html_parser import read_html
from briefings.errors import SourcelineError
from briefings.intake.result import IntakeResult
from briefings.intake.text.visibility import is_visible
from briefings.model.article import Draft
from briefings.model.briefing import Briefing

TRANSLATE = Translator("en")
_TAG = re.compile(r"<(/?)([a-z-]+)((?: [a-z]+(?:=\"[^\"<>]*\")?)*)>")
_TAGS = frozenset({"a", "b", "i", "code", "blockquote", "pre", "u", "s", "tg-spoiler"})
_BARE_AMPERSAND = re.compile(r"&(?!(?:lt|gt|amp|quot|#39|#x27);)")


def is_plain(text: str) -> bool:
    """Whether a text has neither control characters nor halves of characters in it."""
    return not any(unicodedata.category(character) in ("Cc", "Cs") for character in text)


def check_refusals(errors: Iterable[SourcelineError]) -> None:
    """Each error is the project's own, and has a sentence."""
    for error in errors:
        assert isinstance(error, SourcelineError), error
        sentence = TRANSLATE.error(error)
        assert sentence.strip() and f"error-{error.key}" not in sentence, error.key


def check_result(result: IntakeResult) -> None:
    """An item gives articles that can be read, or says why not."""
    assert result.drafts or result.failures
    check_refusals(result.failures)
    for draft in result.drafts:
        check_draft(draft)


def check_draft(draft: Draft) -> None:
    """An article has a headline and paragraphs that a person sees, each folded into one line."""
    assert draft.paragraphs
    for text in (draft.headline, *draft.paragraphs):
        assert is_visible(text), ascii(text)
        assert " ".join(text.split()) == text, ascii(text)
    others = (draft.outlet, draft.agency, draft.author, draft.link, draft.dateline, *draft.captions, *draft.topics)
    for text in (draft.headline, *draft.paragraphs, *filter(None, others)):
        assert is_plain(text), ascii(text)
    assert draft.published is None or draft.published.tzinfo is not None
    assert re.fullmatch("[a-z]{2,3}", draft.language), draft.language


def check_briefing(briefing: Briefing) -> None:
    """Each sentence stands word for word in the paragraph it names, and there are three at most."""
    assert len(briefing.quotes) <= 3
    for quote in briefing.quotes:
        paragraph = briefing.sources[quote.source - 1].article.paragraphs[quote.paragraph - 1]
        assert quote.text.strip() and quote.text in " ".join(paragraph.split()), (quote, paragraph)


def check_messages(messages: Sequence[Message]) -> None:
    """Telegram takes each message and each of its buttons."""
    assert messages
    for message in messages:
        check_html(message.html)
        check_rows(message.buttons)


def check_html(html: str) -> None:
    """A text is HTML as Telegram reads it, with something to see, and short enough."""
    shown = read_html(html).text
    assert shown.strip(), html
    assert units(shown) <= MAX_MESSAGE_UNITS
    assert len(html.encode()) <= MAX_MESSAGE_BYTES
    assert not _BARE_AMPERSAND.search(html), html
    open_tags: list[str] = []
    for is_end, name, _ in _TAG.findall(html):
        assert name in _TAGS, name
        if is_end:
            assert open_tags and open_tags.pop() == name, html
        else:
            open_tags.append(name)
    assert not open_tags and "<" not in _TAG.sub("", html), html


def check_rows(rows: Rows) -> None:
    """Each button has a label, and data that fits."""
    for label, data in (button for row in rows for button in row):
        assert label.strip()
        assert 1 <= len(data.encode()) <= MAX_BYTES, data
