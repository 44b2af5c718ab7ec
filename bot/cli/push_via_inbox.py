"""`sourceline push` while the bot runs: items are put into the inbox, which is polled for the outcome of each."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bot.cli.push_arguments import PushArgument, label, load_item
from bot.locales import Translator
from briefings.errors import LeftOut, SourcelineError
from briefings.intake.inbox import Inbox

_POLL_INTERVAL_SECONDS = 0.2
_MAX_IDLE_POLLS = 150  # polls without an outcome, after which the rest is left in the inbox

Pause = Callable[[], Awaitable[None]]
Say = Callable[[str], None]


async def wait_poll_interval() -> None:
    """Wait between two polls of the inbox."""
    await asyncio.sleep(_POLL_INTERVAL_SECONDS)


def failure_line(error: SourcelineError, translate: Translator) -> str:
    """The line of output for what was not pushed."""
    key = "push-line-left-out" if isinstance(error, LeftOut) else "push-line-failed"
    return translate(key, reason=translate.error(error))


async def push_via_inbox(
    inbox: Inbox, sources: Sequence[PushArgument], translate: Translator, say: Say, pause: Pause = wait_poll_interval
) -> bool:
    """Put the sources into the inbox and print the outcome of each; False if one failed.

    If there is no outcome for half a minute, the rest stays in the inbox, which is no failure.
    """
    pending: dict[Path, str] = {}
    complete = True
    for source in sources:
        try:
            path = inbox.hand_over(load_item(source))
        except SourcelineError as error:
            say(failure_line(error, translate))
            complete &= isinstance(error, LeftOut)
        else:
            assert not isinstance(source, SourcelineError)
            pending[path] = label(source)
    idle_polls = 0
    while pending and idle_polls < _MAX_IDLE_POLLS:
        await pause()
        idle_polls += 1
        for path in list(pending):
            reason = inbox.refusal(path)
            if reason is not None:
                say(translate("handover-failed", name=pending.pop(path), reason=" ".join(reason.split())))
                complete, idle_polls = False, 0
            elif inbox.is_done(path):
                say(translate("handover-done", name=pending.pop(path)))
                idle_polls = 0
    for name in pending.values():
        say(translate("handover-waiting", name=name))
    return complete
