"""What stands in a sentence inside quotation marks and what outside."""

import re
from functools import lru_cache

_QUOTED = re.compile(
    r"\"[^\"]*\"|“[^“”]*”|«[^«»]*»|»[^«»]*«|„[^„“”]*[“”]|(?<![\w’'])'[^']*'(?!\w)|(?<!\w)‘[^‘]*’(?!\w)"
)
_MARK = re.compile(r"(?<!\d)[\"“”«»„]")
_WORD = re.compile(r"\w[\w’'-]*")


@lru_cache(maxsize=4096)
def outside_quotations(sentence: str) -> str:
    """The sentence with spaces for what is in quotation marks, and as long as before."""
    return _QUOTED.sub(lambda quoted: " " * len(quoted[0]), sentence)


def quoted_share(sentence: str) -> float:
    """Which share of its words is in quotation marks, from 0 to 1."""
    total = len(_WORD.findall(sentence))
    return 1 - len(_WORD.findall(outside_quotations(sentence))) / total if total else 0.0


def is_half_quotation(sentence: str) -> bool:
    """Whether a quotation begins or ends outside the sentence."""
    return _MARK.search(outside_quotations(sentence)) is not None
