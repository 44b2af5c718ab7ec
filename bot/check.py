"""`sourceline check`: reads all that is kept, and says what is wrong."""

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from bot.settings import Settings
from bot.words import Words
from briefings.checking import check


def check_all(settings: Settings, words: Words) -> bool:
    """Print what is wrong, a line each; whether all is well."""
    out, console = Console(highlight=False, markup=False, soft_wrap=True), Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(words("check-progress"), total=None)
        wrong = list(check(settings.data_dir, lambda count: progress.advance(task, count)))
        files = int(progress.tasks[0].completed)
    for error in wrong:
        out.print(words.error(error))
    if not wrong:
        out.print(words("check-well", count=files, folder=str(settings.data_dir)))
    return not wrong
