"""A worker whose originals say what becomes of it while it reads them: `spin`, `grow`, `die`, `fail`, `warn`, `names`,
`strange`, `swell`.

Any other text is an article whose first line is its headline.
"""

import logging
import os
import re

from briefings.intake.reading.worker import main
from briefings.intake.result import IntakeResult
from briefings.model.article import Draft
from briefings.model.items import Original, Text

_ENDLESS = re.compile(r"(a+)+b")  # holds the interpreter, so that no thread or handler of it runs


class _Swelling(str):
    """A text for which memory does not suffice on its way out."""

    __slots__ = ()

    def __reduce__(self) -> str:
        raise MemoryError


class _OfThisProgram(str):
    """A text that no other program knows."""

    __slots__ = ()


def read_or_suffer(original: Original) -> IntakeResult:
    """What the text makes it do, then an article."""
    assert isinstance(original, Text)
    match original.text:
        case "spin":
            _ENDLESS.match("a" * 100)
        case "grow":
            pieces = []
            while True:
                pieces.append(bytearray(10_000_000))
        case "die":
            os.abort()
        case "fail":
            raise ValueError("a fault that nobody thought of")
        case "warn":
            logging.getLogger("some.library").warning("%s is odd", original.name)
        case "names":
            return IntakeResult((Draft(headline="The environment", paragraphs=tuple(os.environ)),))
        case "swell":
            return IntakeResult((Draft(headline="Swelling", paragraphs=(_Swelling(),)),))
        case "strange":
            return IntakeResult((Draft(headline="Strange", paragraphs=(_OfThisProgram(),)),))
    headline, *paragraphs = filter(None, original.text.splitlines())
    return IntakeResult((Draft(headline=headline, paragraphs=tuple(paragraphs)),))


if __name__ == "__main__":
    main(lambda: read_or_suffer)
