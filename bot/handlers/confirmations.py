"""Questions that an editor is asked before something is done: only who asked may answer, and the answer replaces it."""

from telegram import Update

from bot.chats.editor_registry import EditorRegistry
from bot.chats.people import person_of
from bot.handlers.replies import button_data
from bot.rendering import callback_data
from briefings.errors import UsageError


def read_confirmation(update: Update, editors: EditorRegistry) -> tuple[str, int]:
    """What a confirmation button acts on, and the editor; raises UsageError if another person presses it."""
    editor = editors.check(person_of(update))
    what, asker = callback_data.read_confirmation(button_data(update))
    if asker != editor:
        raise UsageError("button-of-someone-else")
    return what, editor
