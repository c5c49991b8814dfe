"""Cards written like sentences, for tests of the events stage."""

from datetime import date
from itertools import count

from khabar.base.names import fold_name
from khabar.record.card import CardParty, CardPlace, CardSource, ClaimCard, ClaimKey, OriginKind
from khabar.record.claim import ClaimId, Quantity
from khabar.record.codes import EntityKind, EventType, QuantityKind, Status
from khabar.record.event import SourceNote
from khabar.record.report import ReportId
from khabar.record.span import Span
from khabar.record.time import TimeBasis

__all__ = ["VARO", "card", "killed", "note", "party", "speaker"]

VARO = CardPlace(key="~varo", name="Varo", country="", lat=None, lon=None, precision_m=0, p=1.0)
_NUMBERS = count(1)


def speaker(name: str, *, of: str = "", kind: OriginKind = OriginKind.SPEAKER) -> CardSource:
    """Return a link of a chain; names are keys."""
    key = "~" + fold_name(name) if kind is not OriginKind.UNNAMED else ""
    body = "~" + fold_name(of) if of else ""
    return CardSource(kind=kind, key=key, name=name, of=body, span=None)


def party(name: str, *, kind: EntityKind = EntityKind.MILITARY, called: str = "") -> CardParty:
    """Return an actor; ``called`` are the words by which the report calls it."""
    return CardParty(
        key="~" + fold_name(name),
        name=name,
        kind=kind,
        country="",
        sector=None,
        of="",
        aliases=(fold_name(called or name),),
        p=1.0,
    )


def killed(low: int | None, high: int | None = None) -> Quantity:
    """Return a count of the dead; exact when no other end is given."""
    return Quantity(QuantityKind.KILLED, Span(0, 1), low, high if high is not None else low)


def note(report: str, outlet: str, *, copy_of: str | None = None) -> SourceNote:
    """Return where a report comes from."""
    return SourceNote(
        report=ReportId(report),
        outlet=outlet,
        copy_of=None if copy_of is None else ReportId(copy_of),
        p=0.0 if copy_of is None else 1.0,
        share=0.0 if copy_of is None else 1.0,
        credits=(),
        quotes=(),
    )


def card(  # noqa: PLR0913 (each is one thing that a claim says)
    report: str,
    outlet: str,
    *sources: CardSource,
    type: EventType = EventType.ASSAULT,  # noqa: A002 (as in the record)
    status: Status = Status.ACTUAL,
    actors: tuple[CardParty, ...] = (),
    recipients: tuple[CardParty, ...] = (),
    quantities: tuple[Quantity, ...] = (),
    day: date | None = None,
    published: date | None = None,
    words: tuple[str, ...] = (),
    head: str = "shell",
    places: tuple[CardPlace, ...] = (VARO,),
) -> ClaimCard:
    """Return a claim of a report of an outlet, resting on the given sources."""
    number = next(_NUMBERS)
    own = speaker(outlet, kind=OriginKind.OUTLET)
    return ClaimCard(
        key=ClaimKey(ReportId(report), ClaimId(f"claim-{number:06d}")),
        trigger=Span(number, number + 1),
        identity="V1",
        head=head,
        words=words,
        type=type,
        mode="",
        status=status,
        quoted=False,
        p=1.0,
        published=published,
        outlet=own.key,
        first=day,
        last=day,
        basis=TimeBasis.UNKNOWN if day is None else TimeBasis.STATED,
        places=places,
        actors=actors,
        recipients=recipients,
        theme="",
        clause="",
        quantities=quantities,
        conditions=(),
        sources=(own, *sources),
        sentence=Span(number, number + 1),
    )
