"""What can go wrong with the index on disk, and which of it is the disk's fault: tantivy raises ValueError for all."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

_ERROR_NUMBER = re.compile(r"\b(?:os error|code:) (\d{1,6})\b")  # in what tantivy says of an error of the system
_REFUSALS = frozenset(
    (
        *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO),
        *(errno.EMFILE, errno.ENFILE, errno.EACCES, errno.EPERM),
    )
)


class IndexDamaged(Exception):
    """The index cannot be read or written; `SearchIndex.clear` begins it anew."""


class IndexRefused(OSError):
    """The disk refuses what was to be written or opened, as one that is full does; what was committed is as it was."""


@contextmanager
def failures() -> Iterator[None]:
    """Raises IndexRefused or IndexDamaged for what tantivy raises about its files; its panics are no Exception."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, ValueError | OSError) or type(error).__name__ == "PanicException":
            number = _refusal(error)
            raise (IndexRefused(number, os.strerror(number)) if number else IndexDamaged(str(error))) from error
        raise


def _refusal(error: BaseException) -> int | None:
    """The system's number of an error that is the disk's, or for too many open files, and not of what it holds."""
    numbers = [error.errno] if isinstance(error, OSError) else map(int, _ERROR_NUMBER.findall(str(error)))
    return next((number for number in numbers if number in _REFUSALS), None)
