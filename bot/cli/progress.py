"""What the commands without a chat print: sentences, and a count on a terminal while they are at work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None]]:
    """Show `what` and how much of it is done; the function given is told of each step."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=None)
        yield lambda count: progress.advance(task, count)


def say(sentence: str) -> None:
    """Print a sentence, whatever signs are in it."""
    Console(highlight=False, markup=False, soft_wrap=True).print(sentence)
