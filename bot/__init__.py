"""The bot: what `briefings` does, on Telegram, in a terminal and on the command line."""
