"""How the stand-in refuses a call: what it answers, and whether the refusal is the bot's own fault."""

from typing import Any


class Refused(Exception):
    """Ends a call with an error answer.

    Attributes:
        description: the answer's text, as the real server words it.
        code: the HTTP status and `error_code`.
        violation: True if a correct bot never gets this answer; it then fails the test.
        parameters: `retry_after` or `migrate_to_chat_id`, where the real server adds them.
    """

    def __init__(self, description: str, code: int = 400, *, violation: bool = False, **parameters: int) -> None:
        super().__init__(description)
        self.description = description
        self.code = code
        self.violation = violation
        self.parameters = parameters

    @property
    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return answer | ({"parameters": self.parameters} if self.parameters else {})
