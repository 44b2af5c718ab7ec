"""A strict Bot API server for tests, and the people who talk to the bot through it.

async with BotApi() as server:
    anna = server.user("Anna", id=1)
    …an Application that polls `server.url`; `server.watches(application)`…
    await anna.sends("/latest")
    message = await anna.hears()
    await anna.presses(message, "Source lines")
    assert "¶1" in (await anna.hears_edit()).text
    await anna.hears_nothing()
"""

from .faults import Fault, broken, cut, flood, forbidden, migrated, silent
from .keyboards import Button
from .messages import Document, Entity, Message
from .people import BotChannel, Channel, Group, Person, Press
from .server import BotApi

__all__ = [
    "BotApi",
    "BotChannel",
    "Button",
    "Channel",
    "Document",
    "Entity",
    "Fault",
    "Group",
    "Message",
    "Person",
    "Press",
    "broken",
    "cut",
    "flood",
    "forbidden",
    "migrated",
    "silent",
]
