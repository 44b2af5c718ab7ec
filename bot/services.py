"""The services that the handlers and jobs work with, opened from the settings and closed at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time

from bot.chats.breaking_wishes import BreakingLimits, BreakingWishes
from bot.chats.editor_registry import EditorRegistry
from bot.chats.interests import ChatInterests
from bot.chats.move_in import move_in
from bot.chats.presses import Presses
from bot.chats.read_positions import ReadPositions
from bot.chats.reader_context import ReaderContexts
from bot.chats.subscriptions import Subscriptions
from bot.database.opening import open_database
from bot.database.protocols import Database
from bot.digests.composer import DigestComposer
from bot.digests.followed_news import FollowedNews
from bot.digests.mailings import Mailings
from bot.locales import Translator
from bot.preferences.quiet_hours import QuietHours
from bot.rendering.messages import Messages
from bot.settings import Settings
from bot.traffic.shared_pace import SharedPace, open_shared_pace
from briefings.intake.reading.reader import OriginalReader
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.clock import Clock
from briefings.newsroom.newsroom import Newsroom, open_newsroom
from briefings.storage.data_folder import DataFolder
from briefings.storage.quarantine import Quarantine
from briefings.storage.tinydb.engine import TinyDBEngine


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The services of one running bot.

    Attributes:
        local_paths: whether `/push` may name files of this machine.
        shared_pace: how fast all processes that send may do so; None if this is the only one.
        gather_seconds: how long a push waits for further messages (of an album, of a paste that Telegram split).
    """

    settings: Settings
    newsroom: Newsroom
    messages: Messages
    editors: EditorRegistry
    database: Database
    subscriptions: Subscriptions
    interests: ChatInterests
    reader_contexts: ReaderContexts
    digest_composer: DigestComposer
    mailings: Mailings
    followed_news: FollowedNews
    breaking_wishes: BreakingWishes
    presses: Presses
    quarantine: Quarantine
    clock: Clock
    shared_pace: SharedPace | None = None
    local_paths: bool = False
    gather_seconds: float = 1.5


@contextmanager
def open_services(
    settings: Settings,
    translate: Translator,
    clock: Clock,
    web: WebFetcher,
    *,
    reader: OriginalReader | None = None,
    local_editor: int | None = None,
    gather_seconds: float = 1.5,
) -> Iterator[Services]:
    """The services on `settings.data_dir`; `local_editor` is the person at the terminal, who may name local files.

    `reader` is what pushed items are read with; without, see `open_newsroom`.

    Raises ArchiveError if another process has it open or it cannot be read, SettingsError for a setting.
    """
    folder = DataFolder(settings.data_dir)
    quarantine = folder.open_quarantine()
    engine = TinyDBEngine(folder, quarantine)
    with (
        open_newsroom(settings.data_dir, settings.summarizer, clock, web, quarantine, reader) as newsroom,
        open_shared_pace(settings) as shared_pace,
    ):
        local_ids = frozenset() if local_editor is None else frozenset({local_editor})
        editors = EditorRegistry(settings.admin_ids | local_ids, engine.open_editors(), clock)
        database = open_database(folder.chats, settings.database_url)
        move_in(database, folder, engine, clock())
        subscriptions, read_positions = Subscriptions(database), ReadPositions(database, clock)
        messages = Messages(translate, clock, settings.timezone)
        reader_contexts = ReaderContexts(read_positions, subscriptions)
        try:
            yield Services(
                settings=settings,
                newsroom=newsroom,
                messages=messages,
                editors=editors,
                database=database,
                subscriptions=subscriptions,
                interests=ChatInterests(database),
                reader_contexts=reader_contexts,
                digest_composer=DigestComposer(newsroom, messages),
                mailings=Mailings(database, _limits(settings, settings.breaking_a_day)),
                followed_news=FollowedNews(newsroom, database, messages, _limits(settings, settings.followed_a_day)),
                breaking_wishes=BreakingWishes(database),
                presses=Presses(database),
                quarantine=quarantine,
                clock=clock,
                shared_pace=shared_pace,
                local_paths=local_editor is not None,
                gather_seconds=0 if local_editor is not None else gather_seconds,
            )
        finally:
            database.close()
            editors.close()


def _limits(settings: Settings, most: int) -> BreakingLimits:
    return BreakingLimits(most, QuietHours(time(22), time(7)), settings.timezone)
