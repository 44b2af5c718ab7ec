"""Files compressed with zstandard, as cold storage keeps them."""

from pathlib import Path

import zstandard

from briefings.errors import ArchiveError
from briefings.storage.atomic_files import disk_refusals, make_folder, sync_folder, write_whole

COMPRESSED_ENDING = ".zst"


def compress_into(file: Path, folder: Path) -> None:
    """Compress a file into another folder and delete it; its name is numbered if another file has that name there.

    Raises ArchiveError if the disk refuses; the file then stays where it is.
    """
    make_folder(folder)
    with disk_refusals(file):
        content = file.read_bytes()
        target, number = folder / (file.name + COMPRESSED_ENDING), 1
        while target.exists() and _holds_other_content(target, content):
            number += 1
            target = folder / f"{file.stem}.{number}{file.suffix}{COMPRESSED_ENDING}"
        write_whole(target, zstandard.compress(content))
        file.unlink()
        sync_folder(file.parent)


def read_plain_or_compressed(file: Path) -> bytes:
    """The content of a file, decompressed if its ending says so. Raises ArchiveError as `read_compressed` does."""
    if file.suffix == COMPRESSED_ENDING:
        return read_compressed(file)
    with disk_refusals(file):
        return file.read_bytes()


def read_compressed(file: Path) -> bytes:
    """The content of a compressed file. Raises ArchiveError if it is damaged or the disk refuses."""
    try:
        with disk_refusals(file):
            return zstandard.decompress(file.read_bytes())
    except zstandard.ZstdError as error:
        raise ArchiveError("file-damaged", file=str(file)) from error


def _holds_other_content(target: Path, content: bytes) -> bool:
    try:
        return read_compressed(target) != content
    except ArchiveError:
        return True
