"""A Bot API server on loopback for tests: real HTTP, strict about every call, driven by people the test invents."""

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import Any

from aiohttp import web
from telegram.ext import Application

from . import asking, editing, profile, sending
from .calls import Call, read_call
from .changes import Changes
from .conversation import PATIENCE
from .draining import Draining
from .faults import Ending, Fault, Faults
from .pace import Pace
from .people import BotChannel, Group, Person, new_chat
from .refused import Refused
from .spec import Spec
from .world import World

METHODS = {**asking.METHODS, **profile.METHODS, **sending.METHODS, **editing.METHODS}
TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
BODY_LIMIT = 60 * 1024 * 1024


class BotApi:
    """The server. `async with BotApi() as server:` fails at its end if the bot broke a rule.

    Attributes:
        url: without a slash at the end; methods are at `{url}/bot{token}/…`, files at `{url}/file/bot{token}/…`.
        calls: every call with its answer, in order of arrival.
        violations: rules the bot broke, as sentences. A test that wants one takes it out with `take_violations`.
    """

    def __init__(
        self,
        token: str = TOKEN,
        *,
        username: str = "sourceline_bot",
        reads_groups: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.token = token
        self.url = ""
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.changes = Changes()
        bot = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Sourceline",
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": reads_groups,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
        self.world = World(bot, clock, self.changes)
        self._spec = Spec.found()
        self._faults = Faults()
        self._pace: Pace | None = None
        self._drains: list[Callable[[], Awaitable[object]]] = []
        self._in_flight = 0
        self._arrived = 0
        self._ids = itertools.count(1)
        self._runner: web.AppRunner | None = None

    @classmethod
    async def start(cls, token: str = TOKEN, **options: Any) -> "BotApi":
        """A server that listens already; end it with `await server.close()`."""
        server = cls(token, **options)
        await server.open()
        return server

    async def open(self) -> None:
        """Begins to listen on a free port of 127.0.0.1."""
        app = web.Application(client_max_size=BODY_LIMIT)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/{path:.+}", self._serve_file)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=1.0, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def close(self) -> None:
        """Ends long polls and silent calls at once, and stops listening."""
        self.world.updates.closing = True
        self.changes.tell()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> "BotApi":
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
        if kind is None:
            self.check()

    def check(self) -> None:
        """Raises AssertionError if the bot broke a rule."""
        if self.violations:
            raise AssertionError("The bot broke rules of the Bot API:\n" + "\n".join(self.violations))

    def take_violations(self) -> list[str]:
        """The rules broken so far, which then no longer fail the test."""
        taken, self.violations = self.violations, []
        return taken

    # People and places

    def user(self, name: str, id: int | None = None, *, started: bool = True, language: str = "en") -> Person:
        """A person; if not `started`, the bot cannot write to them before they write to it."""
        number = id if id is not None else 100_000 + next(self._ids)
        raw = {"id": number, "is_bot": False, "first_name": name, "language_code": language}
        self.world.users[number] = raw
        chat = new_chat(self, {"id": number, "type": "private", "first_name": name}, known=started)
        return Person(self, chat, name)

    def group(
        self,
        name: str,
        members: Sequence[Person],
        *,
        admins: Sequence[Person] = (),
        supergroup: bool = False,
    ) -> Group:
        """A group with the bot and these people in it."""
        kind = "supergroup" if supergroup else "group"
        number = -(1_000_000_000_000 if supergroup else 0) - 500 - next(self._ids)
        chat = new_chat(self, {"id": number, "type": kind, "title": name})
        chat.members = {self.world.bot["id"]: "member"}
        chat.members |= {person.user_id: "member" for person in members}
        chat.members |= {person.user_id: "administrator" for person in admins}
        return Group(self, chat, name)

    def channel(self, title: str, *, username: str = "", admins: Sequence[Person] = ()) -> BotChannel:
        """A channel to forward from; the bot is not in it yet."""
        raw = {"id": -1_000_000_000_000 - next(self._ids), "type": "channel", "title": title}
        chat = new_chat(self, raw | ({"username": username} if username else {}))
        chat.members = {person.user_id: "administrator" for person in admins}
        chat.rights = {person.user_id: frozenset(("can_post_messages",)) for person in admins}
        return BotChannel(self, chat, title)

    # Trouble

    def fails(
        self, method: str, fault: Fault, *, times: int = 1, chat: Person | Group | None = None, after: int = 0
    ) -> None:
        """The next `times` calls of `method` (only those about `chat`, if given) meet that trouble.

        `after`: so many of them go well before: with 1, a digest's second message is the first to meet it.
        """
        self._faults.add(method, fault, times, chat.id if chat else None, after)

    def limits_rate(self, clock: Callable[[], float] = time.monotonic) -> None:
        """From now on sends that come too fast are answered 429."""
        self._pace = Pace(clock)

    # Looking and waiting

    def called(self, method: str) -> list[Call]:
        """The calls of one method, in order of arrival."""
        return [call for call in self.calls if call.method == method]

    @property
    def refusals(self) -> list[Call]:
        """The calls answered with an error."""
        return [call for call in self.calls if call.status >= 400]

    def watches(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Names the Application that talks to this server, so that `settled` can see when it has done its work."""
        self._drains.append(Draining(application).drained)

    def drains(self, drained: Callable[[], Awaitable[object]]) -> None:
        """Adds a way to wait until the bot has handled what it fetched, for work that `watches` does not see."""
        self._drains.append(drained)

    async def settled(self, within: float = PATIENCE) -> None:
        """Waits until every update is confirmed and handled and no call is under way; never sleeps.

        Sees handlers (concurrent and `block=False` ones too), `application.create_task`, running jobs, and jobs that
        run once within two seconds. Does not see plain `asyncio.create_task` and jobs that repeat.

        Raises:
            AssertionError: no `watches` or `drains` was given, or the bot does not settle.
        """
        if not self._drains:
            raise AssertionError("First say server.watches(application)")
        before = -1
        while before != self._arrived:
            before = self._arrived
            await self.waits_for(
                lambda: not self.world.updates.pending and not self._in_flight, "the bot to settle", within
            )
            try:
                async with asyncio.timeout(within):
                    for drained in self._drains:
                        await drained()
            except TimeoutError:
                raise AssertionError(f"The bot was still at work after {within:g} s") from None
            if self._in_flight or self.world.updates.pending:
                before = -1

    async def waits_for(self, ready: Callable[[], bool], what: str, within: float) -> None:
        """Waits for something; a broken rule or that many seconds end the waiting with an AssertionError."""
        await self.changes.until(lambda: ready() or bool(self.violations), within)
        if ready():
            return
        self.check()
        recent = [str(call) for call in self.calls if call.method != "getUpdates"][-6:] or ["none"]
        waiting = f"{len(self.world.updates.pending)} updates not yet confirmed"
        raise AssertionError(f"Waited {within:g} s for {what}; {waiting}. The bot's last calls:\n" + "\n".join(recent))

    # HTTP

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return web.json_response(Refused("Unauthorized", 401).body, status=401)
        call = await read_call(request)
        self.calls.append(call)
        counted = call.method != "getUpdates"
        self._in_flight += counted
        self._arrived += counted
        try:
            return await self._disturbed(request, call)
        except Exception as error:
            self.violations.append(f"{call}: the stand-in itself failed: {error!r}")
            raise
        finally:
            self._in_flight -= counted
            self.changes.tell()

    async def _disturbed(self, request: web.Request, call: Call) -> web.StreamResponse:
        fault = self._faults.take(call)
        if fault is None:
            return await self._answer(call)
        if fault.carried_out:
            await self._answer(call)
        call.status = 0
        if fault.refusal is not None:
            return self._refuse(call, fault.refusal)
        if fault.ending is Ending.SILENT:
            await self.changes.until(lambda: self.world.updates.closing, 3600)
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    async def _answer(self, call: Call) -> web.Response:
        try:
            result = await self._carry_out(call)
        except Refused as refused:
            return self._refuse(call, refused)
        call.status = 200
        return web.json_response({"ok": True, "result": result})

    def _refuse(self, call: Call, refused: Refused) -> web.Response:
        call.status, call.description = refused.code, refused.description
        if refused.violation:
            self.violations.append(str(call))
        return web.json_response(refused.body, status=refused.code)

    async def _carry_out(self, call: Call) -> Any:
        complaint = self._spec.complaint(call) if self._spec else None
        if complaint == "unknown method" or (call.method not in METHODS and call.method != "getUpdates"):
            raise Refused(f"Not Found: {complaint or 'the stand-in does not have this method'}", 404, violation=True)
        if complaint:
            raise Refused(f"Bad Request: {complaint}", violation=True)
        if call.method == "getUpdates":
            if "allowed_updates" in call.parameters:
                self.world.updates.allow(call.structure("allowed_updates", list))
            numbers = [call.integer(name) for name in ("offset", "limit", "timeout")]
            return await self.world.updates.fetch(*numbers)
        if self._pace and call.method in sending.MESSAGES:
            self._pace.check(self.world.open_chat(call).id, paid=call.flag("allow_paid_broadcast"))
        return METHODS[call.method](self.world, call)

    async def _serve_file(self, request: web.Request) -> web.Response:
        found = [f for f in self.world.files.values() if f.path == request.match_info["path"]]
        if request.match_info["token"] != self.token or not found:
            raise web.HTTPNotFound
        return web.Response(body=found[0].content, content_type="application/octet-stream")
