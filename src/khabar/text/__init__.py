"""Report to sentences and words; every offset counts code points of the given text."""

from khabar.text.language import is_english
from khabar.text.sentences import split_report
from khabar.text.words import find_words

__all__ = ["find_words", "is_english", "split_report"]
