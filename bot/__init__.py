"""Sourceline's desk: the newsroom in `briefings`, on Telegram and in the terminal."""
