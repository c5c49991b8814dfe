"""What reports say together as lines: events, contradictions, ledgers, sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from khabar.events.reprints import find_originals
from khabar.record.card import CardParty, CardPlace
from khabar.record.event import (
    Change,
    ChangeKind,
    Contradiction,
    Event,
    Mention,
    SourceNote,
    Toll,
    Variant,
)
from khabar.record.ledger import AccessEntry, Cite, ControlEntry, Stated, TalksTrack
from khabar.record.report import ReportId
from khabar.views.beginnings import tell_since
from khabar.views.outlet_families import OutletFamily

__all__ = ["SituationLines", "find_families"]

_SHOWN = 4  # names or reports on a line before "and 3 more"
_LIKELY = 0.5  # below it a name is a guess


@dataclass(frozen=True, slots=True)
class SituationLines:
    """Makes lines.

    Attributes:
        names: What to call reports that came without an id.
    """

    names: Mapping[ReportId, str]

    def event(self, event: Event) -> str:
        """Return an event on one line.

        Args:
            event: Any.

        Returns:
            ``id  days  ACTOR -> TYPE/mode [status] -> RECIPIENT @ place; counts``.
        """
        return f"{event.id}  {_gist(event)}; {_counts(event)}"

    def tell_event(self, event: Event) -> Iterator[str]:
        """Yield what lies behind an event: variants, origins, tolls, why it is one.

        Args:
            event: Any.

        Yields:
            Lines.
        """
        for origin in event.origins:
            yield f"origin: {origin.name} ({origin.kind}), in {self._reports(origin.reports)}"
        for toll in event.tolls:
            yield from self._toll(toll)
        for contradiction in event.contradictions:
            yield from self.contradiction(contradiction)
        for join in event.joins:
            left, right = (self._name(key.report) for key in (join.left, join.right))
            parts = sorted(join.score.parts, key=lambda part: -abs(part.weight))
            why = ", ".join(f"{p.feature} {p.weight:+.1f}" for p in parts[:_SHOWN])
            yield f"one with p {join.score.probability:.3f}: {left} and {right} ({why})"

    def mention(self, mention: Mention, *, words: str) -> str:
        """Return a mention on one line.

        Args:
            mention: One of an event's.
            words: The words of its trigger.

        Returns:
            ``report: outlet > speaker: TYPE "words" [status]``.
        """
        sources = " > ".join(mention.sources) or "(source unknown)"
        said = f'{mention.type} "{" ".join(words.split())}" [{mention.status}]'
        return f"{self._name(mention.cite.report)}: {sources}: {said}"

    def contradiction(self, contradiction: Contradiction) -> Iterator[str]:
        """Yield a contradiction: the field, then a line for each value.

        Args:
            contradiction: Any.

        Yields:
            Lines.
        """
        can = "one can hold inside the other" if contradiction.reconcilable else "not both"
        yield f"{contradiction.field} is told differently ({can}):"
        for variant in contradiction.values:
            yield f"  {self._variant(variant)}"

    def control(self, entry: ControlEntry) -> str:
        """Return an entry of the control ledger on one line.

        Args:
            entry: Any.

        Returns:
            The line.
        """
        line = f"{entry.place}: {entry.holder or '(nobody named)'} [{entry.state}]"
        line += f"  {_stretch(entry)}{_according(entry.claimants)}"
        if entry.disputed_by:
            line += f"; disputed by {_some(entry.disputed_by)}"
        return line + self._newest(entry.newest, entry.cites)

    def access(self, entry: AccessEntry) -> str:
        """Return an entry of the access ledger on one line.

        Args:
            entry: Any.

        Returns:
            The line.
        """
        line = f"{entry.place}: {entry.what} [{entry.state}]  {_stretch(entry)}"
        if entry.restricted_by:
            line += f"; restricted by {_some(entry.restricted_by)}"
        return line + _according(entry.claimants) + self._newest(entry.newest, entry.cites)

    def talks(self, track: TalksTrack) -> Iterator[str]:
        """Yield a line of negotiation: who, then what each side wants, then day by day.

        Args:
            track: Any.

        Yields:
            Lines.
        """
        line = _some(track.parties) or "(parties unknown)"
        line += f" @ {track.venue}" if track.venue else ""
        line += f", through {_some(track.mediators)}" if track.mediators else ""
        line += f" [{track.outcome}]" if track.outcome else ""
        yield line + self._newest(track.newest, track.cites)
        for what, told in (
            ("demand", track.demands),
            ("condition", track.conditions),
            ("offer", track.offers),
            ("rejection", track.rejections),
        ):
            yield from (f"  {_stated(one, what)}" for one in told)
        for one in track.deadlines:
            yield f"  deadline of {one.by or '(unknown)'}, {one.day}: {one.what}"
        for step in track.steps:
            yield f"  {step.day or 'day unknown'}: {step.status} ({self._name(step.report)})"
        if track.next:
            yield f"  next: {track.next}"

    def family(self, notes: Sequence[SourceNote]) -> Iterator[str]:
        """Yield a report with those that reprint it, and whom each credits and quotes.

        Args:
            notes: The original first.

        Yields:
            Lines.
        """
        for note in notes:
            line = f"{self._name(note.report)}  {note.outlet or '(outlet unknown)'}"
            if note.copy_of is not None:
                line = f"  {line}, reprints {self._name(note.copy_of)} (p {note.p:.2f})"
            line += f"; credits {', '.join(note.credits)}" if note.credits else ""
            yield line + (f"; quotes {', '.join(note.quotes)}" if note.quotes else "")

    def change(self, change: Change, *, now: Event | None = None) -> str:
        """Return a line of the change feed.

        Args:
            change: Any.
            now: What the event is now, if there is one.

        Returns:
            The line, with what the event tells.
        """
        line = f"{change.at:%Y-%m-%d %H:%M:%S}  {change.kind}  {change.event}"
        if change.kind is ChangeKind.MERGED:
            line += f" into {change.into}"
        line = f"{line}: {', '.join(change.what)}" if change.what else line
        return line if now is None else f"{line}  ({_gist(now)})"

    def _toll(self, toll: Toll) -> Iterator[str]:
        best = f", best {toll.best} ({toll.rule})" if toll.best is not None else ""
        yield f"{toll.kind}: {_range(toll.low, toll.high)}{best}"
        for variant in toll.variants:
            yield f"  {self._variant(variant)}"

    def _variant(self, variant: Variant) -> str:
        reports = self._reports(dict.fromkeys(cite.report for cite in variant.cites))
        return f"{variant.value}{_according(variant.according_to)} ({reports})"

    def _newest(self, newest: date | None, cites: Iterable[Cite]) -> str:
        reports = self._reports(dict.fromkeys(cite.report for cite in cites))
        return f"; newest {newest or 'unknown'} ({reports})"

    def _reports(self, reports: Iterable[ReportId]) -> str:
        return _some([self._name(report) for report in reports])

    def owner(self, family: OutletFamily) -> str:
        """Return who owns some outlets of a case on one line.

        Args:
            family: The outlets and their owner.

        Returns:
            ``owner (kind, COUNTRY) owns A, B``.
        """
        about = ", ".join(filter(None, (str(family.kind), family.country)))
        return f"{family.owner} ({about}) owns {_some(family.outlets)}"

    def _name(self, report: ReportId) -> str:
        return self.names.get(report, report)


def _gist(event: Event) -> str:
    """Return when an event was, and who did what to whom where."""
    code = f"{event.type}/{event.modes[0]}" if event.modes else str(event.type)
    line = f"{_days(event.first, event.last)}  "
    line += f"{_fillers(event.actors) or '?'} -> {code} [{event.status}]"
    if event.recipients:
        line += f" -> {_fillers(event.recipients)}"
    if event.places:
        line += f" @ {_fillers(event.places)}"
    return line


def _fillers(told: Sequence[CardParty] | Sequence[CardPlace]) -> str:
    """Return names; those less likely than not as guesses: "(army?)"."""
    return _some([each.name if each.p >= _LIKELY else f"({each.name}?)" for each in told])


def find_families(notes: Iterable[SourceNote]) -> tuple[tuple[SourceNote, ...], ...]:
    """Put reports with those that reprint them.

    Args:
        notes: One a report.

    Returns:
        Families in the order of their originals, each with its original first.
    """
    told = tuple(notes)
    originals = find_originals(told)
    families: dict[ReportId, list[SourceNote]] = {}
    for note in told:
        families.setdefault(originals.get(note.report, note.report), []).append(note)
    return tuple(
        tuple(sorted(family, key=lambda note: note.report != first))
        for first, family in families.items()
    )


def _stated(one: Stated, what: str) -> str:
    said = " ".join(one.what.split())
    return f"{what} of {one.by or '?'}: {said}" + (f" ({one.day})" if one.day else "")


def _counts(event: Event) -> str:
    line = _number(len(event.mentions), "mention")
    line += f", {_number(len(event.reports), 'report')}, {_number(len(event.origins), 'origin')}"
    told = len(event.contradictions)
    return f"{line}, {_number(told, 'contradiction')}" if told else line


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _some(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    line = ", ".join(names[:_SHOWN])
    return f"{line} and {more} more" if more > 0 else line


def _according(sources: Sequence[str]) -> str:
    return f", according to {_some(sources)}" if sources else ""


def _stretch(entry: ControlEntry | AccessEntry) -> str:
    """Return the days of an entry; a beginning of which no day is told has its year or month."""
    if entry.first is None or entry.first_by is None:
        return _days(entry.first, entry.last)
    begun = tell_since(entry.first, first_by=entry.first_by)
    return begun if entry.last is None else f"{begun}, until {entry.last}"


def _days(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return "day unknown"
    if first is None:
        return f"until {last}"
    if last is None:
        return f"since {first}"
    return str(first) if first == last else f"{first}..{last}"


def _range(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "unknown"
    if low == high:
        return str(low)
    if high is None:
        return f"at least {low}"
    return f"up to {high}" if low is None else f"{low} to {high}"
