"""A Bot API server that is fast before it is strict: what `delivery.py` starts, in a process of its own.

It answers thousands of messages a second with Telegram's limits on sending (`--limits`) or without, and remembers for
each chat what arrived, so it outlives a bot that is killed. What is wrong in a message it does not see: the tests'
server does. Beside the bot's methods it has some of the benchmark's own, under /of-benchmark/.
"""

import argparse
import asyncio
import json
import re
import sys
import time
from collections import Counter, defaultdict
from contextlib import suppress
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

sys.path.append(str(Path(__file__).parent.parent))  # before tests, which has folders of the packages' names
sys.path.append(str(Path(__file__).parent.parent / "tests"))

from botapi.pace import Pace
from botapi.refused import Refused

BOT = {"id": 7, "is_bot": True, "first_name": "Sourceline", "username": "sourceline_bot"}
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
LONGEST_POLL = 50.0  # seconds
EMPTY: dict[str, Any] = {
    "getMyCommands": [],
    "getMyName": {"name": ""},
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
    "getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
}


class Telegram:
    """What the server knows: updates the bot has not confirmed, and what arrived in each chat."""

    def __init__(self, *, limits: bool) -> None:
        self._pace = Pace(time.monotonic) if limits else None
        self._ids = count(1)
        self._update_ids = count(1)
        self._updates: list[dict[str, Any]] = []
        self._news = asyncio.Event()
        self._asked: set[int] = set()
        self._listening: dict[int, asyncio.Future[float]] = {}
        self.arrived: defaultdict[int, list[tuple[str, float]]] = defaultdict(list)
        self.counts: Counter[str] = Counter()

    def send_message(self, values: dict[str, str]) -> object:
        """The bot's sendMessage. Raises Refused."""
        chat_id, now = int(values["chat_id"]), time.time()
        if self._pace:
            self._pace.check(chat_id, paid=values.get("allow_paid_broadcast") == "true")
        text = values["text"]
        self.arrived[chat_id].append((blake2b(text.encode(), digest_size=6).hexdigest(), now))
        if (listening := self._listening.pop(chat_id, None)) and not listening.done():
            listening.set_result(now)
        chat = {"id": chat_id, "type": "private" if chat_id > 0 else "supergroup", "first_name": "Rita", "title": "T"}
        return {"message_id": next(self._ids), "date": int(now), "chat": chat, "from": BOT, "text": text}

    async def updates(self, values: dict[str, str]) -> object:
        """The bot's getUpdates."""
        offset = int(values.get("offset", 0))
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        self._news.clear()
        if not self._updates:
            seconds = min(float(values.get("timeout", 0)), LONGEST_POLL)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), seconds)
        return self._updates[:100]

    async def ask(self, values: dict[str, str]) -> object:
        """A person says `text` to the bot: how many seconds later the answer began, or null after `most` of them."""
        person, text, began = int(values["person"]), values["text"], time.time()
        self._asked.add(person)
        answer = self._listening[person] = asyncio.get_running_loop().create_future()
        who = {"id": person, "is_bot": False, "first_name": "Rita", "language_code": "en"}
        message = {"message_id": next(self._ids), "date": int(began), "text": text, "from": who}
        message["chat"] = {"id": person, "type": "private", "first_name": "Rita"}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        self._updates.append({"update_id": next(self._update_ids), "message": message})
        self._news.set()
        try:
            return await asyncio.wait_for(answer, float(values["most"])) - began
        except TimeoutError:
            return None

    def answer(self, method: str, values: dict[str, str]) -> object:
        """Any other method of the Bot API, and what the benchmark asks."""
        match method:
            case "getMe":
                return BOT | {"can_join_groups": True, "can_read_all_group_messages": False}
            case "counts":
                answers = sum(len(self.arrived[person]) for person in self._asked)
                digests = sum(map(len, self.arrived.values())) - answers
                return {
                    "messages": digests,
                    "answers": answers,
                    "refused": self.counts["429"],
                }
            case "arrived":
                return self.arrived
            case "forget":
                self.arrived.clear()
                self.counts.clear()
        return EMPTY.get(method, True)


class Connection(asyncio.Protocol):
    """One HTTP connection: requests with a length, one after the other."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._unread = b""
        self._waiting: set[asyncio.Task[object]] = set()
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, _: Exception | None) -> None:
        for task in self._waiting:
            task.cancel()

    def data_received(self, data: bytes) -> None:
        self._unread += data
        while (end := self._unread.find(b"\r\n\r\n")) >= 0:
            found = LENGTH.search(self._unread, 0, end)
            whole = end + 4 + (int(found[1]) if found else 0)
            if len(self._unread) < whole:
                return
            path = self._unread[: self._unread.index(b"\r\n")].split()[1].decode()
            body, self._unread = self._unread[end + 4 : whole], self._unread[whole:]
            self._handle(path.rpartition("/")[2], body)

    def _handle(self, method: str, body: bytes) -> None:
        values = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        slow = {"getUpdates": self._telegram.updates, "ask": self._telegram.ask}.get(method)
        if slow:
            task: asyncio.Task[object] = asyncio.ensure_future(slow(values))
            self._waiting.add(task)
            task.add_done_callback(self._answer_later)
            return
        try:
            if method == "sendMessage":
                result = self._telegram.send_message(values)
            else:
                result = self._telegram.answer(method, values)
        except Refused as refused:
            self._telegram.counts[str(refused.code)] += 1
            self._write(f"{refused.code} Refused", refused.body)
            return
        self._write("200 OK", {"ok": True, "result": result})

    def _answer_later(self, task: asyncio.Task[object]) -> None:
        self._waiting.discard(task)
        if not task.cancelled():
            self._write("200 OK", {"ok": True, "result": task.result()})

    def _write(self, status: str, answer: object) -> None:
        body = json.dumps(answer).encode()
        head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self._transport.write(head.encode() + body)


async def serve(*, limits: bool) -> None:
    telegram = Telegram(limits=limits)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(telegram), "127.0.0.1", 0, backlog=1024)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--limits", action="store_true", help="refuse what comes faster than Telegram allows")
    asyncio.run(serve(limits=parser.parse_args().limits))


if __name__ == "__main__":
    main()
