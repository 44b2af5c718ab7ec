"""Questions that an editor is asked before something is done: only who asked may answer, and the answer replaces it."""

import logging

from telegram import Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.chats.editor_registry import EditorRegistry
from bot.chats.people import person_of
from bot.handlers.replies import button_data, confirm_press
from bot.rendering import callback_data
from bot.rendering.keyboards import NO_PREVIEW
from bot.rendering.message import Message
from briefings.errors import UsageError

log = logging.getLogger(__name__)


def read_confirmation(update: Update, editors: EditorRegistry) -> tuple[str, int]:
    """What a confirmation button acts on, and the editor; raises UsageError if another person presses it."""
    editor = editors.check(person_of(update))
    what, asker = callback_data.read_confirmation(button_data(update))
    if asker != editor:
        raise UsageError("button-of-someone-else")
    return what, editor


async def replace_question(update: Update, answer: Message) -> None:
    """Put the answer in the place of the question and its buttons."""
    query = update.callback_query
    assert query
    await confirm_press(update)  # first: the change may have to wait for longer than a press can be answered
    try:
        await query.edit_message_text(answer.html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW)
    except BadRequest as error:
        log.info("The question was answered before: %s", error)
