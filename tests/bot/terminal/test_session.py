"""The conversation in the terminal: a real Application on a transport that prints."""

import asyncio
import io
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console
from telegram import (
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    Update,
)
from telegram.error import BadRequest, InvalidToken, RetryAfter
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ExtBot,
    MessageHandler,
    filters,
)

from bot.locales import Translator
from bot.ptb_types import App, Context, RunState
from bot.terminal.bot_api import TERMINAL_USER_ID, TerminalRequest
from bot.terminal.screen import Screen
from bot.terminal.session import Terminal

PASSAGES = "\n<blockquote expandable>¶1 The quay opened.</blockquote>"


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label.lower()) for label in labels]])


class FakeServices:
    """A small bot: what it was sent, and an answer to each kind of message."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.ended: list[str] = []

    async def note(self, update: Update, context: Context) -> None:
        assert update.message and update.message.text
        self.texts.append(update.message.text)
        await update.message.reply_text(f"Noted: {update.message.text}")

    async def latest(self, update: Update, context: Context) -> None:
        assert update.message
        for number in range(1, int((context.args or ["1"])[0]) + 1):
            await update.message.reply_html(f"<b>Story {number}</b>", reply_markup=keyboard("Sources", "More"))

    async def sources(self, update: Update, context: Context) -> None:
        assert update.callback_query and isinstance(update.callback_query.message, Message)
        html = update.callback_query.message.text_html + PASSAGES
        await update.callback_query.edit_message_text(html, parse_mode="HTML", reply_markup=keyboard("More"))
        await update.callback_query.answer()

    async def more(self, update: Update, context: Context) -> None:
        assert update.callback_query
        await update.callback_query.answer("No more for now.")

    async def push(self, update: Update, context: Context) -> None:
        assert update.message and update.effective_chat
        await update.effective_chat.send_action("typing")
        context.application.create_task(self._follow_up(update.message))
        self.ended.append("push")

    async def _follow_up(self, message: Message) -> None:
        await asyncio.sleep(0)
        await message.reply_text("Stored.")
        self.ended.append("follow-up")

    async def fail(self, update: Update, context: Context) -> None:
        raise ValueError("the press broke down")

    async def apologise(self, update: object, context: Context) -> None:
        context.bot_data.failures += 1
        assert isinstance(update, Update) and update.effective_message
        await update.effective_message.reply_text(f"Sorry: {context.error}")

    def application(self, request: TerminalRequest) -> App:
        builder = ApplicationBuilder().token("1:terminal").request(request).get_updates_request(request)
        application = builder.context_types(ContextTypes(bot_data=RunState)).build()
        application.add_handler(CommandHandler("latest", self.latest))
        application.add_handler(CommandHandler("push", self.push, block=False))
        application.add_handler(CommandHandler("fail", self.fail))
        application.add_handler(CallbackQueryHandler(self.sources, "^sources$"))
        application.add_handler(CallbackQueryHandler(self.more, "^more$"))
        application.add_handler(MessageHandler(filters.TEXT, self.note))
        application.add_error_handler(self.apologise)
        return application  # type: ignore[return-value]  # the builder forgets what the job queue works on


class Evening:
    """A bot, its terminal and what was printed."""

    def __init__(self) -> None:
        self.output = io.StringIO()
        self.services = FakeServices()
        self.request = TerminalRequest(
            Screen(Console(file=self.output, width=80)), Translator("en"), lambda: 1_700_000_000
        )
        self.application = self.services.application(self.request)
        self.terminal = Terminal(self.application, self.request, Translator("en"))

    @property
    def bot(self) -> ExtBot[None]:
        return self.application.bot

    def printed(self) -> str:
        """What was printed since the last look."""
        text = self.output.getvalue()
        self.output.seek(0)
        self.output.truncate()
        return text


@pytest.fixture
async def evening() -> AsyncIterator[Evening]:
    evening = Evening()
    async with evening.terminal:
        yield evening


# Scripts


async def test_a_script_prints_each_question_and_its_answer(evening: Evening) -> None:
    assert await evening.terminal.run_script(["/latest 2", "1", "4"])
    assert evening.printed() == (
        "> /latest 2\n\n"
        "Story 1\n\n(1) Sources   (2) More\n\n"
        "Story 2\n\n(3) Sources   (4) More\n\n"
        "> 1\n\n"
        "│ ¶1 The quay opened.\n\n(2) More\n\n"
        "> 4\n\n"
        "No more for now.\n"
    )


async def test_a_script_goes_on_after_a_failure_and_tells_of_it(evening: Evening) -> None:
    assert not await evening.terminal.run_script(["/fail", "hello"])
    assert evening.printed() == "> /fail\n\nSorry: the press broke down\n\n> hello\n\nNoted: hello\n"
    assert await evening.terminal.run_script(["hello"])


async def test_an_answer_is_complete_before_the_next_question(evening: Evening) -> None:
    assert await evening.terminal.say("/push")
    assert evening.services.ended == ["push", "follow-up"]
    assert evening.printed() == "Stored.\n"


async def test_a_button_that_is_not_there_is_a_failure(evening: Evening) -> None:
    assert not await evening.terminal.say("1")
    assert "no button 1" in evening.printed()
    await evening.terminal.run_script(["/latest", "1"])
    evening.printed()
    assert not await evening.terminal.say("1"), "the answer took that button away"


async def test_a_year_is_a_text_and_no_button(evening: Evening) -> None:
    await evening.terminal.run_script(["/latest", "2026"])
    assert evening.services.texts == ["2026"]


async def test_text_reaches_the_bot_word_for_word(evening: Evening) -> None:
    text = "Headline\n\n  “Indented” — 𝕏 [b] &amp; <i>\tend"
    await evening.terminal.say(f"\n{text}  \n")
    await evening.terminal.say("  \n")
    assert evening.services.texts == [text]
    assert "“Indented” — 𝕏 [b] &amp; <i>    end" in evening.printed()


async def test_a_file_name_that_is_no_unicode_is_passed_on(evening: Evening) -> None:
    name = os.fsdecode(b"caf\xe9.txt https://x.example")
    assert await evening.terminal.say(name)
    assert evening.services.texts == [name]
    assert "Noted: caf\N{REPLACEMENT CHARACTER}.txt" in evening.printed()


async def test_piped_lines_are_messages_until_quit(evening: Evening, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_bytes(b"one\n\n  two \xff\r\n/quit\nthree\n")
    with script.open(encoding="utf-8") as lines:
        assert await evening.terminal.converse(lines)
    assert evening.services.texts == ["one", "two \N{REPLACEMENT CHARACTER}"]
    assert evening.printed().startswith("> one\n\nNoted: one\n\n> two")


async def test_a_failure_in_piped_lines_is_told(evening: Evening) -> None:
    assert not await evening.terminal.converse(io.StringIO("/fail\nhello"))
    assert evening.services.texts == ["hello"]


# A person typing


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield keys


async def test_a_person_is_greeted_answered_and_seen_off(evening: Evening, keys: PipeInput) -> None:
    keys.send_text("/latest\r2\r\x04")
    await evening.terminal.chat()
    translate = Translator("en")
    printed = evening.printed()
    assert "Story 1\n\n(1) Sources   (2) More\n" in printed
    assert "No more for now." in printed
    assert printed.index(translate("terminal-greeting")[:40]) < printed.index("Story 1")
    assert printed.endswith(f"\n\n{translate('terminal-goodbye')}\n")


async def test_a_pasted_article_is_one_message(evening: Evening, keys: PipeInput) -> None:
    keys.send_text("\x1b[200~Headline\r\n\r\nFirst paragraph.\r\nSecond.\x1b[201~\r/quit\r")
    await evening.terminal.chat()
    assert evening.services.texts == ["Headline\n\nFirst paragraph.\nSecond."]


async def test_ctrl_c_leaves_too(evening: Evening, keys: PipeInput) -> None:
    keys.send_text("half a message\x03")
    await evening.terminal.chat()
    assert evening.services.texts == []


async def test_a_digest_that_arrives_while_a_person_types_is_printed(evening: Evening, keys: PipeInput) -> None:
    async def deliver(context: Context) -> None:
        await context.bot.send_message(TERMINAL_USER_ID, "Your digest")
        keys.send_text("\x15/quit\r")

    assert evening.application.job_queue
    evening.application.job_queue.run_once(deliver, 0)
    keys.send_text("half a mess")
    await evening.terminal.chat()
    assert "\n\nYour digest\n\n" in evening.printed()
    assert evening.services.texts == []


async def test_a_terminal_as_input_is_asked_line_by_line(evening: Evening, keys: PipeInput) -> None:
    controller, terminal = os.openpty()
    keys.send_text("hello\r/quit\r")
    with os.fdopen(terminal, encoding="utf-8") as stdin:
        assert await evening.terminal.converse(stdin)
    os.close(controller)
    assert evening.services.texts == ["hello"]


# The Bot API as the bot sees it


async def test_the_bot_is_told_of_messages_as_by_telegram(evening: Evening) -> None:
    message = await evening.bot.send_message(
        TERMINAL_USER_ID, "<b>Bold</b> &amp; more", parse_mode="HTML", reply_markup=keyboard("More")
    )
    assert (message.text, message.text_html) == ("Bold & more", "<b>Bold</b> &amp; more")
    assert message.reply_markup == keyboard("More")
    assert message.chat.type == "private"
    assert message.date.timestamp() == 1_700_000_000
    edited = await message.edit_text("New", reply_markup=None)
    assert isinstance(edited, Message)
    assert (edited.message_id, edited.text, edited.reply_markup) == (message.message_id, "New", None)
    assert await message.delete()


async def test_plain_text_is_not_taken_for_html(evening: Evening) -> None:
    message = await evening.bot.send_message(TERMINAL_USER_ID, "<b>1 < 2</b> &amp;", reply_markup=ForceReply())
    assert message.text == "<b>1 < 2</b> &amp;"
    assert evening.printed() == "<b>1 < 2</b> &amp;\n"


async def test_an_edit_prints_what_it_adds_and_otherwise_the_whole(evening: Evening) -> None:
    message = await evening.bot.send_message(TERMINAL_USER_ID, "Reading 1 of 3")
    await message.edit_text("Reading 1 of 30")
    await message.edit_text("Reading 1 of 30\n\nDone")
    await message.edit_reply_markup(keyboard("More"))
    await message.edit_reply_markup(None)
    assert evening.printed() == "Reading 1 of 3\n\nReading 1 of 30\n\nDone\n\n(1) More\n"
    assert not await evening.terminal.say("1")


async def test_what_telegram_refuses_is_refused(evening: Evening) -> None:
    message = await evening.bot.send_message(TERMINAL_USER_ID, "Same")
    with pytest.raises(BadRequest, match="not modified"):
        await message.edit_text("Same")
    await message.delete()
    with pytest.raises(BadRequest, match="not found"):
        await message.edit_text("New")
    with pytest.raises(BadRequest, match="empty"):
        await evening.bot.send_message(TERMINAL_USER_ID, " ")
    with pytest.raises(InvalidToken, match="sendDice"):
        await evening.bot.send_dice(TERMINAL_USER_ID)


async def test_what_is_for_someone_else_is_to_be_sent_later(evening: Evening) -> None:
    with pytest.raises(RetryAfter):
        await evening.bot.send_message(4711, "Your digest")
    assert evening.printed() == ""


async def test_there_is_no_channel_to_be_found(evening: Evening) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await evening.bot.get_chat("@ferry_news")


async def test_a_document_is_named_and_can_be_fetched_again(evening: Evening, tmp_path: Path) -> None:
    file = tmp_path / "archive.jsonl"
    file.write_bytes(b"{}\n")
    with file.open("rb") as content:
        sent = await evening.bot.send_document(TERMINAL_USER_ID, content, caption="<b>All</b>", parse_mode="HTML")
    assert evening.printed() == "archive.jsonl (3 bytes)\nAll\n"
    assert sent.document and (sent.document.file_name, sent.caption) == ("archive.jsonl", "All")
    assert await (await sent.document.get_file()).download_as_bytearray() == b"{}\n"
    with pytest.raises(BadRequest, match="file_id"):
        await evening.bot.get_file("nothing")
    with pytest.raises(BadRequest, match="upload"):
        await evening.bot.send_document(TERMINAL_USER_ID, "https://x.example/archive.jsonl")


async def test_commands_for_the_person_are_kept_and_those_for_groups_are_not(evening: Evening) -> None:
    await evening.bot.set_my_commands([("latest", "The newest stories")])
    await evening.bot.set_my_commands([("push", "Store")], scope=BotCommandScopeChat(TERMINAL_USER_ID))
    await evening.bot.set_my_commands([("group", "Only there")], scope=BotCommandScopeAllGroupChats())
    await evening.bot.set_my_commands([("neueste", "Das Neueste")], language_code="de")
    assert evening.request.commands == {"latest": "The newest stories", "push": "Store"}
    assert [each.command for each in await evening.bot.get_my_commands()] == ["latest", "push"]


async def test_a_button_with_a_link_shows_where_it_leads(evening: Evening) -> None:
    link = InlineKeyboardMarkup([[InlineKeyboardButton("Read it", url="https://coast.example/night")]])
    await evening.bot.send_message(TERMINAL_USER_ID, "Night train", reply_markup=link)
    evening.printed()
    assert await evening.terminal.say("1")
    assert "https://coast.example/night" in evening.printed()


# Start and end


async def test_the_application_is_started_and_stopped_in_telegrams_order() -> None:
    evening = Evening()
    seen: list[str] = []

    def noting(name: str) -> Callable[[App], Awaitable[None]]:
        async def note(application: App) -> None:
            seen.append(f"{name} {'running' if application.running else 'idle'}")

        return note

    for name in ("post_init", "post_stop", "post_shutdown"):
        setattr(evening.application, name, noting(name))
    async with evening.terminal:
        assert evening.application.running
    assert seen == ["post_init idle", "post_stop idle", "post_shutdown idle"]


async def test_a_start_that_fails_leaves_nothing_open() -> None:
    evening = Evening()

    async def fail(_: App) -> None:
        raise OSError("no archive")

    evening.application.post_init = fail
    with pytest.raises(OSError, match="no archive"):
        async with evening.terminal:
            pass
    assert not evening.application.running
