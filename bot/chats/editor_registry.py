"""The registry of editors, and the one-time claim link that makes a person one."""

import hmac
import logging
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from bot.chats.readable_records import readable
from bot.telegram_ids import is_person_id
from briefings.errors import UsageError
from briefings.model.clock import Clock
from briefings.storage.protocols import RecordTable
from briefings.storage.records.editors import read_editor

log = logging.getLogger(__name__)

_CLAIM_VALIDITY = timedelta(hours=1)
_MAX_WRONG_TRIES = 10  # after which a claim link is void
_SECRET_BYTES, _SECRET = 24, re.compile("[A-Za-z0-9_-]{32}")


@dataclass(slots=True)
class _Claim:
    secret: bytes
    until: datetime
    wrong_tries: int = 0


class EditorRegistry:
    """The editors: those named in the settings, and those who used a claim link, who are stored on disk.

    Who is one is read without waiting, so that it can be asked on the event loop; `claim` waits for the disk.
    """

    def __init__(self, named: frozenset[int], claimed: RecordTable, clock: Clock) -> None:
        self._claimed = claimed
        self._clock = clock
        self._claim: _Claim | None = None
        self._lock = Lock()  # for the claim; never held while the disk is written
        self._ids = frozenset(filter(is_person_id, named)) | frozenset(_stored_people(claimed))

    def ids(self) -> frozenset[int]:
        """The Telegram user ids of all editors."""
        return self._ids

    def is_editor(self, person: int | None) -> bool:
        """Whether this person may change the archive."""
        return person in self._ids

    def check(self, person: int | None) -> int:
        """The person, who is an editor. Raises UsageError for anyone else."""
        if person is None or person not in self._ids:
            raise UsageError("editors-only")
        return person

    def open_claim(self) -> str:
        """A secret whose first use within an hour makes a person an editor; an earlier one is void from now on."""
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        with self._lock:
            self._claim = _Claim(secret.encode(), self._clock() + _CLAIM_VALIDITY)
        return secret

    def void(self, secret: str) -> bool:
        """Void the claim link that others have read; False if that is not its secret, which is no try either."""
        return self._take_claim(secret, is_try=False) is not None

    def claim(self, secret: str, person: int) -> bool:
        """Make a person an editor if `secret` is the open one; kept on disk before this returns True.

        Ten wrong ones void the open one too.
        """
        claim = self._take_claim(secret, is_try=True)
        if claim is None or not is_person_id(person):
            return False
        try:
            self._claimed.put(person, {"user": person, "since": self._clock().isoformat()})
        except BaseException:
            with self._lock:
                self._claim = self._claim or claim  # nobody has become an editor with it
            raise
        with self._lock:
            self._ids |= {person}
        return True

    def close(self) -> None:
        """Close the file."""
        self._claimed.close()

    def _take_claim(self, secret: str, *, is_try: bool) -> _Claim | None:
        """The open claim, closed from now on, if that is its secret."""
        with self._lock:
            claim = self._claim
            if claim is None or self._clock() > claim.until:
                return None
            if hmac.compare_digest(secret.encode(errors="replace"), claim.secret):
                self._claim = None
                return claim
            claim.wrong_tries += is_try
            if claim.wrong_tries >= _MAX_WRONG_TRIES:
                self._claim = None
                log.warning(
                    "The claim link is void after %d wrong tries; a restart prints a new one", claim.wrong_tries
                )
            return None


def may_be_secret(word: str) -> bool:
    """Whether a word has the form of a claim link's secret."""
    return _SECRET.fullmatch(word) is not None


def _stored_people(claimed: RecordTable) -> Iterator[int]:
    """The people who are stored as editors; what is stored but is no person is logged and left out."""
    for user in readable(claimed.items(), read_editor, "The record of editor").values():
        if is_person_id(user):
            yield user
        else:
            log.warning("An editor who is stored is no person and is ignored: %s", user)
