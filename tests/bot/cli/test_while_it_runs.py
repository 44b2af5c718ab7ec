"""Which commands refuse while the bot runs, and which do not: as README.md says."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.settings import Settings
from briefings.storage.data_lock import DataLock

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command runs in an empty folder, with settings from nowhere else."""
    for name in (*Settings.model_fields, "sourceline_log_level"):
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        *("export all.jsonl", "import all.jsonl", "check --repair"),
        *("rebuild", "rebuild --apply", "rebuild --stories", "rebuild --stories --apply"),
    ],
)
def test_what_wants_the_bot_stopped_refuses_while_it_runs(folder: Path, command: str) -> None:
    with DataLock(folder / "data"):
        result = CliRunner().invoke(cli, command.split())
    assert (result.exit_code, result.stdout) == (1, "")
    assert "is in use by another Sourceline" in result.stderr


@pytest.mark.parametrize("command", ["backup all.tar.gz", "check"])
def test_what_may_be_done_while_the_bot_runs_is_done(folder: Path, command: str) -> None:
    with DataLock(folder / "data"):
        result = CliRunner().invoke(cli, command.split())
    assert (result.exit_code, result.stderr) == (0, "")
