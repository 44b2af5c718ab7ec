"""Writes briefings for people to read, each beside its source, and counts the faults that can be counted.

    python benchmarks/briefings.py --data PILE.jsonl [--limit 60] [--seed S] --out FILE
    python benchmarks/briefings.py --data PILE.jsonl --pairs PAIRS.tsv [--limit N] [--seed S] --out FILE

PILE and PAIRS are those of `stories.py`. Without `--pairs` each briefing is of one article, of N at random. With it,
of a story of two: each pair that was judged `same`, the earlier article first (where they are dated; else in the order
of the file), or N of them at random. FILE gets each briefing as a reader would be shown it, with each sentence's mark
and ¶, and under a line its articles' headlines and first sentences (`briefing_pages.py`). Prints a Markdown table of
what was counted (`briefing_faults.py`) in the briefings and in what they have to beat, the first two sentences of the
newest article.
"""

import sys
from pathlib import Path

# Beside this script, Python takes it for the package `briefings`, also where another script here imports that: so the
# package is looked for without this folder, and takes this module's place.
_FOLDER = Path(__file__).resolve().parent
sys.path[:] = [path for path in sys.path if Path(path).resolve() != _FOLDER]
sys.modules.pop("briefings", None)
import briefings  # noqa: E402, F401

sys.path.append(str(_FOLDER))

if __name__ == "__main__":
    from briefing_pages import main

    main(__doc__ or "")
