"""Places: which row of the gazetteer a name means in a report, or looked up by hand.

names     a mention -> the names it may be filed under, the kind of place it says it is
scene     the report -> its place mentions grouped by name, and what surrounds them
ranking   a group's candidates -> features, weights, probabilities
linking   all of it -> one row a name, with reasons; names that mean no row are told
"""

from khabar.resolve.places.linking import PlaceCandidate, PlaceResolver

__all__ = ["PlaceCandidate", "PlaceResolver"]
