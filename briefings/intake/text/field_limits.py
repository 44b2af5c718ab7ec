"""The limits of what surrounds an article's text: headline, names, topics, captions, link.

No newsroom writes more. What is over a limit would be kept, compared and shown as long as the article is.
"""

from dataclasses import replace
from itertools import islice

from briefings.model.article import Draft

MAX_LINK_LENGTH = 2048  # characters
MAX_SHOWN_LENGTH = 200  # characters of a value that a failure names

_MAX_HEADLINE_LENGTH = 500
_MAX_NAME_LENGTH = 100  # of an outlet, an agency
_MAX_AUTHOR_LENGTH = 300  # of all authors together
_MAX_TOPICS = 20
_MAX_CAPTIONS = 100
_MAX_CAPTION_LENGTH = 5000


def within_limits(draft: Draft) -> Draft:
    """The draft with what is too long cut, which an ellipsis shows, and what is too many left out.

    A link that is too long is left out, since a part of it would open another page.
    """
    return replace(
        draft,
        headline=shortened(draft.headline, _MAX_HEADLINE_LENGTH),
        captions=tuple(shortened(each, _MAX_CAPTION_LENGTH) for each in islice(draft.captions, _MAX_CAPTIONS)),
        outlet=draft.outlet and shortened(draft.outlet, _MAX_NAME_LENGTH),
        agency=draft.agency and shortened(draft.agency, _MAX_NAME_LENGTH),
        author=draft.author and shortened(draft.author, _MAX_AUTHOR_LENGTH),
        link=draft.link if draft.link and len(draft.link) <= MAX_LINK_LENGTH else None,
        topics=draft.topics[:_MAX_TOPICS],
    )


def shortened(text: str, limit: int) -> str:
    """The text, cut to `limit` characters with an ellipsis if it has more."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
