"""Choosing the sentences of a briefing, word for word: from one article or several, cached, and put together."""
