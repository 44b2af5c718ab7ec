"""What in a sentence points to something that the reader of a briefing has not been told."""

from collections.abc import Callable, Sequence

from briefings.summaries.references.article_context import Earlier
from briefings.summaries.references.back_references import missing_day, missing_group, missing_noun, missing_phrase
from briefings.summaries.references.introduced_nouns import missing_subject
from briefings.summaries.references.openings import missing_before_opening
from briefings.summaries.references.pronouns import missing_person
from briefings.summaries.references.reader import Reader
from briefings.summaries.references.reference_patterns import opening_words
from briefings.summaries.references.reference_words import REFERENCE_WORDS
from briefings.summaries.references.speakers import first_person_outside_quotations, missing_speaker
from briefings.summaries.references.surnames import missing_long_form, missing_surname

_Check = Callable[[str, Reader], str | None]
_OF_THE_SENTENCE: tuple[_Check, ...] = (missing_speaker, first_person_outside_quotations)
_OF_WHAT_CAME_BEFORE: tuple[_Check, ...] = (
    missing_group,
    missing_phrase,
    missing_day,
    missing_before_opening,
    missing_noun,
    missing_subject,
    missing_person,
    missing_surname,
    missing_long_form,
)


def missing_reference(
    sentence: str, *, shown: Sequence[str], headline: str, earlier: Sequence[str] | Earlier, language: str
) -> str | None:
    """What a reader cannot understand who has read only the headline and the sentences `shown`; None if nothing.

    It is given as the words of the sentence that point to nothing: “the pair”, “Smith”, “he”.

    `shown`: in reading order, also of other articles; `earlier`: the sentences that stand before it in its article (so
    that a name that was introduced there and is not shown is known to be missing), or, for many questions about one
    article, `ArticleContext(sentences, language).before(index)`. Of a language without word lists, only the opening
    is looked at.
    """
    context = earlier if isinstance(earlier, Earlier) else Earlier.of(earlier, language)
    if language not in REFERENCE_WORDS:
        return _opening_alone(sentence, shown, context, language)
    reader = Reader(headline, shown, context, language)
    checks = _OF_THE_SENTENCE if reader.knows_all else (*_OF_THE_SENTENCE, *_OF_WHAT_CAME_BEFORE)
    for check in checks:
        missing = check(sentence, reader)
        if missing is not None:
            return missing
    return None


def _opening_alone(sentence: str, shown: Sequence[str], earlier: Earlier, language: str) -> str | None:
    goes_on = bool(shown) and earlier.sentences[-1:] == (shown[-1],)
    openings = opening_words(language)
    if goes_on or openings is None or openings.match(sentence) is None:
        return None
    return sentence.split(maxsplit=1)[0]
