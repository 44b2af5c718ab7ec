"""Briefings and reports → what a person sees: Telegram HTML and buttons, in the interface's words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime

from bot.locales import Translator
from bot.rendering import callback_data
from bot.rendering.bidi import isolated, left_to_right, opening
from bot.rendering.callback_data import Rows
from bot.rendering.html import Piece, bold, code, italic, linked, marked, pack, quote
from briefings.language.word_segmentation import lacks_package
from briefings.model.briefing import Briefing, Citation
from briefings.model.clock import Clock
from briefings.newsroom.report import Report, Stats

_MAX_NAME_LENGTH = 120  # characters of the name of an outlet, agency or author that a source line shows


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
            seen = self._time(briefing.first_seen, zone)
            about = self.translate("story-seen", outlets=briefing.outlets, time=seen)
            pieces.append(Piece(isolated(about, among=briefing.headline), gap=" · "))
        if briefing.since_article:
            new = self.translate("story-new", time=self._time(briefing.since_article.received, zone))
            pieces.append(italic(new, gap="\n"))
        for number, each in enumerate(briefing.quotes):
            gap = " " if number or briefing.since_article else f"\n{opening(each.text)}"
            pieces.append(marked(each.text, f"[{each.source}]", gap=gap))
        if not briefing.quotes:
            pieces.append(Piece(self.translate("too-short-to-brief"), gap="\n"))
        pieces += [self._source(source, f"[{number}] ") for number, source in enumerate(briefing.sources, 1)]
        if briefing.others:
            pieces.append(Piece(self.translate("story-others", count=len(briefing.others)), gap="\n"))
        return pieces

    def _source(self, source: Citation, mark: str) -> Piece:
        article = source.article
        rest = []
        if article.agency:
            rest.append(self.translate("source-via", agency=_short(article.agency)))
        if article.author:
            rest.append(isolated(_short(article.author)))
        if article.published:
            rest.append(self._day(article.published))
        elif not article.outlet:
            rest.append(self.translate("source-received", date=self._day(article.received)))
        if source.paragraphs:
            rest.append(", ".join(f"¶{paragraph}" for paragraph in source.paragraphs))
        outlet = _short(article.outlet) if article.outlet else self.translate("source-not-named")
        tail = "".join(f" · {part}" for part in rest)
        mark, outlet = left_to_right(outlet, tail) + mark, isolated(outlet)
        if article.link:
            return linked(mark, outlet, article.link, tail)
        return Piece(f"{mark}{outlet}{tail}", gap="\n")

    def passages(self, briefings: Iterable[Briefing]) -> list[Message]:
        """The paragraphs that briefings quote, in full, numbered, each story's folded under its headline."""
        blocks = []
        for briefing in briefings:
            block = [_headline(briefing), code(briefing.id, gap=" · ")]
            for number, source in enumerate(briefing.sources, 1):
                block.append(self._source(source, f"[{number}] "))
                if source.article.id != briefing.id:
                    block.append(code(source.article.id, gap=" · "))
                used = [_numbered(source.article.paragraphs[each - 1], each) for each in source.paragraphs]
                if used:
                    block.append(quote("\n\n".join(used)))
            blocks.append(block)
        return [Message(html) for html in pack(blocks)]

    def all_sources(self, briefings: Iterable[Briefing]) -> list[Message]:
        """Every article of the stories, the quoted ones with their marks, each with its id."""
        blocks = []
        for briefing in briefings:
            block = [_headline(briefing)]
            for number, source in enumerate(briefing.sources, 1):
                block += self._named(source, f"[{number}] ")
            for article in briefing.others:
                block += self._named(Citation(article, ()), "– ")
            blocks.append(block)
        return [Message(html) for html in pack(blocks)]

    def _named(self, source: Citation, mark: str) -> list[Piece]:
        return [self._source(source, mark), code(source.article.id, gap=" · ")]

    def report(self, report: Report) -> list[Message]:
        """What became of a push, for the editor: each article with its id and briefing, then what failed and why."""
        blocks: list[list[Piece]] = []
        for outcome in ("stored", "updated", "already"):
            pushed = [each for each in report.articles if each.outcome == outcome]
            for number, each in enumerate(pushed):
                head, *rest = self._story(each.briefing)
                id = code(each.article.id, gap=" · ")
                block = [head, id, *rest]
                if number == 0:
                    summary = self.translate(f"push-{outcome}", count=len(pushed))
                    block = [Piece(summary), replace(head, gap="\n\n"), id, *rest]
                if each.story_size > 1:
                    others = self.translate("push-joined", count=each.story_size - 1, id=each.article.id)
                    block.append(Piece(others, gap="\n"))
                blocks.append(block)
        blocks += self._lacking({each.article.language for each in report.articles})
        if report.failures:
            lines = [Piece(self.translate("push-failed", count=len(report.failures)))]
            lines += [Piece(f"– {self.translate.error(error)}", gap="\n") for error in report.failures]
            blocks.append(lines)
        return [Message(html) for html in pack(blocks)]

    def _lacking(self, languages: Iterable[str]) -> list[list[Piece]]:
        """Which of the languages need a package that is not installed."""
        names = Locale(self.translate.language).languages
        return [
            [Piece(self.translate("push-lacks-package", language=names.get(each, each), extra=each))]
            for each in sorted(languages)
            if lacks_package(each)
        ]

    def stats(self, stats: Stats, subscribed: int) -> Message:
        """`/stats`: the archive in numbers."""
        lines = [self.translate("stats-articles", count=stats.articles, today=stats.today)]
        if stats.newest:
            lines.append(self.translate("stats-newest", date=self._day(stats.newest)))
        for key, counts in (("stats-outlets", stats.outlets), ("stats-languages", stats.languages)):
            if counts:
                lines.append(self.translate(key, names=", ".join(f"{name} ({count})" for name, count in counts)))
        lines.append(self.translate("stats-subscribed", count=subscribed))
        return Message(pack([[Piece("\n".join(lines))]])[0])

    def text(self, key: str, rows: Rows = (), /, **fields: str | int) -> Message:
        """A plain sentence of the interface."""
        return Message(pack([[Piece(self.translate(key, **fields))]])[0], rows)

    def _day(self, moment: datetime) -> str:
        return format_date(moment, "d MMM y", locale=self.translate.language)

    def _time(self, moment: datetime, zone: str | None) -> str:
        """The time of day; with the day unless it is today."""
        there = ZoneInfo(zone or self._zone)
        local = moment.astimezone(there)
        pattern = "HH:mm" if local.date() == self._clock().astimezone(there).date() else "d MMM HH:mm"
        return str(format_datetime(local, pattern, locale=self.translate.language))


def _headline(briefing: Briefing, gap: str = "") -> Piece:
    return bold(opening(briefing.headline) + briefing.headline, gap=gap)


def _numbered(paragraph: str, number: int) -> str:
    return f"{opening(paragraph)}¶{number} {paragraph}"


def _short(name: str) -> str:
    return name if len(name) <= _MAX_NAME_LENGTH else f"{name[: _MAX_NAME_LENGTH - 1].rstrip()}…"
