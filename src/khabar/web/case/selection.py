"""The one selection that every screen shares, read from an address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol, TypeVar

from khabar.base.names import fold_name
from khabar.record.codes import EventType, Status
from khabar.record.errors import ConfigError
from khabar.store import Box, ClaimHead

__all__ = ["Query", "Selection", "parse_selection"]

_Code = TypeVar("_Code", EventType, Status)
_MOST: Final = 1000
_USUAL: Final = 200
_LONGEST: Final = 500
_STATES: Final = frozenset({
    *("unseen", "accepted", "rejected", "edited", "redacted"),
    *("flagged", "sealed", "sensitive"),
})


class Query(Protocol):
    """What is asked for in an address."""

    def get(self, key: str, default: str, /) -> str:
        """Return the last value of a name."""

    def getlist(self, key: str, /) -> Sequence[str]:
        """Return every value of a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which events; what is empty does not filter.

    Attributes:
        since: First day.
        until: Last day.
        box: Where.
        actors: Keys or names of actors or recipients, any of them.
        places: Keys or names of places, any of them.
        types: Event types.
        statuses: Statuses.
        reports: Ids of reports, any of them.
        review: States of review.
        origins: At least so many independent origins.
        single: Only what rests on exactly one independent origin.
        disputed: Only what sources tell differently.
        sensitive: What is marked as sensitive goes into files too.
        words: Folded words that must all be said of it.
        limit: At most this many answers, 1 to 1000.
        offset: Answers to pass over, 0 or more.
    """

    since: date | None = None
    until: date | None = None
    box: Box | None = None
    actors: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    types: frozenset[EventType] = frozenset()
    statuses: frozenset[Status] = frozenset()
    reports: frozenset[str] = frozenset()
    review: frozenset[str] = frozenset()
    origins: int = 0
    single: bool = False
    disputed: bool = False
    sensitive: bool = False
    words: tuple[str, ...] = ()
    limit: int = _USUAL
    offset: int = 0

    def holds_days(self, first: date | None, last: date | None) -> bool:
        """Return whether an interval touches the days asked for; unknown days touch none.

        Args:
            first: Earliest day.
            last: Latest day.

        Returns:
            True also when no day was asked for.
        """
        if self.since is None and self.until is None:
            return True
        if first is None and last is None:
            return False
        late_enough = self.since is None or last is None or last >= self.since
        return late_enough and (self.until is None or first is None or first <= self.until)

    @property
    def chooses_claims(self) -> bool:
        """Whether a claim of a selected event may not be selected itself."""
        days = self.since is not None or self.until is not None
        return days or bool(self.types or self.statuses)

    def holds_claim(self, claim: ClaimHead) -> bool:
        """Return whether a claim of a selected event is selected itself.

        Args:
            claim: Which.

        Returns:
            True when type, status and days fit.
        """
        return (
            (not self.types or claim.type in self.types)
            and (not self.statuses or claim.status in self.statuses)
            and self.holds_days(claim.first, claim.last)
        )


def parse_selection(query: Query) -> Selection:
    """Return what an address asks for.

    Args:
        query: The part after the question mark.

    Returns:
        The selection.

    Raises:
        ConfigError: A value cannot be.
    """
    return Selection(
        since=_day(query, "from"),
        until=_day(query, "to"),
        box=_box(query.get("box", "")),
        actors=_texts(query, "actor"),
        places=_texts(query, "place"),
        types=frozenset(_code(EventType, one, "type") for one in _texts(query, "type")),
        statuses=frozenset(_code(Status, one, "status") for one in _texts(query, "status")),
        reports=_texts(query, "report"),
        review=_review(query),
        origins=_number(query, "origins", 0, least=0, most=10_000),
        single=query.get("single", "") == "1",
        disputed=query.get("disputed", "") == "1",
        sensitive=query.get("sensitive", "") == "1",
        words=tuple(fold_name(query.get("q", "")[:_LONGEST]).split()),
        limit=_number(query, "limit", _USUAL, least=1, most=_MOST),
        offset=_number(query, "offset", 0, least=0, most=10**9),
    )


def _texts(query: Query, name: str) -> frozenset[str]:
    return frozenset(one for one in query.getlist(name) if one)


def _refuse(name: str, value: str, wanted: str) -> ConfigError:
    return ConfigError(f"{name} cannot be {value[:80]!r}", do=f"give {wanted}")


def _day(query: Query, name: str) -> date | None:
    value = query.get(name, "")
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise _refuse(name, value, "a day such as 2021-08-28") from error


def _box(value: str) -> Box | None:
    if not value:
        return None
    try:
        west, south, east, north = (float(edge) for edge in value.split(","))
    except ValueError as error:
        refused = _refuse("box", value, "west,south,east,north in degrees")
        raise refused from error
    return Box(west, south, east, north)


def _review(query: Query) -> frozenset[str]:
    states = _texts(query, "review")
    for one in states - _STATES:
        refused = _refuse("review", one, ", ".join(sorted(_STATES)))
        raise refused
    return states


def _code(kind: type[_Code], value: str, name: str) -> _Code:
    try:
        return kind(value)
    except ValueError as error:
        raise _refuse(name, value, f"one of {', '.join(kind)}") from error


def _number(query: Query, name: str, usual: int, *, least: int, most: int) -> int:
    value = query.get(name, "")
    if not value:
        return usual
    if not (
        value.isascii() and value.isdigit() and len(value) < 11 and least <= int(value) <= most
    ):
        raise _refuse(name, value, f"a whole number from {least} to {most}")
    return int(value)
