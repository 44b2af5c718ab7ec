"""Who may read a data folder: its owner alone. And where it ends: a link in it that leads out is refused.

The folder itself may be a link, and may be on a disk that knows no rights, such as a FAT or a Windows share.
"""

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from briefings.errors import ArchiveError
from briefings.storage.data_folder import DataFolder
from briefings.storage.folder_recognition import is_ours
from briefings.storage.private_files import OF_OTHERS, close_to_others

_OTHERS_READ_OR_WRITE = 0o066  # without the right to pass through a folder to one that is known by name

log = logging.getLogger(__name__)


def seal(folder: DataFolder) -> None:
    """Close what Sourceline made in a data folder to all but its owner.

    Raises ArchiveError for a link that leads out of the folder.

    Two things that a person may have set up are left: an inbox with the set-group-ID bit, for programs of another user,
    and on the folder itself the bare right to pass through to that inbox. What cannot be closed is logged.
    """
    links, open_to_others = _look_through(folder)
    for error in _errors_of_outward(links, folder.path):
        raise error
    if folder.path.stat().st_mode & _OTHERS_READ_OR_WRITE:
        open_to_others.append(folder.path.resolve())  # last: until then this was not done
    still_open = [path for path in open_to_others if not close_to_others(path)]
    if closed := len(open_to_others) - len(still_open):
        log.info("%d files and folders in %s are no longer open to other users", closed, folder.path)
    if refused := [path for path in still_open if folder.inbox.absolute() not in path.parents]:
        log.warning(
            "%d files and folders in %s stay open to other users of this machine, such as %s: "
            "they belong to another user, or the disk knows no rights",
            *(len(refused), folder.path, refused[0]),
        )


def outward_links(folder: DataFolder) -> Iterator[ArchiveError]:
    """An error for each link in a data folder that leads out of it; what lies in its inbox the inbox refuses."""
    return _errors_of_outward(_look_through(folder)[0], folder.path)


def _errors_of_outward(links: list[Path], folder: Path) -> Iterator[ArchiveError]:
    root = folder.resolve()
    return (link_error(link) for link in sorted(links) if not _leads_into(link, root))


def link_error(link: Path) -> ArchiveError:
    """The error for a link that is not followed."""
    target = ""
    with suppress(OSError):
        target = str(link.readlink())
    return ArchiveError("link-leads-out", file=str(link), target=target)


def _leads_into(link: Path, folder: Path) -> bool:
    try:
        return link.resolve().is_relative_to(folder)
    except (OSError, RuntimeError):  # in a circle
        return False


def _look_through(folder: DataFolder) -> tuple[list[Path], list[Path]]:
    """The links in a data folder, and the files and folders that are open to others.

    Left out are links in the inbox, all of an inbox for other users, and the rights of what Sourceline did not make.
    """
    links: list[Path] = []
    open_to_others: list[Path] = []
    root, inbox = (str(path.absolute()) for path in (folder.path, folder.inbox))
    pending = [root]
    while pending:
        parent = pending.pop()
        for entry, mode in _entries(parent):
            if stat.S_ISLNK(mode):
                if not f"{parent}{os.sep}".startswith(f"{inbox}{os.sep}"):
                    links.append(Path(entry))
            elif entry != inbox or not mode & stat.S_ISGID:
                if mode & OF_OTHERS and is_ours(Path(entry).relative_to(root).parts[0]):
                    open_to_others.append(Path(entry))
                if stat.S_ISDIR(mode):
                    pending.append(entry)
    return links, open_to_others


def _entries(folder: str) -> Iterator[tuple[str, int]]:
    """The path and mode of each file, folder and link in a folder; none if it is gone meanwhile, or another user's."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            mode = stat.S_IFLNK if entry.is_symlink() else _mode(entry)
            if stat.S_ISLNK(mode) or stat.S_ISDIR(mode) or stat.S_ISREG(mode):
                yield entry.path, mode


def _mode(entry: os.DirEntry[str]) -> int:
    """Of what kind a file is, and who may do what with it; 0 for one that is gone meanwhile."""
    try:
        return entry.stat(follow_symlinks=False).st_mode
    except OSError:
        return 0
