"""What several screens show: cites, chains, names, places, events and claims in lists."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, Literal

from khabar.base.names import fold_name
from khabar.record.card import CardParty, CardPlace, ClaimKey
from khabar.record.claim import Claim, Filler, SourceKind
from khabar.record.codes import Role
from khabar.record.event import Contradiction, Event, Mention, Variant
from khabar.record.ledger import Cite
from khabar.record.lookup import find_claim_places, quote_of
from khabar.record.report import ReportId
from khabar.record.span import Span
from khabar.store import ClaimQuote
from khabar.web.case.snapshot import Snapshot
from khabar.web.screens.remarks import event_remarks, tell_remarks
from khabar.web.shapes import shared as shapes

__all__ = [
    "actor_key",
    "card_fields",
    "claim_places",
    "claim_row",
    "event_card",
    "event_cards",
    "filler_name",
    "named",
    "one_line",
    "pair",
    "rivals",
    "row_fields",
    "tell_day",
    "to_chain",
    "to_cite",
    "to_variant",
]

_LinkKind = Literal["outlet", "relay", "speaker", "document", "unnamed"]
_KINDS: Final[dict[SourceKind, _LinkKind]] = {
    SourceKind.OUTLET: "outlet",
    SourceKind.RELAYED: "relay",
    SourceKind.VISUAL: "document",
    SourceKind.SPEAKER: "speaker",
    SourceKind.UNNAMED: "unnamed",
}


def tell_day(day: date | None) -> str | None:
    """Return a day as JSON has it.

    Args:
        day: ``None`` when unknown.

    Returns:
        ISO 8601.
    """
    return None if day is None else day.isoformat()


def one_line(words: str) -> str:
    """Return words on one line.

    Args:
        words: With any white space.

    Returns:
        The same words parted by single spaces.
    """
    return " ".join(words.split())


def pair(span: Span) -> tuple[int, int]:
    """Return a span as JSON has it.

    Args:
        span: Of a report's text.

    Returns:
        Its two offsets.
    """
    return span.start, span.end


def to_cite(cite: Cite) -> shapes.Cite:
    """Return words that something rests on.

    Args:
        cite: Of the record.

    Returns:
        Its shape.
    """
    return shapes.Cite(report=cite.report, span=pair(cite.span))


def to_variant(variant: Variant) -> shapes.Variant:
    """Return one value of a field.

    Args:
        variant: Of the record.

    Returns:
        Its shape.
    """
    return shapes.Variant(
        value=variant.value,
        low=variant.low,
        high=variant.high,
        according_to=list(variant.according_to),
        cites=[to_cite(cite) for cite in variant.cites],
        newest=tell_day(variant.newest),
    )


def rivals(contradictions: Iterable[Contradiction]) -> list[shapes.Rivals]:
    """Return what sources tell differently.

    Args:
        contradictions: Of an event.

    Returns:
        In the same order.
    """
    return [
        shapes.Rivals(
            field=one.field.value,
            reconcilable=one.reconcilable,
            values=[to_variant(value) for value in one.values],
        )
        for one in contradictions
    ]


def actor_key(name: str, *, registry_id: str) -> str:
    """Return the key under which an actor's page is found.

    Args:
        name: As shown.
        registry_id: Row of the registry; empty when not linked.

    Returns:
        The same key that cards have.
    """
    return registry_id or f"~{fold_name(name)}"


def named(parties: Iterable[CardParty]) -> list[shapes.Named]:
    """Return actors with the keys of their pages.

    Args:
        parties: Of an event.

    Returns:
        In the same order.
    """
    return [shapes.Named(name=party.name, key=party.key) for party in parties]


def _places(places: Iterable[CardPlace]) -> list[shapes.PlaceRef]:
    return [
        shapes.PlaceRef(
            name=place.name,
            lat=place.lat,
            lon=place.lon,
            precision_m=place.precision_m if place.lat is not None else None,
        )
        for place in places
    ]


def to_chain(claim: Claim, *, snapshot: Snapshot, report: ReportId) -> list[shapes.SourceLink]:
    """Return the source chain of a claim.

    Args:
        claim: Which.
        snapshot: Where it stands.
        report: In which report.

    Returns:
        From the outlet inwards.
    """
    entities, made = snapshot.entities(report), []
    for link in claim.attribution:
        entity = entities.find(link.entity)
        name = link.text if entity is None else entity.name
        made.append(
            shapes.SourceLink(
                name=_link_name(name, kind=link.kind),
                kind=_KINDS[link.kind],
                span=None if link.span is None else pair(link.span),
            )
        )
    return made


def event_card(event: Event, *, snapshot: Snapshot) -> shapes.EventCard:
    """Return an event as lists show it.

    Args:
        event: Which.
        snapshot: Where it stands.

    Returns:
        With the chain and words of its best mention.
    """
    return shapes.EventCard(**card_fields(event, snapshot=snapshot))


def event_cards(events: Iterable[Event], *, snapshot: Snapshot) -> list[shapes.EventCard]:
    """Return events as lists show them, without opening the readings they are told in.

    Args:
        events: Which.
        snapshot: Where they stand.

    Returns:
        In the same order.
    """
    listed = list(events)
    keys = [_best(event).key for event in listed]
    quotes = snapshot.quotes(key for key in keys if not snapshot.readings.is_open(key.report))
    return [
        shapes.EventCard(**card_fields(event, snapshot=snapshot, quote=quotes.get(key)))
        for event, key in zip(listed, keys, strict=True)
    ]


def _best(event: Event) -> Mention:
    """Return the mention that stands for an event."""
    return next((m for m in event.mentions if m.status is event.status), event.mentions[0])


def _quote(
    mention: Mention, *, snapshot: Snapshot, quote: ClaimQuote | None
) -> tuple[list[shapes.SourceLink], str]:
    """Return the chain and the words of a mention."""
    if quote is not None and len(quote.links) == len(mention.sources):
        chain = [
            shapes.SourceLink(
                name=_link_name(name, kind=kind),
                kind=_KINDS[kind],
                span=None if span is None else pair(span),
            )
            for (kind, span), name in zip(quote.links, mention.sources, strict=True)
        ]
        return chain, one_line(quote.words)
    claim = snapshot.claims.get(mention.key)
    if claim is None:
        return [], ""
    reading = snapshot.readings[mention.key.report]
    sentence = reading.sentences[claim.sentence].span
    chain = to_chain(claim, snapshot=snapshot, report=mention.key.report)
    return chain, one_line(sentence.quote(reading.report.text))


def _link_name(name: str, *, kind: SourceKind) -> str:
    return one_line(name) or ("outlet unknown" if kind is SourceKind.OUTLET else "unnamed")


def card_fields(
    event: Event, *, snapshot: Snapshot, quote: ClaimQuote | None = None
) -> dict[str, Any]:
    """Return the fields of ``EventCard``.

    Args:
        event: Which.
        snapshot: Where it stands.
        quote: Words of its best mention, where they were found already.

    Returns:
        By name.
    """
    best = _best(event)
    chain, words = _quote(best, snapshot=snapshot, quote=quote)
    return {
        "id": event.id,
        "type": event.type.value,
        "modes": list(event.modes),
        "status": event.status.value,
        "first": tell_day(event.first),
        "last": tell_day(event.last),
        "actors": named(event.actors),
        "recipients": named(event.recipients),
        "places": _places(event.places),
        "counts": shapes.Counts(
            mentions=len(event.mentions), reports=len(event.reports), origins=len(event.origins)
        ),
        "chain": chain,
        "words": words,
        "cite": to_cite(best.cite),
        "contradictions": rivals(event.contradictions),
        "review": snapshot.event_state(event),
        **event_remarks(event, snapshot=snapshot),
    }


def claim_row(key: ClaimKey, *, snapshot: Snapshot) -> shapes.ClaimRow:
    """Return a claim as lists show it.

    Args:
        key: Which.
        snapshot: Where it stands.

    Returns:
        With its chain and words.
    """
    return shapes.ClaimRow(**row_fields(key, snapshot=snapshot))


def row_fields(key: ClaimKey, *, snapshot: Snapshot) -> dict[str, Any]:
    """Return the fields of ``ClaimRow``.

    Args:
        key: Which claim.
        snapshot: Where it stands.

    Returns:
        By name.
    """
    claim, reading = snapshot.claims[key], snapshot.readings[key.report]
    report, event = reading.report, snapshot.event_of(key)
    sentence = reading.sentences[claim.sentence].span
    quantities = [
        shapes.ClaimRowQuantities(
            kind=one.kind.value, low=one.low, high=one.high, words=one.span.quote(report.text)
        )
        for one in claim.quantities
    ]
    return {
        "id": claim.id,
        "report": report.id,
        "outlet": report.outlet,
        "published": tell_day(report.published),
        "event": None if event is None else event.id,
        "type": claim.type.value,
        "mode": claim.mode or None,
        "status": claim.status.value,
        "actors": _fillers(claim, Role.ACTOR, snapshot=snapshot, report=report.id),
        "recipients": _fillers(claim, Role.RECIPIENT, snapshot=snapshot, report=report.id),
        "places": claim_places(key, snapshot=snapshot),
        "when": shapes.When(
            first=tell_day(claim.when.first),
            last=tell_day(claim.when.last),
            basis=claim.when.basis.value,
            words=one_line(quote_of(claim.when.span, report.text)),
        ),
        "chain": to_chain(claim, snapshot=snapshot, report=report.id),
        "quoted": claim.quoted,
        "conditions": [one_line(span.quote(report.text)) for span in claim.conditions],
        "quantities": quantities,
        "words": one_line(sentence.quote(report.text)),
        "sentence": pair(sentence),
        "trigger": pair(claim.trigger),
        "origins": 0 if event is None else len(event.origins),
        "p": round(claim.p, 3),
        "review": snapshot.state(claim.id),
        "flagged": claim.id in snapshot.remarks.flagged,
        "sensitive": snapshot.claim_is_sensitive(key),
        "sealed": snapshot.remarks.seal_of(claim.id) is not None,
        "remarks": tell_remarks(snapshot.remarks.of_claim(claim.id)),
    }


def filler_name(filler: Filler, *, snapshot: Snapshot, report: ReportId) -> shapes.Named:
    """Return who fills a role.

    Args:
        filler: Of a claim.
        snapshot: Where it stands.
        report: In which report.

    Returns:
        The entity's name, else the words.
    """
    entity = snapshot.entities(report).find(filler.entity)
    if entity is not None:
        return shapes.Named(
            name=one_line(entity.name),
            key=actor_key(entity.name, registry_id=entity.registry_id),
        )
    text = snapshot.readings[report].report.text
    return shapes.Named(name=one_line(quote_of(filler.span or filler.evidence, text)), key="")


def _fillers(
    claim: Claim, role: Role, *, snapshot: Snapshot, report: ReportId
) -> list[shapes.Named]:
    found = (
        filler_name(one, snapshot=snapshot, report=report)
        for one in claim.fillers
        if one.role is role and one.is_sure
    )
    return list(dict.fromkeys(found))


def claim_places(key: ClaimKey, *, snapshot: Snapshot) -> list[shapes.PlaceRef]:
    """Return the places of a claim, in the gazetteer or not.

    Args:
        key: Which claim.
        snapshot: Where it stands.

    Returns:
        Linked places with their points, others by their words.
    """
    claim, reading = snapshot.claims[key], snapshot.readings[key.report]
    entities = snapshot.entities(key.report)
    linked = find_claim_places(claim, places=reading.places, entities=entities)
    if linked:
        return [
            shapes.PlaceRef(
                name=link.row.name,
                lat=link.row.lat,
                lon=link.row.lon,
                precision_m=link.row.precision_m,
            )
            for link in linked
        ]
    words = _fillers(claim, Role.PLACE, snapshot=snapshot, report=key.report)
    return [shapes.PlaceRef(name=one.name, lat=None, lon=None, precision_m=None) for one in words]
