"""Troubles a test can order: a method answers with an error, late, or never, a number of times."""

from dataclasses import dataclass, field
from enum import Enum, auto

from .calls import Call
from .refused import Refused


class Ending(Enum):
    """How a disturbed call ends for the bot."""

    ANSWERED = auto()
    SILENT = auto()
    CUT = auto()


@dataclass(frozen=True)
class Fault:
    """One kind of trouble. `carried_out`: the call takes effect, only its answer is lost."""

    ending: Ending
    refusal: Refused | None = None
    carried_out: bool = False


def flood(retry_after: int = 1) -> Fault:
    """429, with the seconds to wait."""
    refusal = Refused(f"Too Many Requests: retry after {retry_after}", 429, retry_after=retry_after)
    return Fault(Ending.ANSWERED, refusal)


def broken(code: int = 500, description: str = "Internal Server Error") -> Fault:
    """A server error, or any other answer of that code."""
    return Fault(Ending.ANSWERED, Refused(description, code))


def forbidden(description: str = "bot was blocked by the user") -> Fault:
    """403: the bot may not write there; `description` is what Telegram says after "Forbidden:"."""
    return Fault(Ending.ANSWERED, Refused(f"Forbidden: {description}", 403))


def migrated(to: int) -> Fault:
    """400: the group became the supergroup of that id."""
    description = "Bad Request: group chat was upgraded to a supergroup chat"
    return Fault(Ending.ANSWERED, Refused(description, migrate_to_chat_id=to))


def silent(*, carried_out: bool = False) -> Fault:
    """No answer until the bot gives up or the server closes."""
    return Fault(Ending.SILENT, carried_out=carried_out)


def cut(*, carried_out: bool = False) -> Fault:
    """The connection is closed without an answer."""
    return Fault(Ending.CUT, carried_out=carried_out)


@dataclass
class Faults:
    """The troubles still to come, in the order they were asked for."""

    coming: list[tuple[str, int | None, Fault | None]] = field(default_factory=list)

    def add(self, method: str, fault: Fault, times: int, chat_id: int | None, after: int = 0) -> None:
        """After `after` calls of `method` that go well, `times` calls meet `fault`; those about `chat_id`, if given."""
        self.coming += [(method, chat_id, None)] * after + [(method, chat_id, fault)] * times

    def take(self, call: Call) -> Fault | None:
        """The trouble this call meets, which is then used up."""
        for index, (method, chat_id, _) in enumerate(self.coming):
            if method == call.method and (chat_id is None or call.parameters.get("chat_id") in (chat_id, str(chat_id))):
                return self.coming.pop(index)[2]
        return None
