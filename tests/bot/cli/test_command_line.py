"""The `sourceline` command as a person runs it: a process of its own, its output and its exit status."""

import asyncio
import errno
import os
import signal
import sys
from importlib.metadata import version
from pathlib import Path
from subprocess import PIPE

import pytest
from botapi import BotApi
from botapi.faults import broken
from free_port import free_port
from running_bot import EDITOR, HARBOUR, LIBRARY
from typer.testing import CliRunner

from bot.__main__ import cli
from briefings.storage import private_files

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("folder")]

TOKEN = "123456:" + "A" * 35


async def start(*args: str, **settings: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *args, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=os.environ | settings
    )


async def sourceline(*args: str, stdin: str = "", **settings: str) -> tuple[int, str, str]:
    process = await start(*args, **settings)
    out, err = await process.communicate(stdin.encode())
    assert process.returncode is not None
    assert "Traceback" not in err.decode()
    return process.returncode, out.decode(), err.decode()


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_BOT_TOKEN": "nonsense"}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "ADMIN_IDS": "bob"}, "ADMIN_IDS"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "TIMEZONE": "Mars"}, "TIMEZONE"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "INTERFACE_LANGUAGE": "tlh"}, "INTERFACE_LANGUAGE"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "SUMMARIZER": "magic"}, "SUMMARIZER"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "DATA_DIR": "/etc"}, "holds no articles of mine"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_URL": "bot.example.org"}, "WEBHOOK_URL"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_URL": "http://bot.example.org/telegram"}, "begin with https://"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://bot.example.org:8081/telegram"}, "443, 80, 88 and 8443"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://bot.example.org:x/telegram"}, "443, 80, 88 and 8443"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://localhost/telegram"}, "full name of a machine"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://192.0.2.7:8443/telegram"}, "full name of a machine"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://[2001:db8::7]/telegram"}, "full name of a machine"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_URL": f"https://bot.example.org/{'A' * 35}"}, "bot token in it"),
    ],
)
def test_a_setting_that_will_not_do_is_one_sentence_and_status_2(settings: dict[str, str], says: str) -> None:
    result = CliRunner().invoke(cli, ["run"], env=settings)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_settings_that_will_not_do_are_told_together_a_line_each_and_misspelt_ones_before() -> None:
    Path(".env").write_text("TIMEZONE=Mars\nADMIN_ID=12\nKEEP_DAYS=no\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["run"])
    assert (result.exit_code, result.stdout) == (2, "")
    misspelt, *wrong = result.stderr.splitlines()
    assert misspelt.endswith("Did you mean ADMIN_IDS?")
    assert [line.partition(" ")[0] for line in wrong] == ["TIMEZONE", "KEEP_DAYS"]


def test_a_folder_that_may_not_be_written_to_ends_the_bot_with_status_2(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(private_files, "create_if_missing", refuse)  # root may write anywhere
    result = CliRunner().invoke(cli, ["run"], env={"TELEGRAM_BOT_TOKEN": TOKEN})
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"DATA_DIR is {folder / 'data'}, and I may not write there (Permission denied)." in result.stderr


def test_a_worker_is_told_at_once_that_it_has_neither_token_nor_database() -> None:
    result = CliRunner().invoke(cli, ["worker"])
    assert (result.exit_code, result.stdout) == (2, "")
    token, database = result.stderr.splitlines()
    assert token.startswith("No bot token is set.")
    assert "there is no DATABASE_URL" in database


async def test_a_misspelt_setting_is_told_and_the_command_goes_on(folder: Path) -> None:
    (folder / ".env").write_text("TIME_ZONE=UTC\n", encoding="utf-8")
    (folder / "data").mkdir()
    status, out, err = await sourceline("check")
    assert (status, out) == (0, "There is nothing in data yet.\n")
    assert err.endswith("Did you mean TIMEZONE?\n")
    assert len(err.splitlines()) == 1


async def test_the_log_of_a_command_is_of_errors_only_unless_its_level_is_set(folder: Path) -> None:
    _, told, err = await sourceline("chat", "/story 261123-1")
    assert err == ""
    (folder / ".env").write_text("LOG_LEVEL=DEBUG\n", encoding="utf-8")
    _, told_again, err = await sourceline("chat", "/story 261123-1")
    assert told_again == told
    assert "Answered with an error: no-story" in err


def test_a_webhook_without_what_it_needs_is_told_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tornado", None)  # as Python notes what is not there
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://bot.example.org/telegram"}
    result = CliRunner().invoke(cli, ["run"], env=settings)
    assert (result.exit_code, result.stdout) == (2, "")
    assert '.venv/bin/pip install -c constraints.txt -e ".[webhook]"' in result.stderr


async def test_a_missing_token_is_told_by_the_process_itself() -> None:
    status, out, err = await sourceline("run")
    assert (status, out) == (2, "")
    assert err.startswith("No bot token is set.")
    assert len(err.strip().splitlines()) == 1


async def imported(*command: str) -> set[str]:
    """The packages that a process imports, of this Python with these arguments."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-X", "importtime", *command, stdin=PIPE, stdout=PIPE, stderr=PIPE
    )
    _, err = await process.communicate()
    lines = [line for line in err.decode().splitlines() if line.startswith("import time:")]
    packages = {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}
    assert "bot" in packages
    return packages


async def test_a_setting_is_read_before_anything_heavy_is_imported() -> None:
    heavy = {"telegram", "tantivy", "numpy", "scipy", "sumy", "nltk", "trafilatura", "dateparser"}
    assert await imported("-m", "bot", "run") & heavy == set()


async def test_help_needs_no_settings_and_no_words() -> None:
    assert await imported("-m", "bot", "--help") & {"pydantic", "fluent", "asyncio", "rich", "telegram"} == set()


async def test_the_bot_is_imported_without_what_only_articles_need() -> None:
    for_reading = {"trafilatura", "lxml", "dateparser", "py3langid", "markdown_it", "chardet"}
    assert await imported("-c", "import bot.cli.run") & {"sumy", "nltk", "scipy", *for_reading} == set()


async def test_a_script_of_messages_prints_the_answers(folder: Path) -> None:
    (folder / "news.txt").write_text(f"{HARBOUR}\n\n\n{LIBRARY}", encoding="utf-8")
    desktop = {"LANGUAGE": "en_US:en", "LOG_LEVEL": "trace"}  # which are not for Sourceline
    status, out, _ = await sourceline("chat", "/push news.txt", "/latest", "/topic ferry", "/topic zzz", **desktop)
    assert status == 0
    assert out.count("Harbour Ferry Resumes After Storm Repairs") == 3
    assert "[1] Reuters · received" in out
    assert "Nothing on “zzz” yet" in out


async def test_a_script_with_a_message_that_failed_ends_with_status_1() -> None:
    status, out, _ = await sourceline("chat", "/push missing.txt", "/latest")
    assert status == 1
    assert "There is no file “missing.txt”" in out


async def test_messages_can_be_piped(folder: Path) -> None:
    status, out, _ = await sourceline("chat", stdin="/latest\n/help\n")
    assert status == 0
    assert "There is nothing here yet" in out
    assert "/push" in out


async def test_push_prints_a_line_an_article_and_fails_if_any_did(folder: Path) -> None:
    (folder / "news").mkdir()
    (folder / "news" / "a.txt").write_text(HARBOUR, encoding="utf-8")
    (folder / "news" / "b.md").write_text(f"# {LIBRARY}", encoding="utf-8")
    status, out, _ = await sourceline("push", "news")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == ["stored", "stored"]
    (folder / "news" / "c.pdf").write_bytes(b"%PDF-1.7")
    for where in ("sourceline", "terminal"):
        command = ("push", "news") if where == "sourceline" else ("chat", "/push news")
        status, out, _ = await sourceline(*command)
        assert status == 0
        assert "1 file left out: c.pdf (no article can be read from .pdf)" in out
    status, out, _ = await sourceline("push", "-", "missing.txt", "http://127.0.0.1:9/x", stdin=HARBOUR)
    assert status == 1
    assert [line.split()[0] for line in out.splitlines()] == ["already", "failed", "failed"]


async def test_push_gives_up_what_takes_too_long_to_read_and_stores_the_rest(folder: Path) -> None:
    (folder / "a-large.txt").write_text("The harbour stays open, the council said.\n\n" * 440_000, encoding="utf-8")
    (folder / "b.txt").write_text(LIBRARY, encoding="utf-8")
    status, out, err = await sourceline("push", "a-large.txt", "b.txt", READ_SECONDS="1")
    assert (status, err) == (1, "")
    assert [line.split()[0] for line in out.splitlines()] == ["failed", "stored"]
    assert "“a-large.txt” takes longer than a second" in out


async def test_the_bot_runs_on_a_bot_api_server_and_stops_when_told(folder: Path, server: BotApi) -> None:
    settings = {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_URL": server.url}
    process = await start("run", **settings)
    try:
        assert process.stdout
        assert b"@sourceline_bot" in await process.stdout.readline()
        await process.stdout.readline()
        link = (await process.stdout.readline()).decode().strip()
        assert link.startswith("https://t.me/sourceline_bot?start=")
        editor, reader = server.user("Edda", id=EDITOR), server.user("Rita", id=200)
        await editor.sends(f"/start {link.partition('=')[2]}")
        assert (await editor.hears()).text.startswith("Welcome")
        await editor.sends(f"/push {HARBOUR}")
        assert (await editor.hears()).text.startswith("Stored:")
        await reader.sends(f"/push {LIBRARY}")
        assert (await reader.hears()).text.startswith("Only editors")
        await reader.sends("/latest")
        assert (await reader.hears()).marked("bold") == ["Harbour Ferry Resumes After Storm Repairs"]
        status, out, err = await sourceline("push", "-", stdin=LIBRARY, **settings)
        assert (status, out, err) == (0, "handed   -\n", "")
        await reader.sends("/latest")
        assert len((await reader.hears()).marked("bold")) == 2
        status, out, err = await sourceline("chat", "/latest", **settings)
        assert (status, out) == (1, "")
        assert str(process.pid) in err
    finally:
        process.send_signal(signal.SIGTERM)
        _, log = await process.communicate()
    assert process.returncode == 0
    assert server.token not in log.decode()
    assert "Traceback" not in log.decode()


async def test_a_token_that_telegram_refuses_is_told_with_status_2(server: BotApi) -> None:
    status, _, err = await sourceline("run", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url)
    assert status == 2
    assert "Telegram does not know this bot token" in err
    assert TOKEN not in err


async def test_a_webhook_that_telegram_refuses_is_told_with_status_2(server: BotApi) -> None:
    pytest.importorskip("tornado")
    server.fails("setWebhook", broken(400, "Bad Request: bad webhook: Failed to resolve host"))
    settings = {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_URL": server.url, "ADMIN_IDS": str(EDITOR)}
    hook = {"WEBHOOK_URL": "https://bot.example.org/telegram", "WEBHOOK_PORT": str(free_port())}
    status, out, err = await sourceline("run", **settings, **hook)
    assert (status, out) == (2, "")
    assert "failed to resolve host" in err


def test_the_version_is_printed() -> None:
    result = CliRunner().invoke(cli, ["--version"])
    assert (result.exit_code, result.output) == (0, f"sourceline {version('sourceline')}\n")
