"""The Telegram messages in which an editor pushes articles, collected and parsed into items."""
