"""The handlers of Telegram updates: commands and buttons of readers and editors, replies and errors."""
