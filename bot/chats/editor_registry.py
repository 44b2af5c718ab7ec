"""The registry of editors, and the one-time claim link that makes a person one."""

import hmac
import secrets
from datetime import datetime, timedelta
from threading import RLock

from briefings.errors import UsageError
from briefings.model.clock import Clock
from briefings.storage.protocols import RecordTable

_CLAIM_VALIDITY = timedelta(hours=1)


class EditorRegistry:
    """The editors: those named in the settings, and those who used a claim link, who are stored on disk."""

    def __init__(self, named: frozenset[int], claimed: RecordTable, clock: Clock) -> None:
        self._named = named
        self._claimed = claimed
        self._clock = clock
        self._open_claim: tuple[str, datetime] | None = None
        self._lock = RLock()

    def ids(self) -> frozenset[int]:
        """The Telegram user ids of all editors."""
        with self._lock:
            return self._named | {int(record["user"]) for _, record in self._claimed.items()}

    def is_editor(self, user: int | None) -> bool:
        """Whether this Telegram user may change the archive."""
        return user is not None and user in self.ids()

    def check(self, user: int | None) -> int:
        """The user, who is an editor. Raises UsageError for anyone else."""
        if user is None or not self.is_editor(user):
            raise UsageError("editors-only")
        return user

    def open_claim(self) -> str:
        """A secret whose first use within an hour makes its user an editor; an earlier one is void from now on."""
        secret = secrets.token_urlsafe(24)
        with self._lock:
            self._open_claim = secret, self._clock() + _CLAIM_VALIDITY
        return secret

    def claim(self, secret: str, user: int) -> bool:
        """Make `user` an editor if `secret` is the open one; kept on disk before this returns True."""
        with self._lock:
            if self._open_claim is None or self._clock() > self._open_claim[1]:
                return False
            if not hmac.compare_digest(secret.encode(), self._open_claim[0].encode()):
                return False
            self._open_claim = None
            self._claimed.put(user, {"user": user, "since": self._clock().isoformat()})
            return True

    def close(self) -> None:
        """Close the file."""
        self._claimed.close()
