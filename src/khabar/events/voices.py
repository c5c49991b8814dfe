"""Who a claim rests on in the end: its voices, one key for one source of news.

The chain of a claim runs from the outlet inwards; its innermost links are its voices. A
spokesman is his body, a reprint is its original, a quoted outlet is whoever it quoted, an
agency whose words others carry is itself. "Sources" and "a nurse" are told apart by report.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from khabar.base.names import fold_name, fold_words
from khabar.events.bodies import (
    bare_key,
    find_house,
    is_body,
    is_office,
    is_unnamed,
    same_bodies,
    speaks_for_body,
)
from khabar.events.reprints import find_originals
from khabar.record.card import CardSource, ClaimCard, ClaimKey, OriginKind
from khabar.record.codes import EventType, Status
from khabar.record.event import SourceNote
from khabar.record.report import ReportId

__all__ = ["Voice", "find_bodies_of_outlets", "find_voices", "notes_about", "trace_reports"]

_VERBAL: Final = frozenset({
    EventType.THREATEN,
    EventType.REQUEST,
    EventType.ACCUSE,
    EventType.AGREE,
})
"""What is done by saying it: who says it is the one it is known from."""

_INWARDS: Final = (
    OriginKind.SPEAKER,
    OriginKind.UNNAMED,
    OriginKind.VISUAL,
    OriginKind.DOCUMENT,
    OriginKind.AGENCY,
    OriginKind.OUTLET,
)
_MOSTLY: Final = 0.7  # share of an outlet's sourced claims that one body must have
_OFTEN: Final = 4
_NEARLY_ALL: Final = 0.8
_VERY_OFTEN: Final = 8
_COMMON: Final = frozenset(
    "agency army broadcasting channel daily forces front government herald military ministry "
    "movement national network news post press radio state television times tribune tv united "
    "voice world the of and for".split()
)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one or more claims rest on.

    Attributes:
        key: The same for the same source of news inside one event.
        name: As shown.
        kind: What it is.
        is_own: An outlet's own reporting, with no source named.
    """

    key: str
    name: str
    kind: OriginKind
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class _Scene:
    """What is known about the reports of one event.

    Attributes:
        roots: The report that each one reprints in the end.
        outlets: Name of each report's outlet.
        wires: Agency that each report credits.
        aliases: Key and name of the actor that folded words of a report mean.
        owned: The body that an outlet is the voice of, by the outlet's folded name.
    """

    roots: Mapping[ReportId, ReportId]
    outlets: Mapping[ReportId, str]
    wires: Mapping[ReportId, str]
    aliases: Mapping[tuple[ReportId, str], tuple[str, str]]
    owned: Mapping[str, CardSource]


def trace_reports(
    reports: Iterable[ReportId], *, notes: Iterable[SourceNote]
) -> Mapping[ReportId, ReportId]:
    """Return the report that each report reprints in the end; itself for an original."""
    originals = find_originals(notes)
    return {report: originals.get(report, report) for report in reports}


def notes_about(
    reports: Iterable[ReportId], *, notes: Mapping[ReportId, SourceNote]
) -> tuple[SourceNote, ...]:
    """Return the notes of some reports and of those that they reprint.

    Args:
        reports: The reports.
        notes: All notes, by report.

    Returns:
        Notes by report, each once.
    """
    found: dict[ReportId, SourceNote] = {}
    waiting = list(reports)
    while waiting:
        report = waiting.pop()
        note = notes.get(report)
        if note is not None and report not in found:
            found[report] = note
            waiting += [] if note.copy_of is None else [note.copy_of]
    return tuple(found[report] for report in sorted(found))


def find_voices(
    cards: Sequence[ClaimCard],
    *,
    notes: Iterable[SourceNote],
    bodies_of_outlets: Mapping[str, CardSource] | None = None,
) -> Mapping[ClaimKey, tuple[Voice, ...]]:
    """Return what each claim of one event rests on.

    Args:
        cards: The claims of the event.
        notes: Where the reports come from.
        bodies_of_outlets: For outlets that are the voice of a body, that body
            (``find_bodies_of_outlets``).

    Returns:
        Voices by claim, at least one each; equal keys are one source of news.
    """
    cards = sorted(set(cards), key=lambda card: card.key)
    scene = _scene(cards, tuple(notes), bodies_of_outlets or {})
    drafts = {card.key: tuple(_drafts(card, scene)) for card in cards}
    drafts = _followed(cards, drafts)
    names: dict[str, set[str]] = defaultdict(set)
    known = {bare_key(p.key): p.name for c in cards for p in (*c.actors, *c.recipients)}
    for key in {v.key for voices in drafts.values() for v in voices if "|" not in v.key}:
        names[key] |= {key, known.get(key, key)}
    one = _as_people_say(same_bodies(names), drafts)
    return {
        key: tuple({v.key: v for v in (_rekeyed(v, one) for v in voices)}.values())
        for key, voices in drafts.items()
    }


