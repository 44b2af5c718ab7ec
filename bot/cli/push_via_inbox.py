"""`sourceline push` while the bot has the archive: items go to the bot through the inbox, and their end is awaited."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bot.cli.push_arguments import PushArgument, label, load_item
from bot.locales import Translator
from briefings.errors import SourcelineError
from briefings.intake.inbox import Inbox

_EVERY = 0.2  # seconds between two looks
_LOOKS = 150  # in which none was taken up: then the others are left to wait

Pause = Callable[[], Awaitable[None]]
Say = Callable[[str], None]


async def a_moment() -> None:
    """The time between two looks at what has become of the items."""
    await asyncio.sleep(_EVERY)


async def hand_over(
    inbox: Inbox, sources: Sequence[PushArgument], translate: Translator, say: Say, pause: Pause = a_moment
) -> bool:
    """Hand the sources over and say what became of each; False if one failed.

    Those that nobody takes up for half a minute stay in the inbox, which is no failure.
    """
    waiting: dict[Path, str] = {}
    complete = True
    for source in sources:
        try:
            path = inbox.hand_over(load_item(source))
        except SourcelineError as error:
            say(translate("push-line-failed", reason=translate.error(error)))
            complete = False
        else:
            assert not isinstance(source, SourcelineError)
            waiting[path] = label(source)
    looks = 0
    while waiting and looks < _LOOKS:
        await pause()
        looks += 1
        for path in list(waiting):
            reason = inbox.refusal(path)
            if reason is not None:
                say(translate("handover-failed", name=waiting.pop(path), reason=" ".join(reason.split())))
                complete, looks = False, 0
            elif inbox.is_done(path):
                say(translate("handover-done", name=waiting.pop(path)))
                looks = 0
    for name in waiting.values():
        say(translate("handover-waiting", name=name))
    return complete
