"""Worker processes: what is read in them, and what a hostile original costs: itself, and nothing else."""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from child_process import program
from repository import ROOT
from stored_articles import NOON

from briefings.intake.parse import parse
from briefings.intake.reading.limits import ReadingLimits
from briefings.intake.reading.worker_pool import WorkerPool, open_worker_pool
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.items import File, Page, Text
from briefings.newsroom.newsroom import open_newsroom

pytestmark = pytest.mark.slow

FERRY = "The ferry between Norhavn and the islands runs again from Thursday, the port authority said on Tuesday."
PIER = "Engineers rebuilt the landing stage in a week and tested it with lorries, and islanders depend on it for food."
HARBOUR = Text(name="harbour", text=f"Harbour Ferry Resumes\n\n{FERRY}\n\n{PIER}\n")
PIER_NEWS = Text(name="pier", text=f"Pier Is Rebuilt\n\n{PIER}\n")
DATED = Text(name="dated", text=f"Harbour Ferry Resumes\n\nDate: 28 September 2026\n\n{FERRY}\n")
PAGE = Page(
    name="example.org/ferry",
    url="https://example.org/ferry",
    content=f"<html><title>Harbour Ferry</title><article><h1>Harbour Ferry</h1><p>{FERRY}<p>{PIER}</article></html>",
)
FILES = File(name="two.txt", content=f"Title: One\n\n{FERRY}\n\n---\n\nTitle: Two\n\n{PIER}\n".encode())
LIMITS = ReadingLimits(seconds=1, megabytes=400)


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program of the hostile worker is found by its name."""
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "programs"))


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    with open_worker_pool(LIMITS, workers=1, program="hostile_worker") as pool:
        yield pool


def text(word: str) -> Text:
    return Text(name=f"a text that says {word}", text=word)


def test_a_worker_reads_what_this_process_would() -> None:
    with open_worker_pool(ReadingLimits(), workers=1) as pool:
        for original in (HARBOUR, DATED, PAGE, FILES, File(name="empty.txt", content=b"")):
            read, expected = pool.parse(original), parse(original)
            assert (read.drafts, read.original) == (expected.drafts, original)
            assert [str(error) for error in read.failures] == [str(error) for error in expected.failures]


@pytest.mark.parametrize(
    ("word", "key", "limit"),
    [
        ("spin", "reading-slow", 1),
        ("grow", "reading-memory", 400),
        ("swell", "reading-memory", 400),
        ("die", "reading-died", None),
        ("strange", "reading-died", None),
    ],
)
def test_an_original_that_breaks_a_limit_fails_by_name_and_those_behind_it_are_read(
    pool: WorkerPool, word: str, key: str, limit: int | None
) -> None:
    with ThreadPoolExecutor(3) as threads:
        broken, *others = threads.map(pool.parse, (text(word), HARBOUR, HARBOUR))
    assert [(error.key, error.fields.get("item"), error.fields.get("limit")) for error in broken.failures] == [
        (key, f"a text that says {word}", limit)
    ]
    assert (broken.drafts, broken.original) == ((), text(word))
    assert [draft.headline for other in others for draft in other.drafts] == ["Harbour Ferry Resumes"] * 2


def test_a_large_file_cannot_be_read_for_longer_than_it_may() -> None:
    file = File(name="large.txt", content=f"{FERRY}\n\n{PIER}\n\n".encode() * 80_000)
    with open_worker_pool(ReadingLimits(seconds=0.1), workers=1) as pool:
        assert [error.key for error in pool.parse(file).failures] == ["reading-slow"]


def test_a_fault_of_reading_is_named_and_told_in_the_log_of_this_process(
    pool: WorkerPool, caplog: pytest.LogCaptureFixture
) -> None:
    failures = pool.parse(text("fail")).failures
    assert [error.key for error in failures] == ["unexpected"]
    assert "ValueError: a fault that nobody thought of" in caplog.text


def test_what_libraries_log_in_a_worker_is_in_the_log_of_this_process_under_their_name(
    pool: WorkerPool, caplog: pytest.LogCaptureFixture
) -> None:
    pool.parse(text("warn"))
    assert ("some.library", logging.WARNING, "a text that says warn is odd") in caplog.record_tuples


def test_a_worker_is_used_again_and_one_that_was_killed_meanwhile_is_replaced(pool: WorkerPool) -> None:
    pool.parse(HARBOUR)
    (first,) = pool.worker_pids()
    pool.parse(HARBOUR)
    assert pool.worker_pids() == [first]
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert [draft.headline for draft in pool.parse(HARBOUR).drafts] == ["Harbour Ferry Resumes"]
    assert first not in pool.worker_pids()


def test_a_worker_without_work_ends_and_comes_back_with_work() -> None:
    with open_worker_pool(LIMITS, workers=1, idle_seconds=0.01) as pool:
        pool.parse(HARBOUR)
        for thread in threading.enumerate():
            if thread.name == "reading-idle":
                thread.join()
        assert pool.worker_pids() == []
        assert pool.parse(HARBOUR).drafts


def test_a_worker_that_answers_what_this_process_does_not_know_is_ended(pool: WorkerPool) -> None:
    pool.parse(text("strange"))
    assert pool.worker_pids() == []


def test_what_is_read_at_the_end_fails_at_once(pool: WorkerPool) -> None:
    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(pool.parse, text("spin"))
        pool.close()
        assert [error.key for error in reading.result().failures] == ["reading-died"]
    assert pool.worker_pids() == []


@pytest.mark.parametrize("word", ["nothing", "spin"])
def test_no_worker_outlives_a_process_that_is_killed(word: str) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests" / "programs")))}
    command = [*program("read_until_killed"), *([word] if word == "spin" else [])]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as parent:
        assert parent.stdout
        assert parent.stderr
        assert int(parent.stdout.readline())
        parent.kill()
        parent.stderr.read()  # ends when the worker has ended too


def test_a_worker_is_told_no_setting(pool: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"TELEGRAM_BOT_TOKEN", "DATABASE_URL", "ADMIN_IDS", "WEBHOOK_URL"}
    for name in settings:
        monkeypatch.setenv(name, "postgresql://name:secret@db/chats")
    (draft,) = pool.parse(text("names")).drafts
    assert "PATH" in draft.paragraphs
    assert not settings & set(draft.paragraphs)


async def test_a_hostile_item_of_a_push_costs_no_other_of_its_batch(pool: WorkerPool, tmp_path: Path) -> None:
    with open_newsroom(tmp_path / "data", "lead", lambda: NOON, WebFetcher(), reader=pool) as newsroom:
        report = await newsroom.ingestion.push([text("spin"), HARBOUR, text("die"), PIER_NEWS])
    assert [pushed.article.headline for pushed in report.articles] == ["Harbour Ferry Resumes", "Pier Is Rebuilt"]
    assert [error.key for error in report.failures] == ["reading-slow", "reading-died"]


@pytest.mark.skipif(sys.platform != "linux", reason="macOS and Windows do not limit memory")
def test_memory_that_one_original_took_is_not_missing_for_the_next(pool: WorkerPool) -> None:
    pool.parse(text("grow"))
    assert pool.parse(HARBOUR).drafts
