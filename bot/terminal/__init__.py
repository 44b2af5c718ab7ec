"""The same bot in a terminal: a local stand-in for the Bot API, the prompt and the screen."""
