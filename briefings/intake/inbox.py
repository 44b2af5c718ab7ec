"""The folder where articles are left for the newsroom: what is complete is taken up, then put into `done` or `failed`.

Every method blocks on disk: from an event loop, call it in a thread.
"""

import errno
import os
import re
import secrets
import signal
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path, PurePath

from briefings.errors import IntakeError
from briefings.intake.formats.accepted import ENDINGS, MAX_LINKS
from briefings.intake.formats.decoding import decode
from briefings.intake.inbox_files import free_name, load_dropped, move_into, open_subfolder, reason_name, write_new
from briefings.intake.text.field_limits import shortened
from briefings.model.items import File, Item, Link
from briefings.model.printable import printable
from briefings.storage.atomic_files import ASIDE, disk_refusals, make_folder, write_whole

if sys.platform == "linux":
    import fcntl

_DONE, _FAILED = "done", "failed"
_UNFINISHED = (".part", ".tmp", ".crdownload", ASIDE)
_LINKS = ".url"
_LINE = re.compile(r"[^\r\n]+")
_MAX_REASON_LENGTH = 20_000  # characters
_STEM = 45  # characters of a name that are kept: a character may have four bytes, and `free_name` keeps 200 with ours

Look = tuple[int, int, int]  # inode, size, time of the last change in ns: another one, and the file is not the same


class Inbox:
    """One inbox; it remembers what it saw at the last look."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder and those in it. Raises ArchiveError if the disk refuses, or one of these is a link."""
        self._folder = folder
        self._done = folder / _DONE
        self._failed = folder / _FAILED
        self._before: dict[Path, Look] = {}
        make_folder(folder)
        for path in (self._done, self._failed):
            with open_subfolder(path):
                pass

    def ready(self) -> list[Path]:
        """The files that are complete, oldest first: as they were at the look before, and not open for writing.

        Left alone: folders, and names that begin with a dot or end as unfinished files do. What is no file, such as a
        link or a pipe, is among them, for `items` to refuse. Raises ArchiveError if the folder cannot be read.
        """
        make_folder(self._folder)
        with disk_refusals(self._folder):
            seen = dict(_looks(self._folder))
        unchanged = [path for path, look in seen.items() if self._before.get(path) == look]
        self._before = seen
        complete = [path for path in unchanged if not is_being_written(path)]
        return sorted(complete, key=lambda path: (seen[path][-1], path.name))

    def done(self, path: Path, read: Look | None = None) -> bool:
        """Put a file into `done`; whether it is there. Raises ArchiveError if it cannot be moved.

        With `read`, how it looked before it was read, it is left for the next look if another is in its place now.
        """
        if read and look_at(path) != read:
            return False
        with open_subfolder(self._done) as folder, disk_refusals(path):
            move_into(folder, path, free_name(folder, path.name))
        return True

    def delete_done(self, before: datetime) -> int:
        """Delete what was put into `done` before that moment; how many files. Raises ArchiveError.

        Their articles are stored, with the originals they were read from.
        """
        deleted = 0
        with open_subfolder(self._done) as folder, disk_refusals(self._done):
            with os.scandir(folder) as entries:
                files = [entry for entry in entries if not entry.is_dir(follow_symlinks=False)]
            for file in files:
                if _moved_at(file.stat(follow_symlinks=False)) < before.timestamp():
                    os.unlink(file.name, dir_fd=folder)
                    deleted += 1
        return deleted

    def failed(self, path: Path, reason: str, read: Look | None = None) -> bool:
        """Put a file into `failed`, the reason beside it; otherwise as `done`."""
        if read and look_at(path) != read:
            return False
        with open_subfolder(self._failed) as folder, disk_refusals(path):
            name = free_name(folder, path.name)
            write_new(
                folder, reason_name(name), f"{shortened(reason, _MAX_REASON_LENGTH)}\n".encode("utf-8", "replace")
            )
            try:  # the reason first: who waits for the file will look for it
                move_into(folder, path, name)
            except OSError:
                with suppress(OSError):
                    os.unlink(reason_name(name), dir_fd=folder)
                raise
        return True

    def hand_over(self, item: File | Link) -> Path:
        """Put an item into the inbox, under a name that no other has.

        Raises IntakeError for a file that the newsroom does not read, ArchiveError if the disk refuses.
        """
        match item:
            case Link():
                stem, ending, content = "link", _LINKS, f"{item.url}\n".encode()
            case File():
                name = PurePath(printable(item.name))
                stem, ending, content = name.stem.lstrip(".-")[:_STEM] or "file", name.suffix, item.content
                if ending.lower() not in ENDINGS:
                    raise IntakeError("unknown-ending", item=item.name, endings=" ".join(ENDINGS))
        path = self._folder / f"{stem}-{secrets.token_hex(4)}{ending}"
        write_whole(path, content)
        return path

    def is_done(self, path: Path) -> bool:
        """Whether a file that was handed over has been put into `done`."""
        return (self._done / path.name).exists()

    def refusal(self, path: Path) -> str | None:
        """Why a file that was handed over has been put into `failed`; None if it has not."""
        target = self._failed / path.name
        if not target.exists():
            return None
        with suppress(OSError):
            return target.with_name(reason_name(target.name)).read_text(encoding="utf-8").strip()
        return ""


