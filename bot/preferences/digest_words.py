"""The English words that can be typed after `/digest`; another language adds its own here."""

from typing import Any

_NAMES_OF_DAYS = (
    ("mon", "monday", "mondays"),
    ("tue", "tues", "tuesday", "tuesdays"),
    ("wed", "weds", "wednesday", "wednesdays"),
    ("thu", "thur", "thurs", "thursday", "thursdays"),
    ("fri", "friday", "fridays"),
    ("sat", "saturday", "saturdays"),
    ("sun", "sunday", "sundays"),
)
DAYS = {name: number for number, names in enumerate(_NAMES_OF_DAYS, 1) for name in names}
_WORK, _FREE, _ALL = frozenset(range(1, 6)), frozenset((6, 7)), frozenset(range(1, 8))
GROUPS_OF_DAYS = {
    "weekday": _WORK,
    "weekdays": _WORK,
    "workdays": _WORK,
    "weekend": _FREE,
    "weekends": _FREE,
    "daily": _ALL,
    "everyday": _ALL,
    "day": _ALL,  # every day
}
TIMES = {"noon": 12, "midday": 12, "midnight": 0}  # the hour
HALVES_OF_DAY = {"am": 0, "a.m.": 0, "a.m": 0, "pm": 12, "p.m.": 12, "p.m": 12}
HOUR_WORDS = frozenset(("h", "hrs", "o'clock", "o’clock", "uhr"))
_NAMES_OF_MONTHS = (
    ("jan", "january"),
    ("feb", "february"),
    ("mar", "march"),
    ("apr", "april"),
    ("may",),
    ("jun", "june"),
    ("jul", "july"),
    ("aug", "august"),
    ("sep", "sept", "september"),
    ("oct", "october"),
    ("nov", "november"),
    ("dec", "december"),
)
MONTHS = {name: number for number, names in enumerate(_NAMES_OF_MONTHS, 1) for name in names}
CHOICES: dict[str, tuple[str, Any]] = {  # the field of a change, and its value
    "on": ("active", True),
    "resume": ("active", True),
    "off": ("active", False),
    "stop": ("active", False),
    "short": ("headlines_only", True),
    "headlines": ("headlines_only", True),
    "full": ("headlines_only", False),
    "long": ("headlines_only", False),
    "normal": ("headlines_only", False),
    "quiet": ("silent", True),
    "silent": ("silent", True),
    "sound": ("silent", False),
    "loud": ("silent", False),
    "followed": ("followed_only", True),
    "everything": ("followed_only", False),
}
STORIES = frozenset(("story", "stories"))
PAUSE_ALONE = frozenset(("pause", "paused"))
PAUSE = PAUSE_ALONE | {"until", "till"}
BEFORE_SPAN = frozenset(("for",))  # after `pause`
OPEN_ENDED = frozenset(("now", "resumed", "indefinitely", "forever"))  # after `pause` or `until`
SEPARATORS = frozenset((",", "and", "&"))
TOMORROW = frozenset(("tomorrow",))
COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
UNITS = {"day": "days", "days": "days", "week": "weeks", "weeks": "weeks", "month": "months", "months": "months"}
FILLERS = SEPARATORS | {"at", "in", "every", "only"}
NOW = "now"  # alone: as without a word
QUESTIONS = frozenset(("help", "status", "?"))  # alone: what is chosen, and what can be
