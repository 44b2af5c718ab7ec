"""Who somebody is in a chat: ChatMember, the rights of administrators, and how the bot's standing changes."""

from collections.abc import Iterable
from typing import Any

from .world import Chat, World

RIGHTS = (
    *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users"),
    *("can_post_stories", "can_edit_stories", "can_delete_stories"),
)
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
SUPERGROUP_RIGHTS = ("can_pin_messages", "can_manage_topics")
PERMISSIONS = (
    *("can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos"),
    *("can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages"),
    *("can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info", "can_invite_users"),
    *("can_pin_messages", "can_manage_topics"),
)
CHIEFS = ("creator", "administrator")


def member_object(world: World, chat: Chat, user_id: int, status: str | None = None) -> dict[str, Any]:
    """The Bot API's ChatMember; `status`: another than the one that the person has in the chat now."""
    user = world.bot if user_id == world.bot["id"] else world.users[user_id]
    status = status or standing(chat, user_id)
    member: dict[str, Any] = {"user": user, "status": status}
    if status == "creator":
        member["is_anonymous"] = False
    if status == "administrator":
        special = {"channel": CHANNEL_RIGHTS, "supergroup": SUPERGROUP_RIGHTS}.get(chat.raw["type"], ())
        has = {"can_manage_chat", *chat.rights.get(user_id, ())}
        member |= {right: right in has for right in (*RIGHTS, *special)}
    if status == "restricted":
        member |= {"is_member": True, "until_date": 0} | dict.fromkeys(PERMISSIONS, False)
    if status == "kicked":
        member["until_date"] = 0
    return member


def standing(chat: Chat, user_id: int) -> str:
    """The person's status in the chat: `left` for one who is not there."""
    return "member" if chat.raw["type"] == "private" else chat.members.get(user_id, "left")


def is_chief(chat: Chat, user_id: int) -> bool:
    """Whether the person is the chat's creator or an administrator."""
    return standing(chat, user_id) in CHIEFS


def bot_becomes(world: World, chat: Chat, by: int, status: str, rights: Iterable[str] = ()) -> None:
    """The bot's standing in a group or channel changes, and it is told so."""
    bot = world.bot["id"]
    before = member_object(world, chat, bot)
    chat.members[bot], chat.rights[bot] = status, frozenset(rights)
    tell_standing(world, chat, by, before, member_object(world, chat, bot))


def tell_standing(world: World, chat: Chat, by: int, old: dict[str, Any], new: dict[str, Any]) -> None:
    """An update for the bot about itself: let in, made administrator, restricted, removed, blocked."""
    content = {"chat": chat.raw, "from": world.users[by], "date": world.now}
    world.updates.add("my_chat_member", content | {"old_chat_member": old, "new_chat_member": new})
