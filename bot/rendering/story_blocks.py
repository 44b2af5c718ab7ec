"""One story, one source or one moment as pieces of a message, in the interface's words."""

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from bot.locales import Translator
from bot.rendering.bidi import isolated, left_to_right, opening
from bot.rendering.html import Piece, bold, code, italic, linked, marked, quote
from briefings.model.article import Article
from briefings.model.briefing import Briefing, Citation
from briefings.model.clock import Clock
from briefings.model.story import source_key

_MAX_NAME_LENGTH = 120  # characters of a name or headline that a line shows
_MAX_HEADLINE_LENGTH = 300  # characters of a headline above a story
_MAX_PASSAGE_LENGTH = 20_000  # characters of a paragraph; nothing behind them is quoted
_MAX_ADDRESS_LENGTH = 2048  # of a link as it is written in HTML; a longer one opens in no browser
_MIN_OUTLETS = 2  # that are worth counting: of fewer, the articles are counted


class StoryBlocks:
    """Builds the blocks of stories: pieces that stand together in a message."""

    def __init__(self, translate: Translator, clock: Clock, zone: str) -> None:
        """`zone`: the time zone of those who have not named their own."""
        self._translate = translate
        self._clock = clock
        self._zone = zone

    def story(self, briefing: Briefing, zone: str | None = None) -> list[Piece]:
        """A briefing: headline, sentences with their marks, source lines."""
        pieces = [headline(briefing)]
        if briefing.size > 1:
            pieces.append(Piece(isolated(self._extent(briefing, zone), among=briefing.headline), gap=" · "))
        if briefing.since_article:
            new = self._translate("story-new", time=self.time(briefing.since_article.received, zone))
            pieces.append(italic(new, gap="\n"))
        for number, quoted in enumerate(briefing.quotes):
            gap = " " if number or briefing.since_article else f"\n{opening(quoted.text)}"
            pieces.append(marked(quoted.text, f"[{quoted.source}]", gap=gap))
        if not briefing.quotes:
            pieces.append(Piece(self._translate("too-short-to-brief"), gap="\n"))
        pieces += self._match(briefing)
        pieces += [self.source(source, f"[{number}] ", zone) for number, source in enumerate(briefing.sources, 1)]
        if briefing.others:
            pieces.append(Piece(self._translate("story-others", count=len(briefing.others)), gap="\n"))
        return pieces

    def _extent(self, briefing: Briefing, zone: str | None) -> str:
        """How many report the story, and since when."""
        time = self.time(briefing.first_seen, zone)
        if briefing.outlets >= _MIN_OUTLETS:
            return self._translate("story-outlets", outlets=briefing.outlets, time=time)
        return self._translate("story-articles", articles=briefing.size, time=time)

    def _match(self, briefing: Briefing) -> list[Piece]:
        """What a search found in the story that its sentences do not show."""
        if briefing.match is None:
            return []
        found, mark = briefing.sources[briefing.match.source - 1].article.headline, f"[{briefing.match.source}]"
        line = self._translate("story-matches", headline=isolated(shortened(found)))
        pieces = [italic(line, gap="\n") if briefing.match.quote else marked(line, mark, gap="\n")]
        if quoted := briefing.match.quote:
            pieces.append(marked(quoted.text, mark, gap=f"\n{opening(quoted.text)}"))
        return pieces

    def source(self, source: Citation, mark: str, zone: str | None, dated: bool = False, full: bool = False) -> Piece:
        """A source line: outlet (or else agency), agency, author, date and the paragraphs quoted, with its link.

        `dated`: it says when the article was received if no other date is known, also beside an outlet; `full`: it has
        the dateline.
        """
        article = source.article
        rest = []
        if article.opinion:
            rest.append(self._translate("source-opinion"))
        if article.agency and article.outlet and source_key(None, article.agency) != source_key(article.outlet, None):
            rest.append(self._translate("source-via", agency=shortened(article.agency)))
        if article.author:
            rest.append(isolated(shortened(article.author)))
        if full and article.dateline:
            rest.append(isolated(shortened(article.dateline)))
        if article.published:
            rest.append(self.day(article.published))
        elif dated or not article.outlet:
            rest.append(self._translate("source-received", date=self.local_day(article.received, zone)))
        if source.paragraphs:
            rest.append(", ".join(f"¶{paragraph}" for paragraph in source.paragraphs))
        name = self._plain_name(article)
        tail = "".join(f" · {part}" for part in rest)
        mark, name = left_to_right(name, tail) + mark, isolated(name)
        if article.link and len(escape(article.link)) <= _MAX_ADDRESS_LENGTH:
            return linked(mark, name, article.link, tail)
        return Piece(f"{mark}{name}{tail}", gap="\n")

    def passages(self, briefing: Briefing, zone: str | None) -> list[Piece]:
        """The paragraphs that a briefing quotes, in full, folded under its headline, each with its number."""
        alone = [source.article.id for source in briefing.sources] == [briefing.id]
        block = [headline(briefing), *([code(briefing.id, gap=" · ")] if alone else [])]
        for number, source in enumerate(briefing.sources, 1):
            block.append(self.source(source, f"[{number}] ", zone, full=True))
            if not alone:
                block.append(code(source.article.id, gap=" · "))
            paragraphs = [_numbered(source.article.paragraphs[place - 1], place) for place in source.paragraphs]
            if paragraphs:
                block.append(quote("\n\n".join(paragraphs)))
        return block

    def listed(self, article: Article, mark: str, zone: str | None, title: str = "") -> list[Piece]:
        """An article in a list: its headline, or `title` in its place, its source line and its id."""
        title = shortened(title or article.headline)
        line = Piece(f"{left_to_right(title)}{mark}{isolated(title)}", gap="\n")
        return [line, self.source(Citation(article, ()), "", zone, dated=True), code(article.id, gap=" · ")]

    def source_name(self, article: Article) -> str:
        """Who is named as the source of an article."""
        return isolated(self._plain_name(article))

    def _plain_name(self, article: Article) -> str:
        name = article.outlet or article.agency
        return shortened(name) if name else self._translate("source-not-named")

    def local_day(self, moment: datetime, zone: str | None) -> str:
        """The day, in that zone."""
        return self.day(moment.astimezone(ZoneInfo(zone or self._zone)))

    def day(self, moment: datetime) -> str:
        """The day, in the moment's own zone."""
        return format_date(moment, "d MMM y", locale=self._translate.language)

    def time(self, moment: datetime, zone: str | None) -> str:
        """The time of day; with the day unless it is today."""
        time_zone = ZoneInfo(zone or self._zone)
        local = moment.astimezone(time_zone)
        pattern = "HH:mm" if local.date() == self._clock().astimezone(time_zone).date() else "d MMM HH:mm"
        return str(format_datetime(local, pattern, locale=self._translate.language))


def headline(briefing: Briefing, gap: str = "") -> Piece:
    """The headline of a briefing, bold."""
    title = shortened(briefing.headline, _MAX_HEADLINE_LENGTH)
    return bold(opening(title) + title, gap=gap)


def shortened(name: str, most: int = _MAX_NAME_LENGTH) -> str:
    """A name or headline of any length, for a line."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _numbered(paragraph: str, number: int) -> str:
    passage = shortened(paragraph, _MAX_PASSAGE_LENGTH)
    return f"{opening(passage)}¶{number} {passage}"
