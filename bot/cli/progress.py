"""The output of the commands: sentences, and on a terminal a count while they are at work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from briefings.model.printable import printable


@contextmanager
def show_progress(description: str) -> Iterator[Callable[[int], None]]:
    """Show `description` and a count while the block runs; call the function with how many more are done."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(description, total=None)
        yield lambda count: progress.advance(task, count)


def say(sentence: str) -> None:
    """Print a sentence, whatever signs are in it; none of them moves the cursor or colours the terminal."""
    lines = "\n".join(map(printable, sentence.split("\n")))
    Console(highlight=False, markup=False, soft_wrap=True).print(lines)
