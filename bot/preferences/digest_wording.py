"""Parses what people type after `/digest` into a change of what they chose; nothing is guessed in silence."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time
from typing import Any

from bot.preferences.digest_preferences import MAX_STORIES, MAX_TIMES, DigestPreferences
from bot.preferences.digest_words import CHOICES, DAYS, FILLERS, GROUPS_OF_DAYS, PAUSE, STORIES, TIMES
from bot.preferences.pause_dates import read_pause
from bot.preferences.time_zones import shortened, zone_or_utc
from bot.preferences.wall_times import read_time
from bot.preferences.zone_wording import read_zone
from briefings.errors import UsageError

_MAX_LENGTH = 300  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestChange:
    """What is to be changed of a chat's digest; None: it stays as it is.

    `active` is True after `on`, which also ends a pause, and False after `off`, which stands alone.
    """

    times: tuple[time, ...] | None = None
    zone: str | None = None
    days: frozenset[int] | None = None
    stories: int | None = None
    headlines_only: bool | None = None
    silent: bool | None = None
    followed_only: bool | None = None
    paused_until: date | None = None
    active: bool | None = None

    def apply(self, preferences: DigestPreferences) -> DigestPreferences:
        """The preferences with the change made."""
        named = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "active"}
        before = replace(preferences, paused_until=None) if self.active else preferences
        return replace(before, **{name: value for name, value in named.items() if value is not None})

    @property
    def is_pause(self) -> bool:
        """Whether a pause is all that it asks for."""
        return self.paused_until is not None and self == DigestChange(paused_until=self.paused_until)


@dataclass(frozen=True, slots=True)
class ZoneDoubt:
    """A zone that may be one of several: ask which, then `replace(change, zone=…)` with the answer.

    Attributes:
        value: what was typed.
        candidates: names of zones.
        change: all else that was asked for.
    """

    value: str
    candidates: tuple[str, ...]
    change: DigestChange


def parse_digest_wording(text: str, zone: str, now: datetime) -> DigestChange | ZoneDoubt:
    """The change that the text asks for; without any word, one that changes nothing.

    `zone`: the chat's, whose calendar a pause is reckoned by, `now`: aware.
    Raises UsageError: `bad-time`, `digest-word`, `digest-twice`, `digest-pause` (each with value), `digest-stories`
    (value, most), `digest-times` (most), and `unknown-zone` as `find_zone`.
    """
    if len(text) > _MAX_LENGTH:
        raise UsageError("digest-word", value=shortened(text))
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = folded.replace(",", " , ").replace(";", " , ").split()
    return _Reading(words, now.astimezone(zone_or_utc(zone)).date()).change(now)


class _Reading:
    """Goes through the words from left to right; each is understood, or is an error that names it."""

    def __init__(self, words: Sequence[str], today: date) -> None:
        self._words, self._today = words, today
        self._times: set[time] = set()
        self._days: set[int] = set()
        self._chosen: dict[str, Any] = {}
        self._zone = ""

    def change(self, now: datetime) -> DigestChange | ZoneDoubt:
        position = 0
        while position < len(self._words):
            position += self._read(self._words[position:])
        chosen = self._chosen
        if chosen.get("active") is False and (len(chosen) > 1 or self._times or self._days or self._zone):
            raise UsageError("digest-twice", value="off")
        if len(self._times) > MAX_TIMES:
            raise UsageError("digest-times", most=MAX_TIMES)
        times, days = tuple(sorted(self._times)) or None, frozenset(self._days) or None
        change = DigestChange(times=times, days=days, **chosen)
        if not self._zone:
            return change
        zones = _zones(self._zone, now)
        return replace(change, zone=zones[0]) if len(zones) == 1 else ZoneDoubt(shortened(self._zone), zones, change)

    def _read(self, words: Sequence[str]) -> int:
        """Takes in what the words begin with; returns how many of them that is."""
        word = words[0]
        if word in FILLERS:
            return 1
        if days := _days(word):
            self._days |= days
            return 1
        if word in CHOICES:
            self._choose(*CHOICES[word], word)
            return 1
        if word in PAUSE:
            return self._read_pause(words)
        if len(words) > 1 and word.isdecimal() and words[1] in STORIES:
            if not 1 <= int(word) <= MAX_STORIES:
                raise UsageError("digest-stories", value=shortened(word), most=MAX_STORIES)
            self._choose("stories", int(word), f"{word} {words[1]}")
            return 2
        if found := read_time(words):
            self._times.add(found[0])
            return found[1]
        return self._read_zone(words)

    def _read_pause(self, words: Sequence[str]) -> int:
        day, used = read_pause(words, self._today)
        self._choose("paused_until", day, words[0])
        return used

    def _read_zone(self, words: Sequence[str]) -> int:
        """A name of several words ends where something else begins."""
        used = next((n for n, word in enumerate(words) if n and _is_known(word)), len(words))
        if self._zone:
            raise UsageError("digest-twice", value=shortened(" ".join(words[:used])))
        self._zone = " ".join(words[:used])
        return used

    def _choose(self, name: str, value: Any, word: str) -> None:
        if self._chosen.setdefault(name, value) != value:
            raise UsageError("digest-twice", value=shortened(word))


def _is_known(word: str) -> bool:
    """Whether the word is no part of a zone's name."""
    tables = (FILLERS, CHOICES, PAUSE, TIMES)
    return word[0].isdigit() or any(word in table for table in tables) or bool(_days(word))


def _days(word: str) -> frozenset[int]:
    """The days that the word means: `mon`, `weekdays`, `mon-fri`, `fri-mon`; none for another word."""
    if word in GROUPS_OF_DAYS:
        return GROUPS_OF_DAYS[word]
    if word in DAYS:
        return frozenset((DAYS[word],))
    first, _, last = word.replace("–", "-").partition("-")
    if first not in DAYS or last not in DAYS:
        return frozenset()
    begin = DAYS[first]
    length = (DAYS[last] - begin) % 7 + 1
    return frozenset((begin + n - 1) % 7 + 1 for n in range(length))


def _zones(name: str, now: datetime) -> tuple[str, ...]:
    try:
        return read_zone(name, now)
    except UsageError as error:
        if error.fields.get("found"):
            raise
        # It resembles no zone, so most likely it was not meant as one.
        raise UsageError("digest-word", value=shortened(name)) from None
