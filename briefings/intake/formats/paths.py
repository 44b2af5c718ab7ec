"""Loads files to push from paths on this machine; for the command line, never for Telegram."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from briefings.errors import IntakeError, LeftOut, SourcelineError
from briefings.intake.formats.accepted import ENDINGS, MAX_BYTES
from briefings.model.items import File
from briefings.model.printable import printable

_MAX_NAMED = 5  # files that are left out, and endings of them


def expand(path: Path) -> list[Path]:
    """The path itself if it is a file; all readable files in and below it, sorted, if it is a folder.

    Left out are files and folders whose name begins with a dot. Raises IntakeError if a folder has none.
    """
    try:
        if not path.is_dir():
            return [path]
        files = sorted(_files_below(path))
    except OSError as error:  # it goes away meanwhile, or may not be looked into
        raise IntakeError("unreadable-file", item=str(path), reason=error.strerror or "") from error
    readable = [file for file in files if _is_readable(file)]
    if not readable:
        raise IntakeError("empty-folder", item=str(path), endings=" ".join(ENDINGS))
    return readable


def left_out(path: Path) -> list[SourcelineError]:
    """What `expand` leaves out of a folder because of its ending, as one error; none if it leaves out nothing."""
    files: list[Path] = []
    with suppress(OSError):  # it goes away meanwhile
        files = sorted(file for file in _files_below(path) if not _is_readable(file)) if path.is_dir() else []
    if not files:
        return []
    names = [printable(file.name) for file in files[:_MAX_NAMED]]
    kinds = sorted({printable(file.suffix.lower() or file.name) for file in files})[:_MAX_NAMED]
    rest = ["…"] if len(files) > _MAX_NAMED else []
    return [LeftOut("left-out", count=len(files), names=", ".join(names + rest), endings=", ".join(kinds))]


def _is_readable(file: Path) -> bool:
    return file.suffix.lower() in ENDINGS


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (Path(parent, name) for name in names if not name.startswith("."))
        yield from (file for file in files if file.is_file())


def load(path: Path) -> File:
    """One file's content. Raises IntakeError if it cannot be read or is too large."""
    try:
        with path.open("rb") as file:
            content = read_whole(file, str(path))
    except FileNotFoundError as error:
        raise IntakeError("no-such-file", item=str(path)) from error
    except OSError as error:
        raise IntakeError("unreadable-file", item=str(path), reason=error.strerror or "") from error
    return File(name=path.name, content=content)


def read_whole(file: BinaryIO, name: str) -> bytes:
    """All that an open file, or what is piped in, has. Raises IntakeError `too-large` for more than one file may."""
    content = file.read(MAX_BYTES + 1)  # a device may have no end, whatever size it says
    if len(content) > MAX_BYTES:
        raise IntakeError("too-large", item=name, limit=MAX_BYTES // 1_000_000)
    return content


def read_path(path: Path) -> tuple[list[File], list[SourcelineError]]:
    """The files at a path, and an error for each that could not be read."""
    files: list[File] = []
    failures: list[SourcelineError] = []
    try:
        paths = expand(path)
    except SourcelineError as error:
        return [], [error]
    for file in paths:
        try:
            files.append(load(file))
        except SourcelineError as error:
            failures.append(error)
    return files, failures + left_out(path)
