"""Decisions of a person: each into the log of the case, each taken back by another."""

from collections.abc import Iterable
from datetime import datetime
from itertools import product
from typing import Final

from khabar.base.ids import stable_id
from khabar.record.card import ClaimKey
from khabar.record.claim import ClaimId
from khabar.record.codes import EventType, Status
from khabar.record.decision import Anchor, Decision, DecisionId, DecisionKind
from khabar.record.errors import ConfigError
from khabar.record.event import Event, EventId
from khabar.record.report import ReportId
from khabar.record.span import Span
from khabar.review import OF_REPORT, claim_of, make_anchor
from khabar.web.case.snapshot import Snapshot
from khabar.web.screens.parts import one_line
from khabar.web.screens.remarks import digest_event
from khabar.web.shapes import shared as shapes
from khabar.web.shapes.screens import DecisionRequest

__all__ = ["decision_lines", "make_decisions", "take_back"]

_LONGEST: Final = 2_000
_BEGINNING_CP: Final = 200
_OF_REPORTS: Final = frozenset({DecisionKind.FLAG, DecisionKind.NOTE, DecisionKind.SENSITIVE})
_FREE: Final = _OF_REPORTS | {DecisionKind.REDACT}
_FIELDS: Final = frozenset({"type", "status", "when", "actor", "recipient", "place"})


def make_decisions(
    request: DecisionRequest, *, snapshot: Snapshot, by: str, at: datetime
) -> tuple[Decision, ...]:
    """Return the decisions that a request stands for.

    Args:
        request: As sent.
        snapshot: The case it is about.
        by: Who decides.
        at: When, UTC.

    Returns:
        One; for a split one for each pair that is parted.

    Raises:
        ConfigError: It names nothing, something that is not there, or an impossible value.
    """
    kind = DecisionKind(request.kind)
    _check_value(request, kind=kind)
    keys = _keys(request, snapshot=snapshot)
    _respect_seals(kind, keys, snapshot=snapshot)
    groups = _group(request, kind, keys=keys, snapshot=snapshot)
    least = 2 if kind in {DecisionKind.MERGE, DecisionKind.SPLIT} else 1
    if not groups or any(len(anchors) < least for anchors, _ in groups):
        what = f"{kind.value} needs at least {least} of the claims or words it is about"
        raise ConfigError(what, do="name claims, events or cites of this case")
    field = OF_REPORT if request.reports else request.field
    return tuple(
        _decision(kind, tuple(anchors), field=field, value=value, by=by, at=at, why=request.why)
        for anchors, value in groups
    )


def _group(
    request: DecisionRequest, kind: DecisionKind, *, keys: list[ClaimKey], snapshot: Snapshot
) -> list[tuple[list[Anchor], str]]:
    """Return the words and the value of each decision that a request stands for."""
    if request.reports:
        return [([_beginning(ReportId(o), snapshot=snapshot)], "") for o in request.reports]
    if kind is DecisionKind.SEAL:
        return [
            (_anchors([m.key for m in one.mentions], snapshot=snapshot), digest_event(one))
            for one in _sealed(keys, snapshot=snapshot)
        ]
    if kind is DecisionKind.REDACT:
        cites = [_anchor(ReportId(c.report), c.span, snapshot=snapshot) for c in request.cites]
        return [(cites, "")]
    if kind is DecisionKind.SPLIT:
        return [(anchors, "") for anchors in _parted(keys, snapshot=snapshot)]
    return [(_anchors(keys, snapshot=snapshot), request.value)]


