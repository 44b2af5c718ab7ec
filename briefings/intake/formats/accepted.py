"""Which files are taken; known without the readers, which a process that reads nothing itself need not import."""

ENDINGS = (".txt", ".md", ".html", ".htm", ".json", ".jsonl")
MAX_BYTES = 20_000_000  # of one file
