"""A consistent copy of a data folder, also while the bot works in it: a tar file, to be unpacked as a data folder.

Every file that counts is only ever replaced whole. So each one that is opened stays what it was; and if the names lead
to the same files before and after all have been opened, they belong together.
"""

import tarfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from briefings.errors import ArchiveError
from briefings.storage.atomic_files import ASIDE, disk_refusals
from briefings.storage.data_folder import BACKUP_PREFIX, NOT_BACKED_UP

ENDINGS = (".tar.gz", ".tar")

_ATTEMPTS = 20


def back_up(folder: Path, file: Path) -> int:
    """Copy what `folder` keeps to `file`; returns how many files it took.

    Raises ArchiveError if the disk refuses, or the name's ending is none of `ENDINGS`; `file` is then as it was.
    """
    if not file.name.endswith(ENDINGS):
        raise ArchiveError("export-ending", file=str(file), endings=", ".join(ENDINGS))
    aside = file.with_name(file.name + ASIDE)
    with disk_refusals(file), TemporaryDirectory(prefix=BACKUP_PREFIX, dir=folder) as linked:
        try:
            names = _linked(folder, Path(linked))
            with tarfile.open(aside, "w:gz" if file.suffix == ".gz" else "w") as tar:
                for name in names:
                    tar.add(Path(linked) / name, arcname=name, recursive=False)
            aside.replace(file)
        finally:
            aside.unlink(missing_ok=True)
    return len(names)


def _linked(folder: Path, into: Path) -> list[str]:
    """Link all files of one instant into another folder; returns their names."""
    for attempt in range(_ATTEMPTS):
        before = dict(_files(folder))
        place = into / str(attempt)
        if all(_link(folder / name, place / name) for name in before) and dict(_files(folder)) == before:
            for name in before:
                (into / name).parent.mkdir(parents=True, exist_ok=True)
                (place / name).rename(into / name)
            return sorted(before)
    raise ArchiveError("backup-busy", folder=str(folder))


def _link(file: Path, to: Path) -> bool:
    """Whether the file was still there."""
    to.parent.mkdir(parents=True, exist_ok=True)
    try:
        to.hardlink_to(file)
    except FileNotFoundError:
        return False
    return True


def _files(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """The names of the files to copy, and which file each is."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = name.parts[0] in NOT_BACKED_UP or name.parts[0].startswith(".") or path.name.endswith(ASIDE)
        if not hidden and path.is_file():
            try:
                found = path.stat()
                yield name.as_posix(), (found.st_ino, found.st_mtime_ns)
            except FileNotFoundError:
                continue
