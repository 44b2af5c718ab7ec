"""The scripts in `benchmarks/` still find what they import, and say so when their files do not fit together."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from repository import ROOT

pytestmark = pytest.mark.slow

FOLDER = ROOT / "benchmarks"
IMPORT_ALL = """
import sys, importlib, pathlib
sys.path.insert(0, sys.argv[1])
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    importlib.import_module(file.stem)
"""
ARTICLES = {
    "a": "The harbour ferry of Wexbridge sails again on Monday, the council said. It had been laid up since May.",
    "b": "Two miners were brought up alive at Marlow after nine days, the company said, and a third is still missing.",
}


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )


def test_every_script_can_be_imported() -> None:
    pytest.importorskip("rouge_score")
    done = run("-c", IMPORT_ALL, FOLDER)
    assert done.returncode == 0, done.stderr


def compare(folder: Path, pairs: str) -> subprocess.CompletedProcess[str]:
    """What `stories.py` says of a pile of two articles and some judged pairs."""
    pile, judged = folder / "pile.jsonl", folder / "pairs.tsv"
    records = ({"id": id, "title": f"What happened to {id}", "text": text} for id, text in ARTICLES.items())
    pile.write_text("\n".join(map(json.dumps, records)))
    judged.write_text(f"one\tother\tare\n{pairs}")
    return run(FOLDER / "stories.py", "--data", pile, "--pairs", judged)


def test_judged_pairs_that_are_all_of_another_pile_end_the_comparison_with_a_sentence(tmp_path: Path) -> None:
    done = compare(tmp_path, "a\tc\tsame\nc\td\tsaga\n")
    assert done.returncode == 1
    assert done.stderr.startswith("No judged pair of ")
    assert done.stdout == "2 of 2 judged pairs name an article that is not in the pile.\n"


def test_judged_pairs_that_are_not_in_the_pile_are_counted(tmp_path: Path) -> None:
    done = compare(tmp_path, "a\tb\tsame\na\tc\tsame\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 of 2 judged pairs name an article that is not in the pile.\n")
