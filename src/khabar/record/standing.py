"""What is known of event ids from before: which stand, which lead elsewhere, which are gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from khabar.record.card import ClaimKey
from khabar.record.event import Change, Event, EventId, Situation

__all__ = ["Standing", "Telling"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The ids of a case as they were before it is told anew.

    Attributes:
        members: Event of each mention of the standing events.
        founders: The founder of each standing event.
        redirects: Where the ids of merged events lead, one step; for ever.
        retracted: Ids of events that no claim speaks of any more.
        events: The standing events themselves.
    """

    members: Mapping[ClaimKey, EventId] = field(default_factory=dict)
    founders: Mapping[EventId, ClaimKey] = field(default_factory=dict)
    redirects: Mapping[EventId, EventId] = field(default_factory=dict)
    retracted: frozenset[EventId] = frozenset()
    events: Mapping[EventId, Event] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        events: Iterable[Event],
        *,
        redirects: Mapping[EventId, EventId] | None = None,
        retracted: Iterable[EventId] = (),
    ) -> "Standing":
        """Take down the ids of a situation.

        Args:
            events: Of the situation.
            redirects: Where the ids of merged events lead, one step.
            retracted: Ids of events that no claim speaks of any more.

        Returns:
            What the next telling needs to know.
        """
        by_id = {event.id: event for event in events}
        return cls(
            members={m.key: event.id for event in by_id.values() for m in event.mentions},
            founders={event.id: event.founder for event in by_id.values()},
            redirects=dict(redirects or {}),
            retracted=frozenset(retracted),
            events=by_id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A situation with what became of the ids from before.

    Attributes:
        situation: What the reports say together.
        redirects: Ids that newly lead to another event.
        retracted: Ids that newly stand for nothing.
        revived: Ids that stood for nothing and stand for an event again.
        changes: What happened to which event, in order of the events' ids.
    """

    situation: Situation
    redirects: Mapping[EventId, EventId]
    retracted: tuple[EventId, ...]
    revived: tuple[EventId, ...]
    changes: tuple[Change, ...]
