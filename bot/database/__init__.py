"""The tables of chats and of what is to be sent to them, in SQLite or in PostgreSQL."""
