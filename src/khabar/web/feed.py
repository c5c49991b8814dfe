"""An Atom feed of what is selected: one entry an event, the one that moved last first."""

from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from khabar.record.event import Event, EventId
from khabar.web.answering import cover, route
from khabar.web.case.selection import parse_selection
from khabar.web.case.snapshot import Snapshot
from khabar.web.desk.desk import Desk
from khabar.web.screens.parts import event_card
from khabar.web.screens.sitrep import clean, tell_event
from khabar.web.shapes.shared import EventCard

__all__ = ["feed_routes", "write_feed"]

_MOST: Final = 200
_KIND: Final = "application/atom+xml; charset=utf-8"


def feed_routes(desk: Desk) -> list[Route]:
    """Return the route of the feed.

    Args:
        desk: The case.

    Returns:
        ``/feed.atom``.
    """

    def work(request: Request, _: bytes) -> Response:
        snapshot, chosen = desk.snapshot(), parse_selection(request.query_params)
        events = [one for one in snapshot.choose(chosen) if not snapshot.is_sensitive(one)]
        base = str(request.base_url).rstrip("/")
        made = write_feed(events, snapshot=snapshot, title=desk.name, base=base)
        return Response(made.encode("utf-8", "replace"), headers={"content-type": _KIND})

    return [Route("/feed.atom", route(work))]


def write_feed(events: list[Event], *, snapshot: Snapshot, title: str, base: str) -> str:
    """Return events as Atom (RFC 4287).

    Args:
        events: Which.
        snapshot: The case.
        title: What the case is called.
        base: Where the page is, ``http://host:port``.

    Returns:
        XML with at most 200 entries; withheld names are covered.
    """
    moved = _last_moves(snapshot)
    never = datetime(1970, 1, 1, tzinfo=UTC)
    ordered = sorted(events, key=lambda one: (moved.get(one.id, never), one.id), reverse=True)
    newest = moved.get(ordered[0].id, never) if ordered else never
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>urn:khabar:case:{_text(title, snapshot)}</id>",
        f"<title>{_text(title, snapshot)}</title>",
        f"<updated>{_moment(newest)}</updated>",
        "<author><name>Khabar</name></author>",
        f"<link rel='alternate' href={quoteattr(base + '/')}/>",
    ]
    for event in ordered[:_MOST]:
        parts += _entry(event, snapshot=snapshot, base=base, at=moved.get(event.id, never))
    return "".join((*parts, "</feed>"))


def _entry(event: Event, *, snapshot: Snapshot, base: str, at: datetime) -> list[str]:
    """Return one event as an entry."""
    title, _, _ = tell_event(event)
    address = quoteattr(f"{base}/events/{event.id}")
    words = _text(_words(event_card(event, snapshot=snapshot)), snapshot)
    return [
        f"<entry><id>urn:khabar:{event.id}</id>",
        f"<title>{_text(title, snapshot)}</title>",
        f"<updated>{_moment(at)}</updated><link rel='alternate' href={address}/>",
        f"<category term={quoteattr(event.type.value)}/>",
        f"<category term={quoteattr(event.status.value)}/>",
        f"<content type='text'>{words}</content></entry>",
    ]


def _words(card: EventCard) -> str:
    """Return who says so, the words, and the three numbers."""
    said = " > ".join(link.name for link in card.chain)
    counts = card.counts
    return (
        f"{said}: {card.words} [{card.status}; {counts.mentions} mentions, "
        f"{counts.reports} reports, {counts.origins} independent origins]"
    )


def _last_moves(snapshot: Snapshot) -> dict[EventId, datetime]:
    return {change.event: change.at for change in snapshot.changes}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(words: str, snapshot: Snapshot) -> str:
    """Return words as XML has them, withheld names covered."""
    told: str = cover(words, withheld=snapshot.withheld)
    return escape(clean(told))
