"""Tells by the words after a quotation whether they name who said it."""

import re

_SAID = (
    r"(?:said|says|asked|asks|added|adds|told|replied|wrote|writes|wondered|shouted|cried|recalled|demanded|explained"
    r"|insisted|joked|quipped|tweeted)"
)
_TITLE = r"(?:(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Gen|Sen|Rep)\.? )?"
_SPEAKER = rf"(?:(?:he|she|they|we|I)|(?:the|a) [a-z]+|{_TITLE}[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,3}})"
_SPEAKER_SAID = re.compile(rf"(?:{_SPEAKER} {_SAID}|{_SAID} {_SPEAKER})\b")

_SAID_ELSEWHERE = (
    r"(?:a-t-(?:il|elle|on) |dit-(?:il|elle)|a (?:dit|déclaré|ajouté)|dijo|afirmó|añadió|señaló|sagte|erklärte|fragte"
    r"|ha detto|ha spiegato|disse|afirmou|сказал|заявил|добавил|сказав|заявив|додав)"
)
_ATTRIBUTED = re.compile(rf", (?:{_SPEAKER_SAID.pattern}|{_SAID_ELSEWHERE})")

# Chinese puts the speaker after the quotation too, Japanese goes on with a particle.
_CHINESE_SPEAKER = re.compile(r"[^，。！？：“”「」 ]{0,12}(?:说|說|说道|表示|称|问道|问|喊道|写道|指出|强调)[。，]")
_JAPANESE_PARTICLE = re.compile(r"(?:と(?!ころ|はいえ|もに)|って|など|を|は|が|に|の)")


def goes_on_after(text: str, stop: int, following: int, language: str) -> bool:
    """Whether the sentence goes on after a quotation that ends in the mark before `stop`, in “…?” Smith asked."""
    if language == "zh":
        return _CHINESE_SPEAKER.match(text, following) is not None
    if language == "ja":
        return _JAPANESE_PARTICLE.match(text, following) is not None
    return text[stop - 1] in "?!" and _SPEAKER_SAID.match(text, following) is not None


def is_attributed(quotation: str) -> bool:
    """Whether what a quotation without a closing mark holds names its speaker: the mark is missing before that."""
    return _ATTRIBUTED.search(quotation) is not None
