"""Opens the database that the settings name."""

from pathlib import Path

from pydantic import SecretStr

from bot.database.protocols import Database
from bot.database.sqlite import SQLiteDatabase


def open_database(file: Path, url: SecretStr | None = None) -> Database:
    """The database at `url`, or without one in a file. Raises ArchiveError, SettingsError."""
    if url is None:
        return SQLiteDatabase(file)
    from bot.database.postgresql import PostgreSQLDatabase  # needs the extra `postgresql`

    return PostgreSQLDatabase(url.get_secret_value())
