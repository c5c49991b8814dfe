"""A case file with one report, made by hand."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from helpers.readings import make_small_reading
from khabar.store import Addition, Capture, Derivation, open_case

__all__ = ["make_small_case"]

_SEEN: Final = datetime(2019, 5, 4, tzinfo=UTC)
_DERIVATION: Final = Derivation("reading", "0", "model", "config")


def make_small_case(place: Path) -> str:
    """Make a case with the small reading.

    Args:
        place: The file to make.

    Returns:
        Its path, as one types it.
    """
    reading = make_small_reading()
    capture = Capture.of(reading.report.text.encode())
    with open_case(place, create=True) as store:
        store.add([Addition(capture, reading)], derivation=_DERIVATION, seen=_SEEN)
    return str(place)
