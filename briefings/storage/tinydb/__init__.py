"""The articles on disk: TinyDB files that hold a few hundred each, written atomically."""

from briefings.storage.tinydb.archive import Archive
from briefings.storage.tinydb.documents import fingerprint

__all__ = ["Archive", "fingerprint"]
