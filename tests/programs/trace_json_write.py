"""Writes one JSON file and prints, as JSON, in which order folders were made and names and contents put on disk."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from briefings.storage.json_file import AtomicJSONStorage

order: list[list[str]] = []
real_fsync = os.fsync


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "os.rename":
        order.append(["rename", *map(os.fsdecode, arguments[:2])])
    if event == "os.mkdir":
        order.append(["mkdir", os.fsdecode(arguments[0])])


def traced_fsync(fd: Any) -> None:
    order.append(["sync", str(Path(f"/proc/self/fd/{fd}").readlink())])
    real_fsync(fd)


sys.addaudithook(watch)
os.fsync = traced_fsync
AtomicJSONStorage(Path(sys.argv[1])).write({"notes": {}})
print(json.dumps(order))
