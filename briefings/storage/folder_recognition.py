"""Which folder is Sourceline's to use: an empty one, or one that holds an archive; never somebody else's."""

import re
import stat
from pathlib import Path

from briefings.errors import ArchiveError
from briefings.storage.data_folder import BACKUP_PREFIX, LOCK, LOCK_HOLDER

OUR_FOLDERS = frozenset({"articles", "originals", "attic", "seen", "inbox", "quarantine", "index"})
OUR_FILES = frozenset({"editors.json", "readers.json", "deliveries.json", LOCK, LOCK_HOLDER})

# What a fresh disk, git, a Finder or a start that was broken off leave in a folder that nobody uses yet.
_NO_CONTENT = frozenset({"inbox", "lost+found", ".gitkeep", ".gitignore", ".DS_Store", LOCK, LOCK_HOLDER})
_RECORDS = ("editors.json", "readers.json", "deliveries.json")
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_OF_AN_ARCHIVE = {  # names that nothing else has, by the folder they are in
    "articles": re.compile(rf"(?:{_DAY}_[0-9]+-[0-9]+|undo|journal)\.json"),
    "originals": re.compile(rf"{_DAY}\.jsonl"),
    "attic/articles": re.compile(rf"{_DAY}.*"),
    "attic/originals": re.compile(rf"{_DAY}.*"),
    "index": re.compile(r"(?:lookup|summaries|catalog)\.sqlite"),
    "seen": re.compile(r"[0-9]{1,4}\.json"),
}


def is_ours(name: str) -> bool:
    """Whether what has this name at the top of a data folder is made by Sourceline."""
    return name in OUR_FOLDERS or name in OUR_FILES or name.startswith(BACKUP_PREFIX)


def refuse_folder_of_others(folder: Path) -> None:
    """Raise ArchiveError for a folder with something in it that is no archive; OSError if it cannot be read."""
    foreign = sorted(entry.name for entry in folder.iterdir() if _is_content(entry))
    if foreign and not _holds_archive(folder):
        raise ArchiveError("no-data-folder", folder=str(folder.absolute()), found=foreign[0])


def _is_content(entry: Path) -> bool:
    if entry.name in _NO_CONTENT or entry.name.startswith(BACKUP_PREFIX):
        return False
    if entry.name in OUR_FOLDERS:
        # a link is refused by name when the folder is sealed, and an empty folder was made by a start broken off
        return stat.S_ISDIR(entry.lstat().st_mode) and any(child.is_file() for child in entry.rglob("*"))
    return not (entry.name in OUR_FILES and entry.is_symlink())


def _holds_archive(folder: Path) -> bool:
    if any((folder / name).is_file() for name in _RECORDS):
        return True
    return any(
        pattern.fullmatch(entry.name)
        for name, pattern in _OF_AN_ARCHIVE.items()
        if (folder / name).is_dir()
        for entry in (folder / name).iterdir()
    )
