"""One chat as those in it see it: hearing the bot's messages and edits one after the other, or that there are none."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .messages import Message
from .world import Chat

if TYPE_CHECKING:
    from .server import BotApi

PATIENCE = 10.0


@dataclass(eq=False)
class Conversation:
    """A private chat or a group; remembers what of it was already heard."""

    server: "BotApi"
    chat: Chat
    name: str
    heard: int = 0
    heard_edits: int = 0

    @property
    def id(self) -> int:
        """The chat id, for a private chat also the user's."""
        return self.chat.id

    async def hears(self, within: float = PATIENCE) -> Message:
        """The bot's next message here that was not heard yet, waiting for it.

        Raises:
            AssertionError: none came within that many seconds, or the bot broke a rule; it says what was called.
        """
        await self.server.waits_for(lambda: bool(self.unheard), f"a message for {self.name}", within)
        self.heard += 1
        return self.chat.said[self.heard - 1]

    async def hears_edit(self, within: float = PATIENCE) -> Message:
        """The next message the bot changed here, as it then stood; waits for it as `hears` does."""
        edits = self.chat.edited
        await self.server.waits_for(lambda: len(edits) > self.heard_edits, f"an edited message for {self.name}", within)
        self.heard_edits += 1
        return edits[self.heard_edits - 1]

    async def hears_all(self) -> list[Message]:
        """Every message not heard yet, once the bot has settled; see `BotApi.settled`."""
        await self.server.settled()
        messages = self.unheard
        self.heard = len(self.chat.said)
        return messages

    async def hears_nothing(self) -> None:
        """Fails if the bot, once settled, has said or changed anything here that was not heard; see `settled`."""
        await self.server.settled()
        edits = self.chat.edited[self.heard_edits :]
        if self.unheard or edits:
            said = [message.text for message in [*self.unheard, *edits]]
            raise AssertionError(f"{self.name} should have heard nothing, but heard: {said}")

    @property
    def unheard(self) -> list[Message]:
        """The bot's messages here that no `hears` has taken yet; does not wait."""
        return self.chat.said[self.heard :]

    @property
    def actions(self) -> list[str]:
        """The chat actions the bot showed, such as `typing`."""
        return self.chat.actions

    @property
    def screen(self) -> list[Message]:
        """All messages here as they stand now, people's too, deleted ones gone."""
        return [record.seen() for _, record in sorted(self.chat.records.items())]

    def sees(self, message: Message) -> Message | None:
        """That message as it stands now, None if it is deleted."""
        record = self.chat.records.get(message.id)
        return record.seen() if record else None
