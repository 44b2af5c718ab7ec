"""The report of a push, for the editor: what became of its articles, which story they joined, what failed and why."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from babel import Locale

from bot.locales import Translator
from bot.rendering import callback_data
from bot.rendering.bidi import isolated, opening
from bot.rendering.callback_data import Rows
from bot.rendering.html import Piece, code, pack, with_code
from bot.rendering.message import Message
from bot.rendering.story_blocks import StoryBlocks, shortened
from briefings.language.word_segmentation import lacks_package
from briefings.model.article import Article
from briefings.newsroom.pushed_articles import ListedArticle
from briefings.newsroom.report import PushedArticle, Report
from briefings.storage.protocols import PushOutcome

MAX_LISTED = 20  # articles of each outcome, or of a page of a long push, that are named if they fit

_MAX_BRIEFINGS = 3  # articles of a push that are shown with their briefings
_MAX_FAILURES = 5  # failures of a push that are named
_MAX_FAILURE_LENGTH = 240  # characters of the sentence for each, so that all fit beside everything else
_MAX_JOINED_LENGTH = 60  # characters of a headline that an article has joined
_MAX_SPLIT_BUTTONS = 8  # articles that joined a story and can be split with a button


class PushReports:
    """Reports of pushes as messages: one, whatever was pushed."""

    def __init__(self, translate: Translator, blocks: StoryBlocks) -> None:
        self._translate = translate
        self._blocks = blocks

    def report(self, report: Report, zone: str | None = None) -> Message:
        """What became of a push: its articles, then what failed and why.

        Up to three articles are shown with their briefings, if they fit into the message. Of more, twenty are
        named; the others are counted, and of new ones a button shows the rest. The first five failures are named. Of
        those that joined a story, the first eight that are named have a button.
        """
        rest = self._lacking({pushed.article.language for pushed in report.articles})
        if report.failures:
            rest.append(self._failures(report))
        briefings = [pushed.briefing for pushed in report.articles[: _MAX_BRIEFINGS + 1]]
        if len(briefings) <= _MAX_BRIEFINGS and all(briefings):
            packed = pack([*self._pushed_briefings(report, zone), *rest])
            if len(packed) == 1:
                return Message(packed[0], self._buttons(map(_listed, report.articles), None))
        return self._list(report, rest)

    def page(self, articles: Sequence[ListedArticle], last: str) -> Message:
        """The first of these, as many as fit; with a button for those from the next one to `last`, if there is one."""
        lines = [self._line(listed) for listed in articles]

        def packed(count: int) -> list[str]:
            shown = articles[:count] or articles[:1]
            title = self._translate("push-page", first=shown[0].article.id, last=shown[-1].article.id)
            return pack([[Piece(title), *_flat(lines[:count])], *self._split_hint(shown)])

        count = max(1, _most_that_fits(min(len(articles), MAX_LISTED), packed))
        more = callback_data.pushed(articles[count].article.id, last) if len(articles) > count else None
        return Message(packed(count)[0], self._buttons(articles[:count], more))

    def _list(self, report: Report, rest: Sequence[list[Piece]]) -> Message:
        """Headlines with their ids."""
        groups = [(outcome, list(map(_listed, articles))) for outcome, articles in _by_outcome(report)]
        lines = [[self._line(listed) for listed in group[:MAX_LISTED]] for _, group in groups]

        def packed(most: int) -> list[str]:
            blocks = [
                self._group(outcome, len(group), named[:most])
                for (outcome, group), named in zip(groups, lines, strict=True)
            ]
            shown = [listed for _, group in groups for listed in group[:most]]
            return pack([*blocks, *self._split_hint(shown), *rest])

        most = _most_that_fits(MAX_LISTED, packed)
        new = dict(groups).get("stored", [])
        more = callback_data.pushed(new[most].article.id, new[-1].article.id) if len(new) > most else None
        shown = [listed for _, group in groups for listed in group[:most]]
        return Message(packed(most)[0], self._buttons(shown, more))

    def _group(self, outcome: PushOutcome, count: int, lines: Sequence[Sequence[Piece]]) -> list[Piece]:
        """The articles of one outcome that are named, and how many more there are."""
        block = [Piece(self._translate(f"push-{outcome}", count=count)), *_flat(lines)]
        if count > len(lines):
            key = "push-more-stored" if outcome == "stored" else "push-more-articles"
            block.append(Piece(self._translate(key, count=count - len(lines)), gap="\n"))
        return block

    def _line(self, listed: ListedArticle) -> list[Piece]:
        """An article, and under it the newest other one of the story it joined."""
        headline = shortened(listed.article.headline)
        pieces = [with_code(opening(headline) + headline, listed.article.id)]
        if listed.joined:
            other = isolated(shortened(listed.joined.headline, _MAX_JOINED_LENGTH))
            source = self._blocks.source_name(listed.joined)
            pieces.append(Piece(self._translate("push-joined-with", headline=other, source=source), gap="\n"))
        return pieces

    def _split_hint(self, shown: Iterable[ListedArticle]) -> list[list[Piece]]:
        """How an article is taken out of the story it joined, if one of them did."""
        return [[Piece(self._translate("push-split"))]] if any(listed.joined for listed in shown) else []

    def _pushed_briefings(self, report: Report, zone: str | None) -> Iterator[list[Piece]]:
        """Each article with its id and briefing."""
        for outcome, articles in _by_outcome(report):
            for number, pushed in enumerate(articles):
                assert pushed.briefing
                headline, *rest = self._blocks.story(pushed.briefing, zone)
                block = [headline, code(pushed.article.id, gap=" · "), *rest]
                if number == 0:
                    summary = self._translate(f"push-{outcome}", count=len(articles))
                    block = [Piece(summary), replace(headline, gap="\n\n"), *block[1:]]
                if pushed.joined:
                    block.append(Piece(self._joined_sentence(pushed, pushed.joined), gap="\n"))
                yield block

    def _joined_sentence(self, pushed: PushedArticle, other: Article) -> str:
        """Which story an article is in, by its newest other article."""
        fields: dict[str, str | int] = {
            "headline": isolated(shortened(other.headline)),
            "source": self._blocks.source_name(other),
            "count": pushed.story_size - 2,
            "id": pushed.article.id,
        }
        return self._translate("push-joined", **fields)

    def _buttons(self, shown: Iterable[ListedArticle], more: str | None) -> Rows:
        """A button for each of the first that joined a story, and one for what is not shown."""
        ids = [listed.article.id for listed in shown if listed.joined][:_MAX_SPLIT_BUTTONS]
        buttons = [(self._translate("button-split", id=id), callback_data.split(id)) for id in ids]
        rows = [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]
        if more:
            rows.append(((self._translate("button-more"), more),))
        return tuple(rows)

    def _failures(self, report: Report) -> list[Piece]:
        """What failed first and why, and how many more there are."""
        pieces = [Piece(self._translate("push-failed", count=report.failure_count))]
        named = report.failures[:_MAX_FAILURES]
        sentences = (f"– {self._translate.error(error)}" for error in named)
        pieces += [Piece(shortened(sentence, _MAX_FAILURE_LENGTH), gap="\n") for sentence in sentences]
        if more := report.failure_count - Report(failures=named).failure_count:
            pieces.append(Piece(self._translate("push-more-failures", count=more), gap="\n"))
        return pieces

    def _lacking(self, languages: Iterable[str]) -> list[list[Piece]]:
        """Which of the languages need a package that is not installed."""
        names = Locale(self._translate.language).languages
        return [
            [Piece(self._translate("push-lacks-package", language=names.get(language, language), extra=language))]
            for language in sorted(languages)
            if lacks_package(language)
        ]


def _listed(pushed: PushedArticle) -> ListedArticle:
    """An article of a push in a list; which story it joined is said of a new one only."""
    return ListedArticle(pushed.article, pushed.joined if pushed.outcome == "stored" else None)


def _flat(lines: Iterable[Iterable[Piece]]) -> Iterator[Piece]:
    return (piece for line in lines for piece in line)


def _by_outcome(report: Report) -> Iterator[tuple[PushOutcome, list[PushedArticle]]]:
    """The articles of a push by what became of them, in the order they are told."""
    outcomes: tuple[PushOutcome, ...] = ("stored", "updated", "already")
    for outcome in outcomes:
        if articles := [pushed for pushed in report.articles if pushed.outcome == outcome]:
            yield outcome, articles


def _most_that_fits(most: int, packed: Callable[[int], list[str]]) -> int:
    """The largest number, up to `most`, for which `packed` makes one message; 0 if none does."""
    return max(0, bisect_right(range(most + 1), 1, key=lambda number: len(packed(number))) - 1)
