"""The connection that the bot sends by; it counts what Telegram says."""

from typing import Any

from telegram.error import TimedOut
from telegram.request import BaseRequest

from bot.monitoring.metrics import Metrics

_MESSAGES = ("send", "edit", "copy", "forward")  # the beginnings of methods that bring or change a message
_KINDS = {400: "refused", 403: "forbidden", 429: "wait"}


class CountedRequest(BaseRequest):
    """Another request, which tells a Metrics of each answer."""

    def __init__(self, metrics: Metrics, request: BaseRequest) -> None:
        self._request = request
        self._metrics = metrics

    @property
    def read_timeout(self) -> float | None:
        """As the other's."""
        return self._request.read_timeout

    async def initialize(self) -> None:
        """As the other's."""
        await self._request.initialize()

    async def shutdown(self) -> None:
        """As the other's."""
        await self._request.shutdown()

    async def do_request(self, url: str, method: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """As the other's."""
        try:
            status, payload = await self._request.do_request(url, method, *args, **kwargs)
        except TimedOut:
            self._metrics.send_failed("timed_out")
            raise
        except Exception:
            self._metrics.send_failed("unreachable")
            raise
        name = url.rpartition("/")[2]
        if status == 429:
            self._metrics.asked_to_wait()
        if status >= 400:
            self._metrics.send_failed(_KINDS.get(status, "server" if status >= 500 else "other"))
        elif name.startswith(_MESSAGES) and name != "sendChatAction":
            self._metrics.message_sent()
        return status, payload
