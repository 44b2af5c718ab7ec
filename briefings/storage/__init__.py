"""The data folder on disk: atomic files, the lock, originals, quarantine, and the interface of a storage engine."""
