"""The `sourceline` command: `run` on Telegram, `chat` in the terminal, `push` without chatting.

What takes time to import is imported inside the functions that need it: `--help` needs nothing but typer, and a
setting that will not do is told before anything else is loaded.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.log import start_log
from briefings.errors import SettingsError, SourcelineError

if TYPE_CHECKING:
    from bot.locales import Translator
    from bot.settings import Settings

# What only a person can mend, as a setting that will not do: a service manager is not to start the bot again and again.
_AS_SETTINGS = frozenset({"data-folder-closed", "no-data-folder", "link-leads-out"})

cli = typer.Typer(
    help="Short news briefings that readers can check, on Telegram.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"sourceline {version('sourceline')}")
        raise typer.Exit


@cli.callback()
def sourceline(
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Settings come from the environment and the file .env; .env.example explains each."""


@cli.command()
def run() -> None:
    """Run the bot on Telegram."""
    with _settings() as (settings, translate):
        start_log(settings.log_level, settings.token(), settings.log_format)
        from bot.cli.run import serve

        serve(settings, translate, _now)


@cli.command()
def worker() -> None:
    """Send what is due from DATABASE_URL, beside the bot; any number of these, on this machine or others."""
    with _settings() as (settings, translate):
        start_log(settings.log_level, settings.for_worker(), settings.log_format)
        from bot.cli.worker import work

        work(settings, translate, _now)


@cli.command()
def chat(
    messages: Annotated[list[str] | None, typer.Argument(help="Sent one by one; without any, you type.")] = None,
) -> None:
    """Talk to the bot in this terminal, as an editor. Needs no token and no network."""
    with _settings() as (settings, translate):
        _start_log_of_command(settings)
        import asyncio

        from bot.cli.chat import converse

        if not asyncio.run(converse(settings, translate, _now, messages)):
            raise typer.Exit(1)


@cli.command()
def push(
    sources: Annotated[list[str], typer.Argument(help="Files, folders, links, or - for standard input.")],
) -> None:
    """Store articles: one line for each, exit status 1 if any could not be stored."""
    with _settings() as (settings, translate):
        _start_log_of_command(settings)
        import asyncio

        from bot.cli.push import push_all

        if not asyncio.run(push_all(settings, translate, _now, sources)):
            raise typer.Exit(1)


@cli.command("export")
def export_all(file: Annotated[Path, typer.Argument(help="Ends in .jsonl, or .jsonl.zst to pack it.")]) -> None:
    """Write everything to one new file, to move it to another machine; stop the bot first.

    It holds readers' and editors' ids too.
    """
    with _settings() as (settings, translate):
        _start_log_of_command(settings)
        from bot.cli.export_import import export_to

        export_to(file, settings, translate)


@cli.command("import")
def import_all(file: Annotated[Path, typer.Argument(help="A file that export wrote.")]) -> None:
    """Keep everything that an exported file holds, exactly as it was; stop the bot first."""
    with _settings() as (settings, translate):
        _start_log_of_command(settings)
        from bot.cli.export_import import import_from

        import_from(file, settings, translate)


@cli.command()
def backup(file: Annotated[Path, typer.Argument(help="Ends in .tar.gz or .tar.")]) -> None:
    """Copy everything to one new file, also while the bot runs; unpack it into an empty DATA_DIR to go back to it."""
    with _settings() as (settings, translate):
        _start_log_of_command(settings)
        from bot.cli.export_import import back_up_to

        back_up_to(file, settings, translate)


@cli.command("move-chats")
def move_chats(
    back: Annotated[bool, typer.Option("--back", help="From PostgreSQL into DATA_DIR.")] = False,
) -> None:
    """Move chats, what they chose and what they were sent, from DATA_DIR to DATABASE_URL; the bot must stand."""
    with _settings() as (settings, translate):
        start_log("ERROR")
        from bot.cli.chat_records import move_chats

        move_chats(settings, translate, _now, back=back)


@cli.command()
def rebuild(
    apply: Annotated[bool, typer.Option("--apply", help="Change the articles; earlier versions are kept.")] = False,
    stories: Annotated[bool, typer.Option("--stories", help="Only join the articles to stories again.")] = False,
) -> None:
    """Read again what came in, and show which articles that would change; with --stories, which stories.

    Stop the bot first, also to be shown only.
    """
    with _settings() as (settings, translate):
        _start_log_of_command(settings)
        from bot.cli.rebuild import rebuild_all
        from bot.cli.rebuild_stories import rebuild_stories

        if stories:
            rebuild_stories(settings, translate, apply)
            return
        rebuild_all(settings, translate, apply, _now())


@cli.command()
def check(
    repair: Annotated[bool, typer.Option("--repair", help="First put back what can be; stop the bot before.")] = False,
) -> None:
    """Read all that is kept and say what is wrong, also while the bot runs: exit status 1 if anything is."""
    with _settings() as (settings, translate):
        _start_log_of_command(settings)
        from bot.cli.check import check_all

        if not check_all(settings, translate, repair):
            raise typer.Exit(1)


@contextmanager
def _settings() -> Iterator[tuple["Settings", "Translator"]]:
    """The settings and words for one command; what goes wrong inside is told in a sentence."""
    from bot.locales import Translator
    from bot.settings import Settings

    translate = Translator("en")
    try:
        _tell_unknown_settings(translate)
        settings = Settings.load()
        translate = Translator(settings.interface_language)
        yield settings, translate
    except SettingsError as error:
        _stop("\n".join(map(translate.error, (error, *error.others))), 2)
    except SourcelineError as error:
        _stop(translate.error(error), 2 if error.key in _AS_SETTINGS else 1)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except (typer.Exit, typer.Abort):
        raise
    except Exception:
        logging.getLogger(__name__).exception("The command failed")
        _stop(translate("crash"), 1)


def _start_log_of_command(settings: "Settings") -> None:
    """Log errors only, since a person reads along, unless LOG_LEVEL is set."""
    start_log(settings.log_level if "log_level" in settings.model_fields_set else "ERROR")


def _tell_unknown_settings(translate: "Translator") -> None:
    from bot.unknown_settings import unknown_settings

    for error in unknown_settings():
        typer.echo(translate.error(error), err=True)


def _stop(sentence: str, status: int) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(status)


def _now() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    """The entry point of the installed command."""
    cli(prog_name="sourceline")


if __name__ == "__main__":
    main()
