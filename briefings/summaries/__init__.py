"""Which sentences of an article to show: sumy's document model and algorithms, and one of our own that knows news."""

from briefings.summaries.cache import KeepingSummarizer, KeptSummaries
from briefings.summaries.summarizer import Chosen, Summarizer

__all__ = ["Chosen", "KeepingSummarizer", "KeptSummaries", "Summarizer"]
