"""Readers for file formats (plain text, Markdown, HTML, JSON) and their encodings."""
