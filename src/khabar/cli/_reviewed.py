"""Opening a case as people decided that it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from khabar.cli._options import settings
from khabar.folders import find_knowledge
from khabar.record.errors import ConfigError, StoreMissingError
from khabar.record.report import ReportId

if TYPE_CHECKING:
    from khabar.review import Lookups
    from khabar.reviewed import ReviewedStore
    from khabar.store import ClaimQuery

__all__ = ["case_lookups", "find_report", "name_report", "open_reviewed"]


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


def find_report(store: "ReviewedStore", called: str) -> ReportId:
    """Return the report that somebody means: by its id, or by its file as lists show it.

    Args:
        store: The case.
        called: As typed.

    Returns:
        Its id.

    Raises:
        ConfigError: Several reports are called so.
        StoreMissingError: None is.
    """
    if any(row.id == called for row in store.reports()):
        return ReportId(called)
    meant = sorted(id_ for id_, name in store.situation.names().items() if name == called)
    if len(meant) > 1:
        what = f"{len(meant)} reports are called {called!r}"
        raise ConfigError(what, do=f"name one by its id: {', '.join(meant)}")
    if not meant:
        what = f"no report is called {called!r}"
        raise StoreMissingError(what, do="see what there is: khabar show")
    return meant[0]


def name_report(query: "ClaimQuery", *, store: "ReviewedStore") -> "ClaimQuery":
    """Return a query whose report is an id, if it asks for one.

    Args:
        query: As typed.
        store: The case.

    Raises:
        ConfigError: Several reports are called so.
        StoreMissingError: None is.
    """
    if query.report is None:
        return query
    return replace(query, report=find_report(store, query.report))
