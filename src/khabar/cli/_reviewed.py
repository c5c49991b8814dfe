"""Opening a case as people decided that it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from khabar.cli._options import settings
from khabar.folders import find_knowledge

if TYPE_CHECKING:
    from khabar.review import Lookups
    from khabar.reviewed import ReviewedStore

__all__ = ["case_lookups", "open_reviewed"]


def case_lookups(case: str | None) -> "Lookups":
    """Return where the rows stand that decisions of a case name.

    Args:
        case: As typed; ``None`` for the one of the settings.

    Returns:
        Look-ups in what the case, its user and Khabar know.
    """
    from khabar.reviewed import open_lookups

    known = find_knowledge(case or settings().case)
    return open_lookups(places=known.places, actors=known.actors)


@contextmanager
def open_reviewed(case: str | None) -> "Iterator[ReviewedStore]":
    """Open a case with what people decided laid over it.

    Args:
        case: As typed; ``None`` for the one of the settings.

    Yields:
        The case.

    Raises:
        StoreError: It cannot be opened.
    """
    from khabar.reviewed import ReviewedStore
    from khabar.store import open_case

    with open_case(case or settings().case) as store:
        yield ReviewedStore(store, lookups=case_lookups(case))
