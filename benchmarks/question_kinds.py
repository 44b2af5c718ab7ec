"""The kinds of hostile questions that `questions.py` asks, of the words of its made-up articles."""

from collections.abc import Iterator
from random import Random

from archive import COMMON, drafts


def questions(random: Random) -> Iterator[tuple[str, str]]:
    """The kinds of questions and the questions."""
    names = [word for draft in drafts(0, 100) for word in draft.headline.split()[::5]]

    def some(words: list[str], count: int) -> list[str]:
        return random.sample(words, count)

    for count in (1, 4, 16, 60):
        yield "words", " ".join(some(COMMON[200:], count))
        yield "the commonest words", " ".join(some(COMMON[:60], min(count, 60)))
        yield "names", " ".join(some(names, count))
        yield "misspelt words", " ".join(misspelt(random, word) for word in some(names, count))
        yield (
            "long misspelt words",
            " ".join(
                misspelt(random, one + two) for one, two in zip(some(names, count), some(names, count), strict=True)
            ),
        )
        yield "words that nobody wrote", " ".join("q" + "".join(random.choices("xqzjvwk", k=9)) for _ in range(count))
        yield "hyphenated words", " ".join("-".join(some(COMMON, 4)) for _ in range(count))
        yield "words of many parts", "-".join(some(COMMON, count))
        yield "phrases", " ".join(f'"{" ".join(some(COMMON[:300], 3))}"' for _ in range(count))
        yield "words left out", "x " + " ".join(f"-{word}" for word in some(COMMON, count))
        yield "phrases left out", "x " + " ".join(f'-"{" ".join(some(COMMON[:300], 4))}"' for _ in range(count))
        yield "outlets", " ".join(f"outlet:{number}" for number in range(count))
        yield "outlets left out", " ".join(f"-outlet:{number}" for number in range(count))
        yield "filters", " ".join(f"since:{number}d lang:en outlet:outlet" for number in range(count))
        yield "capitals", " ".join(some(COMMON, count)).upper()
    for size in (100, 1000, 4096):
        for kind, piece in PIECES.items():
            yield kind, (piece * size)[:size]
        yield "one word", "".join(random.choices("abcdefghij", k=size))
        yield "any characters", "".join(chr(random.randrange(1, 0x2FFFF)) for _ in range(size))
        yield "Chinese", "".join(chr(random.randrange(0x4E00, 0x9FFF)) for _ in range(size))
        yield "Thai", "".join(chr(random.randrange(0x0E01, 0x0E2F)) for _ in range(size))
        yield "Japanese", "".join(chr(random.randrange(0x3041, 0x30FE)) for _ in range(size))
        yield "a whole article", " ".join(next(drafts(7, 1)).paragraphs)[:size]
    for value in ABSURD_TIMES:
        yield "absurd times", f"since:{value}"
        yield "absurd times", f"{COMMON[3]} since:{value}"


PIECES = {
    "initials": "a.b.",
    "initials apart": "a.b. c.d. ",
    "single letters": "a b c d e f g h i j ",
    "two letters": "ab cd ef gh ij kl mn op ",
    "brackets": "(",
    "quotation marks": '"',
    "quoted letters": '"a b" ',
    "minuses": "-",
    "hyphens": "a-",
    "long hyphens": "abcdef-ghijkl ",
    "numbers": "1.2,3",
    "colons": "a:",
    "filters in filters": "since:lang:outlet:",
    "apostrophes": "l'",
    "emoji": "🙂👩‍👩‍👧",
    "right to left": "\u200f\u202eشمس ",
    "ligatures": "\ufdfa",
    "combining marks": "a\u0301\u0323",
    "NUL": "a\x00",
    "lone surrogates": "a\ud800 ",
    "line ends": "\n\r",
    "a word again": "norland ",
    "stars": "* AND ~2 ^3 ",
    "letters that fold to more": "ﬃŒ ",
}

ABSURD_TIMES = (
    *("9999", "0001", "0000", "1", "-1", "99999999d", "9999w", "9999d", "0d", "9999-12-31", "0001-01-01", "1969-12-31"),
    *("2026-02-30", "٢٠٢٦", "9" * 300, "9" * 300 + "d", "1e9d", "4147-01-01", "2147-01-01", "NaN", "²d", "99999-01-01"),
)


def misspelt(random: Random, word: str) -> str:
    at = random.randrange(2, len(word) - 1)
    return f"{word[:at]}{random.choice('bdklmnrst')}{word[at + 1 :]}"
