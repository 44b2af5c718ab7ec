"""The entry to one archive: pushing articles into it, asking it for briefings, and editing it."""
