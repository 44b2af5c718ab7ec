"""Prints in the terminal: messages as rich text, numbered buttons, notices."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.status import Status
from rich.style import Style
from rich.text import Text

from bot.terminal.html_parser import MarkedText, read_html

MAX_WIDTH = 80  # columns; longer lines are hard to read

_STYLES = {
    "b": Style(bold=True),
    "strong": Style(bold=True),
    "i": Style(italic=True),
    "em": Style(italic=True),
    "u": Style(underline=True),
    "ins": Style(underline=True),
    "s": Style(strike=True),
    "strike": Style(strike=True),
    "del": Style(strike=True),
    "code": Style(color="cyan"),
    "pre": Style(color="cyan"),
}
_DIMMED = Style(dim=True)
_UNPRINTABLE = {
    **dict.fromkeys([*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)]),
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
}


def printable(text: str) -> str:
    """The text without control characters, tabs as spaces."""
    return text.replace("\t", "    ").translate(_UNPRINTABLE)


def render(html: str) -> RenderableType:
    """Telegram HTML as it stands on the screen.

    A link is its text, clickable where the terminal can; a quote has a bar on its left and is shown in full.
    """
    marked = read_html(printable(html))
    text = _styled(marked)
    parts: list[RenderableType] = []
    position = 0
    for quote in (span for span in marked.spans if span.tag == "blockquote"):
        if quote.start < position:
            continue  # inside the quote before it
        if before := marked.text[position : quote.start].removesuffix("\n"):
            parts.append(_WrappedText(text[position : position + len(before)]))
        parts.append(_WrappedText(text[quote.start : quote.end], is_quote=True))
        position = quote.end
        if marked.text.startswith("\n", position):
            position += 1
    if position < len(marked.text) or not parts:
        parts.append(_WrappedText(text[position:]))
    return Group(*parts)


def _styled(marked: MarkedText) -> Text:
    text = Text(marked.text)
    for span in marked.spans:
        style = _STYLES.get(span.tag)
        if span.tag == "a" and (address := span.attributes.get("href")):
            style = Style(underline=True, link=address)
        if style:
            text.stylize(style, span.start, span.end)
    return text


@dataclass(frozen=True, slots=True)
class _WrappedText:
    """Text wrapped at white space, none left at the end of a line."""

    text: Text
    is_quote: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        bar = ("| " if options.ascii_only else "│ ") if self.is_quote else ""
        for line in self.text.wrap(console, max(1, options.max_width - len(bar))):
            quoted_line = Text.assemble((bar, _DIMMED), line)
            quoted_line.rstrip()
            yield quoted_line


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message.

    Attributes:
        data: what the bot is told when it is pressed; empty for a link.
        address: where a link leads; empty for others.
    """

    message: int
    label: str
    data: str = ""
    address: str = ""


class Screen:
    """The terminal, and the numbers of the buttons on it.

    Numbers run on over all messages that answer one question, and over what their buttons bring up; the next
    question answered with buttons starts at 1 again. A button keeps its number while its message has it, but where
    another text with other buttons takes its place, these are numbered anew: a number has two digits at most.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._numbers: dict[int, Button] = {}
        self._highest = 0
        self._restarts_numbers = False
        self._gap_is_due = False
        self._person_types = False
        self._status: Status | None = None

    def asks(self, question: str) -> None:
        """Print what a script says to the bot, the first line of it."""
        first, *more = question.splitlines() or [""]
        self._print_block(Text(f"> {printable(first)}{' …' if more else ''}", style=_DIMMED))

    def new_question(self) -> None:
        """The buttons of its answer, if there are any, replace those there are now."""
        self._restarts_numbers = True

    def message(self, number: int, html: str, buttons: Iterable[Button]) -> None:
        """Print a message of the bot; with empty HTML, only its buttons, and only if one of them is new."""
        buttons = tuple(buttons)
        if html and not {button for button in self._numbers.values() if button.message == number}.issuperset(buttons):
            self._forget_numbers(number)
        numbered, new = self._number_buttons(number, buttons)
        parts = [render(html)] if html else []
        if new or (html and numbered):
            parts += [Text(), _ButtonRow(numbered)] if html else [_ButtonRow(numbered)]
        if parts:
            self._print_block(Group(*parts))

    def withdraw(self, number: int) -> None:
        """A message is deleted: it stays on the screen, but its buttons can no longer be pressed."""
        self._number_buttons(number, ())

    def notice(self, text: str) -> None:
        """Print a short notice, dimmed."""
        self._print_block(Text(printable(text), style=_DIMMED))

    def button(self, number: int) -> Button | None:
        """The button with that number, if it can be pressed now."""
        return self._numbers.get(number)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """While a person types on the last line, what is printed goes above it."""
        self._print_gap()
        self._person_types = True
        try:
            yield
        finally:
            self._person_types = False
            self._gap_is_due = True

    def work(self, text: str) -> None:
        """Show that the bot is busy until something is printed; only where the output is a terminal."""
        if self._console.is_interactive and not self._person_types and not self._status:
            self._status = self._console.status(Text(text, style=_DIMMED))
            self._status.start()

    def rest(self) -> None:
        """The bot is no longer busy."""
        if self._status:
            self._status.stop()
            self._status = None

    def _print_block(self, content: RenderableType) -> None:
        self.rest()
        self._print_gap()
        self._console.print(content, width=min(MAX_WIDTH, self._console.width))
        self._gap_is_due = True
        if self._person_types:
            self._print_gap()

    def _print_gap(self) -> None:
        if self._gap_is_due:
            self._console.print()
        self._gap_is_due = False

    def _forget_numbers(self, message: int) -> None:
        self._numbers = {number: button for number, button in self._numbers.items() if button.message != message}
        self._highest = max(self._numbers, default=0)

    def _number_buttons(self, message: int, buttons: tuple[Button, ...]) -> tuple[dict[int, Button], bool]:
        """The message's buttons with their numbers, and whether any of them is new."""
        if buttons and self._restarts_numbers:
            self._numbers, self._highest, self._restarts_numbers = {}, 0, False
        numbers_before = {button: number for number, button in self._numbers.items() if button in buttons}
        other_buttons = {number: button for number, button in self._numbers.items() if button.message != message}
        numbered = dict(numbers_before)
        for button in buttons:
            if button not in numbered:
                self._highest += 1
                numbered[button] = self._highest
        shown = {number: button for button, number in numbered.items()}
        self._numbers = other_buttons | shown
        return shown, len(numbered) > len(numbers_before)


@dataclass(frozen=True, slots=True)
class _ButtonRow:
    """Buttons side by side, wrapped between two of them. Round brackets: square ones mark sources."""

    buttons: dict[int, Button]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        line = Text()
        for number, button in self.buttons.items():
            style = Style(link=printable(button.address)) if button.address else Style()
            label = Text.assemble((f"({number})", Style(color="cyan")), " ", (printable(button.label), style))
            if line and cell_len(line.plain) + 3 + cell_len(label.plain) > options.max_width:
                yield line
                line = Text()
            line = Text.assemble(line, "   ", label) if line else label
        yield line
