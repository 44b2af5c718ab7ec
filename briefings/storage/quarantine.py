"""The quarantine: damaged files are moved there, so that a person can look at them and the bot goes on without."""

import logging
import re
from pathlib import Path

from tinydb import TinyDB

from briefings.errors import ArchiveError
from briefings.storage.atomic_files import disk_refusals, make_folder
from briefings.storage.json_file import AtomicJSONStorage, Tables

_REPAIRED_ENDING = ".repaired"
_NUMBER_IN_NAME = re.compile(r"\.\d+(?=\.\w+$)")  # as in `readers.2.json`

log = logging.getLogger(__name__)


class Quarantine:
    """The folder of damaged files; remembers those moved there since the start that editors have not been told of."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._not_reported: list[str] = []

    def take(self, file: Path) -> str:
        """Move a damaged file here, numbered if its name is taken; returns its name. Raises ArchiveError."""
        target = self._free_path(file)
        with disk_refusals(file):
            file.replace(target)
        log.error("%s is damaged and was set aside as %s", file, target)
        self._not_reported.append(str(target))
        return target.name

    def keep(self, file: Path, tables: Tables) -> str:
        """Write bad records that are to be taken out of a file; returns where they are then. Raises ArchiveError.

        The file is whole without them, so nothing waits to be repaired.
        """
        target = _repaired_path(self._free_path(file))
        AtomicJSONStorage(target).write(tables)
        return str(target)

    def _free_path(self, file: Path) -> Path:
        make_folder(self._folder)
        target = self._folder / file.name
        number = 1
        while target.exists() or _repaired_path(target).exists():
            number += 1
            target = self._folder / f"{file.stem}.{number}{file.suffix}"
        return target

    def database(self, file: Path) -> TinyDB:
        """Open a TinyDB file; a damaged one is quarantined and begun anew. Raises ArchiveError for any other fault."""
        database = TinyDB(file, storage=AtomicJSONStorage)
        try:
            database.storage.read()
        except ArchiveError as error:
            raise_unless_damaged(error)
            self.take(file)
        return database

    def names(self) -> list[str]:
        """The names of all files in quarantine."""
        with disk_refusals(self._folder):
            return sorted(file.name for file in self._folder.iterdir()) if self._folder.is_dir() else []

    def waiting(self) -> list[str]:
        """The names of the files that have not been repaired."""
        return [name for name in self.names() if not name.endswith(_REPAIRED_ENDING)]

    def read(self, name: str) -> bytes:
        """The content of a damaged file. Raises ArchiveError if the disk refuses."""
        with disk_refusals(self._folder / name):
            return (self._folder / name).read_bytes()

    def set_repaired(self, name: str) -> None:
        """Mark a file as repaired. Raises ArchiveError if the disk refuses."""
        with disk_refusals(self._folder / name):
            (self._folder / name).replace(_repaired_path(self._folder / name))

    @staticmethod
    def name_before(name: str) -> str:
        """The name that a file had before it was quarantined."""
        return _NUMBER_IN_NAME.sub("", name.removesuffix(_REPAIRED_ENDING))

    def not_reported(self) -> list[str]:
        """The paths of the files quarantined since the start and not reported yet, the first one first."""
        return self._not_reported.copy()

    def set_reported(self, path: str) -> None:
        """The editors have been told of this file."""
        self._not_reported.remove(path)


def _repaired_path(target: Path) -> Path:
    return target.with_name(target.name + _REPAIRED_ENDING)


def raise_unless_damaged(error: ArchiveError) -> None:
    """Return if the error is a damaged file; raise any other again."""
    if error.key != "file-damaged":
        raise error
