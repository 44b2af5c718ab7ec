"""The records of a chat: when it wants its digest, what was delivered to it, and what it was shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from briefings.model.article_id import ArticleId
from briefings.storage.records.fields import RecordFault, article_id, fields_of, is_usual_year, moment, text, truth

_ZONE_SIGNS = frozenset("_-+")  # beside letters, digits and the stroke between the parts of a zone's name


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """What was delivered to a chat; the fields are those of the subscription in `bot/chats`."""

    since: datetime
    since_article: str | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class ChoiceRecord:
    """What a chat chose.

    Attributes:
        zone: could be the name of a time zone; whether this machine knows it is not asked.
        delivery: of a chat that has no record of deliveries: from `chosen` on, or what an older version wrote here.
    """

    time: time
    zone: str
    chosen: datetime
    active: bool
    delivery: DeliveryRecord


@dataclass(frozen=True, slots=True)
class PositionsRecord:
    """What a chat was shown: story id → id of its newest article then, and the last day it was shown anything."""

    stories: Mapping[str, str]
    day: date


def read_choice(document: object) -> ChoiceRecord:
    """What a chat chose. Raises RecordFault."""
    fields = fields_of(document)
    chosen = moment(fields, "chosen")
    return ChoiceRecord(
        time=_wall_time(fields),
        zone=_zone(fields),
        chosen=chosen,
        active=truth(fields, "active"),
        delivery=_delivery({"since": chosen.isoformat()} | fields),
    )


def read_delivery(document: object) -> DeliveryRecord:
    """What was delivered to a chat. Raises RecordFault."""
    return _delivery(fields_of(document))


def read_positions(document: object) -> PositionsRecord:
    """What a chat was shown. Raises RecordFault."""
    fields = fields_of(document)
    stories = fields.get("stories")
    if not isinstance(stories, Mapping):
        raise RecordFault("stories")
    newest = [ArticleId.parse(id) for pair in stories.items() for id in pair if isinstance(id, str)]
    if len(newest) < 2 * len(stories) or None in newest:
        raise RecordFault("stories")
    # Records of earlier versions have no day: it is that of the newest article.
    day = _day(fields) if fields.get("day") else max((id.day for id in newest[1::2] if id), default=date.min)
    return PositionsRecord(dict(stories), day)


def _delivery(fields: Mapping[str, Any]) -> DeliveryRecord:
    return DeliveryRecord(
        since=moment(fields, "since"),
        since_article=None if fields.get("since_article") is None else article_id(fields, "since_article"),
        last=None if fields.get("last") is None else moment(fields, "last"),
    )


def _wall_time(fields: Mapping[str, Any]) -> time:
    try:
        value = time.fromisoformat(text(fields, "time"))
    except ValueError as error:
        raise RecordFault("time") from error
    if value.tzinfo is not None:
        raise RecordFault("time")
    return value


def _zone(fields: Mapping[str, Any]) -> str:
    """A name that leads to no file outside the time zone database. Raises RecordFault."""
    name = text(fields, "zone")
    parts = name.split("/")
    if not name.isascii() or not all(set(filter(_is_no_letter, part)) <= _ZONE_SIGNS and part for part in parts):
        raise RecordFault("zone")
    return name


def _is_no_letter(sign: str) -> bool:
    return not sign.isalnum()


def _day(fields: Mapping[str, Any]) -> date:
    try:
        value = date.fromisoformat(text(fields, "day"))
    except ValueError as error:
        raise RecordFault("day") from error
    if not is_usual_year(value.year):
        raise RecordFault("day")
    return value
