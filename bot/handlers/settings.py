"""`/settings`: one message with buttons for all that can be chosen; each press puts a screen in its place."""

import asyncio

from telegram import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove, Update
from telegram import Message as TelegramMessage
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chats.people import person_of
from bot.handlers.channel_check import check_channel
from bot.handlers.chosen_settings import ChosenSettings, channel_place, own_place
from bot.handlers.group_settings import check_may_set
from bot.handlers.replies import button_data, confirm_press, pressed_message, replace_pressed, send
from bot.preferences.near_zones import near_zones
from bot.ptb_types import Context, Handler
from bot.rendering.settings_data import SETTINGS, read_settings_data
from bot.rendering.settings_screens import SettingsScreens
from bot.services import Services


class SettingsHandlers:
    """The command, its buttons, and where a person is."""

    def __init__(self, services: Services, chosen: ChosenSettings) -> None:
        self._chosen = chosen
        self._screens = SettingsScreens(services.messages.translate)
        self._translate = services.messages.translate
        self._editors = services.editors
        self._clock = services.clock

    def handlers(self) -> list[Handler]:
        """The handlers, in the order they are tried."""
        new, private = filters.UpdateType.MESSAGE, filters.ChatType.PRIVATE
        return [
            CommandHandler("settings", self.settings, new),
            MessageHandler(new & private & filters.LOCATION, self.location),
            CallbackQueryHandler(self.press, f"^{SETTINGS}"),
        ]

    async def settings(self, update: Update, _: Context) -> None:
        """`/settings`: the first screen."""
        message = update.effective_message
        assert message
        await check_may_set(update, self._editors)
        await send(message, [await asyncio.to_thread(self._chosen.screen, own_place(update, message), "first")])

    async def press(self, update: Update, context: Context) -> None:
        """Any of the buttons: what was chosen until now is read anew, so that those of an old message act rightly."""
        channel_id, what = read_settings_data(button_data(update))
        message = pressed_message(update)
        if channel_id is None:
            await check_may_set(update, self._editors)
            place = own_place(update, message)
        else:
            channel = await check_channel(context.bot, channel_id, person_of(update))
            place = channel_place(update, channel)
        if what == "location" and place.takes_location:
            await self._ask_location(update, message)
        else:
            await replace_pressed(update, await asyncio.to_thread(self._chosen.press, place, what))

    async def location(self, update: Update, _: Context) -> None:
        """Where a person is: which of the zones around it is theirs? The place itself is not kept."""
        message = update.effective_message
        assert message and message.location
        now, latitude, longitude = self._clock(), message.location.latitude, message.location.longitude
        zones = await asyncio.to_thread(near_zones, latitude, longitude, now)
        await message.reply_text(self._translate("settings-location-thanks"), reply_markup=ReplyKeyboardRemove())
        await send(message, [self._screens.zones(zones, now)])

    async def _ask_location(self, update: Update, message: TelegramMessage) -> None:
        await confirm_press(update)
        button = KeyboardButton(self._translate("button-send-location"), request_location=True)
        keyboard = ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
        await message.reply_text(self._translate("settings-location"), reply_markup=keyboard)
