"""What reports say together, in the shapes that are written as JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from khabar.exports import situation_shape as shape
from khabar.record.card import ClaimKey
from khabar.record.event import (
    Change,
    Contradiction,
    Event,
    Join,
    Mention,
    Origin,
    SourceNote,
    Toll,
    Variant,
)
from khabar.record.ledger import AccessEntry, Cite, ControlEntry, Stated, TalksTrack
from khabar.record.report import ReportId
from khabar.record.score import Part
from khabar.record.span import Span

__all__ = ["SituationShapes"]

_DIGITS = 4  # of a probability; the fifth is noise


@dataclass(frozen=True, slots=True)
class SituationShapes:
    """Makes shapes.

    Attributes:
        names: What to call reports that came without an id.
    """

    names: Mapping[ReportId, str]

    def event(self, event: Event) -> shape.EventShape:
        """Return an event.

        Args:
            event: Any.

        Returns:
            Its shape.
        """
        return shape.EventShape(
            id=event.id,
            type=event.type,
            modes=list(event.modes),
            status=event.status,
            first=_day(event.first),
            last=_day(event.last),
            places=[place.name for place in event.places],
            actors=[party.name for party in event.actors],
            recipients=[party.name for party in event.recipients],
            mentions=[self._mention(mention) for mention in event.mentions],
            counts=shape.CountsShape(len(event.mentions), len(event.reports), len(event.origins)),
            origins=[self._origin(origin) for origin in event.origins],
            contradictions=[self._rivals(one) for one in event.contradictions],
        )

    def whole_event(self, event: Event) -> shape.WholeEventShape:
        """Return an event with its tolls and the reasons why its mentions are one.

        Args:
            event: Any.

        Returns:
            Its shape.
        """
        told = self.event(event)
        cites = {mention.key: mention.cite for mention in event.mentions}
        return shape.WholeEventShape(
            **{name: getattr(told, name) for name in told.__struct_fields__},
            tolls=[self._toll(toll) for toll in event.tolls],
            joins=[self._join(join, cites=cites) for join in event.joins],
        )

    def contradiction(
        self, contradiction: Contradiction, *, event: Event
    ) -> shape.ContradictionShape:
        """Return a contradiction with the event it is in.

        Args:
            contradiction: One of the event's.
            event: The event.

        Returns:
            Its shape.
        """
        rivals = self._rivals(contradiction)
        return shape.ContradictionShape(
            event=event.id,
            type=event.type,
            first=_day(event.first),
            last=_day(event.last),
            places=[place.name for place in event.places],
            field=rivals.field,
            values=rivals.values,
            reconcilable=rivals.reconcilable,
        )

    def source(self, note: SourceNote) -> shape.SourceShape:
        """Return where a report comes from.

        Args:
            note: Of the report.

        Returns:
            Its shape.
        """
        return shape.SourceShape(
            report=self._name(note.report),
            outlet=note.outlet,
            copy_of=None if note.copy_of is None else self._name(note.copy_of),
            p=round(note.p, _DIGITS),
            credits=list(note.credits),
            quotes=list(note.quotes),
        )

    def control(self, entry: ControlEntry) -> shape.ControlShape:
        """Return an entry of the control ledger.

        Args:
            entry: Any.

        Returns:
            Its shape.
        """
        return shape.ControlShape(
            place=entry.place,
            holder=entry.holder,
            state=entry.state,
            first=_day(entry.first),
            first_by=_day(entry.first_by),
            last=_day(entry.last),
            claimants=list(entry.claimants),
            disputed_by=list(entry.disputed_by),
            newest=_day(entry.newest),
            cites=self._cites(entry.cites),
        )

    def access(self, entry: AccessEntry) -> shape.AccessShape:
        """Return an entry of the access ledger.

        Args:
            entry: Any.

        Returns:
            Its shape.
        """
        return shape.AccessShape(
            place=entry.place,
            what=entry.what,
            state=entry.state,
            first=_day(entry.first),
            first_by=_day(entry.first_by),
            last=_day(entry.last),
            restricted_by=list(entry.restricted_by),
            claimants=list(entry.claimants),
            newest=_day(entry.newest),
            cites=self._cites(entry.cites),
        )

    def talks(self, track: TalksTrack) -> shape.TalksShape:
        """Return a line of negotiation.

        Args:
            track: Any.

        Returns:
            Its shape.
        """
        return shape.TalksShape(
            parties=list(track.parties),
            venue=track.venue,
            mediators=list(track.mediators),
            demands=_stated(track.demands),
            conditions=_stated(track.conditions),
            offers=_stated(track.offers),
            rejections=_stated(track.rejections),
            deadlines=[
                shape.DeadlineShape(one.by, one.what, one.day.isoformat())
                for one in track.deadlines
            ],
            outcome=track.outcome,
            by_date=[
                shape.StepShape(_day(step.day), step.status, self._name(step.report))
                for step in track.steps
            ],
            next=track.next,
            cites=self._cites(track.cites),
        )

    def change(self, change: Change) -> shape.ChangeShape:
        """Return a line of the change feed.

        Args:
            change: Any.

        Returns:
            Its shape.
        """
        return shape.ChangeShape(
            at=change.at.isoformat(),
            kind=change.kind,
            event=change.event,
            into=change.into,
            what=list(change.what),
        )

    def _name(self, report: ReportId) -> str:
        return self.names.get(report, report)

    def _cites(self, cites: Iterable[Cite]) -> list[shape.CiteShape]:
        return [shape.CiteShape(self._name(cite.report), _pair(cite.span)) for cite in cites]

    def _mention(self, mention: Mention) -> shape.MentionShape:
        return shape.MentionShape(
            report=self._name(mention.cite.report),
            trigger=_pair(mention.cite.span),
            type=mention.type,
            status=mention.status,
            sources=list(mention.sources),
        )

    def _origin(self, origin: Origin) -> shape.OriginShape:
        reports = [self._name(report) for report in origin.reports]
        return shape.OriginShape(origin.name, origin.kind, reports)

    def _rivals(self, contradiction: Contradiction) -> shape.RivalsShape:
        return shape.RivalsShape(
            field=contradiction.field,
            values=[self._value(variant) for variant in contradiction.values],
            reconcilable=contradiction.reconcilable,
        )

    def _value(self, variant: Variant) -> shape.ValueShape:
        reports = dict.fromkeys(self._name(cite.report) for cite in variant.cites)
        return shape.ValueShape(
            value=variant.value,
            low=variant.low,
            high=variant.high,
            reports=list(reports),
            according_to=list(variant.according_to),
        )

    def _toll(self, toll: Toll) -> shape.TollShape:
        return shape.TollShape(
            kind=toll.kind,
            low=toll.low,
            high=toll.high,
            best=toll.best,
            rule=toll.rule,
            values=[self._value(variant) for variant in toll.variants],
        )

    def _join(self, join: Join, *, cites: Mapping[ClaimKey, Cite]) -> shape.JoinShape:
        left, right = self._cites([cites[join.left], cites[join.right]])
        return shape.JoinShape(
            left=left,
            right=right,
            p=round(join.score.probability, _DIGITS),
            parts=[_part(part) for part in join.score.parts],
        )


def _part(part: Part) -> shape.PartShape:
    return shape.PartShape(part.feature, part.left, part.right, round(part.weight, _DIGITS))


def _stated(told: Iterable[Stated]) -> list[shape.StatedShape]:
    return [shape.StatedShape(one.by, one.what) for one in told]


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
