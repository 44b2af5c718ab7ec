"""Messages that are one push: the documents of an album, or a long paste that Telegram cut at 4096 characters."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

from telegram import Message, Update
from telegram.ext import filters

from bot.ptb_types import Context

_MIN_CUT_LENGTH = 2000  # characters; Telegram's apps cut a paste at a good place in the second half of 4096

Push = Callable[[list[Message], Context], Coroutine[None, None, None]]


@dataclass(slots=True)
class _Group:
    push: Push
    update: Update
    messages: list[Message] = field(default_factory=list)


class MessageGroups(filters.MessageFilter):
    """Collects the messages of one push, per chat and person, until none has come for `wait` seconds.

    As a filter it lets through the messages that go on with a push being collected.
    """

    def __init__(self, wait: float) -> None:
        super().__init__()
        self._wait = wait
        self._groups: dict[str, _Group] = {}

    def filter(self, message: Message) -> bool:
        """Whether this message goes on with a push that is being collected."""
        group = self._groups.get(_key(message))
        return group is not None and group.messages[-1].media_group_id == message.media_group_id

    def may_go_on(self, message: Message) -> bool:
        """Whether more messages of the same push may follow this one."""
        return self._wait > 0 and (message.media_group_id is not None or len(message.text or "") >= _MIN_CUT_LENGTH)

    def add(self, update: Update, message: Message, context: Context, push: Push) -> None:
        """Collect one message; `push` is called once, with all of them."""
        key = _key(message)
        self._groups.setdefault(key, _Group(push, update)).messages.append(message)
        assert context.job_queue is not None
        always = {"misfire_grace_time": None}  # however late: what is dropped would be a push that is lost
        context.job_queue.run_once(self._ring, self._wait, data=message, name=key, job_kwargs=always)

    async def _ring(self, context: Context) -> None:
        """The time after a message is over; if another has come since, that one's timer is waited for."""
        assert context.job is not None
        message = context.job.data
        assert isinstance(message, Message)
        group = self._groups.get(_key(message))
        if group is None or group.messages[-1] is not message:
            return
        del self._groups[_key(message)]
        # as a task of its update, so that an error is answered in the chat it came from
        context.application.create_task(group.push(group.messages, context), update=group.update)


def _key(message: Message) -> str:
    return f"gathering {message.chat.id} {message.from_user.id if message.from_user else 0}"
