"""Sends messages into a chat, and removes buttons once they are pressed."""

import logging
from collections.abc import Callable, Coroutine, Sequence

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.ptb_types import Context
from bot.rendering.callback_data import Rows, argument
from bot.rendering.keyboards import NO_PREVIEW, keyboard
from bot.rendering.message import Message
from briefings.errors import UsageError

MAX_TOAST_LENGTH = 200  # characters that Telegram takes in the answer to a press

log = logging.getLogger(__name__)


async def send(to: TelegramMessage, messages: Sequence[Message]) -> None:
    """Send messages into the chat of `to`; in a group the first one quotes it."""
    for number, message in enumerate(messages):
        await to.reply_text(
            message.html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(message.buttons),
            link_preview_options=NO_PREVIEW,
            do_quote=number == 0 and to.chat.type != "private",
            allow_sending_without_reply=True,
        )


async def send_report(to: TelegramMessage, report: Message, context: Context) -> None:
    """As `send`, but after the wait that Telegram asks for, however long: an editor relies on it."""

    async def again(context: Context) -> None:
        await send_report(to, report, context)

    try:
        await send(to, [report])
    except RetryAfter as error:
        log.warning("A report is sent later, because Telegram asks to wait: %s", error)
        assert context.job_queue
        job_options = {"misfire_grace_time": None}  # run however late
        context.job_queue.run_once(again, error.retry_after, name="report", job_kwargs=job_options)


async def confirm_press(update: Update, toast: str | None = None) -> None:
    """End the clock that Telegram shows on a pressed button, with a line over the chat; in time it ends by itself.

    So that it fails is no reason not to answer: what follows may still reach the chat.
    """
    assert update.callback_query
    try:
        await update.callback_query.answer(toast and toast[:MAX_TOAST_LENGTH])
    except TelegramError as error:
        log.info("The press was answered too late, or not: %s", error)


async def run_aside(work: Coroutine[None, None, None], update: Update, context: Context) -> None:
    """Run what takes long as a task of its update, so that others are answered meanwhile.

    While the bot stops, a task would not be waited for: then the work is awaited.
    """
    if context.application.running:
        context.application.create_task(work, update=update)
    else:
        await work


def button_data(update: Update) -> str:
    """What the pressed button acts on."""
    assert update.callback_query
    return argument(update.callback_query.data or "")


def pressed_message(update: Update) -> TelegramMessage:
    """The message whose button was pressed. Raises UsageError if it is too old for Telegram to show it to the bot."""
    message = update.callback_query.message if update.callback_query else None
    if not isinstance(message, TelegramMessage) or not message.is_accessible:
        raise UsageError("button-old")
    return message


async def take_button(update: Update, context: Context) -> TelegramMessage | None:
    """Remove the pressed button so that it acts once; None if an earlier press removed it.

    Raises UsageError for a message so old that Telegram no longer shows it to the bot, TelegramError if Telegram could
    not be reached: then the button can be pressed again.
    """
    query = update.callback_query
    assert query
    message = pressed_message(update)
    rows = _buttons(message)
    is_shown = any(data == query.data for row in rows for _, data in row)
    taken, key, pressed = context.bot_data.taken_buttons, (message.chat.id, message.message_id), query.data or ""
    acts = is_shown and taken.take(key, pressed)
    await confirm_press(update)  # first: the change may have to wait for a minute, longer than a press can be answered
    if acts:
        rows_left = (tuple((label, data) for label, data in row if data not in taken.of(key)) for row in rows)
        try:
            await message.edit_reply_markup(keyboard(tuple(row for row in rows_left if row)))
        except BadRequest as error:
            log.info("The button was pressed before: %s", error)
            acts = False
        except TelegramError:
            taken.give_back(key, pressed)
            raise
    return message if acts else None


async def change_buttons(
    update: Update, context: Context, change: Callable[[str, str], tuple[str, str] | None], toast: str
) -> None:
    """Answer a press in a line over the chat, and change the buttons of its message in place.

    `change` makes of the label and data of each what they are now; None takes the button away.
    """
    message = pressed_message(update)
    taken = context.bot_data.taken_buttons.of((message.chat.id, message.message_id))
    await confirm_press(update, toast)
    before = _buttons(message)
    changed = (
        tuple(new for label, data in row if data not in taken and (new := change(label, data))) for row in before
    )
    try:
        await message.edit_reply_markup(keyboard(tuple(row for row in changed if row)))
    except BadRequest as error:
        log.info("The buttons were like that before: %s", error)


async def replace_pressed(update: Update, message: Message) -> None:
    """Put a message in the place of the one whose button was pressed, and end the clock on that button.

    What stands there already, or is deleted, is left as it is.
    """
    query = update.callback_query
    assert query
    await confirm_press(update)  # first: the change may have to wait for longer than a press can be answered
    try:
        await query.edit_message_text(
            message.html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(message.buttons),
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as error:
        log.info("The message was changed before, or is gone: %s", error)


def _buttons(message: TelegramMessage) -> Rows:
    """The buttons that a message had at the moment of the press."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return tuple(tuple((button.text, str(button.callback_data)) for button in row) for row in rows)
