"""A real python-telegram-bot that talks to the tests' Bot API server."""

from botapi import BotApi
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup


def keyboard(*rows: list[tuple[str, str]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(t, callback_data=d) for t, d in row] for row in rows])


def bot_of(server: BotApi) -> Bot:
    return Bot(server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot")
