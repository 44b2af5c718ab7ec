"""Topics to offer readers: the names and terms that articles mention most, and those nearest to a misspelt query."""
