"""Who may do what: every cell of the tables in docs/security.md, tried on the running bot."""

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from itertools import count

import pytest
from botapi import BotApi, Channel, Group, Message, Person
from botapi.posting import Parcel, post
from repository import ROOT
from running_bot import Clock, Running, running_bot

from bot.chats.destination import Destination
from bot.digests.outbox import RenderedText
from bot.rendering.message import Message as SentMessage
from bot.telegram_ids import ANONYMOUS_ADMINISTRATOR, CHANNEL_SENDER
from briefings.model.article import Article, Draft
from briefings.model.story import StoryAssignment
from briefings.storage.data_folder import DataFolder
from briefings.storage.tinydb.engine import TinyDBEngine

EDITORS = range(1000, 1100)
CHANNEL = Channel("Harbour Post", -1_000_000_000_007)  # without a name, so that its posts have no link in common
SECURITY = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def table(first: str) -> dict[tuple[str, str], str]:
    """The cells of the table whose first heading is that one, by row and column."""
    _, _, rest = SECURITY.partition(f"\n| {first} |")
    rows = [line.strip("| ").split("|") for line in f"{first} |{rest.partition(chr(10) * 2)[0]}".splitlines()]
    heads, _, *body = [[cell.strip() for cell in row] for row in rows]
    return {(row[0], head): cell for row in body for head, cell in zip(heads[1:], [*row[1:], ""], strict=False)}


SENT, BUTTONS = table("sent"), table("button")
ROLES = list(dict.fromkeys(role for _, role in SENT))


@dataclass
class Actor:
    """Someone in a role, in a chat of their own.

    Attributes:
        sender_chat: in whose name they write, if not in their own.
        edits: they edit a message of theirs, rather than sending a new one.
    """

    person: Person
    group: Group | None = None
    sender_chat: dict[str, object] | None = None
    edits: bool = False

    @property
    def place(self) -> Person | Group:
        return self.group or self.person

    async def says(self, text: str, file: bytes | None = None, forwards: bool = False) -> None:
        person, server = self.person, self.person.server
        if self.edits:
            message = await person.sends("/help")
            await person.hears()
            await person.hears()
            await person.edits(message, text)
            return
        extra: dict[str, object] = {"sender_chat": self.sender_chat} if self.sender_chat else {}
        if forwards:
            extra["forward_origin"] = person._origin(CHANNEL)
        parcel = None if file is None else Parcel("harbour.txt", file)
        post(server.world, self.place.chat, person.user_id, text, parcel=parcel, extra=extra)


@dataclass
class Case:
    """One cell: an actor, an article of their own to act on, and one beside it in the same story."""

    bot: Running
    actor: Actor
    number: int
    article: Article
    beside: Article
    alone: Article
    secret: str

    def now(self, article: Article) -> Article:
        return self.bot.services.newsroom.archive.get(article.id)


Did = Callable[[Case, list[Message]], bool]


def said(pattern: str) -> Did:
    """The answer has these words."""
    return lambda _, answers: any(re.search(pattern, answer.text) for answer in answers)


def was_shown(_: Case, answers: list[Message]) -> bool:
    return any(answer.marked("bold") for answer in answers)


def is_stored(case: Case, _: list[Message]) -> bool:
    newest = case.bot.services.newsroom.archive.newest(200)
    return any(f"numbered {case.number}x" in " ".join(article.paragraphs) for article in newest)


