"""What the bot's first answer needs is imported right after its start; what only reading needs, in its workers."""

import subprocess
from pathlib import Path

import pytest
from child_process import program

from briefings.process_tuning import warmed_up

pytestmark = pytest.mark.slow

SLOW = ("dateparser", "lxml", "markdown_it", "nltk", "numpy", "py3langid", "scipy", "sentencex", "sumy", "trafilatura")


def test_after_warming_up_the_first_push_and_answer_import_no_library_that_takes_long(tmp_path: Path) -> None:
    ran = subprocess.run(
        program("first_push_after_warm_up", tmp_path / "data"), capture_output=True, text=True, check=True, timeout=50
    )
    imported = ran.stdout.splitlines()
    assert "briefings.summaries.story_sentences" in imported
    assert [name for name in imported if name.partition(".")[0] in SLOW] == []


def test_warming_up_goes_on_no_longer_than_what_it_is_for() -> None:
    with warmed_up() as warm_up:
        pass
    assert not warm_up.is_alive()
