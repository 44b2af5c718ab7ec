"""Decides whether the bot is well: it is while Telegram answers its requests for updates."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

_LONGEST_SILENCE = timedelta(minutes=3)  # an empty long poll is answered after seconds


@dataclass(frozen=True, slots=True)
class Moments:
    """When the bot started, and when what happened last."""

    started: datetime
    poll: datetime | None = None
    update: datetime | None = None
    digest: datetime | None = None

    def with_poll(self, moment: datetime) -> "Moments":
        """These, and a request for updates that was answered then."""
        return replace(self, poll=moment)

    def with_update(self, moment: datetime) -> "Moments":
        """These, and an update that came in then."""
        return replace(self, update=moment)

    def with_digest(self, moment: datetime) -> "Moments":
        """These, and a digest that was sent then."""
        return replace(self, digest=moment)


@dataclass(frozen=True, slots=True)
class Health:
    """Whether all is well, and what `/healthz` says."""

    up: bool
    says: dict[str, bool | str | None]


def judge(moments: Moments, now: datetime, *, polls: bool) -> Health:
    """The health at `now`. With a webhook (`polls` is false) silence means only that nobody wrote."""
    since = moments.poll or moments.started
    up = not polls or now - since <= _LONGEST_SILENCE
    return Health(
        up,
        {
            "up": up,
            "last_poll": _written(moments.poll),
            "last_update": _written(moments.update),
            "last_digest": _written(moments.digest),
        },
    )


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
