"""What editors push: files of each ending, pasted text, fetched pages, and the stories that their articles make."""

import asyncio
import gzip
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import cache, partial

import httpx
import orjson

from bot.rendering.messages import Messages
from briefings.errors import IntakeError
from briefings.intake.formats.accepted import ENDINGS
from briefings.intake.parse import parse
from briefings.intake.web.response import read_response
from briefings.model.article import Article, Draft
from briefings.model.briefing import Briefing
from briefings.model.items import File, Original, Text
from briefings.model.links import short_link
from briefings.model.story import Story, StoryAssignment
from briefings.newsroom.report import PushedArticle, Report
from briefings.search.index import SearchIndex
from briefings.search.query_parser import parse_query
from briefings.storage import original_records
from briefings.storage.tinydb.documents import to_article, to_document
from briefings.stories.assigner import features_of
from briefings.stories.clustering import Entry, StoryIndex
from briefings.summaries.briefing_builder import brief
from briefings.summaries.summarizer import Summarizer
from briefings.topics.trending import covered_topics
from fuzz.entries.newsroom import NOW, still
from fuzz.failures import none_logged
from fuzz.promises import TRANSLATE, check_briefing, check_messages, check_refusals, check_result
from fuzz.shaping import Shape
from fuzz.words import HEADERS, HTML, JSON, MARKDOWN

_DICTIONARIES: Mapping[str, Sequence[str]] = {
    ".md": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".json": JSON,
    ".jsonl": JSON,
}
_MAX_SHOWN = 3  # articles of an item that are briefed
_TYPES = (
    "text/html",
    "text/plain",
    "application/xhtml+xml",
    "",
    "TEXT/HTML ",
    "image/png",
    "a/b/c",
    "application/rss+xml",
)
_CHARSETS = ("", "utf-8", "latin-1", "utf-16", "utf-7", "rot13", "base64", "undefined", "idna", "\x00", "gb18030", '"')
_ENCODINGS = ("", "gzip", "identity", "br", "GZIP ", "gzip, gzip")
_URLS = (
    "https://harbour.example/news/1?utm_a=b",
    "https://xn--hafen-lua.example/a",
    "http://user:pw@harbour.example:8080/#a",
)
_END = 0  # of an article in the bytes of a story


def _file(ending: str, data: bytes) -> None:
    shape = Shape(data)
    outlet = shape.pick((None, "Harbour Post"))
    _read(File(name=f"a{ending}", content=shape.content(_DICTIONARIES.get(ending, HEADERS), HEADERS), outlet=outlet))


FILES: Mapping[str, Callable[[bytes], None]] = {f"file{ending}": partial(_file, ending) for ending in ENDINGS}


def pasted(data: bytes) -> None:
    """A text, typed or forwarded from a channel."""
    shape = Shape(data)
    outlet, link, published = shape.pick(((None, None, None), ("Reuters", "https://t.me/reuters/5", NOW)))
    _read(Text(text=shape.text(HEADERS), name="your message", outlet=outlet, link=link, published=published))


def page(data: bytes) -> None:
    """What a web server answers."""
    shape = Shape(data)
    status, url = shape.pick((200, 200, 200, 200, 404, 503, 204, 999)), shape.pick(_URLS)
    charset = shape.pick(_CHARSETS)
    headers = [(b"content-type", f"{shape.pick(_TYPES)}; charset={charset}".encode("latin-1"))]
    encoding = shape.pick(_ENCODINGS)
    headers += [(b"content-encoding", encoding.encode())] if encoding else []
    content = shape.content(HTML, HEADERS)
    body = gzip.compress(content, 1) if shape.pick((False, True)) or (encoding == "gzip" and len(data) % 2) else content
    request = httpx.Request("GET", url)
    response = httpx.Response(status, headers=headers, stream=httpx.ByteStream(body), request=request)
    try:
        read = asyncio.run(read_response(response, 1_000_000, short_link(url)))
    except IntakeError as error:
        check_refusals([error])
        return
    _read(read)


def story(data: bytes) -> None:
    """Several articles of one event: which story, which sentences, found again by its headline."""
    shape = Shape(data)
    languages = ("en", "en", "de", "fr", "es", "it", "pt", "ja", "zh", "ar", "th", "xx")
    drafts: list[Draft] = []
    for _ in range(1 + shape.byte() % 6):
        language = shape.pick(languages)
        drafts += [
            _in_language(draft, language) for draft in parse(Text(text=shape.text(end=_END), name="text")).drafts[:2]
        ]
    articles = _articles(drafts)
    if not articles:
        return
    index = StoryIndex()
    for article in articles:
        features = features_of(article, article.received)
        index.place(features)
        index.add(Entry(article.id, article.story, article.copy_of, features, False))
    covered_topics(articles).top(6)
    for seen in {0, len(articles) // 2}:
        _show([_brief(articles, seen)])
    _find(articles[0])


def _in_language(draft: Draft, language: str) -> Draft:
    return draft if language == "xx" else Draft(**{**_fields(draft), "language": language})


def _fields(draft: Draft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in Draft.__dataclass_fields__}


@cache
def _index() -> SearchIndex:
    return SearchIndex()


def _find(article: Article) -> None:
    """An article is found by its headline or not, and never at the cost of the index."""
    index = _index()
    index.replace(article)
    index.commit()
    with none_logged():
        index.find(parse_query(article.headline, NOW), 5)
    assert len(index) == 1


def _read(item: Original) -> None:
    with none_logged():
        result = parse(item)
    check_result(result)
    key, line = original_records.original_line(item, NOW)
    again = original_records.parse(line)
    assert isinstance(again, original_records.ReceivedOriginal) and again.key == key
    articles = _articles(result.drafts[:_MAX_SHOWN])
    briefings = [_brief([article]) for article in articles]
    if briefings:
        _show(briefings)
    pushed = [
        PushedArticle("stored", article, own, 1 + number)
        for number, (article, own) in enumerate(zip(articles, briefings, strict=True))
    ]
    check_messages([_messages().report(Report(tuple(pushed), result.failures))])


def _articles(drafts: Sequence[Draft]) -> list[Article]:
    """The articles as the archive would give them, read from what it would write."""
    articles = []
    for number, draft in enumerate(drafts, 1):
        id = f"261123-{number}"
        document = to_document(draft, NOW - timedelta(hours=number), StoryAssignment("261123-1", id))
        articles.append(to_article(id, orjson.loads(orjson.dumps(document))))
    return articles


@cache
def _messages() -> Messages:
    return Messages(TRANSLATE, still, "Europe/Oslo")


def _brief(articles: Sequence[Article], seen: int = 0) -> Briefing:
    shown, new = articles[:seen], articles[seen:]
    chosen = Summarizer().choose_from(new, shown)
    briefing = brief(Story(tuple(new)), chosen, shown[-1] if shown else None)
    check_briefing(briefing)
    return briefing


def _show(briefings: Sequence[Briefing]) -> None:
    messages = _messages()
    check_messages(messages.stories(briefings))
    check_messages(messages.passages(briefings))
    check_messages(messages.all_sources(briefings))
    check_messages(messages.article(briefings[0], briefings[0]))