ACTIONS: dict[str, tuple[str, Did]] = {
    "/start": ("/start", said("short news briefings")),
    "/start with the claim link's secret": (
        "/start {secret}",
        lambda case, answers: (
            said("you are an editor now")(case, answers)
            and case.bot.services.editors.is_editor(case.actor.person.user_id)
        ),
    ),
    "/help": ("/help", said("/latest – the newest")),
    "/latest": ("/latest", was_shown),
    "/topic and words": ("/topic council", was_shown),
    "words alone": ("council", was_shown),
    "/story": ("/story {id}", was_shown),
    "/digest": ("/digest", said("^The last day in")),
    "/digest 07:30": (
        "/digest 07:30",
        lambda case, _: case.bot.services.subscriptions.zone_of(case.actor.place.id) is not None,
    ),
    "/preview": ("/preview", said("^There is no daily digest here")),
    "/breaking on": (
        "/breaking on",
        lambda case, _: case.bot.services.breaking_wishes.get(Destination(case.actor.place.id)) == "on",
    ),
    "/follow words": ("/follow council", said("^Followed here: stories with “council”")),
    "/mute words": ("/mute council", said("^Muted here: stories with “council”")),
    "/mine": ("/mine", said("followed or muted here")),
    "/push and a text": ("/push {text}", is_stored),
    "a file": ("", is_stored),
    "a file with /push": ("/push", is_stored),
    "a forwarded message": ("{text}", is_stored),
    "/edit": ("/edit {id} outlet Mine", lambda case, _: case.now(case.article).outlet == "Mine"),
    "/edit that is forwarded": ("/edit {id} outlet Mine\n\n{text}", is_stored),
    "/delete (which asks)": ("/delete {id}", lambda _, answers: answers[-1:] != [] and "Keep" in answers[-1].labels),
    "/merge": ("/merge {id} {alone}", lambda case, _: case.now(case.alone).story == case.now(case.article).story),
    "/split": ("/split {beside}", lambda case, _: case.now(case.beside).story == case.beside.id),
    "/undo": ("/undo", lambda case, _: case.now(case.alone).outlet == "Before"),
    "/stats": ("/stats", said("in the archive")),
    "/announce and a text (which asks)": ("/announce Hello", said("^Send this to|^Nobody gets the daily digest")),
    "/backup": ("/backup", lambda _, answers: any(answer.document for answer in answers)),
}


@pytest.fixture
async def bot(server: BotApi, tmp_path: object, clock: Clock) -> AsyncIterator[Running]:
    """A bot that is told, by its own file, that those whom Telegram hides are editors; and that reads all of groups."""
    server.world.bot["can_read_all_group_messages"] = True
    stored = TinyDBEngine(DataFolder(tmp_path)).open_editors()  # type: ignore[arg-type]
    for masked in (ANONYMOUS_ADMINISTRATOR, CHANNEL_SENDER):
        stored.put(masked, {"user": masked, "since": clock().isoformat()})
    stored.close()
    budget = {"hidden_at_once": "100", "person_at_once": "100"}  # a channel is one person
    async with running_bot(server, tmp_path, clock, frozenset(EDITORS), **budget) as running:  # type: ignore[arg-type]
        yield running


def actor(server: BotApi, role: str, number: int) -> Actor:
    """Someone in that role whom no other case knows, in a chat that no other case uses."""
    if role in ("editor, in a group", "editor, in private", "by editing a message"):
        person = server.user("Edda", id=EDITORS[number])
    else:
        person = server.user("Rita", id=2000 + number)
    group = server.group(f"Desk {number}", members=[person], supergroup=True)
    match role:
        case "by editing a message":
            return Actor(person, edits=True)
        case "anyone, in private" | "editor, in private":
            return Actor(person)
        case "anyone, in a group" | "editor, in a group":
            return Actor(person, group)
        case "another bot":
            server.world.users[person.user_id]["is_bot"] = True
            return Actor(person, group)
        case "anonymous administrator":
            return Actor(mask(server, ANONYMOUS_ADMINISTRATOR), group, group.chat.raw)
        case "as a channel":
            channel = {"id": CHANNEL.id, "type": "channel", "title": CHANNEL.title}
            return Actor(mask(server, CHANNEL_SENDER), group, channel)
    raise AssertionError(f"docs/security.md has a role that no test knows: {role}")


def mask(server: BotApi, id: int) -> Person:
    person = server.user("Group", id=id)
    server.world.users[id]["is_bot"] = True
    return person


def stored(bot: Running, number: int, text: str, story: str | None = None) -> Article:
    draft = Draft(headline=f"Council {number} {text}", paragraphs=(f"The council {text} {number}.",), outlet="Before")
    assignment = StoryAssignment(story, None, (), ())
    return bot.services.newsroom.archive.add_or_match(draft, bot.services.clock, lambda _: assignment, lambda: None)[1]


def case_of(bot: Running, who: Actor, number: int, secret: str) -> Case:
    article = stored(bot, number, "met")
    beside, alone = stored(bot, number, "voted", article.id), stored(bot, number, "rested")
    bot.services.newsroom.editing.edit(alone.id, "outlet", "After", who.person.user_id)
    bot.services.mailings.draft(
        article.id, RenderedText((SentMessage("Hello"),), {}), who.person.user_id, bot.services.clock()
    )
    return Case(bot, who, number, article, beside, alone, secret)


