"""One call of a Bot API method: how it is read from HTTP (query, form, multipart, JSON) and its values asked for."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from .refused import Refused


@dataclass(frozen=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes


@dataclass
class Call:
    """What the bot asked, and what it was answered.

    Attributes:
        method: as in the address.
        parameters: by name; strings as a form sends them, or JSON values from a JSON body.
        files: uploads by field name.
        status: the HTTP status answered; 0 while the call runs or if it was never answered.
        description: the answer's error text, empty if all went well.
    """

    method: str
    parameters: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)
    status: int = 0
    description: str = ""

    def __str__(self) -> str:
        values = ", ".join(f"{name}={str(value)[:80]!r}" for name, value in self.parameters.items())
        answer = f"{self.status} {self.description}".strip() if self.status else "no answer yet"
        return f"{self.method}({values}) → {answer}"

    def text(self, name: str, default: str = "") -> str:
        """A string parameter, `default` if it is not there."""
        return str(self.parameters.get(name, default))

    def integer(self, name: str, default: int = 0) -> int:
        """A number; refuses what is none."""
        value = self.parameters.get(name, default)
        try:
            return int(value)
        except (TypeError, ValueError):
            raise self.wrong(name, "must be an integer") from None

    def flag(self, name: str) -> bool:
        """A Boolean, False if it is not there."""
        return str(self.parameters.get(name, "")).lower() in ("true", "1", "yes")

    def structure(self, name: str, kind: type[Any]) -> Any:
        """A parameter that is JSON (`kind` is dict or list); an empty one if it is not there."""
        value = self.parameters.get(name)
        if value is None or value == "":
            return kind()
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                raise self.wrong(name, "can't parse JSON object") from None
        if not isinstance(value, kind):
            raise self.wrong(name, f"must be a JSON {kind.__name__}")
        return value

    def needs(self, *names: str) -> None:
        """Refuses the call if one of these is missing."""
        for name in names:
            if name not in self.parameters and name not in self.files:
                raise self.wrong(name, "is missing")

    def wrong(self, name: str, reason: str) -> Refused:
        """A violation to raise about one parameter."""
        return Refused(f"Bad Request: parameter {name!r} of {self.method} {reason}", violation=True)


async def read_call(request: web.Request) -> Call:
    """The call as the real server reads it: GET or POST; the query counts as well as the body."""
    call = Call(request.match_info["method"], dict(request.query))
    if request.content_type == "application/json":
        body = await request.json()
        call.parameters |= {name: value for name, value in body.items() if value is not None}
        return call
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            call.files[name] = Upload(value.filename, value.file.read())
        elif isinstance(value, bytes | bytearray):
            call.files[name] = Upload(name, bytes(value))
        else:
            call.parameters[name] = value
    return call
