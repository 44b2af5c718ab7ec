"""Plain text to drafts: finds headlines, bylines, captions, credits and boilerplate, and splits articles."""
