"""What a chat chose of its digest as JSON, and back."""

import json
from collections.abc import Mapping
from datetime import date, time
from functools import lru_cache
from typing import Any

import orjson

from bot.preferences.digest_preferences import MAX_STORIES, DigestPreferences


def to_json(preferences: DigestPreferences) -> str:
    """The preferences as one line of JSON, which is the same for those that are the same."""
    return json.dumps(
        {
            "times": [time.isoformat("minutes") for time in preferences.times],
            "zone": preferences.zone,
            "days": sorted(preferences.days),
            "stories": preferences.stories,
            "headlines_only": preferences.headlines_only,
            "silent": preferences.silent,
            "followed_only": preferences.followed_only,
            "paused_until": preferences.paused_until.isoformat() if preferences.paused_until else None,
        }
    )


@lru_cache(maxsize=1000)
def from_json(text: str) -> DigestPreferences:
    """The preferences that `to_json` wrote. Raises ValueError for anything else."""
    record = orjson.loads(text)
    try:
        return _parse(record)
    except (KeyError, TypeError, OSError) as error:
        raise ValueError(text) from error


def _parse(record: Mapping[str, Any]) -> DigestPreferences:
    times = tuple(sorted({time.fromisoformat(text) for text in record["times"]}))
    days = frozenset(record["days"])
    stories, paused_until = record["stories"], record["paused_until"]
    if not times or not days or not days <= set(range(1, 8)) or not 1 <= stories <= MAX_STORIES:
        raise ValueError(record)
    return DigestPreferences(
        times=times,
        zone=str(record["zone"]),
        days=days,
        stories=int(stories),
        headlines_only=bool(record["headlines_only"]),
        silent=bool(record["silent"]),
        followed_only=bool(record.get("followed_only", False)),  # records of before have none
        paused_until=date.fromisoformat(paused_until) if paused_until else None,
    )
