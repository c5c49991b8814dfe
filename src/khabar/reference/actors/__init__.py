"""Who there is: states, groups, bodies, media and office holders, with what they were when."""

from khabar.reference.actors._fold import fold_name
from khabar.reference.actors._heads import Head, Lexicon, Takes, open_lexicon, read_lexicon
from khabar.reference.actors._registry import Registry, open_registry, read_rows, tenure_on

__all__ = [
    "Head",
    "Lexicon",
    "Registry",
    "Takes",
    "fold_name",
    "open_lexicon",
    "open_registry",
    "read_lexicon",
    "read_rows",
    "tenure_on",
]
