"""The certificates that Telegram's is checked against, for all connections to it."""

from functools import cache
from ssl import SSLContext

import httpx


@cache
def certificates() -> SSLContext:
    """Those that httpx would read for each client anew, which takes longer than to send a message."""
    return httpx.create_ssl_context()
