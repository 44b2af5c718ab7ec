"""One thread opens a file for writing again and again while another asks whether anybody writes it."""

import sys
from pathlib import Path
from threading import Thread

from briefings.intake.inbox import is_being_written

path = Path(sys.argv[1])


def write() -> None:
    for _ in range(20_000):
        path.open("ab").close()


writer = Thread(target=write)
writer.start()
while writer.is_alive():
    is_being_written(path)
