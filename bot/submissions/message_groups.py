"""Messages that are one push: the documents of an album, or a long paste that Telegram cut at 4096 characters."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

from telegram import Message, Update
from telegram.ext import filters

from bot.ptb_types import Context

_CUT = 2000  # characters; Telegram's apps cut a paste at a good place in the second half of 4096

Done = Callable[[list[Message], Context], Coroutine[None, None, None]]


@dataclass(slots=True)
class _Collected:
    done: Done
    update: Update
    messages: list[Message] = field(default_factory=list)


class MessageGroups(filters.MessageFilter):
    """Collects the messages of one push, per chat and person, until none has come for `wait` seconds.

    As a filter it lets through the messages that go on with a push being collected.
    """

    def __init__(self, wait: float) -> None:
        super().__init__()
        self._wait = wait
        self._collected: dict[str, _Collected] = {}

    def filter(self, message: Message) -> bool:
        """Whether this message goes on with a push that is being collected."""
        collected = self._collected.get(_key(message))
        return collected is not None and collected.messages[-1].media_group_id == message.media_group_id

    def may_go_on(self, message: Message) -> bool:
        """Whether more messages of the same push may follow this one."""
        return self._wait > 0 and (message.media_group_id is not None or len(message.text or "") >= _CUT)

    def add(self, update: Update, message: Message, context: Context, done: Done) -> None:
        """Collect one message; `done` is called once, with all of them."""
        key = _key(message)
        collected = self._collected.setdefault(key, _Collected(done, update))
        collected.messages.append(message)
        queue = context.job_queue
        assert queue is not None
        for job in queue.get_jobs_by_name(key):
            job.schedule_removal()
        queue.run_once(self._ring, self._wait, data=key, name=key)

    async def _ring(self, context: Context) -> None:
        assert context.job is not None
        collected = self._collected.pop(str(context.job.data))
        # as a task of its update, so that an error is answered in the chat it came from
        work = collected.done(collected.messages, context)
        context.application.create_task(work, update=collected.update)


def _key(message: Message) -> str:
    return f"gathering {message.chat.id} {message.from_user.id if message.from_user else 0}"
