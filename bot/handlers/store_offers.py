"""An article that an editor sends without `/push`: the bot asks whether to store it, instead of searching for it."""

from collections import OrderedDict
from collections.abc import Sequence

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.chats.editor_registry import EditorRegistry
from bot.chats.people import author_of
from bot.handlers.confirmations import read_confirmation
from bot.handlers.editor_check import check_author
from bot.handlers.replies import run_aside, send, take_button
from bot.ptb_types import Context, Handler
from bot.rendering import callback_data
from bot.rendering.messages import Messages
from bot.submissions.message_groups import MessageGroups, Push
from bot.submissions.parser import is_like_article
from briefings.errors import UsageError

_MAX_OFFERED = 50  # articles of which the button is kept, of all editors together


class _UnaskedArticle(filters.MessageFilter):
    def __init__(self, editors: EditorRegistry) -> None:
        super().__init__()
        self._editors = editors

    def filter(self, message: TelegramMessage) -> bool:
        return is_like_article(message.text or "") and self._editors.is_editor(author_of(message))


class StoreOffers:
    """Asks, and hands what the editor wants stored to `push`. After a restart the button says to send it again."""

    def __init__(self, editors: EditorRegistry, messages: Messages, groups: MessageGroups, push: Push) -> None:
        self._editors = editors
        self._messages = messages
        self._groups = groups
        self._push = push
        self._offered: OrderedDict[str, Sequence[TelegramMessage]] = OrderedDict()

    def handlers(self) -> list[Handler]:
        """The handlers; to be tried after those of what is pushed without a question."""
        typed = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & filters.TEXT & ~filters.COMMAND
        return [
            MessageHandler(typed & _UnaskedArticle(self._editors), self.offer),
            CallbackQueryHandler(self.press_store, "^store:"),
        ]

    async def offer(self, update: Update, context: Context) -> None:
        """A text of several paragraphs, or links, without a command; a long one is collected first, as a push is."""
        message = update.effective_message
        assert message
        if self._groups.may_go_on(message):
            self._groups.add(update, message, context, self._ask)
        else:
            await self._ask([message], context)

    async def _ask(self, parts: list[TelegramMessage], _: Context) -> None:
        editor, id = check_author(self._editors, parts[0]), f"{parts[0].chat.id}.{parts[0].message_id}"
        self._offered[id] = parts
        if len(self._offered) > _MAX_OFFERED:
            self._offered.popitem(last=False)
        row = ((self._messages.translate("button-store"), callback_data.store(id, editor)),)
        await send(parts[0], [self._messages.text("store-sure", (row,))])

    async def press_store(self, update: Update, context: Context) -> None:
        """*Store it*: as `/push`, once."""
        id, _ = read_confirmation(update, self._editors)
        if id not in self._offered:
            raise UsageError("store-again")
        if await take_button(update, context):
            await run_aside(self._push(list(self._offered.pop(id)), context), update, context)
