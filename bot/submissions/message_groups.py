"""Groups messages that are one push: an album of documents, or a long paste that Telegram split at 4096 characters."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

from telegram import Message, Update
from telegram.ext import filters

from bot.ptb_types import App, Context

_MIN_CUT_LENGTH = 2000  # characters; Telegram's apps split a paste in the second half of 4096
_MAX_MESSAGES = 250  # of a push: a million characters

Push = Callable[[list[Message], Context], Coroutine[None, None, None]]


@dataclass(slots=True)
class _Group:
    push: Push
    update: Update
    context: Context
    messages: list[Message] = field(default_factory=list)


class MessageGroups(filters.MessageFilter):
    """Collects the messages of one push, per chat and person, until none has come for `wait` seconds, or there are 250.

    As a filter it lets through the messages that go on with a push being collected.
    """

    def __init__(self, wait: float) -> None:
        super().__init__()
        self._wait = wait
        self._groups: dict[str, _Group] = {}

    def filter(self, message: Message) -> bool:
        """Whether this message goes on with a push that is being collected."""
        group = self._groups.get(_group_key(message))
        return group is not None and (is_in_album(message) or _continues_paste(group.messages[-1], message))

    def may_go_on(self, message: Message) -> bool:
        """Whether more messages of the same push may follow this one."""
        return self._wait > 0 and (is_in_album(message) or _may_be_cut(message))

    def add(self, update: Update, message: Message, context: Context, push: Push) -> None:
        """Collect one message; `push` is called once, with all of them.

        A message that does not go on with the push being collected, or is too many for it, begins another; the one
        before it is then complete.
        """
        key = _group_key(message)
        group = self._groups.get(key)
        if group and (len(group.messages) >= _MAX_MESSAGES or not self.filter(message)):
            self._push_group(key, context)
        self._groups.setdefault(key, _Group(push, update, context)).messages.append(message)
        assert context.job_queue is not None
        job_options = {"misfire_grace_time": None}  # run however late, or the push would be lost
        context.job_queue.run_once(self._push_if_last, self._wait, data=message, name=key, job_kwargs=job_options)

    async def _push_if_last(self, context: Context) -> None:
        """The timer of a message: push its group, unless another message has come since, with a timer of its own."""
        assert context.job is not None
        message = context.job.data
        assert isinstance(message, Message)
        group = self._groups.get(_group_key(message))
        if group is not None and group.messages[-1] is message:
            self._push_group(_group_key(message), context)

    async def finish(self, application: App) -> None:
        """Push what is being collected, since the bot stops: no timer will run, and no other message will come."""
        groups = list(self._groups.values())
        self._groups.clear()
        outcomes = await asyncio.gather(
            *(group.push(group.messages, group.context) for group in groups), return_exceptions=True
        )
        for group, outcome in zip(groups, outcomes, strict=True):
            if isinstance(outcome, Exception):
                await application.process_error(group.update, outcome)

    def _push_group(self, key: str, context: Context) -> None:
        group = self._groups.pop(key)
        # as a task of its update, so that an error is answered in the chat it came from
        context.application.create_task(group.push(group.messages, context), update=group.update)


def is_in_album(message: Message) -> bool:
    """Whether a message is a part of an album."""
    return message.media_group_id is not None


def _may_be_cut(message: Message) -> bool:
    """Whether a text may be the beginning of a paste that Telegram split; a forward is always whole."""
    return message.forward_origin is None and len(message.text or "") >= _MIN_CUT_LENGTH


def _continues_paste(before: Message, message: Message) -> bool:
    """Whether a text is what follows in a paste; a command, a file and a forward begin something of their own."""
    text = message.text or ""
    return _may_be_cut(before) and message.forward_origin is None and bool(text) and not text.startswith("/")


def _group_key(message: Message) -> str:
    person = message.from_user.id if message.from_user else 0
    return f"push {message.chat.id} {person} {message.media_group_id}"
