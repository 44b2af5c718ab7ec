"""Who may change what a chat gets: in a group its administrators, asked for when they change it, and editors."""

from telegram import Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.chats.editor_registry import EditorRegistry
from bot.chats.people import is_anonymous_administrator, person_of
from briefings.errors import UsageError

_GROUP_ADMINISTRATORS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


async def check_may_set(update: Update, editors: EditorRegistry) -> None:
    """Raises UsageError in a group for a person who is neither its administrator nor an editor."""
    chat, person, message = update.effective_chat, person_of(update), update.message
    assert chat
    if chat.type == ChatType.PRIVATE or editors.is_editor(person):
        return
    if message and is_anonymous_administrator(message):
        return
    if person is None or (await chat.get_member(person)).status not in _GROUP_ADMINISTRATORS:
        raise UsageError("digest-of-group")
