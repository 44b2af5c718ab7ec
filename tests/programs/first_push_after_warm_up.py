"""Warms up, then prints the modules that the first push, read by a worker, and the first answer still import.

Its last argument names the data folder.
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from briefings.intake.reading.limits import ReadingLimits
from briefings.intake.reading.worker_pool import open_worker_pool
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.items import File
from briefings.newsroom.newsroom import Newsroom, open_newsroom
from briefings.process_tuning import warmed_up

FERRY = "The ferry between Norhavn and the islands runs again from Thursday, the port authority said on Tuesday."
PIER = "Engineers rebuilt the landing stage in a week and tested it with lorries, and islanders depend on it for food."
NIGHT = "The city library of Westbrook stays open all night until the end of the examination weeks, the council said."
SOUP = "Extra staff were hired from the university, and the café on the ground floor sells soup until five."
PAGE = f"""<html><head><title>Harbour Ferry Resumes</title></head>
<body><article><h1>Harbour Ferry Resumes</h1><p>{FERRY}</p><p>{PIER}</p></article></body></html>"""
PASTED = f"Library Opens All Night\n\nDate: 28 September 2026\n\n{NIGHT}\n\n{SOUP}\n"


def now() -> datetime:
    return datetime(2026, 11, 24, tzinfo=UTC)


async def push_and_brief(newsroom: Newsroom) -> None:
    """Store a page and a text, make one story of them, and brief it."""
    files = [File(name="ferry.html", content=PAGE.encode()), File(name="library.txt", content=PASTED.encode())]
    report = await newsroom.ingestion.push(files)
    briefing = await asyncio.to_thread(newsroom.editing.merge, [each.article.id for each in report.articles], 1)
    assert len(briefing.sources) + len(briefing.others) == len(files)


async def main(folder: Path) -> None:
    async with WebFetcher() as web:
        with (
            open_worker_pool(ReadingLimits(), workers=1) as reader,
            open_newsroom(folder, "news", now, web, reader=reader) as newsroom,
            warmed_up() as warm_up,
        ):
            await asyncio.to_thread(warm_up.join)
            before = set(sys.modules)
            await push_and_brief(newsroom)
            print(*sorted(set(sys.modules) - before), sep="\n")


asyncio.run(main(Path(sys.argv[-1])))
