"""Briefings and reports → what a person sees: Telegram HTML and buttons, in the interface's words."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime

from bot.locales import Translator
from bot.rendering import callback_data
from bot.rendering.bidi import isolated, left_to_right, opening
from bot.rendering.callback_data import Rows
from bot.rendering.html import Piece, bold, code, italic, linked, marked, pack, quote, with_code
from briefings.errors import SourcelineError
from briefings.language.word_segmentation import lacks_package
from briefings.model.briefing import Briefing, Citation
from briefings.model.clock import Clock
from briefings.newsroom.report import PushedArticle, Report, Stats
from briefings.storage.protocols import PushOutcome

_MAX_NAME_LENGTH = 120  # characters of the name of an outlet, agency or author that a source line shows
_MAX_BRIEFINGS = 10  # articles of a push that are shown with their briefings
_MAX_LINES = 1000  # articles of a push tried as lines: more would not fit into three messages
_MAX_FAILURES = 30  # failures of a push that are named
_MAX_REPORT_MESSAGES = 3  # of the report of a push of more articles than _MAX_BRIEFINGS
_MAX_FAILURE_MESSAGES = 2  # of those that its failures may take


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its HTML and its rows of buttons."""

    html: str
    buttons: Rows = ()


class Messages:
    """Everything the bot shows, in one language."""

    def __init__(self, translate: Translator, clock: Clock, zone: str) -> None:
        """`zone`: the time zone of those who have not named their own."""
        self.translate = translate
        self._clock = clock
        self._zone = zone

    def stories(
        self, briefings: Sequence[Briefing], more: str | None = None, heading: str = "", zone: str | None = None
    ) -> list[Message]:
        """Briefings as messages, each with a button for its source lines; `more` is the last one's button's data."""
        groups = callback_data.groups_that_fit(briefings)
        messages: list[Message] = []
        for group in groups:
            blocks = [self._story(briefing, zone) for briefing in group]
            if heading and not messages:
                blocks[0] = [Piece(heading), _headline(group[0], gap="\n\n"), *blocks[0][1:]]
            packed = pack(blocks)
            row = [(self.translate("button-sources"), callback_data.sources(group))]
            if any(briefing.others for briefing in group):
                row.append((self.translate("button-all-sources"), callback_data.all_sources(group)))
            if more and group is groups[-1]:
                row.append((self.translate("button-more"), more))
            messages += [Message(html) for html in packed[:-1]]
            messages.append(Message(packed[-1], (tuple(row),)))
        return messages

    def _story(self, briefing: Briefing, zone: str | None = None) -> list[Piece]:
        pieces = [_headline(briefing)]
        if len(briefing.sources) + len(briefing.others) > 1:
            time = self._time(briefing.first_seen, zone)
            about = self.translate("story-seen", outlets=briefing.outlets, time=time)
            pieces.append(Piece(isolated(about, among=briefing.headline), gap=" · "))
        if briefing.since_article:
            new = self.translate("story-new", time=self._time(briefing.since_article.received, zone))
            pieces.append(italic(new, gap="\n"))
        for number, quoted in enumerate(briefing.quotes):
            gap = " " if number or briefing.since_article else f"\n{opening(quoted.text)}"
            pieces.append(marked(quoted.text, f"[{quoted.source}]", gap=gap))
        if not briefing.quotes:
            pieces.append(Piece(self.translate("too-short-to-brief"), gap="\n"))
        pieces += [self._source(source, f"[{number}] ", zone) for number, source in enumerate(briefing.sources, 1)]
        if briefing.others:
            pieces.append(Piece(self.translate("story-others", count=len(briefing.others)), gap="\n"))
        return pieces

    def _source(self, source: Citation, mark: str, zone: str | None, in_full: bool = False) -> Piece:
        """A source line; `in_full` with the dateline."""
        article = source.article
        rest = []
        if article.opinion:
            rest.append(self.translate("source-opinion"))
        if article.agency:
            rest.append(self.translate("source-via", agency=_short(article.agency)))
        if article.author:
            rest.append(isolated(_short(article.author)))
        if in_full and article.dateline:
            rest.append(isolated(_short(article.dateline)))
        if article.published:
            rest.append(self._day(article.published))
        elif not article.outlet:
            rest.append(self.translate("source-received", date=self._local_day(article.received, zone)))
        if source.paragraphs:
            rest.append(", ".join(f"¶{paragraph}" for paragraph in source.paragraphs))
        outlet = _short(article.outlet) if article.outlet else self.translate("source-not-named")
        tail = "".join(f" · {part}" for part in rest)
        mark, outlet = left_to_right(outlet, tail) + mark, isolated(outlet)
        if article.link:
            return linked(mark, outlet, article.link, tail)
        return Piece(f"{mark}{outlet}{tail}", gap="\n")

    def passages(self, briefings: Iterable[Briefing], zone: str | None = None) -> list[Message]:
        """The paragraphs that briefings quote, in full, numbered, each story's folded under its headline."""
        blocks = []
        for briefing in briefings:
            block = [_headline(briefing), code(briefing.id, gap=" · ")]
            for number, source in enumerate(briefing.sources, 1):
                block.append(self._source(source, f"[{number}] ", zone, in_full=True))
                if source.article.id != briefing.id:
                    block.append(code(source.article.id, gap=" · "))
                paragraphs = [_numbered(source.article.paragraphs[place - 1], place) for place in source.paragraphs]
                if paragraphs:
                    block.append(quote("\n\n".join(paragraphs)))
            blocks.append(block)
        return [Message(html) for html in pack(blocks)]

    def all_sources(self, briefings: Iterable[Briefing], zone: str | None = None) -> list[Message]:
        """Every article of the stories, the quoted ones with their marks, each with its id."""
        blocks = []
        for briefing in briefings:
            block = [_headline(briefing)]
            for number, source in enumerate(briefing.sources, 1):
                block += self._named(source, f"[{number}] ", zone)
            for article in briefing.others:
                block += self._named(Citation(article, ()), "– ", zone)
            blocks.append(block)
        return [Message(html) for html in pack(blocks)]

    def _named(self, source: Citation, mark: str, zone: str | None) -> list[Piece]:
        return [self._source(source, mark, zone), code(source.article.id, gap=" · ")]

    def report(self, report: Report, zone: str | None = None) -> list[Message]:
        """What became of a push, for the editor: its articles, then what failed and why.

        Up to ten articles are shown with their briefings. Of more, and of failures, as many are named as three messages
        hold, failures first; the others are counted.
        """
        rest = self._lacking({pushed.article.language for pushed in report.articles})
        if report.failures:
            rest.append(self._failures(report.failures))
        if len(report.articles) <= _MAX_BRIEFINGS:
            return [Message(html) for html in pack([*self._pushed_briefings(report, zone), *rest])]

        def packed(lines: int) -> list[str]:
            return pack([*self._pushed_lines(report, lines), *rest])

        lines = _most_that_fits(_MAX_LINES, _MAX_REPORT_MESSAGES, packed)
        return [Message(html) for html in packed(lines)]

    def _pushed_briefings(self, report: Report, zone: str | None) -> Iterator[list[Piece]]:
        """Each article with its id and briefing."""
        for outcome, articles in _by_outcome(report):
            for number, pushed in enumerate(articles):
                headline, *rest = self._story(pushed.briefing, zone)
                block = [headline, code(pushed.article.id, gap=" · "), *rest]
                if number == 0:
                    summary = self.translate(f"push-{outcome}", count=len(articles))
                    block = [Piece(summary), replace(headline, gap="\n\n"), *block[1:]]
                if pushed.story_size > 1:
                    others = self.translate("push-joined", count=pushed.story_size - 1, id=pushed.article.id)
                    block.append(Piece(others, gap="\n"))
                yield block

    def _pushed_lines(self, report: Report, most: int) -> Iterator[list[Piece]]:
        """Each outcome with headline and id of its first articles, up to `most`, and how many more there are."""
        for outcome, articles in _by_outcome(report):
            block = [Piece(self.translate(f"push-{outcome}", count=len(articles)))]
            for pushed in articles[:most]:
                headline = _short(pushed.article.headline)
                block.append(with_code(opening(headline) + headline, pushed.article.id))
            if len(articles) > most:
                block.append(Piece(self.translate("push-more-articles", count=len(articles) - most), gap="\n"))
            yield block

    def _failures(self, failures: Sequence[SourcelineError]) -> list[Piece]:
        """What failed and why, as much of it as two messages hold, and how many more there are."""
        sentences = [f"– {self.translate.error(error)}" for error in failures[:_MAX_FAILURES]]

        def block(named: int) -> list[Piece]:
            pieces = [Piece(self.translate("push-failed", count=len(failures)))]
            pieces += [Piece(sentence, gap="\n") for sentence in sentences[:named]]
            if len(failures) > named:
                pieces.append(Piece(self.translate("push-more-failures", count=len(failures) - named), gap="\n"))
            return pieces

        return block(_most_that_fits(len(sentences), _MAX_FAILURE_MESSAGES, lambda named: pack([block(named)])))

    def _lacking(self, languages: Iterable[str]) -> list[list[Piece]]:
        """Which of the languages need a package that is not installed."""
        names = Locale(self.translate.language).languages
        return [
            [Piece(self.translate("push-lacks-package", language=names.get(language, language), extra=language))]
            for language in sorted(languages)
            if lacks_package(language)
        ]

    def stats(self, stats: Stats, subscribed: int, zone: str | None = None) -> Message:
        """`/stats`: the archive in numbers."""
        lines = [self.translate("stats-articles", count=stats.articles, today=stats.today)]
        if stats.newest:
            lines.append(self.translate("stats-newest", date=self._local_day(stats.newest, zone)))
        for key, counts in (("stats-outlets", stats.outlets), ("stats-languages", stats.languages)):
            if counts:
                lines.append(self.translate(key, names=", ".join(f"{name} ({count})" for name, count in counts)))
        lines.append(self.translate("stats-subscribed", count=subscribed))
        return Message(pack([[Piece("\n".join(lines))]])[0])

    def text(self, key: str, rows: Rows = (), /, **fields: str | int) -> Message:
        """A plain sentence of the interface."""
        return Message(pack([[Piece(self.translate(key, **fields))]])[0], rows)

    def start_of_day(self, zone: str | None = None) -> datetime:
        """The moment at which the day began that it is in that zone now."""
        return self._clock().astimezone(ZoneInfo(zone or self._zone)).replace(hour=0, minute=0, second=0, microsecond=0)

    def _local_day(self, moment: datetime, zone: str | None) -> str:
        return self._day(moment.astimezone(ZoneInfo(zone or self._zone)))

    def _day(self, moment: datetime) -> str:
        return format_date(moment, "d MMM y", locale=self.translate.language)

    def _time(self, moment: datetime, zone: str | None) -> str:
        """The time of day; with the day unless it is today."""
        time_zone = ZoneInfo(zone or self._zone)
        local = moment.astimezone(time_zone)
        pattern = "HH:mm" if local.date() == self._clock().astimezone(time_zone).date() else "d MMM HH:mm"
        return str(format_datetime(local, pattern, locale=self.translate.language))


def _headline(briefing: Briefing, gap: str = "") -> Piece:
    return bold(opening(briefing.headline) + briefing.headline, gap=gap)


def _numbered(paragraph: str, number: int) -> str:
    return f"{opening(paragraph)}¶{number} {paragraph}"


def _by_outcome(report: Report) -> Iterator[tuple[PushOutcome, list[PushedArticle]]]:
    """The articles of a push by what became of them, in the order they are told."""
    outcomes: tuple[PushOutcome, ...] = ("stored", "updated", "already")
    for outcome in outcomes:
        if articles := [pushed for pushed in report.articles if pushed.outcome == outcome]:
            yield outcome, articles


def _most_that_fits(most: int, max_messages: int, packed: Callable[[int], list[str]]) -> int:
    """The largest number, up to `most`, for which `packed` makes no more than so many messages; 0 if none does."""
    return max(0, bisect_right(range(most + 1), max_messages, key=lambda number: len(packed(number))) - 1)


def _short(name: str) -> str:
    return name if len(name) <= _MAX_NAME_LENGTH else f"{name[: _MAX_NAME_LENGTH - 1].rstrip()}…"
