"""One process that feeds one entry with atheris: `python -m fuzz.feed ENTRY CORPUS [libFuzzer's options]`."""

import pkgutil
import sys
from importlib import import_module
from pathlib import Path
from random import Random
from time import process_time

import atheris

_PACKAGES = ("bot", "briefings")
_SEEDS, _SEED_BYTES = 40, 120
_MAX_SECONDS = 10  # of processor time for an input, so that a busy machine is no finding; one that hangs is ended


def main() -> None:
    """Feed it until the time is over or something is found."""
    name, corpus, *options = sys.argv[1:]
    with atheris.instrument_imports(include=list(_PACKAGES)):
        for package in _PACKAGES:  # all, since some modules are imported when they are first used
            for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
                if not module.name.endswith("__main__"):
                    import_module(module.name)
        from fuzz.entries import ENTRIES
    entry = ENTRIES[name]
    for number, data in enumerate(_first_inputs()):
        Path(corpus, f"first-{number}").write_bytes(data)
        entry(data)  # what is loaded by the first calls is no part of an input's time

    def feed(data: bytes) -> None:
        begin = process_time()
        entry(data)
        assert process_time() - begin < _MAX_SECONDS, "too slow"

    atheris.Setup([name, corpus, *options], feed)
    atheris.Fuzz()


def _first_inputs() -> list[bytes]:
    random = Random(1)
    return [random.randbytes(random.randrange(_SEED_BYTES)) for _ in range(_SEEDS)]


if __name__ == "__main__":
    main()
