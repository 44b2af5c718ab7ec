"""What is taken of files and links; known without the readers, which who reads nothing itself need not import."""

ENDINGS = (".txt", ".md", ".html", ".htm", ".json", ".jsonl")
MAX_BYTES = 20_000_000  # of one file
MAX_LINKS = 1000  # of one push, in a file of links or a message: each is a page to fetch
