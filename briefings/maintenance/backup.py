"""A consistent copy of a data folder as a tar file, made also while the bot runs.

Files of articles and records are only ever replaced by an atomic rename, so a hard link to one keeps its content. If
every name has the same inode and time before and after all files were linked, the links are of one instant.
"""

import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from types import MappingProxyType

from briefings.errors import ArchiveError
from briefings.storage import private_files
from briefings.storage.atomic_files import ASIDE, disk_refusals, temporary_path
from briefings.storage.data_folder import BACKUP_PREFIX, NOT_BACKED_UP, DataFolder
from briefings.storage.folder_access import outward_links

ENDINGS = (".tar.gz", ".tar")

_MAX_ATTEMPTS = 20


def back_up(folder: Path, file: Path, copies: Mapping[str, Callable[[Path], object]] = MappingProxyType({})) -> int:
    """Copy the files of a data folder into `file`; returns how many there are.

    `copies`: for files that change in place, by name, what writes a copy to a path.

    They stand in it under names relative to the data folder, without the names and numbers of users of this machine,
    and may be read by their owner alone, as `file` itself.

    Raises ArchiveError if the disk refuses, a link leads out of the folder, or the name's ending is none of `ENDINGS`;
    `file` is then unchanged.
    """
    if not file.name.endswith(ENDINGS):
        raise ArchiveError("export-ending", file=str(file), endings=", ".join(ENDINGS))
    for error in outward_links(DataFolder(folder)):
        raise error
    temporary = temporary_path(file)
    with disk_refusals(file), TemporaryDirectory(prefix=BACKUP_PREFIX, dir=folder) as link_folder:
        try:
            names = _link_snapshot(folder, Path(link_folder))
            for name, copy in copies.items():
                copy(Path(link_folder) / name)
                names.append(name)
            with (
                private_files.create(temporary) as out,
                tarfile.open(fileobj=out, mode="w:gz" if file.suffix == ".gz" else "w") as tar,
            ):
                for name in _with_folders(names):
                    tar.add(Path(link_folder) / name, arcname=name, recursive=False, filter=_impersonal)
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)
    return len(names)


def _with_folders(names: Iterable[str]) -> list[str]:
    """The names, with those of the folders they are in, each before what is in it."""
    folders = {str(folder) for name in names for folder in PurePosixPath(name).parents if folder.name}
    return sorted({*names, *folders})


def _impersonal(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """A member of the archive that says nothing of this machine's users, and is closed to others when unpacked."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = private_files.FOLDER_MODE if member.isdir() else private_files.FILE_MODE
    return member


def _link_snapshot(folder: Path, into: Path) -> list[str]:
    """Hard-link all files, as of one instant, into another folder; returns their names."""
    for attempt in range(_MAX_ATTEMPTS):
        before = dict(_list_files(folder))
        attempt_folder = into / str(attempt)
        if (
            all(_try_link(folder / name, attempt_folder / name) for name in before)
            and dict(_list_files(folder)) == before
        ):
            for name in before:
                (into / name).parent.mkdir(parents=True, exist_ok=True)
                (attempt_folder / name).rename(into / name)
            return sorted(before)
    raise ArchiveError("backup-busy", folder=str(folder))


def _try_link(file: Path, to: Path) -> bool:
    """Hard-link a file; False if it is gone."""
    to.parent.mkdir(parents=True, exist_ok=True)
    try:
        to.hardlink_to(file.resolve() if file.is_symlink() else file)
    except FileNotFoundError:
        return False
    return True


def _list_files(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """The name of each file to copy, with its inode and modification time."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = name.parts[0] in NOT_BACKED_UP or name.parts[0].startswith(".") or path.name.endswith(ASIDE)
        if not hidden and path.is_file():
            try:
                status = path.stat()
                yield name.as_posix(), (status.st_ino, status.st_mtime_ns)
            except FileNotFoundError:
                continue
