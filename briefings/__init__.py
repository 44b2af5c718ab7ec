"""Sourceline's newsroom: articles in, short briefings with their source lines out. Knows nothing of Telegram."""
