"""Whose an article is: its agency, byline and dateline, its photos' credits, and whether it is an opinion."""
