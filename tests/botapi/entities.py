"""Reads Telegram HTML as the Bot API does, but forgives nothing: text and entities, counted in UTF-16 units."""

import re
from dataclasses import dataclass, field
from typing import Any

from .refused import Refused

type_of_tag = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "a": "text_link",
    "blockquote": "blockquote",
    "code": "code",
    "pre": "pre",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
attributes_of_tag = {
    "a": {"href"},
    "blockquote": {"expandable"},
    "code": {"class"},
    "span": {"class"},
    "tg-emoji": {"emoji-id"},
    "tg-time": {"unix", "format"},
}
OUTERMOST_FIRST = ("blockquote", "expandable_blockquote", "pre", "code", "text_link")
TAG = re.compile(r"""<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>(?:[^<>"']|"[^"]*"|'[^']*')*)>""")
ATTRIBUTE = re.compile(r"""\s+(?P<name>[\w-]+)(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[\w.-]+))?""")
REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]{1,6})|#(?P<number>[0-9]{1,7})|(?P<name>lt|gt|amp|quot));")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LINK = re.compile(r"(?:https?|tg|ton|tonsite)://[^\s/?#]+", re.IGNORECASE)


@dataclass(frozen=True)
class Formatted:
    """Text as a reader sees it, and its entities as the Bot API lists them."""

    text: str
    entities: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class _Open:
    tag: str
    type: str
    start: int
    extra: dict[str, Any]


def units(text: str) -> int:
    """Length as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def slice_units(text: str, offset: int, length: int) -> str:
    """What an entity at `offset` with `length`, both in UTF-16 units, covers."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    return encoded[2 * offset : 2 * (offset + length)].decode("utf-16-le", "surrogatepass")


def parse_html(html: str) -> Formatted:
    """The text and entities of Telegram HTML, white space at both ends cut off.

    Raises:
        Refused: 400 `can't parse entities`, a violation.
    """
    reader = _Reader(html)
    while reader.position < len(html):
        reader.step()
    if reader.opened:
        raise _bad(f'Can\'t find end tag corresponding to start tag "{reader.opened[-1].tag}"')
    return trimmed(Formatted(reader.text, in_order(reader.entities)))


