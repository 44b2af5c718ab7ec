"""The names of the algorithms that choose sentences; imports none of them, so that settings can be checked at once."""

from briefings.errors import SettingsError

STOCK = {  # sumy's own, and the names of its classes
    "lex-rank": "LexRankSummarizer",
    "text-rank": "TextRankSummarizer",
    "lsa": "LsaSummarizer",
    "luhn": "LuhnSummarizer",
    "sum-basic": "SumBasicSummarizer",
    "kl": "KLSummarizer",
    "reduction": "ReductionSummarizer",
    "edmundson": "EdmundsonSummarizer",
}
ALGORITHMS = ("news", "lead", *STOCK)


def check_algorithm(name: str) -> str:
    """The name, if it is one of `ALGORITHMS`. Raises SettingsError if it is not."""
    if name not in ALGORITHMS:
        raise SettingsError("unknown-summarizer", value=name, available=", ".join(ALGORITHMS))
    return name
