"""Claims of invented sieges as cards, one short call each, for tests of ledgers."""

from datetime import date
from itertools import count

from khabar.base.names import fold_name
from khabar.record.card import CardParty, CardPlace, CardSource, ClaimCard, ClaimKey, OriginKind
from khabar.record.claim import ClaimId
from khabar.record.codes import EntityKind, EventType, Sector, Status
from khabar.record.report import ReportId
from khabar.record.span import Span
from khabar.record.time import TimeBasis

__all__ = ["claim", "place", "who"]

_NUMBERS = count(1)


def who(name: str, kind: EntityKind, *, of: str = "", called: str = "") -> CardParty:
    """Return an actor; the sector follows from the kind."""
    sectors = {EntityKind.MILITARY: Sector.MIL, EntityKind.ARMED_GROUP: Sector.REB}
    return CardParty(
        key="~" + fold_name(name),
        name=name,
        kind=kind,
        country="",
        sector=sectors.get(kind),
        of="~" + fold_name(of) if of else "",
        aliases=(fold_name(called or name),),
        p=1.0,
    )


def place(name: str) -> CardPlace:
    """Return a place that is in no gazetteer."""
    key = "~" + fold_name(name)
    return CardPlace(key=key, name=name, country="", lat=None, lon=None, precision_m=0, p=1.0)


def claim(  # noqa: PLR0913 (each is one thing that a claim says)
    report: str,
    published: date,
    type_: EventType,
    head: str,
    *,
    status: Status = Status.ACTUAL,
    mode: str = "",
    by: tuple[CardParty, ...] = (),
    to: tuple[CardParty, ...] = (),
    at: tuple[str, ...] = (),
    on: date | None = None,
    since: date | None = None,
    since_by: date | None = None,
    theme: str = "",
    conditions: tuple[str, ...] = (),
    says: str = "",
    of: str = "",
    outlet: str = "Harbour Wire",
) -> ClaimCard:
    """Return a card; without ``on`` and ``since`` only its report bounds it.

    ``since_by`` is the last day of the year or month since which something is told.
    """
    number = next(_NUMBERS)
    chain = [_link(OriginKind.OUTLET, outlet)]
    if says:
        chain.append(_link(OriginKind.SPEAKER, says, of=of))
    dated = on is not None or since is not None
    return ClaimCard(
        key=ClaimKey(ReportId(report), ClaimId(f"c{number:04}")),
        trigger=Span(number, number + 1),
        identity=f"V{number}",
        head=head,
        words=(head, *fold_name(theme).split()),
        type=type_,
        mode=mode,
        status=status,
        quoted=False,
        p=1.0,
        published=published,
        outlet="~" + fold_name(outlet),
        first=on or since,
        last=on or (None if dated else published),
        basis=TimeBasis.RESOLVED if dated else TimeBasis.DATELINE,
        places=tuple(place(name) for name in at),
        actors=by,
        recipients=to,
        theme=theme,
        clause="",
        quantities=(),
        conditions=conditions,
        sources=tuple(chain),
        sentence=Span(number, number + 2),
        first_by=since_by,
    )


def _link(kind: OriginKind, name: str, *, of: str = "") -> CardSource:
    body = "~" + fold_name(of) if of else ""
    return CardSource(kind=kind, key="~" + fold_name(name), name=name, of=body, span=None)
