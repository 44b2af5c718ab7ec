"""Which sentences of an article to show: sumy's document model and algorithms, and one of our own that knows news."""

from briefings.summary.kept import KeepingSummarizer, KeptSummaries
from briefings.summary.summarizer import Chosen, Summarizer

__all__ = ["Chosen", "KeepingSummarizer", "KeptSummaries", "Summarizer"]
