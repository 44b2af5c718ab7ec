"""The jobs that run by themselves: the inbox watcher, retention, alerts of damaged files."""
