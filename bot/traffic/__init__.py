"""What comes in and goes out: updates side by side and within budgets, messages within Telegram's limits."""
