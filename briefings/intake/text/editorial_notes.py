"""Recognises notes beside an article's own text: who reported it, who its author is, where to read on."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from briefings.intake.text.run_together import has_stray_stop

_MAX_NOTE_LENGTH = 700  # characters
_FOOT_LENGTH = 1500  # characters at the end of a paragraph in which notes are looked for
_MAX_FOOT_PARAGRAPHS = 6
_MAX_HEADLINE_WORDS = 14  # of another story, among the notes

_LABEL = (
    r"(?i:read more|read this|read also|read|more|see more|see also|see|watch|related|must watch|must read|full story"
    r"|ireport|first look|gallery|photos|in pictures|video|interactive|opinion|analysis|explainer|timeline)"
)
_EDITORS_NOTE = re.compile(
    r"(?:editor['’]s|editors['’]|editorial|author['’]s|programming) notes?\s?[:：—–-].*", re.IGNORECASE
)
# Lines of one sentence that are notes wherever they stand.
_NOTE = re.compile(
    r".{0,200}\b(?:opinions|views) expressed (?:in this (?:\w+ ){0,2}(?:commentary|column|article|piece|op-ed)"
    r"|(?:here )?are (?:solely )?(?:his|her|their|the|those))\b.{0,200}"
    r"|(?:also )?follow @\w+ on .{2,80}"
    r"|(?:you can )?(?:like|join|find|follow) (?:us|him|her|them|me) (?:on|at)"
    r" (?:facebook|twitter|instagram|x|google)\b.{0,80}"
    r"|(?:tell us|let us know|share your|have your say|join the conversation)\b[^,\"“”]{0,120}\b(?:in (?:the|our)"
    r" comments?|by leaving a comment|by e-?mail|on (?:[\w'’]+ ){0,2}(?:facebook|twitter))\b.{0,60}"
    r"|(?:tell us|let us know|share your|have your say)\b[^,\"“”]{0,120}\bbelow ?[.!]?"
    r"|(?:listen to|watch|hear|see) (?:the|our) (?:full |whole |extended )(?:interview|programme|program|show|report)\b"
    r"[^\"“”]{0,120}"
    r"|the[- ]cnn[- ]wire.{0,80}",
    re.IGNORECASE,
)  # fmt: skip
_TIME_ON_AIR = r"\d{1,2}(?::\d\d)? ?[ap]\.?m\.?,? (?:ET|PT|EST|EDT|GMT|BST|CET)\b"
_DATE = (
    r"(?:\w{3,6}day,? )?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w{0,6}\.? \d{1,2}"
    r"|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w{0,6})(?:,? \d{4})?"
)
# What ends an article, as the last sentences of a paragraph too.
_FOOT_NOTE = re.compile(
    rf"{_NOTE.pattern}"
    r"|(?:©|\(c\)|copyright ©?) ?(?:19|20)\d\d\b.{0,80}|(?:all|some) rights reserved\.?"
    rf"|(?:watch|see|catch|tune in to) (?-i:['\"“]?[A-Z]).{{3,100}}?\b(?:{_TIME_ON_AIR}"
    r"|(?:weekdays|weeknights|weekends|\w{3,6}days?) on (?:our|cnn|bbc|itv|sky|nbc|cbs|abc|fox|pbs|hbo)\b).{0,40}"
    r"|for (?:the latest|more)\b.{2,80}\b(?:click|go to|visit)\b.{0,60}|click here\b.{0,100}"
    r"|watch the (?:full|latest|entire|video)\b.{0,80}|see the original (?:story|article|post) (?:at|on) .{2,60}"
    r"|(?:read )?more (?:from|on) (?-i:[A-Z][\w&'’-]*(?: (?:[A-Z][\w&'’-]*|the|of|and|in)){0,8}) ?[.!]?"
    r"|(?:also )?follow .{2,80} (?:on (?:twitter|facebook|instagram)|at www\.).{0,60}"
    rf"|this (?:story|article|report) (?:has been|was) (?:(?:first |originally )?(?:updated|published|corrected)"
    rf"(?: (?:on |at )?{_DATE})?|(?:updated|corrected)(?: on {_DATE})? (?:to (?:correct|clarify|reflect|include|remove"
    r"|fix)|with (?:new|more|additional|further|the latest))\b.{3,120}) ?\.?"
    r"|this article was (?:first|originally) published (?:on|by) (?-i:(?:the )?[A-Z][\w&'’-]*"
    r"(?: [A-Z][\w&'’-]*){0,4}) ?\.?",
    re.IGNORECASE,
)  # fmt: skip
_LABELLED = re.compile(rf"{_LABEL}\s?[:|] ?(?P<rest>\S.{{1,160}})")
_LINK_OR_HEADLINE = re.compile(r"(?:https?://|www\.)\S+|['\"“‘]?[^\W_a-z].*[^.!:;,…]")
# A line that lost its break, in a form that only the headline of another story has.
_TEASER = re.compile(
    r"(?:How|Why|Inside|Meet|Timeline of|Latest developments in) \S.{8,120}(?<!:) \."
    r"|(?!Last known|Sources?:|Location|Venue)\w[^:\"“]{3,60}: [A-Z'][^\"“]{5,100}"
    r"|\d{1,2} (?:questions|things|reasons|ways|facts|cases|takeaways|key|tips|photos|best|must)\b.{5,100}"
    r"|\w.{3,100}\b(?:[Ww]hat (?:you need|to know|we know)|[Ww]hat it means)\b.{0,40}(?<!:) \."
)
_REPORTED = re.compile(
    r"\b(?:(?:reported|wrote|reporting|contributed)(?: and (?:wrote|reported))? from|(?:reported|wrote)"
    r" (?:this|the) (?:story|report)(?= ?\.?$|,| (?:from|in|for)\b)|(?:also )?contributed(?= ?\.?$))\b"
)
_REPORTED_IN = re.compile(r"[A-Z]{2,5}['’]s [A-Z].{3,200}?\b(?:reported|wrote) in\b")
_CONTRIBUTED = re.compile(
    r"\bcontributed (?:reporting )?(?:to|for) this (?:report|story|article|piece)\b(?= ?\.?$|,| (?:from|in|and|with)\b)"
)
_REPORTED_WORDS = frozenset(
    (
        *("reported", "reporting", "wrote", "contributed", "report", "story", "this", "that", "also"),
        *("journalist", "journalists", "producer", "correspondent", "city", "piece", "article"),
        *("as", "did", "and", "or", "in", "from", "for", "to", "the", "with", "while", "of", "by"),
        *("de", "la", "el", "al", "van", "von", "bin"),
    )
)
_SIGN_OFF = re.compile(
    r"[(\[](?:additional )?(?:reporting|writing|editing) by\b[^()\[\]]{2,400}[)\]]\.?", re.IGNORECASE
)
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_NAME = (
    rf"(?:Dr\.? |Prof\.? |Sir )?{_CAPITAL}[\w.'’-]{{1,20}}(?: (?:{_CAPITAL}[\w.'’-]{{0,20}}|de|van|von|bin|al)){{1,4}}"
)
_BIOGRAPHY = re.compile(
    rf"{_NAME}(?:, [^.]{{3,120}},)? (?:is|was|writes|teaches|covers)\b (?=.{{0,300}}\b(?i:writer|author|columnist"
    r"|editor|professor|fellow|journalist|contributor|director|analyst|lecturer|novelist|correspondent|commentator"
    r"|historian|strategist|attorney|chair|president|member)\b).{5,500}"
)
_NAMES_THE_AUTHOR = re.compile(
    r"\b(?:opinions|views) expressed\b|\bfollow (?:him|her|them|@)|\b(?:his|her) (?:latest|new|most recent) book\b",
    re.IGNORECASE,
)
_HEAD_NOTE = re.compile(
    r"(?P<label>Editor['’]s [Nn]ote\s?[:：—–-] ?)?.{20,600}?\b(?:opinions|views) expressed\b[^.]{3,200}\."
    r"(?: ?\w+ is showcasing the work of [^.]{3,200}\.)?(?: ?The content is produced solely by [^.]{3,80}\.)? ?"
)
_PROGRAMME_NOTES = re.compile(
    r"(?:On this page you will find today['’]s show|Click here to access the (?:printable version|transcript) of today"
    r"|You must be a teacher or a student age \d)"
)
_FOLLOW = re.compile(r"Follow @\w{1,30} on \w{1,20}[^.!?]{0,60}\. (?=\S)")  # at the start of a paragraph
_SENTENCE_BREAK = re.compile(r"""(?<=[.!?])["'”’)]{0,2} +(?=["'“‘(@©]?[A-Z@©(])""")
_INITIAL = re.compile(r"(?:\b[A-Z]|\b(?:St|Mr|Mrs|Ms|Dr|Jr|Sr))\.$")


class WithoutNotes(NamedTuple):
    """An article's own paragraphs, and the notes that were taken out of them."""

    paragraphs: tuple[str, ...]
    notes: tuple[str, ...]


def is_editorial_note(line: str) -> bool:
    """Whether a line is a note wherever it stands: "Editor's note: …", "… contributed to this report."."""
    if len(line) > _MAX_NOTE_LENGTH:
        return False
    is_teaser = has_stray_stop(line) and any(pattern.fullmatch(line) for pattern in (_LABELLED, _FOOT_NOTE, _TEASER))
    is_note = (_NOTE.fullmatch(line) or _names_contributors(line)) and len(_sentence_starts(line)) == 1
    return is_teaser or bool(is_note) or any(pattern.fullmatch(line) for pattern in (_EDITORS_NOTE, _SIGN_OFF))


def without_notes(paragraphs: Sequence[str], below: bool = False) -> WithoutNotes:
    """The paragraphs without the notes at head and foot; all of them if nothing else would be left.

    `below`: whether there were notes below them.
    """
    head, notes = _without_head_note([_without_invitation(paragraph) for paragraph in paragraphs])
    kept, programme_notes = _without_programme_notes(head)
    body, foot_notes = _without_foot_notes(kept, below)
    if not body:
        return WithoutNotes(tuple(paragraphs), ())
    return WithoutNotes(tuple(body), (*notes, *programme_notes, *foot_notes))


def _without_invitation(paragraph: str) -> str:
    match = _FOLLOW.match(paragraph)
    return paragraph[match.end() :] if match else paragraph


def _without_head_note(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    """ "Mia Berg is professor of … The views expressed in this commentary are solely those of the writer. The text"."""
    first = paragraphs[0] if paragraphs else ""
    match = _HEAD_NOTE.match(first)
    if match is None or not (match["label"] or re.match(rf"{_NAME} (?:is|was|teaches|writes)\b", first)):
        return paragraphs, []
    rest = first[match.end() :]
    return ([rest] if rest else []) + paragraphs[1:], [match[0].strip()]


def _without_programme_notes(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    """What a programme for schools says of itself goes on to the end of its page."""
    for i, paragraph in enumerate(paragraphs):
        if match := _PROGRAMME_NOTES.search(paragraph):
            kept = paragraph[: match.start()].rstrip()
            return paragraphs[:i] + ([kept] if kept else []), [paragraph[match.start() :], *paragraphs[i + 1 :]]
    return paragraphs, []


def _without_foot_notes(paragraphs: list[str], below: bool) -> tuple[list[str], list[str]]:
    kept, notes = list(paragraphs), list[str]()
    for _ in range(_MAX_FOOT_PARAGRAPHS):
        if not kept:
            break
        rest, found = _split_foot(kept[-1], below or bool(notes))
        notes[:0] = found
        if rest:
            kept[-1] = rest
            break
        kept.pop()
    return kept, notes


def _split_foot(paragraph: str, below: bool) -> tuple[str, list[str]]:
    """A paragraph without the notes that end it, and these; `below`: whether there were notes below it."""
    if len(paragraph) <= _MAX_NOTE_LENGTH and _is_biography(paragraph):
        return "", [paragraph]
    notes: list[str] = []
    rest = paragraph
    for start in _sentence_starts(paragraph):
        sentence = rest[start:]
        is_author = bool(notes) and _NAMES_THE_AUTHOR.search(notes[0]) and _BIOGRAPHY.fullmatch(sentence)
        is_headline = (notes or below) and _is_other_headline(sentence)
        if not (is_author or is_headline or _is_foot_note(sentence)):
            break
        notes.insert(0, rest[start:])
        rest = rest[:start].rstrip()
    return rest, notes


def _sentence_starts(paragraph: str) -> list[int]:
    """Where the last sentences of a paragraph begin, the last first."""
    foot_start = max(0, len(paragraph) - _FOOT_LENGTH)
    starts = [
        match.end()
        for match in _SENTENCE_BREAK.finditer(paragraph, foot_start)
        if not _INITIAL.search(paragraph, max(0, match.start() - 5), match.start())
    ]
    return [*reversed(starts), *([0] if foot_start == 0 else [])]


def _is_foot_note(sentence: str) -> bool:
    if len(sentence) > _MAX_NOTE_LENGTH:
        return False
    return (
        _FOOT_NOTE.fullmatch(sentence) is not None
        or _EDITORS_NOTE.fullmatch(sentence) is not None
        or _is_labelled_headline(sentence)
        or _SIGN_OFF.fullmatch(sentence) is not None
        or _names_reporters(sentence)
        or _names_contributors(sentence)
    )


def _is_labelled_headline(line: str) -> bool:
    """ "READ MORE: Five questions about the pier", not "Analysis: the vote was close."."""
    match = _LABELLED.fullmatch(line)
    return match is not None and (has_stray_stop(line) or _LINK_OR_HEADLINE.fullmatch(match["rest"]) is not None)


def _is_other_headline(line: str) -> bool:
    return has_stray_stop(line) and line[0].isupper() and 3 < len(line.split()) <= _MAX_HEADLINE_WORDS + 1


def _names_reporters(sentence: str) -> bool:
    """ "CNN's Mia Berg reported from Dorn, and Jo Lund wrote from Kest": names, and the words for what they did."""
    return bool(_REPORTED.search(sentence) or _REPORTED_IN.match(sentence)) and _count_names(sentence) >= 3


def _names_contributors(line: str) -> bool:
    """ "CNN's Mia Berg and journalist Jo Lund contributed to this report from Dorn."."""
    match = _CONTRIBUTED.search(line)
    return match is not None and _count_names(line[: match.start()]) >= 2 and _count_names(line) >= 2


def _count_names(text: str) -> int:
    """How many words are capitalised; 0 if there are words other than these and those of a reporters' note."""
    words = [word.strip(".,;'’\"") for word in text.split()]
    if not all(not word or _is_name(word) or word.lower() in _REPORTED_WORDS for word in words):
        return 0
    return sum(map(_is_name, words))


def _is_name(word: str) -> bool:
    return word[:1].isupper() or word.partition("-")[2][:1].isupper()  # "al-Arab"


def _is_biography(paragraph: str) -> bool:
    return _BIOGRAPHY.fullmatch(paragraph) is not None and _NAMES_THE_AUTHOR.search(paragraph) is not None
