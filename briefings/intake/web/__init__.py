"""Fetches web pages from public addresses only, and reads the article on them."""
