"""Prints how many more objects garbage collection goes through once words of a language, its argument, are split."""

import gc
import sys

from briefings.language.word_segmentation import segmenter

TEXT = {"th": "กรุงเทพมหานครเป็นเมืองหลวง", "zh": "星期一柳河镇的旧磨坊发生火灾"}

language = sys.argv[-1]
before = len(gc.get_objects())
segment = segmenter(language)
assert segment
assert "".join(segment(TEXT[language])) == TEXT[language]
assert gc.isenabled()
print(len(gc.get_objects()) - before)
