"""The articles on disk: TinyDB files that hold a few hundred each, written atomically."""

from briefings.archive.archive import Archive
from briefings.archive.documents import fingerprint

__all__ = ["Archive", "fingerprint"]
