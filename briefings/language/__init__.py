"""Language detection, sentence and word splitting, stemming, stop words and text folding."""
