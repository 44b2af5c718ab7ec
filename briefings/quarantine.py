"""Damaged files: set aside where a person can look at them, so that everything else goes on."""

import logging
from collections import deque
from pathlib import Path

from tinydb import TinyDB

from briefings.errors import ArchiveError
from briefings.storage import AtomicJSONStorage, disk_refusals, make_folder

log = logging.getLogger(__name__)


class Quarantine:
    """The folder of damaged files, and those that nobody has been told of yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._untold: deque[str] = deque()

    def take(self, file: Path) -> None:
        """Set a damaged file aside under its name, numbered if there is one. Raises ArchiveError."""
        make_folder(self._folder)
        place = self._folder / file.name
        number = 1
        while place.exists():
            number += 1
            place = self._folder / f"{file.stem}.{number}{file.suffix}"
        with disk_refusals(file):
            file.replace(place)
        log.error("%s is damaged and was set aside as %s", file, place)
        self._untold.append(str(place))

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

    def untold(self) -> list[str]:
        """The files set aside since this was last asked."""
        return [self._untold.popleft() for _ in range(len(self._untold))]


def only_damaged(error: ArchiveError) -> None:
    """Go on if a file is damaged; any other trouble is raised again."""
    if error.key != "file-damaged":
        raise error
