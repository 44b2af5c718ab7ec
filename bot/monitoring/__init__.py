"""How the bot does, for whoever runs it: counters, health, and errors told in a chat."""
