"""What the bot's first answer needs is imported right after its start; what only reading needs, in its workers."""

import gc
import subprocess
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from child_process import program

from briefings.process_tuning import SurvivorsExempt, tune_process, warmed_up

pytestmark = pytest.mark.slow

SLOW = ("dateparser", "lxml", "markdown_it", "nltk", "numpy", "py3langid", "scipy", "sentencex", "sumy", "trafilatura")


@contextmanager
def called_by_gc(callback: SurvivorsExempt) -> Iterator[None]:
    before, gc.callbacks[:] = list(gc.callbacks), [callback]
    try:
        yield
    finally:
        gc.callbacks[:] = before


class Circle:
    def __init__(self) -> None:
        self.itself = self


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


def test_a_collection_goes_through_what_lasts_only_once() -> None:
    tune_process()
    lasting = [[number] for number in range(50_000)]
    gc.collect()
    assert len(gc.get_objects()) < len(lasting) / 10
    assert gc.get_freeze_count() > len(lasting)


def test_what_is_exempt_and_refers_to_itself_is_freed_when_too_much_is_exempt() -> None:
    gc.collect()
    exempting = SurvivorsExempt(most=gc.get_freeze_count() + len(gc.get_objects()) + 50_000)
    circle = Circle()
    there = weakref.ref(circle)
    with called_by_gc(exempting):
        gc.collect()
        del circle
        gc.collect()
        assert there()
        lasting = [[number] for number in range(100_000)]
        gc.collect()
        gc.collect()
    assert lasting
    assert not there()
