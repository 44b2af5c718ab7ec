"""The rules of the Bot API that the tests' server holds the bot to, and the trouble it can be ordered to make."""

import io
from typing import Any

import httpx
import pytest
from ptb_client import bot_of, keyboard
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from botapi import BotApi, broken, cut, flood, silent
from botapi.entities import parse_html
from botapi.refused import Refused
from botapi.spec import Spec

with_spec = pytest.mark.skipif(Spec.found() is None, reason="the Bot API specification is not here")


# Strictness


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("AT&T", "'&' must be escaped at byte offset 2"),
        ("a > b", "'>' must be escaped"),
        ("é < b", 'Unsupported start tag "" at byte offset 3'),
        ("&nbsp;", "'&' must be escaped"),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'expected "</i>", found "</b>"'),
        ("<b", "Unclosed tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler"'),
        ('<a href="/story">x</a>', "no client would open"),
        ('<a href="https://a.b/?x=1&y=2">x</a>', "'&' must be escaped"),
        ('<b style="x">x</b>', 'Unexpected attribute in the tag "b"'),
        ("<code><b>x</b></code>", "can't stand inside"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "can't stand inside"),
    ],
)
def test_html_that_telegram_would_not_take_is_refused(html: str, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_html(html)
    assert refusal.value.violation
    assert reason in refusal.value.description


def test_html_becomes_text_and_entities() -> None:
    html = (
        ' <b>🗞 A &amp; B</b> <a href="https://a.b/?x=1&amp;y=2">&#60;<i>it</i>&#x3E;</a>\n'
        "<blockquote expandable>q</blockquote><span class='tg-spoiler'>s</span><u></u>"
        '<pre><code class="language-py">x</code></pre> \n'
    )
    formatted = parse_html(html)
    assert formatted.text == "🗞 A & B <it>\nqsx"
    assert [(e["type"], e["offset"], e["length"]) for e in formatted.entities] == [
        ("bold", 0, 8),
        ("text_link", 9, 4),
        ("italic", 10, 2),
        ("expandable_blockquote", 14, 1),
        ("spoiler", 15, 1),
        ("pre", 16, 1),
    ]
    assert formatted.entities[1]["url"] == "https://a.b/?x=1&y=2"
    assert formatted.entities[-1]["language"] == "py"


async def test_lengths_count_after_parsing_in_utf_16_units(server: BotApi, bot: Bot) -> None:
    anna = server.user("Anna")
    await bot.send_message(anna.id, f"<b>{'🗞' * 2048}</b>&amp;"[:-5], parse_mode="HTML")
    for text in ("🗞" * 2048 + "x", " \n "):
        with pytest.raises(BadRequest):
            await bot.send_message(anna.id, text)
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_document(anna.id, io.BytesIO(b"x"), filename="x.txt", caption="c" * 1025)
    assert [call.rpartition("Bad Request: ")[2] for call in server.take_violations()] == [
        "message is too long",
        "message text is empty",
        "message caption is too long",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [[("x", "é" * 33)]],
        [[(str(n), "x") for n in range(9)]],
        [[("x", "x")]] * 101,
        [[(" ", "x")]],
    ],
)
async def test_buttons_beyond_the_limits_are_refused(
    server: BotApi, bot: Bot, rows: list[list[tuple[str, str]]]
) -> None:
    anna = server.user("Anna")
    with pytest.raises(BadRequest):
        await bot.send_message(anna.id, "x", reply_markup=keyboard(*rows))
    assert len(server.take_violations()) == 1
    await bot.send_message(anna.id, "x", reply_markup=keyboard([("x", "é" * 32)] * 8))


