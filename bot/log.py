"""The log: one line an event on standard error, the bot's token taken out wherever it might stand."""

import logging

_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_QUIET = ("httpx", "httpcore", "apscheduler", "htmldate", "courlan", "asyncio")
_SILENT = (
    "trafilatura",  # it logs as errors what every tenth page has; what could not be read is told to the editor
    "telegram.ext.AIORateLimiter",  # a traceback where Telegram asks to wait; whoever sent something logs that
)


class _WithoutToken(logging.Formatter):
    """Formats as ever, traceback included, then takes the token out."""

    def __init__(self, token: str | None) -> None:
        super().__init__(_FORMAT)
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return line.replace(self._token, "<token>") if self._token else line


def start_log(level: str, token: str | None = None) -> None:
    """Send the log of everything at `level` and above to standard error; chatty libraries only from WARNING."""
    handler = logging.StreamHandler()
    handler.setFormatter(_WithoutToken(token))
    logging.captureWarnings(True)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
    for name in _SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)
