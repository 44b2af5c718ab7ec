"""The arguments of `sourceline push` (files, folders, links, standard input) → the items to push."""

import os
import sys
from pathlib import Path

from briefings.errors import SourcelineError
from briefings.intake.formats.paths import expand, left_out, load, read_whole
from briefings.intake.link_words import is_link, mistaken_link
from briefings.model.items import File, Link
from briefings.model.links import short_link
from briefings.model.printable import printable

PushArgument = str | Path | SourcelineError  # a link or `-`, a file, or the error that the argument is


def expand_argument(argument: str) -> list[PushArgument]:
    """An argument expanded: a link or `-`, a file, each file of a folder and what is left out, or its error."""
    if argument == "-" or is_link(argument):
        return [argument]
    if (error := mistaken_link(argument)) and not os.path.exists(argument):  # noqa: PTH110 - raises nothing
        return [error]
    try:
        return [*expand(Path(argument)), *left_out(Path(argument))]
    except SourcelineError as error:
        return [error]


def load_item(source: PushArgument) -> File | Link:
    """The item that an expanded argument is. Raises the error that it is, or IntakeError if it cannot be read."""
    match source:
        case SourcelineError():
            raise source
        case Path():
            return load(source)
        case "-":
            return File(name="-.txt", content=read_whole(sys.stdin.buffer, "-"))
        case _:
            return Link(url=source)


def label(source: str | Path) -> str:
    """The name of an argument in a line of output."""
    return printable(str(source)) if source == "-" or isinstance(source, Path) else short_link(source)
