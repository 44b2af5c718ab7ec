"""Clustering of articles into stories as they come in, and the ranking of stories."""
