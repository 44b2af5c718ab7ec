"""Whether a person may set up what goes to a channel, and whether the bot may post there: asked each time."""

from telegram import ChatFullInfo, ChatMember, ChatMemberAdministrator, ChatMemberOwner
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from bot.rendering.shown_settings import ShownChannel
from briefings.errors import UsageError


async def check_channel(bot: ExtBot[None], name: str | int, person: int | None, title: str = "") -> ShownChannel:
    """The channel of that `@name` or id. Raises UsageError: each says what the person is to do.

    `title`: what a channel is called that the bot may not know.
    """
    try:
        chat = await bot.get_chat(name)
    except (BadRequest, Forbidden) as error:
        raise UsageError("channel-unknown", channel=title or str(name)) from error
    if chat.type != ChatType.CHANNEL:
        raise UsageError("channel-none", channel=str(name))
    shown = _shown(chat)
    if not _may_post(await _member(bot, chat, bot.id)):
        raise UsageError("channel-no-right", channel=shown.name)
    if not (person and _may_post(await _member(bot, chat, person))):
        raise UsageError("channel-of-others", channel=shown.name)
    return shown


async def _member(bot: ExtBot[None], chat: ChatFullInfo, user_id: int) -> ChatMember | None:
    """Who somebody is in the channel; None where the bot is not told."""
    try:
        return await bot.get_chat_member(chat.id, user_id)
    except (BadRequest, Forbidden):
        return None


def _may_post(member: ChatMember | None) -> bool:
    if isinstance(member, ChatMemberAdministrator):
        return bool(member.can_post_messages)
    return isinstance(member, ChatMemberOwner)


def _shown(chat: ChatFullInfo) -> ShownChannel:
    return ShownChannel(chat.id, chat.title or "", f"@{chat.username}" if chat.username else str(chat.id))