async def act(case: Case, action: str) -> None:
    text = f"Council Meets Again\n\nThe council met again on Monday and it was numbered {case.number}x, the mayor said."
    words = ACTIONS[action][0].format(
        text=text, id=case.article.id, beside=case.beside.id, alone=case.alone.id, secret=case.secret
    )
    file = text.encode() if action.startswith("a file") else None
    await case.actor.says(words, file, "forwarded" in action)


def outcome(case: Case, action: str, answers: list[Message]) -> str:
    if ACTIONS[action][1](case, answers):
        return "yes"
    return "no" if answers else "silence"


@pytest.mark.parametrize("role", ROLES)
async def test_what_is_sent_has_the_outcome_that_the_table_says(bot: Running, server: BotApi, role: str) -> None:
    secret = bot.services.editors.open_claim()
    expected = {action.replace("`", ""): cell for (action, of), cell in SENT.items() if of == role and cell}
    cases = {
        action: case_of(bot, actor(server, role, number), number, secret) for number, action in enumerate(expected)
    }
    for action, case in cases.items():
        await act(case, action)
    await server.settled(60)
    seen = {action: outcome(case, action, case.actor.place.unheard) for action, case in cases.items()}
    assert seen == expected


def test_the_table_has_a_row_for_every_command_and_every_action_that_is_tried() -> None:
    rows = {action.replace("`", "") for action, _ in SENT}
    assert rows == set(ACTIONS)


# Buttons


def has_begun(case: Case) -> bool:
    statement = "SELECT 1 FROM mailings WHERE name = ? AND begun_at IS NOT NULL"
    return bool(case.bot.services.database.read(lambda t: t.rows(statement, case.article.id)))


def follows(case: Case) -> bool:
    rows = case.bot.services.database.read(lambda t: t.rows("SELECT 1 FROM interests WHERE value = ?", case.article.id))
    return bool(rows)


DATA = {
    "*Source lines*, *All sources*, *Related*, *More*, topics, stories": ("story:{id}", lambda case: True),
    "*Follow…*": ("choose:{id}|{id}", lambda case: True),
    "*Follow*, *Mute*, *At once* and what takes them back, in a group": ("follow:{id}", follows),
    "*More* under a push": ("pushed:{id}~{alone}", lambda case: True),
    "*Split*": ("split:{beside}", lambda case: case.now(case.beside).story == case.beside.id),
    "*Delete* and *Keep*": ("delete:{id} {editor}", lambda case: case.article.id not in ids(case.bot)),
    "*Send to all* and *Do not send*": ("announce:{id} {editor}", has_begun),
    "*Breaking* under a push": ("breaking:{id}", lambda case: True),
    "*Send now* and *Do not send*": (
        "breaknow:{id} {editor}",
        lambda case: case.bot.services.mailings.has_begun(f"breaking {case.article.id}"),
    ),
}


def ids(bot: Running) -> list[str]:
    return [article.id for article in bot.services.newsroom.archive.newest(200)]


@pytest.mark.parametrize("role", ["anyone", "editor", "another editor"])
async def test_a_button_has_the_outcome_that_the_table_says(bot: Running, server: BotApi, role: str) -> None:
    numbers = count()
    for (button, of), expected in BUTTONS.items():
        if of != role:
            continue
        number = next(numbers)
        asker = server.user("Edda", id=EDITORS[number])
        presser = server.user("Otto", id={"anyone": 3000 + number, "editor": asker.id}.get(role, EDITORS[50 + number]))
        case = case_of(bot, Actor(presser), number, "")
        data, did = DATA[button]
        pressed = data.format(id=case.article.id, beside=case.beside.id, alone=case.alone.id, editor=asker.id)
        group = server.group(f"Desk {number}", members=[asker, presser])
        await group.says(asker, f"/delete@sourceline_bot {case.article.id}")
        question = await group.hears()
        record = group.chat.records[question.id].raw
        record["reply_markup"]["inline_keyboard"].append([{"text": "It", "callback_data": pressed}])
        press = await presser.presses(group.sees(question) or question, "It")
        refused = await press.answer(60) and press.is_alert  # a line that passes by is no refusal
        await server.settled(60)
        assert (button, "no" if refused else "yes" if did(case) else "nothing") == (button, expected)


def test_every_kind_of_button_of_the_table_is_tried() -> None:
    assert {button for button, _ in BUTTONS} == set(DATA)
