"""A worker whose originals say what becomes of it while it reads them: `spin`, `grow`, `die`, `fail`, `warn`, `names`.

Any other text is read as usual.
"""

import logging
import os
import re

from briefings.intake.parse import parse
from briefings.intake.reading.worker import main
from briefings.intake.result import IntakeResult
from briefings.model.article import Draft
from briefings.model.items import Original, Text

_ENDLESS = re.compile(r"(a+)+b")  # holds the interpreter, so that no thread or handler of it runs


def parse_or_suffer(original: Original) -> IntakeResult:
    """As `parse`, unless the original is one of the texts above."""
    match original.text if isinstance(original, Text) else None:
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
    return parse(original)


if __name__ == "__main__":
    main(parse_or_suffer)
