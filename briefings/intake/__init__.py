"""Turns what editors push (text, files, links) into article drafts."""
