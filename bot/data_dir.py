"""The setting DATA_DIR: the folder that a text names, or why it can be none."""

import re
from os.path import lexists
from pathlib import Path

from bot.tokens import shown
from briefings.errors import SettingsError

_VARIABLE = re.compile(r"\$\{?[A-Za-z_][A-Za-z0-9_]{0,99}\}?")


def check_data_dir(value: str | Path) -> Path:
    """The folder, with `~` written out; it need not exist yet. Raises SettingsError.

    A variable of the shell is refused, since nothing here puts its value in its place, unless a folder of that very
    name is there: an earlier version made it.
    """
    try:
        path = Path(value).expanduser()
        exists = path.exists()
    except (OSError, RuntimeError) as error:  # too long, no such home
        raise SettingsError("data-dir", value=shown(str(value))) from error
    if not exists and (variable := _VARIABLE.search(str(value))):
        raise SettingsError("data-dir-variable", value=shown(str(value)), variable=variable[0])
    in_place = next((part for part in (path, *path.parents) if lexists(part)), None)
    if in_place and not in_place.is_dir():
        if in_place.is_symlink():
            raise SettingsError(
                "data-dir-link", value=shown(str(value)), file=str(in_place), target=str(in_place.readlink())
            )
        raise SettingsError("data-dir-no-folder", value=shown(str(value)), file=str(in_place))
    return path
