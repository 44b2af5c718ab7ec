"""The methods about chats, members, files, pressed buttons and the webhook."""

from collections.abc import Callable
from typing import Any

from .calls import Call
from .members import is_chief, member_object
from .refused import Refused
from .world import World

DOWNLOAD_LIMIT = 20 * 1024 * 1024
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, call: Call) -> bool:
    """What a person sees after pressing; taken once."""
    call.needs("callback_query_id")
    query = world.queries.get(call.text("callback_query_id"))
    if len(call.text("text")) > 200:
        raise Refused("Bad Request: MESSAGE_TOO_LONG", violation=True)
    if query is None or query.expired:
        raise Refused(TOO_OLD, violation=query is None)
    if query.answer is not None:
        raise Refused(f"{TOO_OLD} (it was answered before)", violation=True)
    query.answer = call.text("text")
    query.is_alert = call.flag("show_alert")
    return True


def get_file(world: World, call: Call) -> dict[str, Any]:
    """Where to download a file of at most 20 MB."""
    call.needs("file_id")
    file = world.files.get(call.text("file_id"))
    if file is None:
        raise Refused("Bad Request: invalid file_id", violation=True)
    if file.size > DOWNLOAD_LIMIT:
        raise Refused("Bad Request: file is too big")
    file_id = call.text("file_id")
    return {
        "file_id": file_id,
        "file_unique_id": f"u{file_id[-8:]}",
        "file_size": file.size,
        "file_path": file.path,
    }


def get_chat(world: World, call: Call) -> dict[str, Any]:
    """A ChatFullInfo with the required fields."""
    call.needs("chat_id")
    chat = world.find_chat(call.parameters["chat_id"])
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return {
        **chat.raw,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def get_chat_member(world: World, call: Call) -> dict[str, Any]:
    """Who that is in a chat; `left` for one who is not there."""
    call.needs("chat_id", "user_id")
    chat = world.open_chat(call)
    user_id = call.integer("user_id")
    if user_id not in world.users and user_id != world.bot["id"]:
        raise Refused("Bad Request: user not found")
    return member_object(world, chat, user_id)


def get_chat_administrators(world: World, call: Call) -> list[dict[str, Any]]:
    """Creator and administrators of a group."""
    chat = world.open_chat(call)
    if chat.raw["type"] == "private":
        raise Refused("Bad Request: there are no administrators in the private chat")
    return [member_object(world, chat, user_id) for user_id in chat.members if is_chief(chat, user_id)]


def set_webhook(world: World, call: Call) -> bool:
    """Remembers the address, so that polling is refused; nothing is ever sent there."""
    world.updates.webhook = call.text("url")
    return delete_or_keep(world, call)


def delete_webhook(world: World, call: Call) -> bool:
    """Polling works again."""
    world.updates.webhook = ""
    return delete_or_keep(world, call)


def delete_or_keep(world: World, call: Call) -> bool:
    """Forgets what is pending if the call says so, and takes over its `allowed_updates`."""
    if call.flag("drop_pending_updates"):
        world.updates.pending.clear()
    if "allowed_updates" in call.parameters:
        world.updates.allow(call.structure("allowed_updates", list))
    return True


def get_webhook_info(world: World, _: Call) -> dict[str, Any]:
    """The address, empty while polling, and how many updates wait."""
    return {
        "url": world.updates.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }


METHODS: dict[str, Callable[[World, Call], Any]] = {
    "getMe": lambda world, _: world.bot,
    "logOut": lambda *_: True,
    "close": lambda *_: True,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "answerCallbackQuery": answer_callback_query,
    "getFile": get_file,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
}
