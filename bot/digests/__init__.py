"""The daily digest: composing it, sending it at most once a day, and judging the errors of sending."""
