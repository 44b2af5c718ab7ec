"""What the lookup index has of each article: its tables, and the rows that are made of a document."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from briefings.model.article_id import ArticleId
from briefings.model.story import StoryOutline, source_key
from briefings.storage.tinydb.documents import related_to, story_of, text_of

VERSION = 4  # of the tables and of what their rows mean: raise it whenever they change, and the index is made again

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

# article: source as `source_key` gives it; received in whole microseconds since 1970. related: article `id` is near
# article `other`, which tells another event. change: version tells a change from a later one of the same article.
SCHEMA = """
CREATE TABLE partition (name TEXT PRIMARY KEY, checksum TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE article (
    id INTEGER PRIMARY KEY, partition TEXT NOT NULL, story INTEGER NOT NULL, copy_of INTEGER NOT NULL,
    source TEXT NOT NULL, received INTEGER NOT NULL, link BLOB, text BLOB NOT NULL
);
CREATE INDEX by_partition ON article (partition);
CREATE INDEX by_story ON article (story);
CREATE INDEX by_link ON article (link) WHERE link IS NOT NULL;
CREATE INDEX by_text ON article (text);
CREATE INDEX by_received ON article (received);
CREATE TABLE related (id INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (id, other)) WITHOUT ROWID;
CREATE INDEX by_other ON related (other);
CREATE TABLE subscriber (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE change (
    subscriber TEXT NOT NULL, id INTEGER NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (subscriber, id)
) WITHOUT ROWID;
CREATE TABLE counter (versions INTEGER NOT NULL);
INSERT INTO counter VALUES (0);
"""
INSERT_ARTICLE = "INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_RELATED = "INSERT OR REPLACE INTO related VALUES (?, ?)"
# The stories related to the one that article `:member` is in, by what its articles name and by what names them.
FIND_RELATED = """
WITH own AS (SELECT id, story FROM article WHERE story = (SELECT story FROM article WHERE id = :member)),
near AS (
    SELECT related.other AS id FROM own JOIN related USING (id)
    UNION SELECT related.id FROM own JOIN related ON related.other = own.id
)
SELECT story, max(id) AS newest FROM article
WHERE story IN (SELECT story FROM article JOIN near USING (id) EXCEPT SELECT story FROM own)
GROUP BY story ORDER BY newest DESC LIMIT :count
"""


def article_row(partition: str, id: ArticleId, document: Mapping[str, Any]) -> tuple[object, ...]:
    """The row of an article in the table of that name."""
    name = str(id)
    return (
        id.packed,
        partition,
        (ArticleId.parse(story_of(name, document)) or id).packed,
        (ArticleId.parse(text_of(name, document)) or id).packed,
        source_key(document["outlet"], document["agency"]),
        microseconds(datetime.fromisoformat(document["received"])),
        link_digest(document["same_link"]) if document["same_link"] else None,
        bytes.fromhex(document["fingerprint"]),
    )


def related_rows(id: ArticleId, document: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """The rows of an article in the table `related`."""
    return ((id.packed, other.packed) for name in related_to(document) if (other := ArticleId.parse(name)))


def build_outline(story: int, members: Sequence[tuple[int, int, int, str]]) -> StoryOutline:
    """The outline of a story from id, time, text and source of each of its articles, the first received first."""
    received = _EPOCH + max(received for _, received, _, _ in members) * _MICROSECOND
    reports = tuple((copy_of, source) for _, _, copy_of, source in members)
    return StoryOutline(story, members[-1][0], received, reports)


def microseconds(moment: datetime) -> int:
    """A moment as it stands in a row."""
    return (moment - _EPOCH) // _MICROSECOND


def link_digest(link: str) -> bytes:
    """A link as it stands in a row."""
    return sha256(link.encode("utf-8", "replace")).digest()[:16]