def in_order(entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entities as the server lists them: by place, the longer first, the outer kind first."""

    def place(entity: dict[str, Any]) -> tuple[int, int, int]:
        kind = entity["type"]
        rank = OUTERMOST_FIRST.index(kind) if kind in OUTERMOST_FIRST else len(OUTERMOST_FIRST)
        return entity["offset"], -entity["length"], rank

    return sorted(entities, key=place)


def trimmed(formatted: Formatted) -> Formatted:
    """As the server stores it: no white space at the end, none before the first entity, entities cut to fit."""
    first = min((e["offset"] for e in formatted.entities), default=units(formatted.text))
    blank = min(len(formatted.text) - len(formatted.text.lstrip()), first)
    text = formatted.text[blank:].rstrip()
    end = units(text)
    moved = []
    for entity in formatted.entities:
        offset = entity["offset"] - blank
        length = min(entity["length"], end - offset)
        if length > 0:
            moved.append({**entity, "offset": offset, "length": length})
    return Formatted(text, moved)


def _bad(reason: str) -> Refused:
    return Refused(f"Bad Request: can't parse entities: {reason}", violation=True)


class _Reader:
    """Where the reading of one HTML text stands."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.position = 0
        self.text = ""
        self.entities: list[dict[str, Any]] = []
        self.opened: list[_Open] = []

    def step(self) -> None:
        """Reads one tag, one character reference, or the plain text up to the next of these."""
        character = self.html[self.position]
        if character == "<":
            self._tag()
        elif character in "&>":
            self.text += self._reference(self.html, self.position)
            self.position = self.html.index(";", self.position) + 1
        else:
            following = re.compile("[<>&]").search(self.html, self.position)
            end = following.start() if following else len(self.html)
            self.text += self.html[self.position : end]
            self.position = end

    @property
    def _where(self) -> str:
        return f"at byte offset {len(self.html[: self.position].encode('utf-8', 'surrogatepass'))}"

    def _reference(self, source: str, position: int) -> str:
        found = REFERENCE.match(source, position)
        if found is None:
            raise _bad(f"Character '{source[position]}' must be escaped {self._where}")
        if found["name"]:
            return NAMED[found["name"]]
        code = int(found["hex"], 16) if found["hex"] else int(found["number"])
        if not 0 < code <= 0x10FFFF:
            raise _bad(f"There is no character {found[0]} {self._where}")
        return chr(code)

    def _tag(self) -> None:
        found = TAG.match(self.html, self.position)
        if found is None:
            started = re.match(r"</?[a-zA-Z]", self.html[self.position :])
            raise _bad(f"Unclosed tag {self._where}" if started else f'Unsupported start tag "" {self._where}')
        if found["end"]:
            self._close(found["name"].lower(), found["rest"])
        else:
            self._open(found["name"].lower(), found["rest"])
        self.position = found.end()

    def _open(self, tag: str, rest: str) -> None:
        if tag not in type_of_tag:
            raise _bad(f'Unsupported start tag "{tag}" {self._where}')
        attributes = self._attributes(tag, rest)
        extra = self._extra(tag, attributes)
        kind = "expandable_blockquote" if "expandable" in attributes else type_of_tag[tag]
        self._check_nesting(tag)
        self.opened.append(_Open(tag, kind, units(self.text), extra))

    def _attributes(self, tag: str, rest: str) -> dict[str, str]:
        attributes, position = {}, 0
        while rest[position:].strip():
            found = ATTRIBUTE.match(rest, position)
            if found is None or found["name"] not in attributes_of_tag.get(tag, ()):
                raise _bad(f'Unexpected attribute in the tag "{tag}" {self._where}: {rest[position:].strip()}')
            attributes[found["name"]] = self._value(found["value"] or "")
            position = found.end()
        return attributes

    def _value(self, quoted: str) -> str:
        value = quoted[1:-1] if quoted[:1] in ("'", '"') else quoted
        for position in (i for i, character in enumerate(value) if character in "<>&"):
            self._reference(value, position)
        return REFERENCE.sub(lambda found: self._reference(found[0], 0), value)

    def _extra(self, tag: str, attributes: dict[str, str]) -> dict[str, Any]:
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _bad(f'Tag "span" must have class "tg-spoiler" {self._where}')
        if tag == "a":
            if not LINK.match(attributes.get("href", "")):
                raise _bad(f"A link that no client would open: {attributes.get('href')!r} {self._where}")
            return {"url": attributes["href"]}
        if tag == "tg-emoji":
            if not attributes.get("emoji-id", "").isdigit():
                raise _bad("Invalid custom emoji identifier specified")
            return {"custom_emoji_id": attributes["emoji-id"]}
        if tag == "tg-time":
            if not attributes.get("unix", "").isdigit():
                raise _bad(f'Tag "tg-time" must have a "unix" time {self._where}')
            return {"unix_time": int(attributes["unix"]), "date_time_format": attributes.get("format", "")}
        if attributes.get("class", "").startswith("language-"):
            return {"language": attributes["class"].removeprefix("language-")}
        return {}

    def _check_nesting(self, tag: str) -> None:
        outer = [opened.tag for opened in self.opened]
        in_code = ("code" in outer or "pre" in outer) and not (tag == "code" and outer[-1:] == ["pre"])
        if in_code or (tag in ("a", "blockquote") and tag in outer):
            raise _bad(f'Tag "{tag}" can\'t stand inside "{outer[-1]}" {self._where}')

    def _close(self, tag: str, rest: str) -> None:
        if rest.strip():
            raise _bad(f"Unclosed end tag {self._where}")
        if not self.opened:
            raise _bad(f"Unexpected end tag {self._where}")
        opened = self.opened.pop()
        if tag != opened.tag:
            raise _bad(f'Unmatched end tag {self._where}, expected "</{opened.tag}>", found "</{tag}>"')
        length = units(self.text) - opened.start
        entity = {"type": opened.type, "offset": opened.start, "length": length, **opened.extra}
        inner = self.entities[-1] if self.entities else {}
        whole = inner.get("offset") == opened.start and inner.get("length") == length
        if tag == "pre" and inner.get("type") == "code" and whole:
            self.entities[-1] = {**inner, "type": "pre"}
            return
        if tag == "code" and not any(outer.tag == "pre" for outer in self.opened):
            entity.pop("language", None)
        if length:
            self.entities.append(entity)
