"""Where places are: towns, divisions and countries, and the places of conflicts as facts."""

from khabar.reference.gazetteer._countries import country_name
from khabar.reference.gazetteer._gazetteer import Gazetteer, open_gazetteer
from khabar.reference.gazetteer._imported import find_layers, layer_digest
from khabar.reference.gazetteer._layers import Candidate, How, NamedRow
from khabar.reference.gazetteer._supplement import read_places, read_supplement

__all__ = [
    "Candidate",
    "Gazetteer",
    "How",
    "NamedRow",
    "country_name",
    "find_layers",
    "layer_digest",
    "open_gazetteer",
    "read_places",
    "read_supplement",
]
