"""The situation port: what a store keeps of what all its reports say together."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from khabar.record.card import ClaimCard
from khabar.record.decision import Decision, Orphan
from khabar.record.deck import Deck
from khabar.record.event import Change, Event, EventId, Field, SourceNote
from khabar.record.ledger import AccessEntry, ControlEntry, TalksTrack
from khabar.record.report import ReportId
from khabar.record.standing import Standing, Telling
from khabar.store.derivation import Derivation
from khabar.store.rows import ClaimQuery

__all__ = ["Found", "SituationShelf", "Told"]


@dataclass(frozen=True, slots=True)
class Told:
    """A telling that is kept.

    Attributes:
        inputs: Digest of the readings and decisions that it rests on.
        made_by: Id of the derivation (stage ``situation``) that told it.
        at: When, UTC.
        readings_moved: Reports whose current reading was switched with it.
        events_moved: Lines it added to the change feed.
    """

    inputs: str
    made_by: str
    at: datetime
    readings_moved: int
    events_moved: int


@dataclass(frozen=True, slots=True)
class Found:
    """What an event id stands for now.

    Attributes:
        asked: The id.
        event: The event; ``None`` when no claim speaks of it any more.
        since: When the id was merged or its event retracted; ``None`` for a standing event.
    """

    asked: EventId
    event: Event | None
    since: datetime | None


class SituationShelf(Protocol):
    """What the reports of a case say together. Every adapter passes the same tests.

    Everything here is derived and replaced as a whole by ``put``; decisions, changes and
    the ids of events that are none now stay for ever.
    """

    def inputs(self, *, switching: str | None = None) -> str:
        """Return a digest of the current readings and the decisions.

        Args:
            switching: As if the readings of this derivation were the current ones.

        Returns:
            Another one as soon as a report, a reading or a decision is.
        """

    def told(self) -> Told | None:
        """Return the last telling; ``None`` when there is none."""

    def arrivals(self) -> Mapping[ReportId, int]:
        """Return the number of each report in the order they were added."""

    def names(self) -> Mapping[ReportId, str]:
        """Return what to call reports whose id was made of their content: their files."""

    def undealt(self, made_by: str, *, switching: str | None = None) -> tuple[ReportId, ...]:
        """Return the reports whose reading has no cards by a derivation.

        Args:
            made_by: Id of a derivation of stage ``situation``.
            switching: As if the readings of this derivation were the current ones.

        Returns:
            Ids, in order of arrival.
        """

    def deal(
        self,
        decks: Mapping[ReportId, tuple[ClaimCard, ...]],
        *,
        made_by: Derivation,
        at: datetime,
        switching: str | None = None,
    ) -> None:
        """Keep the cards of readings.

        Args:
            decks: Cards by report.
            made_by: A derivation of stage ``situation``.
            at: When, UTC.
            switching: They are of readings by this derivation, where there are such.
        """

    def decks(
        self, *, switching: str | None = None, texts: Collection[str] | None = None
    ) -> Iterator[Deck]:
        """Yield the decks of current readings, in order of arrival.

        Args:
            switching: As if the readings of this derivation were the current ones.
            texts: Only those of reports whose text has one of these digests.

        Yields:
            Reports with their cards; reports without cards are left out.
        """

    def standing(self) -> Standing:
        """Return the ids as they are."""

    def compared(self) -> bytes:
        """Return the pairs that were compared for the last telling, as they were put."""

    def put(
        self,
        telling: Telling,
        *,
        inputs: str,
        made_by: Derivation,
        at: datetime,
        orphans: Iterable[Orphan] = (),
        switching: str | None = None,
        compared: bytes = b"",
    ) -> int:
        """Make a situation the one that is told, in one transaction.

        Args:
            telling: The situation, and what became of ids.
            inputs: Digest of what it rests on.
            made_by: A derivation of stage ``situation``.
            at: When, UTC.
            orphans: Anchors of decisions that hold nowhere now.
            switching: The readings of this derivation become the current ones with it.
            compared: Pairs that need not be compared again; empty when all must be.

        Returns:
            How many reports changed their current reading.

        Raises:
            StoreError: The store cannot be written; then everything is as before.
        """

    def sources(self) -> Iterator[SourceNote]:
        """Yield where each report comes from, in order of arrival."""

    def events(
        self, query: ClaimQuery | None = None, /, *, differing: Collection[Field] | None = None
    ) -> Iterator[Event]:
        """Yield events of which at least one claim matches, by first day (unknown last), id.

        Args:
            query: Which claims; ``limit`` counts events.
            differing: Only events in which sources tell one of these fields differently.

        Yields:
            Whole events, claims that do not match included.
        """

    def event(self, event: EventId, /) -> Found:
        """Return what an event id stands for, wherever it leads.

        Args:
            event: Of any time.

        Returns:
            The event.

        Raises:
            StoreMissingError: No event ever had this id.
        """

    def control(self) -> Iterator[ControlEntry]:
        """Yield who holds what, in the order of the ledger."""

    def access(self) -> Iterator[AccessEntry]:
        """Yield what gets in and out, in the order of the ledger."""

    def talks(self) -> Iterator[TalksTrack]:
        """Yield who talks with whom, in the order of the ledger."""

    def changes(self, *, since: datetime | None = None) -> Iterator[Change]:
        """Yield the change feed, oldest first.

        Args:
            since: Leave out what changed before this moment.

        Yields:
            Lines.
        """

    def decide(self, decisions: Iterable[Decision], /) -> int:
        """Keep decisions that are not there yet.

        Args:
            decisions: Of people.

        Returns:
            How many that was.
        """

    def decisions(self) -> tuple[Decision, ...]:
        """Return every decision as it was taken, in the order of their moments."""

    def orphans(self) -> tuple[Orphan, ...]:
        """Return the anchors that held nowhere when the situation was told last."""
