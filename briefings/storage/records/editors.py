"""The record of an editor who came by a claim link."""

from briefings.storage.records.fields import RecordFault, fields_of, number


def read_editor(document: object) -> int:
    """The id of the person; since when is for people to read. Raises RecordFault."""
    fields = fields_of(document)
    person = number(fields, "user")
    if person <= 0:
        raise RecordFault("user")
    return person
