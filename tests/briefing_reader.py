"""A reader of a briefing of one sentence, to whom another sentence of the article is shown."""

from briefings.summaries.references import missing_reference

LEDE = "The Harbour Trust has sold the old customs house in Wexbridge to a hotel group for £4m."
MAN = "A former mayor of Wexbridge, Tom Larkin, was jailed on Monday for stealing from a charity."
PEOPLE = "Anna Hale and Tom Larkin won the mixed doubles at the Wexbridge Open on Sunday."
OTHER = "Builders will start on the roof in spring."


def missing(sentence: str, *unshown: str, shown: str = LEDE, headline: str = "Customs house sold") -> str | None:
    """What dangles in a sentence that stands after a lede that is shown and sentences that are not."""
    earlier = [shown, *unshown]
    return missing_reference(sentence, shown=[shown], headline=headline, earlier=earlier, language="en")
