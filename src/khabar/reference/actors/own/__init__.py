"""Actors of one's own: files that lie over the registry, and dictionaries made for other programs.

tables     CSV                                   -> drafts
tomls      TOML                                  -> drafts
petrarch   a CAMEO dictionary (TABARI, PETRARCH) -> drafts
rows       drafts                                -> rows of the registry, or the line that is wrong
opening    files                                 -> one registry
importing  a file                                -> a file of the case
"""

from khabar.reference.actors.own.importing import (
    FORMATS,
    Imported,
    append_alias,
    import_actors,
    layer_name,
)
from khabar.reference.actors.own.opening import (
    actors_digest,
    open_own_registry,
    read_actors,
    read_own_rows,
)

__all__ = [
    "FORMATS",
    "Imported",
    "actors_digest",
    "append_alias",
    "import_actors",
    "layer_name",
    "open_own_registry",
    "read_actors",
    "read_own_rows",
]
