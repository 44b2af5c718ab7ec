"""The types that everything else works with: articles and their ids, stories, briefings, pushed items, links."""
