"""The buttons that follow or mute a story: each is pressed again to take that back."""

from typing import NamedTuple

from bot.locales import Translator
from briefings.errors import UsageError
from briefings.model.article_id import ArticleId

TOGGLES = ("follow", "unfollow", "mute", "unmute")
_LABELS = {
    "follow": "button-follow",
    "unfollow": "button-unfollow",
    "mute": "button-mute",
    "unmute": "button-unmute",
}


class Marks(NamedTuple):
    """The stories that a chat follows and those that it mutes, by their ids."""

    followed: frozenset[str] = frozenset()
    muted: frozenset[str] = frozenset()


NO_MARKS = Marks()


class Toggle(NamedTuple):
    """What a button does, with which story, and the story's number in a list; 0 where it stands alone."""

    action: str
    id: str
    place: int = 0


def toggle_row(translate: Translator, id: str, marks: Marks, place: int = 0) -> tuple[tuple[str, str], ...]:
    """*Follow* and *Mute* of a story, or what takes them back."""
    follow, mute = actions_of(id, marks)
    return toggle_button(translate, Toggle(follow, id, place)), toggle_button(translate, Toggle(mute, id, place))


def actions_of(story: str, marks: Marks) -> tuple[str, str]:
    """What the two buttons of a story do, where a chat follows and mutes that."""
    return "unfollow" if story in marks.followed else "follow", "unmute" if story in marks.muted else "mute"


def toggle_button(translate: Translator, toggle: Toggle) -> tuple[str, str]:
    """The label and the data of a button."""
    label, data = translate(_LABELS[toggle.action]), f"{toggle.action}:{toggle.id}"
    return (f"{label} {toggle.place}", f"{data} {toggle.place}") if toggle.place else (label, data)


def read_toggle(data: str) -> Toggle | None:
    """What a button does; None for any other button."""
    action, _, rest = data.partition(":")
    id, _, place = rest.partition(" ")
    if action not in TOGGLES or not ArticleId.parse(id):
        return None
    return Toggle(action, id, int(place) if place.isascii() and place.isdigit() and len(place) < 4 else 0)


def at_once_button(translate: Translator, number: int, is_at_once: bool) -> tuple[str, str]:
    """Has the news of a followed story, by the interest's number, come at once, or no more."""
    if is_at_once:
        return translate("button-not-at-once"), f"later:{number}"
    return translate("button-at-once"), f"atonce:{number}"


def forget_data(number: int) -> str:
    """Takes away what a chat follows or mutes."""
    return f"forget:{number}"


def read_number(to: str) -> int:
    """The number of an interest. Raises UsageError for others."""
    if not to.isascii() or not to.isdigit() or len(to) > 18:
        raise UsageError("button-old")
    return int(to)
