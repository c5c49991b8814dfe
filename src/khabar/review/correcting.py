"""Decisions laid over a reading: what was rejected goes, what was edited says the new value.

The reading that is kept is never changed; this is done each time one is told from or shown.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from khabar.base.ids import stable_id
from khabar.base.names import fold_name
from khabar.record.actor import ActorRow, Entity, EntityId
from khabar.record.claim import Claim, ClaimId, Filler, Reading
from khabar.record.codes import EntityKind, EventType, Role, Status
from khabar.record.decision import Anchor, Decision, DecisionKind
from khabar.record.errors import RecordError
from khabar.record.place import PlaceLink, PlaceRow
from khabar.record.score import MAX_WEIGHT, Part, Score
from khabar.record.span import Span
from khabar.record.time import TimeBasis, When
from khabar.review.holding import claim_of, find_holding

__all__ = ["Corrections", "Lookups", "make_corrections", "parse_days"]

_ROLES: Final = {"actor": Role.ACTOR, "recipient": Role.RECIPIENT, "place": Role.PLACE}
_CHANGING: Final = frozenset({DecisionKind.EDIT, DecisionKind.LINK})


def _nothing(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookups:
    """Where the rows stand that a decision names by their ids.

    Attributes:
        actor: Row of the registry; ``None`` when there is none.
        place: Row of the gazetteer; ``None`` when there is none.
    """

    actor: Callable[[str], ActorRow | None] = _nothing
    place: Callable[[str], PlaceRow | None] = _nothing


@dataclass(frozen=True, slots=True)
class Corrections:
    """What people decided about claims, ready to be laid over any reading.

    Attributes:
        rejected: Claims that do not hold, with the decision that says so.
        changes: Edits and links by the text they are about, in the order they were taken.
        lookups: Where named rows stand.
    """

    rejected: Mapping[ClaimId, Decision]
    changes: Mapping[str, tuple[tuple[Decision, Anchor], ...]]
    lookups: Lookups

    def touches(self, text_sha256: str, claims: Iterable[ClaimId] = ()) -> bool:
        """Return whether anything was decided about a text or its claims.

        Args:
            text_sha256: Digest of the text.
            claims: Its claims.

        Returns:
            False when a reading of it stays as it is.
        """
        return text_sha256 in self.changes or any(one in self.rejected for one in claims)

    def correct(self, reading: Reading, *, keeps_rejected: bool = False) -> Reading:
        """Return a reading as people decided that it is.

        Args:
            reading: As it was read.
            keeps_rejected: Leave rejected claims in, for lists that mark them.

        Returns:
            The same reading when nothing was decided about it.

        Raises:
            RecordError: A decision holds a value that cannot be.
        """
        for decision, anchor in self.changes.get(reading.report.text_sha256, ()):
            reading = _change(reading, decision, anchor=anchor, lookups=self.lookups)
        kept = tuple(one for one in reading.claims if keeps_rejected or one.id not in self.rejected)
        return reading if len(kept) == len(reading.claims) else replace(reading, claims=kept)


def make_corrections(
    decisions: Iterable[Decision], *, lookups: Lookups | None = None
) -> Corrections:
    """Return what decisions change in readings.

    Args:
        decisions: As they hold now (``place_decisions``); of two about one claim the later
            wins.
        lookups: Where named rows stand.

    Returns:
        To be laid over readings.
    """
    rejected: dict[ClaimId, Decision] = {}
    changes: dict[str, list[tuple[Decision, Anchor]]] = {}
    for one in find_holding(decisions):
        for anchor in one.anchors:
            if one.kind is DecisionKind.REJECT:
                rejected[claim_of(anchor)] = one
            elif one.kind is DecisionKind.ACCEPT:
                rejected.pop(claim_of(anchor), None)
            elif one.kind in _CHANGING:
                changes.setdefault(anchor.text_sha256, []).append((one, anchor))
    told = {text: tuple(found) for text, found in changes.items()}
    return Corrections(rejected, told, lookups or Lookups())


def parse_days(words: str) -> tuple[date | None, date | None]:
    """Return the days that an edit gives.

    Args:
        words: ``2021-08-27``, or two with a slash; ``..`` for an open end.

    Returns:
        First and last.

    Raises:
        RecordError: They are no days, or out of order.
    """
    first, slash, last = words.partition("/")
    try:
        days = tuple(
            None if one.strip() == ".." else date.fromisoformat(one.strip())
            for one in (first, last if slash else first)
        )
    except ValueError as error:
        msg = f"not a day: {words!r} (write 2021-08-27, or 2021-08-27/2021-08-29)"
        raise RecordError(msg) from error
    if days[0] is not None and days[1] is not None and days[1] < days[0]:
        msg = f"the last day is before the first: {words!r}"
        raise RecordError(msg)
    return days[0], days[1]


def _change(reading: Reading, decision: Decision, *, anchor: Anchor, lookups: Lookups) -> Reading:
    """Return a reading with one edit or link."""
    wanted = claim_of(anchor)
    claim = next((one for one in reading.claims if one.id == wanted), None)
    if decision.kind is DecisionKind.LINK:
        return _link(reading, decision, claim=claim, span=anchor.span, lookups=lookups)
    if claim is None:
        return reading
    if decision.field in _ROLES:
        return _fill(reading, decision, claim=claim, lookups=lookups)
    edited = _edit(claim, field=decision.field, value=decision.value)
    return replace(reading, claims=tuple(edited if c is claim else c for c in reading.claims))


def _edit(claim: Claim, *, field: str, value: str) -> Claim:
    """Return a claim with another type, status or days."""
    if field == "type":
        same = claim.type == EventType(value)
        return replace(claim, type=EventType(value), mode=claim.mode if same else "", p=1.0)
    if field == "status":
        return replace(claim, status=Status(value), p_status=1.0)
    if field == "when":
        first, last = parse_days(value)
        basis = claim.when.basis
        basis = TimeBasis.DATELINE if basis is TimeBasis.UNKNOWN else basis
        return replace(claim, when=When(first, last, basis, claim.when.span))
    return claim


def _fill(reading: Reading, decision: Decision, *, claim: Claim, lookups: Lookups) -> Reading:
    """Return a reading in which a role of a claim is filled by what a person named."""
    role = _ROLES[decision.field]
    found = _find_entity(reading, decision.value)
    entity = found or _make_entity(decision.value, role=role, lookups=lookups)
    rest = tuple(one for one in claim.fillers if one.role is not role)
    filler = Filler(role, span=None, entity=entity.id, p=1.0, evidence=claim.trigger)
    edited = replace(claim, fillers=(*rest, filler))
    row = lookups.place(decision.value) if role is Role.PLACE else None
    return replace(
        reading,
        claims=tuple(edited if one is claim else one for one in reading.claims),
        entities=reading.entities if found else (*reading.entities, entity),
        places=_with_place(reading, row, span=claim.trigger),
    )


def _find_entity(reading: Reading, value: str) -> Entity | None:
    """Return the entity of a reading that an id or a name means."""
    for one in reading.entities:
        if value in {one.id, one.registry_id}:
            return one
    folded = fold_name(value)
    return next((one for one in reading.entities if fold_name(one.name) == folded), None)


def _make_entity(value: str, *, role: Role, lookups: Lookups) -> Entity:
    """Return an entity that the report does not have: a row that is known, else a bare name."""
    row = lookups.place(value) if role is Role.PLACE else lookups.actor(value)
    usual = EntityKind.PLACE if role is Role.PLACE else EntityKind.ORGANISATION
    known = row.kind if isinstance(row, ActorRow) else usual
    return Entity(
        id=EntityId(stable_id("decided", role, value)),
        name=row.name if row else value,
        kind=known,
        country=row.country if row else "",
        sector=row.tenures[-1].sector if isinstance(row, ActorRow) and row.tenures else None,
        role="",
        of="",
        registry_id=row.id if row else "",
        mentions=(),
        p=1.0,
        score=_DECIDED,
    )


def _link(
    reading: Reading, decision: Decision, *, claim: Claim | None, span: Span, lookups: Lookups
) -> Reading:
    """Return a reading in which an entity is the row that a person named."""
    entity = _meant(reading, decision, claim=claim, span=span)
    if entity is None:
        return reading
    place = lookups.place(decision.value) if entity.kind is EntityKind.PLACE else None
    row = place or lookups.actor(decision.value)
    linked = replace(
        entity,
        registry_id=decision.value,
        name=row.name if row else entity.name,
        country=row.country if row else entity.country,
        p=1.0,
        score=_DECIDED,
    )
    return replace(
        reading,
        entities=tuple(linked if one is entity else one for one in reading.entities),
        places=_with_place(reading, place, span=next(iter(entity.mentions), span)),
    )


def _meant(
    reading: Reading, decision: Decision, *, claim: Claim | None, span: Span
) -> Entity | None:
    """Return the entity that a link is about: in a role of a claim, else where words stand."""
    role = _ROLES.get(decision.field)
    if claim is not None and role is not None:
        fillers = sorted((f for f in claim.fillers if f.role is role), key=lambda f: -f.p)
        wanted = next((f.entity for f in fillers if f.entity is not None), None)
        return next((one for one in reading.entities if one.id == wanted), None)
    for one in reading.entities:
        if any(span.overlaps(mention) for mention in one.mentions):
            return one
    return None


def _with_place(reading: Reading, row: PlaceRow | None, *, span: Span) -> tuple[PlaceLink, ...]:
    """Return the links of a reading, with the one that a person made before those it rivals."""
    if row is None:
        return reading.places
    others = (one for one in reading.places if not one.span.overlaps(span))
    return (PlaceLink(span, row, 1.0, _DECIDED), *others)


_DECIDED: Final = Score((Part("a person's decision", "same", "same", MAX_WEIGHT),))
