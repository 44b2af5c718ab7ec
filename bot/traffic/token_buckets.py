"""Token buckets, one for each key: so many at once, then one more at every interval; time is handed in."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from math import ceil

_ROUNDING = 1e-6  # of a token; better one too many than one too few


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, then one more every `seconds`."""

    at_once: int
    seconds: float


@dataclass(slots=True)
class _Bucket:
    """When it will be full again, and whether its owner was told that it was empty."""

    full_at: float
    told: bool = False


class TokenBuckets:
    """The buckets of all keys. A full one is forgotten, so only those are kept that were used of late."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._buckets: OrderedDict[Hashable, _Bucket] = OrderedDict()  # the one used longest ago first

    def __len__(self) -> int:
        return len(self._buckets)

    def has_token(self, key: Hashable, now: float) -> bool:
        """Whether there is a token to take; `now` in seconds, from any clock that never goes back."""
        bucket = self._buckets.get(key)
        missing = max(0.0, bucket.full_at - now) if bucket else 0.0
        return missing + self._rate.seconds <= self._rate.at_once * self._rate.seconds

    def left(self, key: Hashable, now: float) -> int:
        """How many tokens there are to take."""
        bucket = self._buckets.get(key)
        missing = max(0.0, bucket.full_at - now) if bucket else 0.0
        return self._rate.at_once - ceil(missing / self._rate.seconds - _ROUNDING)

    def is_told(self, key: Hashable, now: float) -> bool:
        """Whether `tell` would return False."""
        bucket = self._buckets.get(key)
        return bucket is not None and bucket.told and bucket.full_at > now

    def take(self, key: Hashable, now: float) -> None:
        """Take a token, which must be there."""
        bucket = self._use(key, now)
        bucket.full_at = max(bucket.full_at, now) + self._rate.seconds

    def empty(self, key: Hashable, now: float) -> None:
        """Take all tokens that are there."""
        self._use(key, now).full_at = now + self._rate.at_once * self._rate.seconds

    def tell(self, key: Hashable, now: float) -> bool:
        """Note that the owner is told that there is none left; False if they were since the bucket was last full."""
        bucket = self._use(key, now)
        if bucket.told:
            return False
        bucket.told = True
        return True

    def _use(self, key: Hashable, now: float) -> _Bucket:
        """The bucket of a key. Each is full a fixed time after its last use, so that those in front are full first."""
        while self._buckets:
            first, bucket = next(iter(self._buckets.items()))
            if bucket.full_at > now:
                break
            del self._buckets[first]
        bucket = self._buckets.setdefault(key, _Bucket(now))
        if bucket.full_at <= now:
            bucket.told = False
        self._buckets.move_to_end(key)
        return bucket