def _check_value(request: DecisionRequest, *, kind: DecisionKind) -> None:
    """Refuse a field or value that cannot be.

    Raises:
        ConfigError: It cannot.
    """
    if max(map(len, (request.field, request.value, request.why))) > _LONGEST:
        what = f"more than {_LONGEST} letters in a decision"
        raise ConfigError(what, do="write less")
    if kind is DecisionKind.NOTE and not request.why.strip():
        what = "a note without words"
        raise ConfigError(what, do="write it as the reason (why)")
    if request.reports and kind not in _OF_REPORTS:
        what = f"{kind.value} cannot be about a whole report"
        raise ConfigError(what, do="name claims or events")
    if kind not in {DecisionKind.EDIT, DecisionKind.LINK}:
        if request.field or request.value:
            what = f"{kind.value} takes no field and no value"
            raise ConfigError(what, do="leave them out")
        return
    if request.field not in _FIELDS or not request.value:
        what = f"cannot edit {request.field!r} to {request.value!r}"
        raise ConfigError(what, do=f"give a field ({', '.join(sorted(_FIELDS))}) and its value")
    codes = {"type": EventType, "status": Status}.get(request.field)
    if codes is not None and request.value not in {one.value for one in codes}:
        what = f"{request.field} cannot be {request.value!r}"
        raise ConfigError(what, do=f"give one of {', '.join(one.value for one in codes)}")


def _respect_seals(kind: DecisionKind, keys: Iterable[ClaimKey], *, snapshot: Snapshot) -> None:
    """Refuse a verdict on what is sealed; what stands beside the record may still be written.

    Raises:
        ConfigError: It is sealed.
    """
    if kind in _FREE:
        return
    found = (snapshot.remarks.seal_of(key.claim) for key in keys)
    seal = next((one for one in found if one is not None), None)
    if seal is not None:
        what = f"{seal.by} sealed this event on {seal.at:%Y-%m-%d}"
        raise ConfigError(what, do=f"take the seal back first: undo {seal.id}")


def _sealed(keys: Iterable[ClaimKey], *, snapshot: Snapshot) -> list[Event]:
    """Return the events that a seal is put on, each once."""
    found = (snapshot.event_of(key) for key in keys)
    return list({one.id: one for one in found if one is not None}.values())


def _beginning(report: ReportId, *, snapshot: Snapshot) -> Anchor:
    """Return an anchor to the first words of a report, which stand for all of it."""
    reading = snapshot.readings.get(report)
    length = 1 if reading is None else min(_BEGINNING_CP, len(reading.report.text))
    return _anchor(report, (0, length), snapshot=snapshot)


def _keys(request: DecisionRequest, *, snapshot: Snapshot) -> list[ClaimKey]:
    """Return the claims that a request is about.

    Raises:
        ConfigError: One is not in the case.
    """
    keys: dict[ClaimKey, None] = {}
    for claim in request.claims:
        found = snapshot.heads.by_id.get(ClaimId(claim))
        if not found:
            what = f"there is no claim {claim[:80]!r}"
            raise ConfigError(what, do="load the page again")
        keys |= dict.fromkeys(map(snapshot.heads.key, found))
    for event in request.events:
        if EventId(event) not in snapshot.by_id:
            what = f"there is no event {event[:80]!r}"
            raise ConfigError(what, do="load the page again")
        keys |= dict.fromkeys(mention.key for mention in snapshot.by_id[EventId(event)].mentions)
    return list(keys)


def _parted(keys: Iterable[ClaimKey], *, snapshot: Snapshot) -> list[list[Anchor]]:
    """Return a pair for each claim that leaves its event and each that stays."""
    leaving = dict.fromkeys(keys)
    events = {e.id: e for key in leaving if (e := snapshot.event_of(key)) is not None}
    pairs: dict[tuple[str, str], list[Anchor]] = {}
    for event in events.values():
        mine = [m.key for m in event.mentions if m.key in leaving]
        rest = [m.key for m in event.mentions if m.key not in leaving]
        for left, right in product(mine, rest):
            anchors = _anchors((left, right), snapshot=snapshot)
            if len(anchors) == 2:
                pairs[left.claim, right.claim] = anchors
    return list(pairs.values())


def _anchors(keys: Iterable[ClaimKey], *, snapshot: Snapshot) -> list[Anchor]:
    """Return anchors to triggers, each words of a text once."""
    made: dict[str, Anchor] = {}
    for key in keys:
        span = snapshot.claims[key].trigger
        made.setdefault(key.claim, _anchor(key.report, (span.start, span.end), snapshot=snapshot))
    return list(made.values())


