"""Briefings and reports as Telegram messages: HTML, bidirectional text, buttons and their callback data."""
