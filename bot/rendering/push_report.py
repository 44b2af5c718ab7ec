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
from bot.rendering.message import Message, with_buttons
from bot.rendering.story_blocks import StoryBlocks, shortened
from briefings.errors import SourcelineError
from briefings.language.word_segmentation import lacks_package
from briefings.model.article import Article
from briefings.newsroom.report import PushedArticle, Report
from briefings.storage.protocols import PushOutcome

_MAX_BRIEFINGS = 10  # articles of a push that are shown with their briefings
_MAX_LINES = 1000  # articles of a push tried as lines: more would not fit into three messages
_MAX_FAILURES = 30  # failures of a push that are named
_MAX_REPORT_MESSAGES = 3  # of the report of a push of more articles than _MAX_BRIEFINGS
_MAX_FAILURE_MESSAGES = 2  # of those that its failures may take
_MAX_JOINED = 20  # articles of a long push that are named with what they joined
_MAX_JOINED_UNITS = 3000  # UTF-16 units for them, so that failures have room in the other two messages
_MAX_JOINED_LENGTH = 60  # characters of a headline there
_MAX_SPLIT_BUTTONS = 8  # articles that joined a story and can be split with a button


class PushReports:
    """Reports of pushes as messages."""

    def __init__(self, translate: Translator, blocks: StoryBlocks) -> None:
        self._translate = translate
        self._blocks = blocks

    def report(self, report: Report, zone: str | None = None) -> list[Message]:
        """What became of a push, for the editor: its articles, then what failed and why.

        Up to ten articles are shown with their briefings. Of more, and of failures, as many are named as three messages
        hold, failures first; the others are counted. Of those that joined a story, the first eight have a button.
        """
        rest = self._lacking({pushed.article.language for pushed in report.articles})
        joined = [pushed for pushed in report.articles if pushed.outcome == "stored" and pushed.joined]
        if report.failures:
            rest.append(self._failures(report.failures))
        if len(report.articles) <= _MAX_BRIEFINGS:
            return with_buttons(pack([*self._pushed_briefings(report, zone), *rest]), self._split_buttons(joined))

        def packed(lines: int) -> list[str]:
            return pack([*self._pushed_lines(report, lines), *rest])

        if joined:
            rest.insert(0, self._joined_lines(joined))
        lines = _most_that_fits(_MAX_LINES, _MAX_REPORT_MESSAGES, packed)
        return with_buttons(packed(lines), self._split_buttons(joined))

    def _pushed_briefings(self, report: Report, zone: str | None) -> Iterator[list[Piece]]:
        """Each article with its id and briefing."""
        for outcome, articles in _by_outcome(report):
            for number, pushed in enumerate(articles):
                headline, *rest = self._blocks.story(pushed.briefing, zone)
                block = [headline, code(pushed.article.id, gap=" · "), *rest]
                if number == 0:
                    summary = self._translate(f"push-{outcome}", count=len(articles))
                    block = [Piece(summary), replace(headline, gap="\n\n"), *block[1:]]
                if pushed.joined:
                    block.append(Piece(self._joined(pushed, pushed.joined), gap="\n"))
                yield block

    def _pushed_lines(self, report: Report, most: int) -> Iterator[list[Piece]]:
        """Each outcome with headline and id of its first articles, up to `most`, and how many more there are."""
        for outcome, articles in _by_outcome(report):
            block = [Piece(self._translate(f"push-{outcome}", count=len(articles)))]
            for pushed in articles[:most]:
                headline = shortened(pushed.article.headline)
                block.append(with_code(opening(headline) + headline, pushed.article.id))
            if len(articles) > most:
                block.append(Piece(self._translate("push-more-articles", count=len(articles) - most), gap="\n"))
            yield block

    def _joined_lines(self, joined: Sequence[PushedArticle]) -> list[Piece]:
        """What the first of many articles have joined, and how many more have."""

        def block(named: int) -> list[Piece]:
            pieces = [Piece(self._translate("push-joined-some", count=len(joined)))]
            pieces += [piece for pushed in joined[:named] for piece in self._joined_pair(pushed)]
            if len(joined) > named:
                pieces.append(Piece(self._translate("push-joined-more", count=len(joined) - named), gap="\n"))
            return pieces

        most = min(len(joined), _MAX_JOINED)
        return block(_most_that_fits(most, 1, lambda named: pack([block(named)], _MAX_JOINED_UNITS)))

    def _joined_pair(self, pushed: PushedArticle) -> Iterator[Piece]:
        """An article, and under it the newest other one of the story it joined."""
        assert pushed.joined
        name = isolated(shortened(pushed.article.headline, _MAX_JOINED_LENGTH))
        yield with_code(f"– {name}", pushed.article.id)
        other = isolated(shortened(pushed.joined.headline, _MAX_JOINED_LENGTH))
        line = self._translate("push-joined-with", headline=other, source=self._blocks.source_name(pushed.joined))
        yield Piece(line, gap="\n")

    def _joined(self, pushed: PushedArticle, other: Article) -> str:
        """Which story an article is in, by its newest other article."""
        fields: dict[str, str | int] = {
            "headline": isolated(shortened(other.headline)),
            "source": self._blocks.source_name(other),
            "count": pushed.story_size - 2,
            "id": pushed.article.id,
        }
        return self._translate("push-joined", **fields)

    def _split_buttons(self, joined: Sequence[PushedArticle]) -> Rows:
        """A button for each of the first that joined a story."""
        ids = [pushed.article.id for pushed in joined[:_MAX_SPLIT_BUTTONS]]
        buttons = [(self._translate("button-split", id=id), callback_data.split(id)) for id in ids]
        return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))

    def _failures(self, failures: Sequence[SourcelineError]) -> list[Piece]:
        """What failed and why, as much of it as two messages hold, and how many more there are."""
        sentences = [f"– {self._translate.error(error)}" for error in failures[:_MAX_FAILURES]]

        def block(named: int) -> list[Piece]:
            pieces = [Piece(self._translate("push-failed", count=len(failures)))]
            pieces += [Piece(sentence, gap="\n") for sentence in sentences[:named]]
            if len(failures) > named:
                pieces.append(Piece(self._translate("push-more-failures", count=len(failures) - named), gap="\n"))
            return pieces

        return block(_most_that_fits(len(sentences), _MAX_FAILURE_MESSAGES, lambda named: pack([block(named)])))

    def _lacking(self, languages: Iterable[str]) -> list[list[Piece]]:
        """Which of the languages need a package that is not installed."""
        names = Locale(self._translate.language).languages
        return [
            [Piece(self._translate("push-lacks-package", language=names.get(language, language), extra=language))]
            for language in sorted(languages)
            if lacks_package(language)
        ]


def _by_outcome(report: Report) -> Iterator[tuple[PushOutcome, list[PushedArticle]]]:
    """The articles of a push by what became of them, in the order they are told."""
    outcomes: tuple[PushOutcome, ...] = ("stored", "updated", "already")
    for outcome in outcomes:
        if articles := [pushed for pushed in report.articles if pushed.outcome == outcome]:
            yield outcome, articles


def _most_that_fits(most: int, max_messages: int, packed: Callable[[int], list[str]]) -> int:
    """The largest number, up to `most`, for which `packed` makes no more than so many messages; 0 if none does."""
    return max(0, bisect_right(range(most + 1), max_messages, key=lambda number: len(packed(number))) - 1)
