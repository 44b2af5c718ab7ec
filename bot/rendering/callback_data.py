"""What a button carries: at most 64 bytes of callback data, written and read here and nowhere else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from briefings.errors import UsageError
from briefings.model.briefing import Briefing
from briefings.model.story import age

MAX_BYTES = 64  # bytes of callback data that Telegram takes

_MAX_OFFSET = 1000  # stories that *More* goes through; nobody reads as many, and each costs what those before it do

DIGEST = "digest:"  # before what could be typed after the command
DAILY = "daily:on"  # subscribes the chat to the digest at the default time
DAILY_AGAIN = "daily:again"  # subscribes it as it was before its digest ended

Rows = tuple[tuple[tuple[str, str], ...], ...]
"""Rows of buttons, each a label and its callback data."""


def argument(data: str) -> str:
    """What a button acts on: its data without the name of the action before the first colon."""
    return data.partition(":")[2]


@dataclass(frozen=True, slots=True)
class ShownStory:
    """A story as it was shown: by its id, told since that article if it was told what is new, with that article if a
    search found it; articles by their ids.
    """

    id: str
    since_article_id: str | None = None
    match_id: str | None = None


def sources(briefings: Sequence[Briefing]) -> str:
    """Shows the passages that these stories quote, as they were when `snapshot_id` was the newest article.

    `261123-4,261123-2~261122-9+261123-7` as of `261124-1` is written `261124-1|261123-4.2~261122-9+261123-7`.
    """
    return f"sources:{_shown(briefings, briefings)}"


def all_sources(briefings: Sequence[Briefing]) -> str:
    """Lists every article of these stories."""
    return f"all:{_shown(briefings, briefings)}"


def related(briefings: Sequence[Briefing]) -> str:
    """Lists the stories that those of these are near that are near any."""
    return f"related:{_shown([briefing for briefing in briefings if briefing.related], briefings)}"


def choose(briefings: Sequence[Briefing]) -> str:
    """Offers to follow or mute each of these stories."""
    return f"choose:{_shown(briefings, briefings)}"


def _shown(briefings: Sequence[Briefing], beside: Sequence[Briefing]) -> str:
    """Stories as of the newest article of those that were shown `beside` each other."""
    days = groupby(briefings, key=lambda briefing: briefing.id.partition("-")[0])
    ids = ",".join(f"{day}-{'.'.join(map(_number, together))}" for day, together in days)
    return f"{max((briefing.snapshot_id for briefing in beside), key=age)}|{ids}"


def _number(briefing: Briefing) -> str:
    number = briefing.id.partition("-")[2]
    since = f"~{briefing.since_article.id}" if briefing.since_article else ""
    match = f"+{briefing.sources[briefing.match.source - 1].article.id}" if briefing.match else ""
    return f"{number}{since}{match}"


def read_shown(to: str) -> tuple[str, list[ShownStory]]:
    """The newest article's id and the stories that `sources` wrote. What is no id finds no story."""
    snapshot_id, _, ids = to.partition("|")
    shown = []
    for part in re.split(r",(?=\d{6}-)", ids):
        day, _, numbers = part.partition("-")
        for story in numbers.split("."):
            told, _, match_id = story.partition("+")
            number, _, since_article_id = told.partition("~")
            shown.append(ShownStory(f"{day}-{number}", since_article_id or None, match_id or None))
    return snapshot_id, shown


def groups_that_fit(briefings: Sequence[Briefing]) -> list[Sequence[Briefing]]:
    """Neighbouring stories, as many together as one button's data can name."""
    groups: list[list[Briefing]] = []
    for briefing in briefings:
        if groups and len(sources([*groups[-1], briefing]).encode()) <= MAX_BYTES:
            groups[-1].append(briefing)
        else:
            groups.append([briefing])
    return list(groups)