def _as_people_say(
    one: Mapping[str, str], drafts: Mapping[ClaimKey, tuple[Voice, ...]]
) -> Mapping[str, str]:
    """Give the bodies one key for which the same person speaks, by name and surname."""
    bodies: dict[str, set[str]] = defaultdict(set)
    for voice in {v for voices in drafts.values() for v in voices}:
        name = fold_name(voice.name)
        if voice.kind is OriginKind.SPEAKER and "|" not in voice.key and _is_full_name(voice.name):
            bodies[name].add(one.get(voice.key, voice.key))
    joined = dict(one)
    for keys in bodies.values():
        now = {joined.get(key, key) for key in keys}
        if len(now) > 1:
            joined |= {key: min(now) for key in (*joined, *now) if joined.get(key, key) in now}
    return joined


def _is_full_name(name: str) -> bool:
    words = name.split()
    is_written = len(words) > 1 and all(word[:1].isupper() for word in words)
    return is_written and not is_body(name) and not is_unnamed(name, key="")


def find_bodies_of_outlets(cards: Iterable[ClaimCard]) -> Mapping[str, CardSource]:
    """Return the body that an outlet is the voice of, for outlets whose reports show it.

    That is an outlet of which at least seven in ten sourced claims, in two reports or more,
    rest on one body or its people, and which shares a word of its name with that body; or
    four in five of many claims, whatever the names.

    Args:
        cards: All claims of a case.

    Returns:
        The body by the outlet's folded name.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    reports: dict[tuple[str, str], set[ReportId]] = defaultdict(set)
    shown: dict[str, CardSource] = {}
    outlets: dict[str, str] = {}
    for card in sorted(cards, key=lambda card: card.key):
        outlets.setdefault(card.outlet, _outlet_name(card))
        for source in card.sources:
            if source.kind is OriginKind.SPEAKER:
                body = bare_key(source.of) or bare_key(source.key)
                counts[card.outlet][body] += 1
                reports[card.outlet, body].add(card.key.report)
                shown.setdefault(body, replace(source, key=source.of or source.key))
    found = {}
    for outlet, of in counts.items():
        body, times = max(of.items(), key=lambda item: (item[1], item[0]))
        shared = _telling(outlets[outlet]) & _telling(body)
        least, share = (_OFTEN, _MOSTLY) if shared else (_VERY_OFTEN, _NEARLY_ALL)
        often = times >= max(least, share * sum(of.values()))
        if outlet and often and len(reports[outlet, body]) > 1:
            found[fold_name(outlets[outlet])] = replace(shown[body], name=body.title(), of="")
    return found


def _telling(name: str) -> set[str]:
    return {word for word in fold_words(name) if len(word) > 2} - _COMMON


def _outlet_name(card: ClaimCard) -> str:
    own = (s.name for s in card.sources if s.kind is OriginKind.OUTLET and s.key == card.outlet)
    return next(own, bare_key(card.outlet))


def _scene(
    cards: Iterable[ClaimCard], notes: Sequence[SourceNote], owned: Mapping[str, CardSource]
) -> _Scene:
    """Return what the claims of an event say of reports and names."""
    outlets = {note.report: note.outlet for note in notes if note.outlet}
    aliases = {}
    for card in cards:
        outlets.setdefault(card.key.report, _outlet_name(card))
        for party in (*card.actors, *card.recipients):
            for alias in party.aliases:
                aliases[card.key.report, alias] = (party.key, party.name)
    aliases = {**_watchers(cards), **aliases}
    return _Scene(
        roots=trace_reports({card.key.report for card in cards}, notes=notes),
        outlets=outlets,
        wires={note.report: note.credits[0] for note in notes if note.credits},
        aliases=aliases,
        owned=owned,
    )


def _watchers(cards: Iterable[ClaimCard]) -> dict[tuple[ReportId, str], tuple[str, str]]:
    """Return the one watcher of a report for words like "the Britain-based monitoring group"."""
    named: dict[ReportId, dict[str, str]] = defaultdict(dict)
    described: set[tuple[ReportId, str]] = set()
    for card in cards:
        for source in card.sources:
            words = set(fold_words(source.name))
            if source.kind is not OriginKind.SPEAKER:
                continue
            if words & _WATCH and len(words - _WATCH - _DESCRIBING) > 0:
                named[card.key.report][source.key] = source.name
            elif words and words <= _WATCH | _DESCRIBING:
                described.add((card.key.report, fold_name(source.name)))
    return {
        (report, name): next(iter(named[report].items()))
        for report, name in sorted(described)
        if len(named[report]) == 1
    }


_WATCH: Final = frozenset("monitor monitoring monitors observatory watchdog watch ngo".split())
_DESCRIBING: Final = frozenset(
    "a the britain british london uk based group organisation organization rights human war "
    "opposition and".split()
)


def _drafts(card: ClaimCard, scene: _Scene) -> Iterator[Voice]:
    root = scene.roots[card.key.report]
    told = [_as_speaker(s) for s in card.sources if not _is_own_outlet(s, card)]
    innermost = next(
        (group for kind in _INWARDS if (group := [s for s in told if s.kind is kind])), []
    )
    if not innermost:
        yield _own(card, scene)
    for source in sorted(innermost, key=_position):
        owner = scene.owned.get(fold_name(source.name))
        if source.kind in (OriginKind.OUTLET, OriginKind.AGENCY) and owner is not None:
            yield _voice(owner, root)
        else:
            key, name = scene.aliases.get((card.key.report, fold_name(source.name)), ("", ""))
            known = replace(source, key=key, name=name) if key and not source.of else source
            yield _voice(known, root)


def _position(source: CardSource) -> int:
    return -1 if source.span is None else source.span.start


def _as_speaker(source: CardSource) -> CardSource:
    """Return the UN refugee agency and its like as the speakers they are, not as newswires."""
    is_press = source.kind in (OriginKind.OUTLET, OriginKind.AGENCY)
    if is_press and {*fold_words(source.name), *fold_words(source.of)} & _HELPERS:
        return replace(source, kind=OriginKind.SPEAKER)
    return source


_HELPERS: Final = frozenset(
    "aid health humanitarian nations refugee refugees relief rights".split()
)


def _is_own_outlet(source: CardSource, card: ClaimCard) -> bool:
    """Return whether a link is the outlet of the report itself ("told Meridian")."""
    if source.kind not in (OriginKind.OUTLET, OriginKind.AGENCY):
        return False
    own = {bare_key(card.outlet), fold_name(_outlet_name(card))}
    named = fold_name(source.name)
    return bare_key(source.key) in own or any(
        named and (set(named.split()) <= set(each.split())) for each in own
    )


def _own(card: ClaimCard, scene: _Scene) -> Voice:
    """Return what a claim without a source rests on: its doer, a wire, or the outlet."""
    root = scene.roots[card.key.report]
    if card.type in _VERBAL and card.actors and card.status is not Status.NEGATED:
        actor = card.actors[0]
        speaker = CardSource(
            kind=OriginKind.SPEAKER, key=actor.key, name=actor.name, of=actor.of, span=None
        )
        return _voice(speaker, root)
    name = scene.outlets.get(root) or _outlet_name(card)
    wire = scene.wires.get(root, "")
    if wire and not set(fold_words(wire)) & set(fold_words(name)):
        return Voice(fold_name(wire), wire, OriginKind.AGENCY, is_own=True)
    owner = scene.owned.get(fold_name(name))
    if owner is not None:
        return replace(_voice(owner, root), is_own=True)
    return Voice(fold_name(name) or str(root), name or str(root), OriginKind.OUTLET, is_own=True)


def _voice(source: CardSource, root: ReportId) -> Voice:
    """Return the voice of one link: its body, itself, or somebody of this report alone."""
    if source.kind is OriginKind.UNNAMED or not (source.key or source.name):
        return Voice(f"{root}|unnamed", source.name or "unnamed sources", OriginKind.UNNAMED)
    if source.kind is OriginKind.VISUAL:
        return Voice("visual", source.name, source.kind)
    key = bare_key(source.key) or fold_name(source.name)
    if source.kind is not OriginKind.SPEAKER:
        return Voice(fold_name(source.name) or key, source.name, source.kind)
    unnamed = is_unnamed(source.name, key=source.key)
    is_member = not unnamed and not is_body(source.name)
    if source.of and (speaks_for_body(source.name) or is_office(source.name) or is_member):
        return Voice(bare_key(source.of), source.name, source.kind)
    if house := find_house(source.name):
        return Voice(fold_name(house), source.name, source.kind)
    if unnamed and not speaks_for_body(source.name):
        return Voice(f"{root}|{key}", source.name, source.kind)
    return Voice(key, source.name, source.kind)


def _followed(
    cards: Sequence[ClaimCard], drafts: Mapping[ClaimKey, tuple[Voice, ...]]
) -> dict[ClaimKey, tuple[Voice, ...]]:
    """Replace an outlet that another one quotes by those whom it quoted itself."""
    quoted: dict[str, list[Voice]] = defaultdict(list)
    for card in cards:
        for voice in drafts[card.key]:
            if not voice.is_own:
                quoted[fold_name(_outlet_name(card))].append(voice)
    followed = {}
    for card in cards:
        voices: list[Voice] = []
        for voice in drafts[card.key]:
            is_relayed = voice.kind is OriginKind.OUTLET and not voice.is_own
            behind = quoted.get(fold_name(voice.name), []) if is_relayed else []
            own = fold_name(_outlet_name(card))
            voices += [v for v in behind if fold_name(v.name) != own][:1] or [voice]
        followed[card.key] = tuple(dict.fromkeys(voices))
    return followed


def _rekeyed(voice: Voice, one: Mapping[str, str]) -> Voice:
    return replace(voice, key=one.get(voice.key, voice.key))