def _anchor(report: ReportId, span: tuple[int, int], *, snapshot: Snapshot) -> Anchor:
    """Return an anchor to words of a report.

    Raises:
        ConfigError: There is no such report.
    """
    reading = snapshot.readings.get(report)
    if reading is None:
        what = f"there is no report {report[:80]!r}"
        raise ConfigError(what, do="load the page again")
    told = reading.report
    return make_anchor(told.text, text_sha256=told.text_sha256, span=Span(*span))


def _decision(
    kind: DecisionKind,
    anchors: tuple[Anchor, ...],
    *,
    field: str = "",
    value: str = "",
    by: str,
    at: datetime,
    why: str = "",
) -> Decision:
    words = [part for a in anchors for part in (a.text_sha256, str(a.span.start), str(a.span.end))]
    name = stable_id("decision", kind.value, *words, field, value, by, at.isoformat(), why)
    return Decision(
        id=DecisionId(name),
        kind=kind,
        anchors=anchors,
        field=field,
        value=value,
        by=by,
        at=at,
        why=why,
    )


def take_back(wanted: str, *, snapshot: Snapshot, by: str, at: datetime) -> tuple[Decision, ...]:
    """Return what takes a decision back, with all that were taken in the same moment.

    Args:
        wanted: Its id; the last that holds when empty.
        snapshot: The case.
        by: Who takes it back.
        at: When, UTC.

    Returns:
        One undo for each.

    Raises:
        ConfigError: There is nothing to take back.
    """
    holding = snapshot.holding
    found = [one for one in holding if one.id == wanted] if wanted else list(holding[-1:])
    if not found:
        what = f"no decision {wanted[:80]!r} holds" if wanted else "no decision holds"
        raise ConfigError(what, do="look at the list of decisions")
    _respect_later_seals(found[0], snapshot=snapshot)
    moment = found[0].at, found[0].by, found[0].kind
    return tuple(
        _decision(DecisionKind.UNDO, (), value=one.id, by=by, at=at)
        for one in holding
        if (one.at, one.by, one.kind) == moment
    )


def _respect_later_seals(decision: Decision, *, snapshot: Snapshot) -> None:
    """Refuse to take back a verdict on what was sealed with it.

    Raises:
        ConfigError: It is sealed.
    """
    if decision.kind in _FREE or decision.kind is DecisionKind.SEAL:
        return
    keys = [ClaimKey(ReportId(""), claim_of(anchor)) for anchor in decision.anchors]
    _respect_seals(decision.kind, keys, snapshot=snapshot)


def decision_lines(
    snapshot: Snapshot, *, claims: frozenset[str] | None = None
) -> list[shapes.DecisionLine]:
    """Return decisions in words, the newest first; those of one moment are one line.

    Args:
        snapshot: The case.
        claims: Only those about these claims; all when ``None``.

    Returns:
        Lines.
    """
    made: dict[tuple[datetime, str, DecisionKind], Decision] = {}
    for one in snapshot.decisions:
        if claims is None or any(claim_of(anchor) in claims for anchor in one.anchors):
            made.setdefault((one.at, one.by, one.kind), one)
    return [
        shapes.DecisionLine(
            id=one.id,
            kind=one.kind.value,
            what=_tell(one),
            by=one.by,
            at=one.at.isoformat(),
            why=one.why,
            undone=one.id in snapshot.undone,
        )
        for one in reversed(made.values())
    ]


def _tell(decision: Decision) -> str:
    """Return a decision in words; a withheld name is not told again."""
    if decision.kind is DecisionKind.UNDO:
        return f"took back {decision.value}"
    if decision.kind is DecisionKind.REDACT:
        return "withheld a name"
    if decision.field == OF_REPORT:
        return f"{decision.kind.value} on a report: “{one_line(decision.anchors[0].quote)[:60]}…”"
    quotes = ", ".join(f"“{one_line(anchor.quote)}”" for anchor in decision.anchors[:4])
    change = f": {decision.field} is {decision.value}" if decision.field else ""
    return f"{decision.kind.value} {quotes}{change}"