@with_spec
@pytest.mark.parametrize(
    ("method", "parameters", "status"),
    [
        ("sendMesage", {}, 404),
        ("sendAnimation", {"chat_id": 1, "animation": "x"}, 404),
        ("sendMessage", {"chat_id": 1}, 400),
        ("sendMessage", {"chat_id": 1, "text": "x", "colour": "red"}, 400),
        ("sendMessage", {"chat_id": 1, "text": 5}, 400),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": [1]}, 400),
        ("deleteMessage", {"chat_id": 1, "message_id": "x"}, 400),
    ],
)
async def test_calls_that_the_specification_does_not_know_are_violations(
    server: BotApi, method: str, parameters: dict[str, Any], status: int
) -> None:
    server.user("Anna", id=1)
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{server.url}/bot{server.token}/{method}", json=parameters)
    assert (answer.status_code, answer.json()["ok"]) == (status, False)
    assert len(server.take_violations()) == 1


async def test_query_form_and_json_are_read_alike(server: BotApi) -> None:
    anna = server.user("Anna", id=1)
    url = f"{server.url}/bot{server.token}/sendMessage"
    async with httpx.AsyncClient() as client:
        await client.get(url, params={"chat_id": 1, "text": "query"})
        await client.post(url, data={"chat_id": "1", "text": "form"})
        await client.post(url, json={"chat_id": 1, "text": "json"})
    assert [message.text for message in anna.unheard] == ["query", "form", "json"]


async def test_a_broken_rule_fails_the_test_at_its_end_and_any_waiting_at_once() -> None:
    with pytest.raises(AssertionError, match="message text is empty"):
        async with BotApi() as server, bot_of(server) as bot:
            anna = server.user("Anna")
            with pytest.raises(BadRequest):
                await bot.send_message(anna.id, "<b></b>", parse_mode="HTML")
            with pytest.raises(AssertionError, match="message text is empty"):
                await anna.hears()


async def test_edits_that_the_server_refuses(server: BotApi, bot: Bot) -> None:
    anna = server.user("Anna")
    mine = await anna.sends("hello")
    sent = await bot.send_message(anna.id, "<b>x</b>", parse_mode="HTML", reply_markup=keyboard([("x", "y")]))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text(
            "<strong>x</strong>", anna.id, sent.id, parse_mode="HTML", reply_markup=keyboard([("x", "y")])
        )
    await bot.edit_message_reply_markup(anna.id, sent.id)
    await bot.delete_message(anna.id, sent.id)
    assert anna.sees(await anna.hears()) is None
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("y", anna.id, sent.id)
    assert not server.violations
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("y", anna.id, mine.id)
    assert len(server.take_violations()) == 1
    assert [call.method for call in server.refusals] == ["editMessageText"] * 3


async def test_a_press_is_answered_once_and_in_time(server: BotApi, bot: Bot) -> None:
    anna = server.user("Anna")
    await bot.send_message(anna.id, "x", reply_markup=keyboard([("x", "y")]))
    message = await anna.hears()
    with pytest.raises(AssertionError, match="no button 'z', only \\['x'\\]"):
        await anna.presses(message, "z")
    pressed = await anna.presses(message, "x")
    await bot.answer_callback_query(pressed.query.id, "Done", show_alert=True)
    assert (await pressed.answer(), pressed.is_alert) == ("Done", True)
    late = await anna.presses(message, "x", expired=True)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(late.query.id)
    assert not server.violations
    for query_id in (pressed.query.id, "77"):
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(query_id)
    assert len(server.take_violations()) == 2


# Chats and trouble


async def test_the_bot_cannot_write_to_strangers_or_where_it_is_not(server: BotApi, bot: Bot) -> None:
    anna, eve = server.user("Anna"), server.user("Eve", started=False)
    group = server.group("Desk", members=[anna], admins=[eve])
    assert (await bot.get_chat_member(group.id, eve.id)).status == "administrator"
    assert (await bot.get_chat(group.id)).title == "Desk"
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(eve.id, "Hello")
    await eve.sends("/start")
    await bot.send_message(eve.id, "Hello")
    new = await group.migrates()
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(group.id, "Hello")
    assert migrated.value.new_chat_id == new.id
    await bot.send_message(new.id, "Hello")
    await new.removes_bot(by=eve)
    with pytest.raises(Forbidden, match="kicked from the supergroup"):
        await bot.send_message(new.id, "Hello")
    await eve.leaves_telegram()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(eve.id, "Hello")


