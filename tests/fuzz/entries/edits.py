"""Corrections by editors: taken or refused in words, and taken back to exactly what was."""

from briefings.errors import SourcelineError
from fuzz.entries.newsroom import EDITOR, services
from fuzz.failures import none_logged
from fuzz.promises import check_briefing, check_messages, check_refusals
from fuzz.shaping import Shape
from fuzz.words import HEADERS, QUESTION

_FIELDS = ("headline", "outlet", "agency", "author", "link", "date", "language", "topics", "Title", "paragraphs", "")


def edit(data: bytes) -> None:
    """`/edit id field value`, and `/undo`."""
    newsroom = services().newsroom
    shape = Shape(data)
    id, field = shape.pick(("261123-1", "261123-6", "261123-99", "x")), shape.pick(_FIELDS)
    words = f"/edit {id} {field} {shape.text(QUESTION, HEADERS)}".split(maxsplit=3)
    if len(words) < 4:
        return
    before = newsroom.archive.get("261123-1"), newsroom.archive.get("261123-6")
    try:
        with none_logged():
            briefing, _ = newsroom.editing.edit(words[1], words[2], words[3], EDITOR)
    except SourcelineError as error:
        check_refusals([error])
    else:
        check_briefing(briefing)
        messages = services().messages
        check_messages(messages.stories([newsroom.queries.story(words[1])]))
        check_messages(messages.all_sources([briefing]))
        newsroom.queries.topics(6)
        newsroom.editing.undo(EDITOR)
    assert (newsroom.archive.get("261123-1"), newsroom.archive.get("261123-6")) == before
