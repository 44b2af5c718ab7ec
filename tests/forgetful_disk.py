"""A disk that forgets, when the power is cut, whatever was not fsynced: contents of files, and names in folders."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from threading import RLock

import pytest


class ForgetfulDisk:
    """Watches fsync, and gives at any moment the folder as it would be found after a power cut then.

    A file has the content it had when it was last fsynced, none if it never was; a folder has the names it had when it
    was last fsynced. A disk may well keep more than that, but it promises no more.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self._root = root
        self._contents: dict[int, bytes] = {}
        self._names: dict[int, dict[str, int]] = {}
        self._one_at_a_time = RLock()
        self._held: list[int] = []  # so that no number of a file is given to another
        self._real_fsync = os.fsync
        self.before_each_sync: Callable[[], object] = lambda: None
        monkeypatch.setattr(os, "fsync", self._fsync)

    def close(self) -> None:
        """Let go of the files."""
        for handle in self._held:
            os.close(handle)

    def after_a_power_cut(self, place: Path) -> Path:
        """Put the folder as it would be found now into `place`."""
        self._put(self._root.stat().st_ino, place)
        return place

    def _fsync(self, handle: int) -> None:
        with self._one_at_a_time:
            self.before_each_sync()
            self._real_fsync(handle)
            self._remember(handle)

    def _remember(self, handle: int) -> None:
        found = os.fstat(handle)
        if found.st_ino not in self._contents and found.st_ino not in self._names:
            self._held.append(os.dup(handle))
        if stat.S_ISDIR(found.st_mode):
            with os.scandir(handle) as entries:
                self._names[found.st_ino] = {entry.name: entry.inode() for entry in entries}
        else:
            path = Path(f"/proc/self/fd/{handle}")
            self._contents[found.st_ino] = path.read_bytes()

    def _put(self, folder: int, place: Path) -> None:
        place.mkdir(parents=True)
        for name, number in self._names.get(folder, {}).items():
            if number in self._contents or "." in name:
                (place / name).write_bytes(self._contents.get(number, b""))
            else:
                self._put(number, place / name)
