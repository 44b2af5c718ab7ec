"""What people could send to hurt the bot: each kind sends it, and returns what the bot said last."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count, cycle, islice
from math import inf
from random import Random
from time import monotonic

from botapi import BotApi, Group, Person
from importing import file_of

WAIT = 120  # seconds for an answer
WORDS = (
    "ferry",
    "harbour",
    "council",
    "bridge",
    "library",
    "storm",
    "winter",
    "crowns",
    "engineers",
    "island",
    "school",
    "the",
    "of",
    "and",
    "a",
)
FLOOD = 1_000  # messages


@dataclass(frozen=True)
class Scene:
    """The stand-in for Telegram, an editor who pushes, and how many ms others waited for /latest."""

    server: BotApi
    editor: Person
    waits: list[float]

    def stranger(self) -> Person:
        """Somebody who has asked nothing yet."""
        return self.server.user("Otto")


Send = Callable[[Scene], Awaitable[str]]


def pushed(name: str, content: Callable[[], bytes]) -> Send:
    async def send(scene: Scene) -> str:
        made = await asyncio.to_thread(content)
        await scene.editor.sends_file(name, made)
        return (await scene.editor.hears(WAIT)).text

    return send


def asked(*questions: str) -> Send:
    """Each of them, and all answers waited for."""

    async def send(scene: Scene) -> str:
        asker = scene.stranger()
        for question in questions:
            await asker.sends(question)
        for _ in questions:
            said = await asker.hears(WAIT)
        return said.text

    return send


def flood(text: str, *, in_group: bool = False, times: int = FLOOD) -> Send:
    """So many messages of one person at once, which Telegram hands out a hundred at a time, and a question behind."""

    async def send(scene: Scene) -> str:
        person, other = scene.stranger(), scene.stranger()
        group = scene.server.group("Newsroom", [person]) if in_group else None
        for _ in range(times):
            await person.sends(text, into=group)
        scene.waits.append(await waited(other))
        return await last_of(group or person)

    return send


async def waited(person: Person) -> float:
    """How many ms somebody waits for /latest; infinitely many if there is no answer."""
    began = monotonic()
    await person.sends("/latest")
    try:
        await person.hears(WAIT)
    except AssertionError:
        return inf
    return (monotonic() - began) * 1000


async def last_of(where: Group | Person) -> str:
    """What is said last, when nothing has come for two seconds."""
    said = await where.hears(WAIT)
    while True:
        for _ in range(20):
            await asyncio.sleep(0.1)
            if where.unheard:
                break
        else:
            return said.text
        said = await where.hears(WAIT)


async def odd_questions(scene: Scene) -> str:
    """Thirty of each of eight people, one after the other."""
    random = Random(8)

    async def asks(person: Person) -> str:
        for _ in range(30):
            await person.sends(odd_question(random))
        return await last_of(person)

    return (await asyncio.gather(*(asks(scene.stranger()) for _ in range(8))))[0]


def odd_question(random: Random) -> str:
    parts = (
        '"a.b." ',
        "source:x ",
        "since:0001-01-01 ",
        "-",
        "((",
        "\\",
        "a~2 ",
        "*",
        "x" * 40,
        "é́́ ",
        "中文",
        " OR ",
        '"',
    )
    return "/topic " + "".join(random.choices(parts, k=60)) + misspelt(random)


def misspelt(random: Random) -> str:
    return "".join(random.sample("libraryharbour", 9))


def prose(characters: int) -> str:
    """Sentences of a few words, in paragraphs."""
    random = Random(characters)
    sentences: list[str] = []
    length = 0
    while length < characters:
        sentences.append(f"{' '.join(random.choices(WORDS, k=12)).capitalize()}.")
        length += len(sentences[-1]) + 1
    return "\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))


NUMBERS = count(600)  # of characters, so that no two articles are alike


def article(extra: str) -> str:
    first, last = (prose(next(NUMBERS)) for _ in range(2))
    return f"{headline()}\n\n{first}\n\n{extra}\n\n{last}\n"


def headline() -> str:
    random = Random(next(NUMBERS))
    return " ".join(random.choices(WORDS, k=8)).title()


def page(inside: str) -> bytes:
    """A web page with an article and something more in it."""
    paragraphs = "".join(f"<p>{each}</p>" for each in prose(next(NUMBERS)).split("\n\n"))
    title = headline()
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}{inside}</article>"
        "</body></html>"
    ).encode()


def fill(piece: str, size: int) -> str:
    return piece * (size // len(piece.encode()))


def attributes() -> str:
    return f"<p {' '.join(f'a{n}=b' for n in range(420_000))}>A ferry.</p>"


def caption_lines() -> bytes:
    lines = (f"Photo: Reuters / {n} Person Name" for n in range(3_200))
    return article("\n".join(lines)).encode()


def deep(levels: int) -> str:
    return f'{{"title": "Deep", "text": {"[" * levels}"word"{"]" * levels}}}'


def deep_among_good() -> bytes:
    good = file_of(900_000, 1).content.decode()
    return f"{good}\n{deep(400)}\n{deep(100_000)}\n".encode()


def front_matter() -> bytes:
    return ("---\n" + "".join(f"key{n}: v\n" for n in range(1_000_000)) + "---\n" + article("")).encode()


def chinese() -> bytes:
    """A paragraph of 100 KB."""
    characters = "委员会周二宣布新的渡轮将在港口和岛屿之间运行，修复工程耗资两百万"
    return f"议会开放大桥\n\n{''.join(islice(cycle(characters), 33_000))}。\n".encode()


def mixed_words() -> str:
    random = Random(16)
    return "/topic " + " ".join(misspelt(random) for _ in range(16))


KINDS: dict[str, Send] = {
    "a word of 20,000 letters, page": pushed("w.html", lambda: page(f"<p>{'a' * 20_000}</p>")),
    "a word of 100,000 letters, text": pushed("w.txt", lambda: article("b" * 100_000).encode()),
    "100,000 letters with hyphens": pushed("h.txt", lambda: article("ab-" * 33_000).encode()),
    "3,000,000 bad lines of jsonl": pushed("bad.jsonl", lambda: b"bad\n" * 3_000_000),
    "5 MB of <br>": pushed("br.html", lambda: page(fill("<br>", 5_000_000))),
    "5 MB of links": pushed("links.html", lambda: page(fill('<a href="/x">y</a>', 5_000_000))),
    "4 MB of attributes": pushed("attributes.html", lambda: page(attributes())),
    "5 MB of open <div>": pushed("div.html", lambda: page(fill("<div>", 5_000_000))),
    "3,200 caption lines": pushed("captions.txt", caption_lines),
    "10 MB of combining marks": pushed("marks.txt", lambda: article("a" + "\u0301" * 5_000_000).encode()),
    "a million front-matter lines": pushed("front.md", front_matter),
    "deep JSON": pushed("deep.json", lambda: deep(400).encode()),
    "deep JSON among good lines": pushed("deep.jsonl", deep_among_good),
    "zero-width characters": pushed("zero.txt", lambda: "\u200b\u200d\ufeff\n".encode() * 1000),
    "a Chinese paragraph of 100 KB": pushed("chinese.txt", chinese),
    "a text of 19 MB": pushed("long.txt", lambda: article(prose(19_000_000)).encode()[:19_000_000]),
    "400 articles in a file": pushed("many.jsonl", lambda: file_of(2_000, 400).content),
    "/topic since:9999": asked("/topic since:9999", "/topic until:0000", "/topic harbour since:99999999"),
    "16 misspelt words": asked(mixed_words()),
    '"a.b." × 250': asked(f"/topic {'a.b.' * 250}", f"/topic {chr(34)}{'a.b. ' * 250}{chr(34)}"),
    "a question of 4,000 letters": asked(f"/topic {'x' * 4_000}", f"/topic {'é́' * 1_300}"),
    "240 odd questions by eight": odd_questions,
    "60 × /help in a group": flood("/help", in_group=True, times=60),
    "1,000 messages of one person": flood("ferry"),
    "1,000 commands of one person": flood("/latest"),
    "1,000 commands in a group": flood("/topic ferry", in_group=True),
}
