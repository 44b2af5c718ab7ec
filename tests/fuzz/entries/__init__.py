"""The ways by which something comes in, by name: each a function that feeds it bytes and asserts what users rely on."""

from collections.abc import Callable, Mapping

from fuzz.entries import edits, questions, reading, records, settings, updates

Entry = Callable[[bytes], None]

ENTRIES: Mapping[str, Entry] = {
    **reading.FILES,
    "pasted": reading.pasted,
    "page": reading.page,
    "story": reading.story,
    "question": questions.question,
    "message": updates.message,
    "button": updates.button,
    "edit": edits.edit,
    "setting": settings.setting,
    "import": records.imported,
    "original": records.original,
    "reader-records": records.reader_records,
    "article-files": records.article_files,
    "inbox": records.inbox,
}
