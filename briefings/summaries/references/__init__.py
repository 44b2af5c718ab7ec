"""What in a sentence points to something that the reader of a briefing has not been told.

`references.py` asks the files beside it, one kind of reference each; what a reader knows is in `reader.py`, what an
article says before a sentence in `article_context.py`, and the words of each language in `reference_words/`.
"""

from briefings.summaries.references.article_context import ArticleContext, Earlier
from briefings.summaries.references.references import missing_reference

__all__ = ["ArticleContext", "Earlier", "missing_reference"]
