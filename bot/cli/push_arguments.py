"""What the arguments of `sourceline push` name: files, folders, links, standard input → items."""

import sys
from pathlib import Path

from briefings.errors import SourcelineError
from briefings.intake.formats.paths import expand, load
from briefings.model.items import File, Link
from briefings.model.links import short_link

PushArgument = str | Path | SourcelineError  # a link or `-`, a file, or why there is none


def named(argument: str) -> list[PushArgument]:
    """What one argument names: a link or `-` as it is, a file, each file of a folder, or why there is none."""
    if argument == "-" or argument.lower().startswith(("http://", "https://")):
        return [argument]
    try:
        return [*expand(Path(argument))]
    except SourcelineError as error:
        return [error]


def load_item(source: PushArgument) -> File | Link:
    """The item to push. Raises IntakeError if there is none."""
    match source:
        case SourcelineError():
            raise source
        case Path():
            return load(source)
        case "-":
            return File(name="-.txt", content=sys.stdin.buffer.read())
        case _:
            return Link(url=source)


def label(source: str | Path) -> str:
    """What a line about the source calls it."""
    return str(source) if source == "-" or isinstance(source, Path) else short_link(source)
