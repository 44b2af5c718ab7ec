"""Programs that tests run in a process of their own, so that it can be killed, held or refused the disk."""

import sys

from repository import ROOT


def program(name: str, *arguments: object) -> list[str]:
    """The command line that runs `tests/programs/NAME.py`."""
    return [sys.executable, str(ROOT / "tests" / "programs" / f"{name}.py"), *map(str, arguments)]
