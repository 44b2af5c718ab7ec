"""The log on standard error, a line for each event, with the bot's token masked."""

import logging

_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_NOISY_LIBRARIES = ("httpx", "httpcore", "apscheduler", "htmldate", "courlan", "asyncio")
_SILENCED_LOGGERS = (
    "trafilatura",  # logs errors for every tenth page; the editor is told of a page that cannot be read
)


class _TokenMaskingFormatter(logging.Formatter):
    """Formats as usual, traceback included, then masks the token."""

    def __init__(self, token: str | None) -> None:
        super().__init__(_FORMAT)
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return line.replace(self._token, "<token>") if self._token else line


def _is_not_a_cut_job(record: logging.LogRecord) -> bool:
    """False for a job that came due while the bot was stopping, which APScheduler cancels and logs as an error."""
    error = record.exc_info and record.exc_info[0]  # known by its name: asyncio is slow to import
    cancelled = error is not None and error.__name__ == "CancelledError"
    return not (cancelled and record.name.startswith("apscheduler."))


def start_log(level: str, token: str | None = None) -> None:
    """Send the log of everything at `level` and above to standard error; noisy libraries only from WARNING."""
    handler = logging.StreamHandler()
    handler.setFormatter(_TokenMaskingFormatter(token))
    handler.addFilter(_is_not_a_cut_job)
    logging.captureWarnings(True)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _NOISY_LIBRARIES:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
    for name in _SILENCED_LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
