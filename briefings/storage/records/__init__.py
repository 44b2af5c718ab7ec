"""What a record of a chat or an editor says: read whole from what is stored, or named bad. Knows no file."""
