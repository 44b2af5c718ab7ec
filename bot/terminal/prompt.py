"""The prompt in the terminal, with history and completion."""

from collections.abc import Callable, Iterator, Mapping

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.patch_stdout import patch_stdout


class Prompt:
    """Asks for one message after the other. A paste is one message, whatever lines it has; Enter sends."""

    def __init__(self, commands: Callable[[], Mapping[str, str]]) -> None:
        """`commands` tells, each time, which commands there are (without the slash) and what they do."""
        self._session: PromptSession[str] = PromptSession(
            "> ",
            completer=CommandCompleter(commands),
            prompt_continuation="  ",
            reserve_space_for_menu=6,
        )

    async def ask(self) -> str | None:
        """The next message; None if the person leaves (Ctrl-D or Ctrl-C). Meanwhile others may print above it."""
        try:
            with patch_stdout(raw=True):
                return await self._session.prompt_async()
        except (EOFError, KeyboardInterrupt):
            return None


class CommandCompleter(Completer):
    """Completes commands as they are typed, and the path of a file to push when Tab is pressed."""

    def __init__(self, commands: Callable[[], Mapping[str, str]]) -> None:
        self._commands = commands
        self._paths = PathCompleter(expanduser=True)

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        text = document.text_before_cursor
        command, space, rest = text.partition(" ")
        if not space and text.startswith("/"):
            for name, purpose in self._commands().items():
                if name.startswith(text[1:]):
                    yield Completion(f"/{name}", start_position=-len(text), display_meta=purpose)
        elif command == "/push" and complete_event.completion_requested:
            yield from self._paths.get_completions(Document(rest.rpartition(" ")[2]), complete_event)
