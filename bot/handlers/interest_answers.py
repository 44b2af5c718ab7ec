"""What a chat is told of what it follows and mutes."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.chats.interests import Interest
from bot.chats.subscription import Subscription
from bot.handlers.digest_answers import in_a_line
from bot.locales import Translator
from bot.rendering.html import Piece
from bot.rendering.message import Message
from bot.rendering.story_lists import ListedStory, pack_lists
from bot.rendering.story_toggles import at_once_button, forget_data

_IN_A_MESSAGE = 10  # entries, each with two buttons at most

_CHOSEN = {
    ("follow", "words"): "followed-words",
    ("follow", "outlet"): "followed-outlet",
    ("follow", "story"): "followed-story",
    ("mute", "words"): "muted-words",
    ("mute", "outlet"): "muted-outlet",
    ("mute", "story"): "muted-story",
}
_TAKEN_BACK = {"follow": "unfollowed", "mute": "unmuted"}
_AT_ONCE = {"no": "at-once-off", "now": "at-once-on", "always": "at-once-always"}
_ENTRIES = {
    ("follow", "words"): "mine-follows-words",
    ("follow", "outlet"): "mine-follows-outlet",
    ("follow", "story"): "mine-follows-story",
    ("mute", "words"): "mine-mutes-words",
    ("mute", "outlet"): "mine-mutes-outlet",
    ("mute", "story"): "mine-mutes-story",
}
_TAKE_BACK = {"follow": "button-unfollow-what", "mute": "button-unmute-what"}


class InterestAnswers:
    """The sentences, in one language."""

    def __init__(self, translate: Translator, most_a_day: int) -> None:
        """`most_a_day`: how often the news of followed stories comes to a chat at once."""
        self._translate = translate
        self._most = most_a_day

    def chosen(self, interest: Interest, has_digest: bool) -> str:
        """What is followed or muted from now on, and how to take that back."""
        key = _CHOSEN[interest.kind, interest.what]
        sentences = [self._translate(key, title=interest.title, value=interest.value)]
        if interest.at_once != "no":
            sentences.append(self.at_once(interest.at_once))
        if not has_digest:
            sentences.append(self._translate("interest-no-digest"))
        return " ".join(sentences)

    def at_once(self, mode: str) -> str:
        """Whether a story's news comes at once."""
        return self._translate(_AT_ONCE[mode], most=self._most)

    def taken_back(self, interests: Iterable[Interest]) -> str:
        """What is followed or muted no more."""
        return " ".join(self._translate(_TAKEN_BACK[each.kind], title=each.title) for each in interests)

    def mine(self, interests: Sequence[Interest], digest: Subscription | None, now: datetime) -> list[Message]:
        """All that a chat follows and mutes, numbered, and its digest; with a button that takes each away."""
        none = self._translate("interest-no-digest")
        lines = [Piece(in_a_line(digest.preferences, self._translate, now) if digest else none)]
        if not interests:
            lines.append(Piece(self._translate("mine-nothing"), gap="\n\n"))
        lists = [ListedStory(lines, [])]
        for start in range(0, len(interests), _IN_A_MESSAGE):
            some = list(enumerate(interests, 1))[start : start + _IN_A_MESSAGE]
            entries = [Piece(f"{place}. {self._entry(each)}", gap="\n") for place, each in some]
            lists.append(ListedStory(entries, [button for _, each in some for button in self._buttons(each)]))
        return pack_lists(lists)

    def _entry(self, interest: Interest) -> str:
        key = _ENTRIES[interest.kind, interest.what]
        return self._translate(key, title=interest.title, value=interest.value, once=interest.at_once)

    def _buttons(self, interest: Interest) -> list[tuple[str, str]]:
        label = self._translate(_TAKE_BACK[interest.kind], title=interest.title)
        buttons = [(label, forget_data(interest.number))]
        if (interest.kind, interest.what) == ("follow", "story"):
            buttons.append(at_once_button(self._translate, interest.number, interest.at_once != "no"))
        return buttons
