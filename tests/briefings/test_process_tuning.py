"""What the bot's first push and first answer need is imported in the background, right after its start."""

import subprocess
from pathlib import Path

import pytest
from child_process import program

from briefings.process_tuning import warmed_up

pytestmark = pytest.mark.slow

SLOW = ("dateparser", "lxml", "nltk", "numpy", "py3langid", "scipy", "sentencex", "sumy", "trafilatura")


def test_after_warming_up_the_first_push_and_answer_import_no_library_that_takes_long(tmp_path: Path) -> None:
    ran = subprocess.run(
        program("first_push_after_warm_up", tmp_path / "data"), capture_output=True, text=True, check=True, timeout=50
    )
    imported = ran.stdout.splitlines()
    assert "briefings.summaries.multi_article" in imported
    slow = [name for name in imported if name.partition(".")[0] in SLOW]
    assert [name for name in slow if not name.startswith("dateparser.data.")] == []  # which is one file a language


def test_warming_up_goes_on_no_longer_than_what_it_is_for() -> None:
    with warmed_up() as warm_up:
        pass
    assert not warm_up.is_alive()
