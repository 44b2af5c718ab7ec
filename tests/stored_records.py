"""Records of chats and editors in a folder of a test's own."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.chats.editor_registry import EditorRegistry
from bot.chats.read_positions import ReadPositions
from bot.chats.subscriptions import Subscriptions
from briefings.storage.data_folder import DataFolder

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def at_noon() -> datetime:
    """A clock that stands still."""
    return NOON


def open_subscriptions(path: Path) -> Subscriptions:
    folder = DataFolder(path)
    quarantine = folder.open_quarantine()
    return Subscriptions(folder.open_subscriptions(quarantine), folder.open_deliveries(quarantine))


def open_editors(
    path: Path, clock: Callable[[], datetime] = at_noon, named: frozenset[int] = frozenset()
) -> EditorRegistry:
    folder = DataFolder(path)
    return EditorRegistry(named, folder.open_editors(folder.open_quarantine()), clock)


def open_read_positions(path: Path, clock: Callable[[], datetime] = at_noon) -> ReadPositions:
    folder = DataFolder(path)
    return ReadPositions(folder.open_read_positions(folder.open_quarantine()), clock)
