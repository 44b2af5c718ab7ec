"""One process at a time on the data folder, and the other one is named."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from child_process import program

from bot.locales import Translator
from briefings.errors import ArchiveError
from briefings.storage.data_lock import DataLock


@contextmanager
def another_process(folder: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds `folder` until its input is closed."""
    with subprocess.Popen(
        program("hold_data_folder", "run", folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


def refusal(folder: Path) -> ArchiveError:
    with pytest.raises(ArchiveError) as caught, DataLock(folder):
        pass
    return caught.value


def test_a_second_process_is_told_which_one_holds_the_folder_and_since_when(tmp_path: Path) -> None:
    with another_process(tmp_path / "data", tmp_path) as holder:
        sentence = Translator("en").error(refusal(tmp_path / "data"))
        assert f"“hold_data_folder.py run”, process {holder.pid}, since 20" in sentence
        assert str(tmp_path / "data") in sentence


def test_the_lock_is_free_when_its_holder_ends(tmp_path: Path) -> None:
    with another_process(tmp_path / "data", tmp_path) as holder:
        holder.communicate(timeout=30)
        with DataLock(tmp_path / "data"):
            pass


def test_the_lock_is_free_when_its_holder_is_killed(tmp_path: Path) -> None:
    with another_process(tmp_path / "data", tmp_path) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait(timeout=30)
        with DataLock(tmp_path / "data"):
            assert refusal(tmp_path / "data").fields["pid"] == os.getpid()


def test_the_same_process_cannot_open_the_folder_twice_at_once_but_again(tmp_path: Path) -> None:
    with DataLock(tmp_path / "data"):
        assert refusal(tmp_path / "data").key == "data-in-use"
    with DataLock(tmp_path / "data"):
        pass


def test_other_folders_are_free(tmp_path: Path) -> None:
    with DataLock(tmp_path / "data"), DataLock(tmp_path / "other"):
        pass


@pytest.mark.parametrize("said", [None, b"", b"{", b"[]", b'{"pid": "x"}', b'{"pid": null, "command": 1, "since": 2}'])
def test_a_holder_that_cannot_be_told_is_refused_without_its_name(tmp_path: Path, said: bytes | None) -> None:
    with DataLock(tmp_path / "data"):
        (tmp_path / "data" / "lock.json").unlink()
        if said is not None:
            (tmp_path / "data" / "lock.json").write_bytes(said)
        error = refusal(tmp_path / "data")
        assert error.fields["pid"] == 0
        assert not re.search(r"\d|“|\{", Translator("en").error(error).replace(str(tmp_path), ""))


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in the way")
    error = refusal(tmp_path / "data")
    assert (error.key, error.fields["file"]) == ("disk-refuses", str(tmp_path / "data"))


def test_a_holder_that_cannot_write_its_name_lets_go(tmp_path: Path) -> None:
    (tmp_path / "data" / "lock.json").mkdir(parents=True)
    assert refusal(tmp_path / "data").key == "disk-refuses"
    (tmp_path / "data" / "lock.json").rmdir()
    with DataLock(tmp_path / "data"):
        pass
