"""Lets editors through, and tells those who are refused why."""

from telegram import Message

from bot.chats.editor_registry import EditorRegistry
from bot.chats.people import author_of, is_masked, is_own_words
from briefings.errors import UsageError


def check_author(editors: EditorRegistry, message: Message) -> int:
    """The editor who sent the message. Raises UsageError if it is no editor, or someone whom Telegram hides."""
    if is_masked(message):
        raise UsageError("editor-hidden")
    return editors.check(author_of(message))


def check_command(editors: EditorRegistry, message: Message) -> int:
    """The editor who typed the command. Raises UsageError as `check_author` does, or if its words are another's."""
    editor = check_author(editors, message)
    if not is_own_words(message):
        raise UsageError("editor-not-own-words")
    return editor
