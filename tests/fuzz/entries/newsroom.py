"""A small archive that questions, buttons and corrections are asked of; opened once, and as it was after each."""

import atexit
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.services import Services, open_services
from bot.settings import Settings
from briefings.intake.result import IntakeResult
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.article import Draft
from fuzz.promises import TRANSLATE

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EDITOR, READER = 100, 200

_STORIES = (
    ("en", "Ferry to the islands runs again", "The ferry between Norhavn and the islands runs again from Thursday."),
    ("en", "Harbour ferry resumes after storm", "The ferry between Norhavn and the islands resumes on Thursday."),
    (
        "en",
        "Council votes on the harbour",
        "The council of Norhavn voted on the new harbour on Friday, the mayor said.",
    ),
    ("de", "Fähre fährt wieder", "Die Fähre zu den Inseln fährt ab Donnerstag wieder, sagte die Bürgermeisterin."),
    ("fr", "Le bac repart jeudi", "Le bac entre Norhavn et les îles repart jeudi, a annoncé le maire."),
    ("ja", "フェリーが再開", "フェリーは木曜日に再開した。市長は金曜日に発表した。"),
    ("zh", "渡船恢复通航", "渡船周四恢复通航，市长星期五说。"),
    ("ar", "العبّارة تعود", "عادت العبّارة بين نورهافن والجزر يوم الخميس، قال العمدة."),
    ("ru", "Паром снова ходит", "Паром между Норхавном и островами снова ходит с четверга, сказал мэр."),
)


def still() -> datetime:
    """A clock that stands."""
    return NOW


@cache
def services() -> Services:
    """The services of a bot with nine articles in seven languages, all of them indexed."""
    stack = ExitStack()
    atexit.register(stack.close)
    folder = Path(stack.enter_context(TemporaryDirectory(prefix="fuzz-")))
    settings = Settings(data_dir=folder, admin_ids=str(EDITOR))
    opened = stack.enter_context(open_services(settings, TRANSLATE, still, WebFetcher(), gather_seconds=0))
    opened.newsroom.ingestion.store([IntakeResult(tuple(_drafts()))])
    while opened.newsroom.indexer.index_pending(100):
        pass
    return opened


def _drafts() -> list[Draft]:
    return [
        Draft(
            headline=headline,
            paragraphs=(sentence, f"{sentence} {headline}."),
            outlet=f"Post {number}",
            language=language,
            published=NOW - timedelta(hours=number),
            link=f"https://harbour.example/{number}",
            topics=("ferries", headline),
        )
        for number, (language, headline, sentence) in enumerate(_STORIES)
    ]
