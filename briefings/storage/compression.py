"""Files put away packed, and read again."""

from pathlib import Path

import zstandard

from briefings.errors import ArchiveError
from briefings.storage.atomic_files import disk_refusals, make_folder, sync_folder, write_whole

PACKED = ".zst"


def put_away(file: Path, folder: Path) -> None:
    """Move a file into a folder, packed; its name is numbered if another is there under it.

    Raises ArchiveError if the disk refuses; the file is then where it was.
    """
    make_folder(folder)
    with disk_refusals(file):
        content = file.read_bytes()
        place, number = folder / (file.name + PACKED), 1
        while place.exists() and _other(place, content):
            number += 1
            place = folder / f"{file.stem}.{number}{file.suffix}{PACKED}"
        write_whole(place, zstandard.compress(content))
        file.unlink()
        sync_folder(file.parent)


def content_of(file: Path) -> bytes:
    """The content of a file, be it packed or not. Raises ArchiveError as `read_packed` does."""
    if file.suffix == PACKED:
        return read_packed(file)
    with disk_refusals(file):
        return file.read_bytes()


def read_packed(file: Path) -> bytes:
    """The content of a file that was put away. Raises ArchiveError if it is damaged or the disk refuses."""
    try:
        with disk_refusals(file):
            return zstandard.decompress(file.read_bytes())
    except zstandard.ZstdError as error:
        raise ArchiveError("file-damaged", file=str(file)) from error


def _other(place: Path, content: bytes) -> bool:
    try:
        return read_packed(place) != content
    except ArchiveError:
        return True
