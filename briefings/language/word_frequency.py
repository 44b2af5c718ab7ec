"""How common words are in a language, whatever the archive holds: the package wordfreq, whose lists come with it."""

from functools import lru_cache

_MAX_LENGTH = 40  # characters of a word that a list may have
_LIST_NAMES = {"no": "nb", "hr": "sh", "sr": "sh", "bs": "sh"}


def word_frequency(word: str, language: str) -> float:
    """The share of a lower-case word among all words written in a language, from 0 to 1.

    0 for a word that is not among the 30,000 or so commonest, and where the language has no list. Numbers have the
    share that numbers of that size have; of `l'amie` the longer part counts.
    """
    frequencies = _frequencies(language)
    if len(word) > _MAX_LENGTH:
        return 0.0  # also since wordfreq reads a number as a float
    if any(map(str.isdigit, word)):
        from wordfreq.numbers import digit_freq, smash_numbers

        return frequencies.get(smash_numbers(word), 0.0) * digit_freq(word)
    return frequencies.get(max(word.split("'"), key=len), 0.0)


@lru_cache(maxsize=16)
def _frequencies(language: str) -> dict[str, float]:
    import wordfreq  # with the first article: it takes a tenth of a second

    try:
        return dict(wordfreq.get_frequency_dict(_LIST_NAMES.get(language, language), "small"))
    except (LookupError, ValueError):  # no code of a language
        return {}
