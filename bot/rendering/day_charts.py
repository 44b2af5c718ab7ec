"""Numbers by day as a picture (PNG), if matplotlib is installed, which the extra `picture` brings."""

from collections.abc import Sequence
from datetime import date
from importlib.util import find_spec
from io import BytesIO
from textwrap import fill

_WIDTH, _ROW_HEIGHT, _DPI = 8.0, 2.4, 110  # inches, and pixels to one
_CAPTION_WIDTH = 110  # characters
_COLOUR = "#2a6f97"


def can_draw() -> bool:
    """Whether pictures can be drawn."""
    return find_spec("matplotlib") is not None


def draw_days(days: Sequence[date], charts: Sequence[tuple[str, Sequence[int]]], caption: str) -> bytes:
    """A PNG with a bar for each day in each chart, which has a title; the caption stands below them, as it is."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=(_WIDTH, _ROW_HEIGHT * len(charts) + 0.4), dpi=_DPI, layout="constrained")
    for axes, (title, counts) in zip(figure.subplots(len(charts), squeeze=False)[:, 0], charts, strict=True):
        axes.bar(range(len(days)), counts, color=_COLOUR)
        axes.set_title(title, loc="left", fontsize=10, parse_math=False)
        axes.set_xticks(range(0, len(days), 7), [f"{day:%d.%m.}" for day in days[::7]], fontsize=8)
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_ylim(0, max(1, *counts) * 1.05)
        axes.spines[["top", "right"]].set_visible(False)
    # Wrapped here: where the library wraps, it takes what is between two dollar signs for a formula all the same.
    figure.supxlabel(fill(caption, _CAPTION_WIDTH), fontsize=9, parse_math=False)
    picture = BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()