def items(path: Path) -> list[Item]:
    """What a dropped file holds: a `.url` file its link or one link a line, any other an article or several.

    Raises IntakeError if it cannot be read, is too large, is no file of its own, or names no link or too many.
    """
    file = load_dropped(path)
    if path.suffix.lower() != _LINKS:
        return [file]

    text = decode(file.content, file.name)
    first = next((line for line in _lines(text) if not line.startswith(";")), "")
    addresses = _shortcut_addresses(_lines(text)) if first.startswith("[") else _lines(text)
    links: list[Item] = [Link(url=address) for address in islice(addresses, MAX_LINKS + 1)]
    if not links:
        raise IntakeError("empty", item=file.name)
    if len(links) > MAX_LINKS:
        raise IntakeError("too-many-links", item=file.name, limit=MAX_LINKS)
    return links


def _lines(text: str) -> Iterator[str]:
    """The lines that are not blank, one by one: all of a file of short ones take many times its size."""
    lines = (match[0].strip() for match in _LINE.finditer(text))
    return filter(None, lines)


def _shortcut_addresses(lines: Iterable[str]) -> Iterator[str]:
    """The address in a shortcut to a web page as Windows writes it: the `URL=` in the section `[InternetShortcut]`."""
    section = ""
    for line in lines:
        key, _, value = line.partition("=")
        if line.startswith("["):
            section = line.lower()
        elif section == "[internetshortcut]" and key.strip().lower() == "url" and value.strip():
            yield value.strip()


def look_at(path: Path) -> Look | None:
    """How a file looks, by which it is known again; None if it is gone, or a folder."""
    with suppress(FileNotFoundError):
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode):
            return found.st_ino, found.st_size, found.st_mtime_ns
    return None


def _looks(folder: Path) -> Iterator[tuple[Path, Look]]:
    for path in folder.iterdir():
        name = path.name.lower()
        if name.startswith(".") or name.endswith(_UNFINISHED) or name in (_DONE, _FAILED):
            continue
        if look := look_at(path):
            yield path, look


def is_being_written(path: Path) -> bool:
    """Whether anybody has the file open for writing; False where the system cannot tell.

    Linux refuses a read lease on such a file. Were it opened for writing while we have the lease, Linux would tell us
    with SIGIO, which ends a process; SIGURG does not.
    """
    if sys.platform != "linux":
        return False
    handle = None
    try:
        if not stat.S_ISREG(path.lstat().st_mode):  # to open a device may be to use it
            return False
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        if handle is not None:
            os.close(handle)
    return False


def _moved_at(status: os.stat_result) -> float:
    """When a file was put where it is, in seconds since 1970: a rename counts as a change of the file's entry."""
    return max(status.st_mtime, status.st_ctime)
