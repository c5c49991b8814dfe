"""Which claims, in one report and across reports, are about the same occurrence.

profiles    claims of one report about one occurrence, gathered
blocking    which profiles are compared
compare     what speaks for and against a pair
weights     how much each comparison weighs (weights.json, made by training)
known       pairs that were scored before
clustering  average linkage
decided     what people decided wins
"""

from khabar.events.linking.grouping import Group, link_cards
from khabar.events.linking.known import KnownPairs

__all__ = ["Group", "KnownPairs", "link_cards"]
