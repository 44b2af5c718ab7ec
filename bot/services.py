"""Opens everything a bot works with, from the settings, and closes it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.chats.editor_registry import Access
from bot.chats.read_positions import Seen
from bot.chats.reader_context import Viewers
from bot.chats.subscriptions import Subscriptions
from bot.locales import Words
from bot.rendering.messages import Messages
from bot.settings import Settings
from briefings.intake.web.fetcher import WebReader
from briefings.newsroom.newsroom import Clock, Newsroom, open_newsroom
from briefings.storage.quarantine import Quarantine


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the Application works with.

    Attributes:
        local_paths: whether `/push` may name files of this machine.
        gather_seconds: how long a push waits for its other parts (an album, a paste that Telegram cut).
    """

    settings: Settings
    newsroom: Newsroom
    messages: Messages
    access: Access
    subscriptions: Subscriptions
    viewers: Viewers
    quarantine: Quarantine
    clock: Clock
    local_paths: bool = False
    gather_seconds: float = 1.5


@contextmanager
def open_desk(
    settings: Settings,
    words: Words,
    clock: Clock,
    web: WebReader,
    *,
    local_editor: int | None = None,
    gather_seconds: float = 1.5,
) -> Iterator[Desk]:
    """The desk on `settings.data_dir`; `local_editor` is the person at the terminal, who may name local files.

    Raises ArchiveError if another process has it open or it cannot be read, SettingsError for a setting.
    """
    quarantine = Quarantine(settings.data_dir / "quarantine")
    with open_newsroom(settings.data_dir, settings.summarizer, clock, web, quarantine) as newsroom:
        here = frozenset() if local_editor is None else frozenset({local_editor})
        access = Access(settings.admin_ids | here, settings.data_dir / "editors.json", clock, quarantine)
        subscriptions = Subscriptions(settings.data_dir / "readers.json", quarantine)
        seen = Seen(settings.data_dir / "seen", quarantine)
        try:
            yield Desk(
                settings=settings,
                newsroom=newsroom,
                messages=Messages(words, clock, settings.timezone),
                access=access,
                subscriptions=subscriptions,
                quarantine=quarantine,
                viewers=Viewers(seen, subscriptions),
                clock=clock,
                local_paths=local_editor is not None,
                gather_seconds=0 if local_editor is not None else gather_seconds,
            )
        finally:
            seen.close()
            subscriptions.close()
            access.close()
