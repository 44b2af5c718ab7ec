"""`make fuzz`: feeds every entry with atheris for a while, each in a process of its own; findings become files.

`python -m fuzz again ENTRY FILE` feeds a finding once more, without atheris.
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from repository import ROOT

from fuzz.entries import ENTRIES

_FOLDER = ROOT / ".fuzz"  # the corpus, from which the next run goes on, the logs and the findings
_TOTAL_SECONDS = 3600  # of a run that says nothing else
_HUNG_SECONDS, _MEGABYTES, _MAX_BYTES = 120, 2048, 600  # by the clock, on a busy machine; of one input; its length
_IN_MEMORY = Path("/dev/shm")  # where there is one: an import is fsynced file by file


def fuzz() -> int:
    """Feed all entries, or the one named by FUZZ_ENTRY; how many had a finding."""
    names = [os.environ["FUZZ_ENTRY"]] if os.environ.get("FUZZ_ENTRY") else list(ENTRIES)
    jobs = int(os.environ.get("FUZZ_JOBS") or min(2, os.cpu_count() or 1))
    seconds = int(os.environ.get("FUZZ_SECONDS") or _TOTAL_SECONDS * jobs // len(ENTRIES))
    seed = int(os.environ.get("FUZZ_SEED") or int.from_bytes(os.urandom(3)) + 1)
    print(f"Fuzzing {len(names)} entries, {seconds} s each, {jobs} at once. FUZZ_SEED={seed}", flush=True)
    with ThreadPoolExecutor(jobs) as pool:
        return sum(pool.map(lambda name: _fuzz_entry(name, seconds, seed), names))


def _fuzz_entry(name: str, seconds: int, seed: int) -> bool:
    """Whether an entry had a finding, which is printed with the command that shows it again."""
    corpus, findings, log = _FOLDER / "corpus" / name, _FOLDER / "findings", _FOLDER / f"{name}.log"
    for folder in (corpus, findings):
        folder.mkdir(parents=True, exist_ok=True)
    before = set(findings.glob(f"{name}-*"))
    command = [
        *(sys.executable, "-m", "fuzz.feed", name, str(corpus), f"-seed={seed}", f"-max_total_time={seconds}"),
        *(
            f"-timeout={_HUNG_SECONDS}",
            "-report_slow_units=600",
            f"-rss_limit_mb={_MEGABYTES}",
            f"-max_len={_MAX_BYTES}",
        ),
        *(f"-artifact_prefix={findings / name}-", "-print_final_stats=1", "-len_control=0"),
    ]
    with (
        TemporaryDirectory(prefix="fuzz-", dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None) as temporary,
        log.open("wb") as out,
    ):
        ended = subprocess.run(command, check=False, stdout=out, stderr=out, env={**os.environ, "TMPDIR": temporary})
    lines = log.read_text(errors="replace").splitlines()
    runs = next((line.split()[-1] for line in lines if "number_of_executed_units" in line), "?")
    found = sorted(set(findings.glob(f"{name}-*")) - before)
    print(f"{name}: {runs} inputs, {'nothing found' if not ended.returncode else f'A FINDING, see {log}'}", flush=True)
    for file in found:
        print(f"    PYTHONPATH=.:tests {sys.executable} -m fuzz again {name} {file.relative_to(ROOT)}", flush=True)
    return bool(ended.returncode)


def main() -> int:
    """The exit status."""
    match sys.argv[1:]:
        case ["again", name, file]:
            ENTRIES[name](Path(file).read_bytes())
            print("Nothing is wrong with it any more.")
            return 0
        case [] if find_spec("atheris") is None:
            print("make fuzz needs atheris, on Linux: .venv/bin/pip install -c constraints.txt -e '.[fuzz]'")
            return 2
        case []:
            return min(fuzz(), 1)
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main())
