"""Starts a worker, has it read a text of one word, the argument, if there is one, and waits until it is killed.

It prints the worker's number before; what both inherit, such as standard error, is closed when both have ended.
"""

import sys
from threading import Thread

from briefings.intake.reading.limits import ReadingLimits
from briefings.intake.reading.worker_process import WorkerProcess
from briefings.model.items import Text

worker = WorkerProcess(ReadingLimits(seconds=1), "hostile_worker")
if len(sys.argv) > 1:
    Thread(target=worker.ask, args=(Text(name="a text", text=sys.argv[1]),), daemon=True).start()
print(worker.pid, flush=True)
sys.stdin.read()
