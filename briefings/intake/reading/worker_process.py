"""One worker, seen from the process that started it: its start, what is asked of it, its end."""

import logging
import os
import pickle
import subprocess
import sys
from contextlib import suppress
from threading import Timer
from time import monotonic

from briefings.errors import IntakeError
from briefings.intake.reading.answer import Answer
from briefings.intake.reading.limits import ReadingLimits, was_out_of_memory, was_too_slow
from briefings.model.items import Original

log = logging.getLogger(__name__)

WORKER = "briefings.intake.reading.worker"

_MAX_START_SECONDS = 120  # on a very slow machine

# Of the environment, what Python, its libraries and the system need to start and to find their files. None of the
# bot's settings is: who breaks into a worker with an article finds neither the token nor the database there.
_HANDED_ON = frozenset(
    (
        *("PATH", "HOME", "LANG", "TZ", "TMPDIR", "TEMP", "TMP"),
        *("SYSTEMROOT", "WINDIR", "USERPROFILE", "APPDATA", "LOCALAPPDATA"),  # Windows
    )
)
_HANDED_ON_PREFIXES = ("LC_", "PYTHON", "PYTHAINLP_", "LD_", "DYLD_")  # languages, Python, Thai words, shared libraries


class WorkerProcess:
    """A running worker; one thread asks it at a time, any may kill it.

    It is a plain child with two pipes of its own: what one worker leaves half written is nobody else's, and a child
    that is run by name imports neither the command it was started from nor what that has imported.
    """

    def __init__(self, limits: ReadingLimits, program: str = WORKER) -> None:
        self._limits = limits
        self._is_ready = False
        self._given_up = False
        self.last_used = monotonic()
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-m", program, str(limits.seconds), str(limits.megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
            start_new_session=True,  # so Ctrl-C is for us: reading under way is finished, or ends with its input
        )

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def ask(self, original: Original) -> Answer:
        """What it reads in an original. Raises IntakeError if it breaks a limit or ends; then it is of no more use."""
        try:
            if not self._is_ready:
                self._receive(_MAX_START_SECONDS)
                self._is_ready = True
            answer = self._receive(self._limits.clock_seconds, original)
        except Exception as error:  # its pipes break, or it sends what is no answer here, as after an update on disk
            raise self._failure(original.name) from error
        self.last_used = monotonic()
        return answer

    def _receive(self, seconds: float, original: Original | None = None) -> Answer:
        """Its next answer, to `original` if that is given; it is killed if that takes longer."""
        assert self._process.stdin
        assert self._process.stdout
        watch = Timer(seconds, self._give_up)
        watch.daemon = True
        watch.start()
        try:
            if original is not None:
                pickle.dump(original, self._process.stdin, pickle.HIGHEST_PROTOCOL)
                self._process.stdin.flush()
            answer: Answer = pickle.load(self._process.stdout)  # noqa: S301 - from our own program
            return answer
        finally:
            watch.cancel()

    def kill(self) -> None:
        """End it at once, whatever it does; whoever waits for its answer gets an IntakeError."""
        self._process.kill()

    def close(self) -> None:
        """End it at once, and wait until it is gone. Only for the thread that asks."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            with suppress(OSError):  # what was not sent to a dead worker
                pipe.close()
        self._process.wait()

    def _give_up(self) -> None:
        self._given_up = True
        self.kill()

    def _failure(self, item: str) -> IntakeError:
        self.close()
        if self._given_up or was_too_slow(self._process.returncode):
            return IntakeError("reading-slow", item=item, limit=round(self._limits.seconds))
        if was_out_of_memory(self._process.returncode):
            return IntakeError("reading-memory", item=item, limit=self._limits.megabytes)
        log.warning("A process that read an item ended by itself, with status %s", self._process.returncode)
        return IntakeError("reading-died", item=item)


def _environment() -> dict[str, str]:
    """What reading needs of that of this process; modules are found where this process finds them."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name.upper() in _HANDED_ON or name.upper().startswith(_HANDED_ON_PREFIXES)
    }
    path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)  # noqa: PTH109 - as the import system has it
    # One thread each is enough for numpy, whose others would each count as memory.
    return inherited | {"PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"}