async def test_commands_are_kept_per_scope_and_language(server: BotApi, bot: Bot) -> None:
    anna, bo = server.user("Anna"), server.user("Bo")
    await bot.set_my_commands([BotCommand("latest", "Newest")], scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands([BotCommand("latest", "Neueste")], BotCommandScopeAllPrivateChats(), "de")
    await bot.set_my_commands([BotCommand("push", "Store")], scope=BotCommandScopeChat(anna.id))
    assert anna.commands() == [("push", "Store")]
    assert (bo.commands(), bo.commands("de")) == ([("latest", "Newest")], [("latest", "Neueste")])
    await bot.delete_my_commands(scope=BotCommandScopeChat(anna.id))
    assert anna.commands() == [("latest", "Newest")]
    assert await bot.get_my_commands() == ()
    await bot.set_my_description("Short briefings")
    assert (await bot.get_my_description()).description == "Short briefings"
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.set_my_commands([BotCommand("push", "Store")], scope=BotCommandScopeChat(4711))


async def test_a_document_is_sent_with_its_name_caption_and_content(server: BotApi, bot: Bot) -> None:
    anna = server.user("Anna")
    await bot.send_chat_action(anna.id, "upload_document")
    await bot.send_document(anna.id, b"One, two", filename="list.csv", caption="<b>List</b>", parse_mode="HTML")
    message = await anna.hears()
    assert message.document and (message.document.name, message.document.content) == ("list.csv", b"One, two")
    assert (message.text, message.marked("bold"), anna.actions) == ("List", ["List"], ["upload_document"])


async def test_too_fast_is_429_by_a_clock_that_is_handed_in(server: BotApi, bot: Bot) -> None:
    now = 0.0
    server.limits_rate(lambda: now)
    people = [server.user(f"Reader {number}") for number in range(31)]
    for person in people[:30]:
        await bot.send_message(person.id, "x")
    for person in (people[30], people[0]):
        with pytest.raises(RetryAfter):
            await bot.send_message(person.id, "x")
    group = server.group("Desk", members=people[:1])
    for _ in range(20):
        now += 1.0
        await bot.send_message(group.id, "x")
    now += 1.0
    with pytest.raises(RetryAfter, match="40 seconds"):
        await bot.send_message(group.id, "x")


async def test_ordered_trouble_comes_the_number_of_times_it_was_ordered(server: BotApi, bot: Bot) -> None:
    anna, bo = server.user("Anna"), server.user("Bo")
    server.fails("sendMessage", flood(7), chat=anna)
    server.fails("sendMessage", broken(502, "Bad Gateway"), chat=anna)
    server.fails("sendMessage", cut(carried_out=True), chat=anna)
    server.fails("sendMessage", silent(), chat=anna)
    await bot.send_message(bo.id, "x")
    with pytest.raises(RetryAfter, match="7 seconds"):
        await bot.send_message(anna.id, "1")
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(anna.id, "2")
    with pytest.raises(NetworkError, match="httpx"):
        await bot.send_message(anna.id, "3")
    with pytest.raises(TimedOut):
        await bot.send_message(anna.id, "4", read_timeout=0.05)
    await bot.send_message(anna.id, "5")
    assert [message.text for message in anna.unheard] == ["3", "5"]


async def test_a_wrong_token_is_not_let_in(server: BotApi) -> None:
    other = Bot("1:wrong", base_url=f"{server.url}/bot")
    with pytest.raises(InvalidToken):
        await other.initialize()
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{server.url}/file/bot{server.token}/documents/no.txt")
    assert answer.status_code == 404
