"""Damaged files: set aside where a person can look at them, so that everything else goes on."""

import logging
import re
from pathlib import Path

from tinydb import TinyDB

from briefings.errors import ArchiveError
from briefings.storage.atomic_files import disk_refusals, make_folder
from briefings.storage.json_file import AtomicJSONStorage

_REPAIRED = ".repaired"
_NUMBERED = re.compile(r"\.\d+(?=\.\w+$)")  # as in `readers.2.json`

log = logging.getLogger(__name__)


class Quarantine:
    """The folder of damaged files, and those set aside since the start that have not been reported to the editors."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._not_reported: list[str] = []

    def take(self, file: Path) -> str:
        """Set a damaged file aside under its name, numbered if there is one; returns that. Raises ArchiveError."""
        make_folder(self._folder)
        place = self._folder / file.name
        number = 1
        while place.exists() or _repaired(place).exists():
            number += 1
            place = self._folder / f"{file.stem}.{number}{file.suffix}"
        with disk_refusals(file):
            file.replace(place)
        log.error("%s is damaged and was set aside as %s", file, place)
        self._not_reported.append(str(place))
        return place.name

    def database(self, file: Path) -> TinyDB:
        """A TinyDB on a file; on a new one where the file is damaged. Raises ArchiveError for any other trouble."""
        database = TinyDB(file, storage=AtomicJSONStorage)
        try:
            database.storage.read()
        except ArchiveError as error:
            only_damaged(error)
            self.take(file)
        return database

    def names(self) -> list[str]:
        """The names of the files that are set aside."""
        with disk_refusals(self._folder):
            return sorted(file.name for file in self._folder.iterdir()) if self._folder.is_dir() else []

    def waiting(self) -> list[str]:
        """The names of those that nobody has repaired."""
        return [name for name in self.names() if not name.endswith(_REPAIRED)]

    def read(self, name: str) -> bytes:
        """What is left of a file. Raises ArchiveError if the disk refuses."""
        with disk_refusals(self._folder / name):
            return (self._folder / name).read_bytes()

    def set_repaired(self, name: str) -> None:
        """What could be put back of a file has been. Raises ArchiveError if the disk refuses."""
        with disk_refusals(self._folder / name):
            (self._folder / name).replace(_repaired(self._folder / name))

    @staticmethod
    def name_before(name: str) -> str:
        """The name that a file had before it was set aside."""
        return _NUMBERED.sub("", name.removesuffix(_REPAIRED))

    def not_reported(self) -> list[str]:
        """The paths of the files set aside since the start that have not been reported yet, in the order of that."""
        return self._not_reported.copy()

    def set_reported(self, path: str) -> None:
        """The editors have heard of this file."""
        self._not_reported.remove(path)


def _repaired(place: Path) -> Path:
    return place.with_name(place.name + _REPAIRED)


def only_damaged(error: ArchiveError) -> None:
    """Go on if a file is damaged; any other trouble is raised again."""
    if error.key != "file-damaged":
        raise error