def read_offset(to: str) -> tuple[int, str]:
    """A number and what follows it, as `more_latest` and `more_topic` wrote them. Raises UsageError for others."""
    number, _, rest = to.partition(" ")
    if not number.isascii() or not number.isdigit() or not rest or int(number) > _MAX_OFFSET:
        raise UsageError("button-old")
    return int(number), rest


def more_latest(count: int, offset: int, snapshot_id: str) -> str | None:
    """Shows the next stories of `/latest`, as they stood when `snapshot_id` was the newest article; None after many."""
    return f"latest:{count} {offset} {snapshot_id}" if offset <= _MAX_OFFSET else None


def more_news(offset: int, since: str | datetime, snapshot_id: str) -> str | None:
    """Shows the next stories of a digest: those since an article or a moment, as of `snapshot_id`; None after many."""
    begin = since if isinstance(since, str) else f"@{int(since.timestamp())}"
    return f"news:{offset} {begin} {snapshot_id}" if offset <= _MAX_OFFSET else None


def read_news(to: str) -> tuple[int, str | datetime, str]:
    """What `more_news` wrote. Raises UsageError for others."""
    offset, rest = read_offset(to)
    begin, _, snapshot_id = rest.partition(" ")
    seconds = begin.removeprefix("@")
    if begin != seconds and (not seconds.isascii() or not seconds.isdigit() or len(seconds) > 11):
        raise UsageError("button-old")
    return offset, datetime.fromtimestamp(int(seconds), UTC) if begin != seconds else begin, snapshot_id


def more_topic(offset: int, query: str) -> str | None:
    """Shows the next stories of `/topic`; None if the words are too many for a button, and after many stories."""
    return _fitting(f"more:{offset} {query}") if offset <= _MAX_OFFSET else None


def topic(query: str) -> str | None:
    """Answers as `/topic query` would; None if the words are too many for a button."""
    return _fitting(f"topic:{query}")


def story(id: str) -> str:
    """Shows the whole story."""
    return f"story:{id}"


def article(id: str) -> str:
    """Shows an article's own briefing."""
    return f"article:{id}"


def lines(id: str) -> str:
    """Shows the passages that an article's own briefing quotes."""
    return f"lines:{id}"


def split(id: str) -> str:
    """Takes an article out of its story."""
    return f"split:{id}"


def pushed(first: str, last: str) -> str:
    """Lists the articles received from that id to that one."""
    return f"pushed:{first}~{last}"


def read_pushed(to: str) -> tuple[str, str]:
    """The two ids that `pushed` wrote. What is no id finds no article."""
    first, _, last = to.partition("~")
    return first, last


def delete(id: str, editor: int) -> str:
    """Deletes an article, for the editor who asked and no one else."""
    return f"delete:{id} {editor}"


def keep(id: str, editor: int) -> str:
    """Leaves an article where it is."""
    return f"keep:{id} {editor}"


def store(id: str, editor: int) -> str:
    """Stores what was sent without `/push`, for the editor who sent it and no one else."""
    return f"store:{id} {editor}"


def announce(name: str, editor: int) -> str:
    """Sends an announcement to all, for the editor who asked and no one else."""
    return f"announce:{name} {editor}"


def drop_announcement(name: str, editor: int) -> str:
    """Does not send it."""
    return f"unannounce:{name} {editor}"


def breaking(id: str) -> str:
    """Asks whether an article is to be sent as breaking news."""
    return f"breaking:{id}"


def break_now(id: str, editor: int) -> str:
    """Sends it, for the editor who asked and no one else."""
    return f"breaknow:{id} {editor}"


def no_breaking(id: str, editor: int) -> str:
    """Does not send it."""
    return f"nobreak:{id} {editor}"


def read_confirmation(to: str) -> tuple[str, int]:
    """What it is about (an article, an announcement) and the editor who asked. Raises UsageError for others."""
    id, _, editor = to.partition(" ")
    if not editor.isascii() or not editor.isdigit():
        raise UsageError("button-old")
    return id, int(editor)


def _fitting(data: str) -> str | None:
    return data if len(data.encode(errors="replace")) <= MAX_BYTES else None
