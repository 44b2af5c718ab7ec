"""The methods for what the bot shows of itself: command lists a scope and language, name, descriptions."""

import json
import re
from collections.abc import Callable
from typing import Any

from .calls import Call
from .refused import Refused
from .world import World

SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def scope_key(scope: dict[str, Any]) -> str:
    """One string for one command scope, for use as a key."""
    return json.dumps(scope or {"type": "default"}, sort_keys=True)


def set_my_commands(world: World, call: Call) -> bool:
    """The command list of one scope and language."""
    call.needs("commands")
    key = _scope_and_language(world, call)
    commands = [(str(c.get("command")), str(c.get("description"))) for c in call.structure("commands", list)]
    for command, description in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command):
            raise Refused(f"Bad Request: BOT_COMMAND_INVALID: {command!r}", violation=True)
        if not 1 <= len(description) <= 256:
            raise Refused(f"Bad Request: BOT_COMMAND_DESCRIPTION_INVALID: {description!r}", violation=True)
    if len(commands) > 100:
        raise Refused("Bad Request: BOT_COMMANDS_TOO_MUCH", violation=True)
    world.commands[key] = commands
    return True


def get_my_commands(world: World, call: Call) -> list[dict[str, str]]:
    """The command list of exactly this scope and language."""
    commands = world.commands.get(_scope_and_language(world, call), [])
    return [{"command": command, "description": description} for command, description in commands]


def delete_my_commands(world: World, call: Call) -> bool:
    """Back to the list of the next wider scope."""
    world.commands.pop(_scope_and_language(world, call), None)
    return True


def _scope_and_language(world: World, call: Call) -> tuple[str, str]:
    scope = call.structure("scope", dict) or {"type": "default"}
    language = call.text("language_code")
    needed = SCOPES.get(scope.get("type", ""))
    if needed is None or set(scope) != {"type", *needed}:
        raise Refused("Bad Request: can't parse BotCommandScope", violation=True)
    if not re.fullmatch(r"([a-z]{2})?", language):
        raise Refused("Bad Request: invalid language code specified", violation=True)
    if "chat_id" in scope:
        scope = scope | {"chat_id": world.find_chat(scope["chat_id"]).id}
    return scope_key(scope), language


def _describe(kind: str, limit: int) -> Callable[[World, Call], bool]:
    def set_text(world: World, call: Call) -> bool:
        text = call.text(kind)
        if len(text) > limit:
            raise Refused(f"Bad Request: {kind} is too long", violation=True)
        world.descriptions[kind, call.text("language_code")] = text
        return True

    return set_text


def _described(kind: str) -> Callable[[World, Call], dict[str, str]]:
    def get_text(world: World, call: Call) -> dict[str, str]:
        general = world.descriptions.get((kind, ""), "")
        return {kind: world.descriptions.get((kind, call.text("language_code")), general)}

    return get_text


METHODS: dict[str, Callable[[World, Call], Any]] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _describe("name", 64),
    "getMyName": _described("name"),
    "setMyDescription": _describe("description", 512),
    "getMyDescription": _described("description"),
    "setMyShortDescription": _describe("short_description", 120),
    "getMyShortDescription": _described("short_description"),
}
