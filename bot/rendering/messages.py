"""Briefings and reports → what a person sees: Telegram HTML and buttons, in the interface's words."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.locales import Translator
from bot.rendering import callback_data
from bot.rendering.bidi import isolated
from bot.rendering.callback_data import Rows
from bot.rendering.html import Piece, code, pack, plain
from bot.rendering.message import Message, with_buttons
from bot.rendering.push_report import PushReports
from bot.rendering.story_blocks import StoryBlocks, headline, shortened
from bot.rendering.story_lists import ListedStory, pack_lists
from bot.rendering.story_toggles import NO_MARKS, Marks, toggle_row
from bot.rendering.zone_labels import zone_text
from briefings.model.briefing import Briefing
from briefings.model.clock import Clock
from briefings.newsroom.pushed_articles import ListedArticle
from briefings.newsroom.report import Report, Stats

_DIGEST_ENDED = {
    "blocked": "digest-ended-blocked",
    "kicked": "digest-ended-kicked",
    "no-right": "digest-ended-no-right",
}
_MAX_LISTED = 100  # articles of a story; of more, the newest are listed and the others counted


class Messages:
    """Everything the bot shows, in one language."""

    def __init__(self, translate: Translator, clock: Clock, zone: str) -> None:
        """`zone`: the time zone of those who have not named their own."""
        self.translate = translate
        self._clock = clock
        self._zone = zone
        self._blocks = StoryBlocks(translate, clock, zone)
        self._reports = PushReports(translate, self._blocks)

    def stories(
        self,
        briefings: Sequence[Briefing],
        more: str | None = None,
        heading: str = "",
        zone: str | None = None,
        marks: Marks = NO_MARKS,
    ) -> list[Message]:
        """Briefings as messages, each with a button for its source lines; `more` is the last one's button's data.

        `marks`: what the chat follows and mutes, which the buttons of a story alone take back.
        """
        groups = callback_data.groups_that_fit(briefings)
        messages: list[Message] = []
        for group in groups:
            blocks = [self._blocks.story(briefing, zone) for briefing in group]
            if heading and not messages:
                blocks[0] = [Piece(heading), headline(group[0], gap="\n\n"), *blocks[0][1:]]
            packed = pack(blocks)
            row = self._story_buttons(group)
            if more and group is groups[-1]:
                row.append((self.translate("button-more"), more))
            messages += with_buttons(packed, (tuple(row), self._choices(group, marks)))
        return messages

    def _choices(self, group: Sequence[Briefing], marks: Marks) -> tuple[tuple[str, str], ...]:
        """The buttons that follow and mute one story; of several, the one that offers these."""
        if len(group) == 1:
            return toggle_row(self.translate, group[0].id, marks)
        return ((self.translate("button-choose"), callback_data.choose(group)),)

    def _story_buttons(self, group: Sequence[Briefing]) -> list[tuple[str, str]]:
        """The buttons under stories: what they quote, all their articles, what they are near."""
        row = [(self.translate("button-sources"), callback_data.sources(group))]
        if any(briefing.size > 1 for briefing in group):
            row.append((self.translate("button-all-sources"), callback_data.all_sources(group)))
        if any(briefing.related for briefing in group):
            row.append((self.translate("button-related"), callback_data.related(group)))
        return row

    def article(
        self, own: Briefing, story: Briefing, zone: str | None = None, marks: Marks = NO_MARKS
    ) -> list[Message]:
        """The briefing of one article alone, with a button for the whole story it is in."""
        id = own.sources[0].article.id
        title, *rest = self._blocks.story(own, zone)
        whole = self.translate("button-whole-story", articles=story.size)
        row = ((self.translate("button-sources"), callback_data.lines(id)), (whole, callback_data.story(story.id)))
        packed = pack([[title, code(id, gap=" · "), *rest]])
        return with_buttons(packed, (row, self._choices([story], marks)))

    def choices(self, briefings: Sequence[Briefing], marks: Marks) -> Message:
        """The headlines of stories, each with the buttons that follow and mute it."""
        lines = [Piece(self.translate("choose-stories"))]
        lines += [
            Piece(f"{place}. {isolated(shortened(each.headline))}", gap="\n") for place, each in enumerate(briefings, 1)
        ]
        rows = [toggle_row(self.translate, each.id, marks, place) for place, each in enumerate(briefings, 1)]
        return Message(pack([lines])[0], tuple(rows))

    def passages(self, briefings: Iterable[Briefing], zone: str | None = None) -> list[Message]:
        """The paragraphs that briefings quote, in full, numbered, each story's folded under its headline."""
        return [Message(html) for html in pack(self._blocks.passages(briefing, zone) for briefing in briefings)]

    def all_sources(self, briefings: Iterable[Briefing], zone: str | None = None) -> list[Message]:
        """Every article of the stories, the quoted ones with their marks, each with a button that opens it."""
        lists = []
        for briefing in briefings:
            marked = [(source.article, f"[{number}] ") for number, source in enumerate(briefing.sources, 1)]
            marked += [(article, "– ") for article in briefing.others]
            left_out = len(marked) - _MAX_LISTED
            del marked[_MAX_LISTED:]
            block = [headline(briefing)] if briefing.size > 1 else []
            for article, mark in marked:
                block += self._blocks.listed(article, mark, zone)
            if left_out > 0:
                block.append(Piece(self.translate("story-others", count=left_out), gap="\n"))
            opens = [(article.headline, callback_data.article(article.id)) for article, _ in marked]
            lists.append(ListedStory(block, opens if briefing.size > 1 else []))
        return pack_lists(lists)

    def headlines(
        self, briefings: Sequence[Briefing], more: str | None = None, heading: str = "", zone: str | None = None
    ) -> list[Message]:
        """Stories as a line each, with a button that opens it; `more` as in `stories`."""
        block = [Piece(heading)] if heading else []
        for briefing in briefings:
            block += self._blocks.listed(briefing.sources[0].article, "– ", zone, title=briefing.headline)
        *first, last = pack_lists(
            [ListedStory(block, [(each.headline, callback_data.story(each.id)) for each in briefings])]
        )
        rows = (*last.buttons, ((self.translate("button-more"), more),)) if more else last.buttons
        return [*first, Message(last.html, rows)]

    def related(self, stories: Iterable[tuple[Briefing, Sequence[Briefing]]], zone: str | None = None) -> list[Message]:
        """For each story those it is near, as headlines, the newest first, each with a button that opens it."""
        lists = []
        for briefing, near in stories:
            block = [Piece(self.translate("story-related")), headline(briefing, gap=" ")]
            for other in near:
                block += self._blocks.listed(other.sources[0].article, "– ", zone, title=other.headline)
            lists.append(ListedStory(block, [(other.headline, callback_data.story(other.id)) for other in near]))
        return pack_lists(lists)

    def report(self, report: Report, zone: str | None = None) -> Message:
        """What became of a push, for the editor: its articles, then what failed and why."""
        return self._reports.report(report, zone)

    def pushed(self, articles: Sequence[ListedArticle], last: str) -> Message:
        """Articles of a push, as many as a message holds; a button for those from there to the one with id `last`."""
        return self._reports.page(articles, last)

    def stats(self, stats: Stats, more: Sequence[str], zone: str | None = None) -> Message:
        """`/stats`: the archive in numbers; `more`: lines after it."""
        lines = [self.translate("stats-articles", count=stats.articles, today=stats.today)]
        if stats.newest:
            lines.append(self.translate("stats-newest", date=self._blocks.local_day(stats.newest, zone)))
        for key, counts in (("stats-outlets", stats.outlets), ("stats-languages", stats.languages)):
            if counts:
                lines.append(self.translate(key, names=", ".join(f"{name} ({count})" for name, count in counts)))
        return Message(plain("\n".join((*lines, *more))))

    def text(self, key: str, rows: Rows = (), /, **fields: str | int) -> Message:
        """A plain sentence of the interface."""
        return Message(plain(self.translate(key, **fields)), rows)

    def digest_ended(self, by: str, title: str) -> Message:
        """What the person is told who set up the digest of a group or channel that cannot be reached any more."""
        return self.text(_DIGEST_ENDED[by], title=title)

    def digest_return(self, times: str, zone: str) -> Message:
        """The offer to send digests as before to one who has come back."""
        row = ((self.translate("button-digest-again"), callback_data.DAILY_AGAIN),)
        return self.text("digest-return", (row,), times=times, zone=zone_text(zone))

    def time(self, moment: datetime, zone: str | None = None) -> str:
        """The time of day in that zone; with the day unless it is today."""
        return self._blocks.time(moment, zone)

    def start_of_day(self, zone: str | None = None) -> datetime:
        """The moment at which the day began that it is in that zone now."""
        return self._clock().astimezone(ZoneInfo(zone or self._zone)).replace(hour=0, minute=0, second=0, microsecond=0)
