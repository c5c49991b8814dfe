"""One file -> one layer: which kind of file it is, and what became of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from khabar.base.names import fold_name
from khabar.record.errors import ConfigError, KnowledgeError
from khabar.reference.gazetteer._imported import LAYER_SUFFIX
from khabar.reference.gazetteer.imports.drafts import Drafted, Origin
from khabar.reference.gazetteer.imports.geojson import looks_like_geojson, read_geojson
from khabar.reference.gazetteer.imports.geonames import looks_like_geonames, read_geonames
from khabar.reference.gazetteer.imports.lines import Lines, open_text, read_some
from khabar.reference.gazetteer.imports.tables import looks_like_table, read_table
from khabar.reference.gazetteer.imports.whosonfirst import (
    looks_like_whosonfirst,
    read_whosonfirst,
)
from khabar.reference.gazetteer.imports.writing import write_layer

__all__ = ["FORMATS", "Imported", "import_places"]

FORMATS: Final = ("geonames", "whosonfirst", "geojson", "csv")
_READERS: Final = {"geonames": read_geonames, "whosonfirst": read_whosonfirst, "csv": read_table}
_HEAD: Final = 100_000  # characters from which the kind of file is told


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file.

    Attributes:
        layer: File that holds its places.
        format: One of ``FORMATS``.
        rows: How many places there are.
        replaced: The layer held places before; they are gone.
    """

    layer: Path
    format: str
    rows: int
    replaced: bool


def import_places(
    path: Path,
    *,
    into: Path,
    format_name: str = "",
    origin: Origin | None = None,
    on_row: Callable[[], None] = lambda: None,
) -> Imported:
    """Read a file of places into a layer; what it held before is replaced.

    The file is read line by line: its size does not matter. One wrong row refuses it all.

    Args:
        path: A dump of GeoNames, rows of Who's On First, GeoJSON or a table; ``.gz``, ``.xz``
            and ``.zip`` are unpacked on the way.
        into: Folder of layers; made when missing.
        format_name: One of ``FORMATS``; empty tells it by the file.
        origin: Source and licence, where the file does not tell.
        on_row: Called after each place.

    Returns:
        What became of it.

    Raises:
        KnowledgeError: A row is wrong; the message names file and line. Nothing is kept.
        ConfigError: There is no such format, or the layer cannot be written.
        StoreFullError: The disk is full.
    """
    if format_name and format_name not in FORMATS:
        msg = f"unknown format {format_name!r}"
        raise ConfigError(msg, do=f"known: {', '.join(FORMATS)}")
    found = format_name or _tell_format(path)
    layer = into / f"{layer_name(path)}{LAYER_SUFFIX}"
    replaced = layer.exists()
    with open_text(path) as stream:
        drafts = _open_drafts(stream, name=path.name, found=found, origin=origin or Origin())
        told = {"file": path.name, "kind": found}
        rows = write_layer(_counted(drafts, on_row, path.name), path=layer, told=told)
    return Imported(layer, found, rows, replaced)


def layer_name(path: Path) -> str:
    """Return what the layer of a file is called.

    Args:
        path: The file.

    Returns:
        Its name without suffixes, in letters, digits and hyphens.
    """
    stem = path.name.split(".", 1)[0]
    return "-".join(fold_name(stem).split()) or "places"


def _tell_format(path: Path) -> str:
    """Return which kind of file it is, by its first line.

    Raises:
        KnowledgeError: It is none that we know.
    """
    with open_text(path) as stream:
        head = read_some(stream, _HEAD, where=path.name)
    first = head.lstrip().split("\n", 1)[0].rstrip("\r")
    told = {
        "whosonfirst": looks_like_whosonfirst(first),
        "geojson": looks_like_geojson(head),
        "geonames": looks_like_geonames(first),
        "csv": looks_like_table(first),
    }
    found = next((name for name, is_so in told.items() if is_so), "")
    if not found:
        msg = f"no kind of file that we know; it begins {first[:60]!r}"
        do = f"a table needs a header with name, lat and lon; formats: {', '.join(FORMATS)}"
        raise KnowledgeError(msg, where=f"{path.name}:1", do=do)
    return found


def _open_drafts(stream: IO[str], *, name: str, found: str, origin: Origin) -> Iterator[Drafted]:
    """Return the drafts of a file of a kind."""
    if found == "geojson":
        return read_geojson(stream, name=name, origin=origin)
    return _READERS[found](Lines(stream, name=name), origin=origin)


def _counted(drafts: Iterable[Drafted], on_row: Callable[[], None], name: str) -> Iterator[Drafted]:
    """Pass drafts on, calling after each.

    Yields:
        The drafts.

    Raises:
        KnowledgeError: There are none.
    """
    count = 0
    for count, draft in enumerate(drafts, 1):  # noqa: B007 - whether there was any
        yield draft
        on_row()
    if not count:
        msg = "there is no place in the file"
        raise KnowledgeError(msg, where=name)
