"""Who says so: the innermost speaker of a claim, else the outlet that first printed it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khabar.base.names import fold_name, sound_key
from khabar.events.reprints import find_originals
from khabar.events.tracks.parties.sides import Sides
from khabar.record.card import CardSource, ClaimCard, OriginKind
from khabar.record.codes import EntityKind
from khabar.record.event import SourceNote
from khabar.record.report import ReportId

__all__ = ["Claimant", "Claimants"]

_INWARDS = {
    OriginKind.OUTLET: 0,
    OriginKind.AGENCY: 1,
    OriginKind.DOCUMENT: 2,
    OriginKind.VISUAL: 2,
    OriginKind.UNNAMED: 3,
    OriginKind.SPEAKER: 4,
}


@dataclass(frozen=True, slots=True, order=True)
class Claimant:
    """Somebody who says something.

    Attributes:
        key: The same for the same claimant; made of the name when nothing better is known.
        name: As shown; a speaker's body stands behind the name.
        side: The side it speaks for, see ``Sides``; empty when it is nobody's.
    """

    key: str
    name: str
    side: str


class Claimants:
    """The claimants of claims: a reprint speaks in the name of what it reprints."""

    def __init__(
        self, cards: Iterable[ClaimCard], *, notes: Iterable[SourceNote], sides: Sides
    ) -> None:
        """Learn who printed what.

        Args:
            cards: All claims.
            notes: One a report; reports without a note stand on their own.
            sides: The sides of the same claims.
        """
        self._sides = sides
        self._outlet: dict[ReportId, tuple[str, str]] = {}
        for card in cards:
            self._outlet.setdefault(card.key.report, _printed_by(card))
        notes = tuple(notes)
        self._originals = find_originals(notes)
        for note in notes:
            _, name = self._outlet.get(note.report, ("", ""))
            key, _ = self._outlet.get(note.report, ("~" + fold_name(note.outlet), ""))
            self._outlet[note.report] = (key, note.outlet or name)

    def original(self, report: ReportId) -> ReportId:
        """Return the report that a report reprints, through any number of hands; else itself."""
        return self._originals.get(report, report)

    def speakers(self, card: ClaimCard) -> tuple[Claimant, ...]:
        """Return who says what a claim says.

        Args:
            card: The claim.

        Returns:
            The innermost sources, several when they are named side by side; the outlet
            when it says so itself; at least one.
        """
        told = [link for link in card.sources if link.kind is not OriginKind.OUTLET]
        if not told:
            return (self._printer(card.key.report),)
        deepest = max(_INWARDS[link.kind] for link in told)
        inner = [link for link in told if _INWARDS[link.kind] == deepest]
        return tuple(dict.fromkeys(self._claimant(link, card) for link in inner))

    def voice(self, report: ReportId) -> str:
        """Return the armed group or fighting state with whose name an outlet goes, if any.

        Such an outlet is not the group where it tells of others, but its "we" is.
        """
        _, name = self._outlet.get(self.original(report), ("", ""))
        return self._sides.voice(name)

    def _printer(self, report: ReportId) -> Claimant:
        key, name = self._outlet.get(self.original(report), ("", ""))
        side = self._sides.of_outlet(name) or self._group_in(name)
        return Claimant(key or "~", name or "outlet not known", side)

    def _claimant(self, link: CardSource, card: ClaimCard) -> Claimant:
        if link.kind is OriginKind.UNNAMED or not link.key:
            outlet = self._printer(card.key.report)
            key = f"?{fold_name(link.name)}@{outlet.key}"
            return Claimant(key, link.name, self._side_of_unnamed(link))
        side = self._side(link, card.key.report)
        body = self._sides.body_of(link) or self._group_behind(side)
        name = f"{link.name} ({body})" if body and body != link.name else link.name
        return Claimant(sound_key(link.name) or link.key, name, side)

    def _side(self, link: CardSource, report: ReportId) -> str:
        """Return the side of a speaker; "the Defence Ministry" is that of a state's outlet."""
        side, voice = self._sides.of_source(link), self.voice(report)
        known = self._sides.party(link.key)
        is_person = known is not None and known.kind is EntityKind.PERSON
        if is_person or not side.startswith("state:") or not voice.startswith("state:"):
            return side
        return side if self._sides.tells_state(link.name) else voice

    def _group_in(self, outlet: str) -> str:
        """Return the side of the armed group whose whole name an outlet's name holds."""
        side = self._sides.of_source(_nameless(outlet))
        return side if side.startswith("group:") else ""

    def _side_of_unnamed(self, link: CardSource) -> str:
        """Return the side of "a military source", "a rebel commander"; else none."""
        side = self._sides.of_source(_nameless(link.name))
        return side if side.startswith(("state:", "group:")) else ""

    def _group_behind(self, side: str) -> str:
        """Return the name of the armed group of a side: "rebels" without more are its rebels."""
        body = self._sides.body(side) if side.startswith("group:") else None
        return "" if body is None else body.name


def _nameless(name: str) -> CardSource:
    return CardSource(kind=OriginKind.UNNAMED, key="", name=name, of="", span=None)


def _printed_by(card: ClaimCard) -> tuple[str, str]:
    outlets: Sequence[CardSource] = [s for s in card.sources if s.kind is OriginKind.OUTLET]
    named = next((link.name for link in outlets), "")
    return card.outlet, named or card.outlet.removeprefix("~")
