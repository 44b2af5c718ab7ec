"""Briefings and reports → what a person sees: Telegram HTML and buttons, in the interface's words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from bot.buttons import Rows, groups_that_fit, sources
from bot.markup import Piece, bold, code, linked, marked, pack, quote
from bot.words import Words
from briefings.briefing import Briefing, Source
from briefings.newsroom import Report, Stats

_NAME_LENGTH = 120  # characters of an outlet's or author's name that a source line shows


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its HTML and its rows of buttons."""

    html: str
    buttons: Rows = ()


class Messages:
    """Everything the bot shows, in one language."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def stories(self, briefings: Sequence[Briefing], more: str | None = None, heading: str = "") -> list[Message]:
        """Briefings as messages, each with a button for its source lines; `more` is the last one's button's data."""
        groups = groups_that_fit(briefings)
        messages: list[Message] = []
        for group in groups:
            blocks = [self._story(briefing) for briefing in group]
            if heading and not messages:
                blocks[0] = [Piece(heading), bold(group[0].headline, gap="\n\n"), *blocks[0][1:]]
            packed = pack(blocks)
            row = [(self.words("button-sources"), sources(group))]
            if more and group is groups[-1]:
                row.append((self.words("button-more"), more))
            messages += [Message(html) for html in packed[:-1]]
            messages.append(Message(packed[-1], (tuple(row),)))
        return messages

    def _story(self, briefing: Briefing) -> list[Piece]:
        pieces = [bold(briefing.headline)]
        for number, each in enumerate(briefing.quotes):
            pieces.append(marked(each.text, f"[{each.source}]", gap=" " if number else "\n"))
        if not briefing.quotes:
            pieces.append(Piece(self.words("too-short-to-brief"), gap="\n"))
        return pieces + [self._source(source, number) for number, source in enumerate(briefing.sources, 1)]

    def _source(self, source: Source, number: int) -> Piece:
        article = source.article
        rest = []
        if article.agency:
            rest.append(self.words("source-via", agency=article.agency))
        if article.author:
            rest.append(_short(article.author))
        if article.published:
            rest.append(self._day(article.published))
        elif not article.outlet:
            rest.append(self.words("source-received", date=self._day(article.received)))
        if source.paragraphs:
            rest.append(", ".join(f"¶{paragraph}" for paragraph in source.paragraphs))
        outlet = _short(article.outlet) if article.outlet else self.words("source-not-named")
        tail = "".join(f" · {part}" for part in rest)
        if article.link:
            return linked(f"[{number}] ", outlet, article.link, tail)
        return Piece(f"[{number}] {outlet}{tail}", gap="\n")

    def passages(self, briefings: Iterable[Briefing]) -> list[Message]:
        """The paragraphs that briefings quote, in full, numbered, each story's folded under its headline."""
        blocks = []
        for briefing in briefings:
            block = [bold(briefing.headline), code(briefing.id, gap=" · ")]
            for number, source in enumerate(briefing.sources, 1):
                block.append(self._source(source, number))
                used = [f"¶{each} {source.article.paragraphs[each - 1]}" for each in source.paragraphs]
                if used:
                    block.append(quote("\n\n".join(used)))
            blocks.append(block)
        return [Message(html) for html in pack(blocks)]

    def report(self, report: Report) -> list[Message]:
        """What became of a push, for the editor: each article with its id and briefing, then what failed and why."""
        blocks: list[list[Piece]] = []
        for became in ("stored", "updated", "already"):
            briefings = [each.briefing for each in report.articles if each.became == became]
            for number, briefing in enumerate(briefings):
                head, *rest = self._story(briefing)
                block = [head, code(briefing.id, gap=" · "), *rest]
                if number == 0:
                    summary = self.words(f"push-{became}", count=len(briefings))
                    block = [Piece(summary), bold(briefing.headline, gap="\n\n"), *block[1:]]
                blocks.append(block)
        if report.failures:
            lines = [Piece(self.words("push-failed", count=len(report.failures)))]
            lines += [Piece(f"– {self.words.error(error)}", gap="\n") for error in report.failures]
            blocks.append(lines)
        return [Message(html) for html in pack(blocks)]

    def stats(self, stats: Stats, subscribed: int) -> Message:
        """`/stats`: the archive in numbers."""
        lines = [self.words("stats-articles", count=stats.articles, today=stats.today)]
        if stats.newest:
            lines.append(self.words("stats-newest", date=self._day(stats.newest)))
        for key, counts in (("stats-outlets", stats.outlets), ("stats-languages", stats.languages)):
            if counts:
                lines.append(self.words(key, names=", ".join(f"{name} ({count})" for name, count in counts)))
        lines.append(self.words("stats-subscribed", count=subscribed))
        return Message(pack([[Piece("\n".join(lines))]])[0])

    def text(self, key: str, rows: Rows = (), /, **fields: str | int) -> Message:
        """A plain sentence of the interface."""
        return Message(pack([[Piece(self.words(key, **fields))]])[0], rows)

    def _day(self, moment: datetime) -> str:
        return format_date(moment, "d MMM y", locale=self.words.language)


def _short(name: str) -> str:
    return name if len(name) <= _NAME_LENGTH else f"{name[: _NAME_LENGTH - 1].rstrip()}…"
