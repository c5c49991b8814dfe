"""Sentences to the mention graph: who, where, when, did; and how they connect."""

from khabar.mentions.reader import Reader, open_reader

__all__ = ["Reader", "open_reader"]
