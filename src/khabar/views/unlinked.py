"""Actors of a case that no row of the registry is linked to, offered for linking."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from khabar.base.names import fold_name
from khabar.record.actor import ActorRow, Entity
from khabar.record.claim import Reading
from khabar.record.codes import EntityKind, NameType
from khabar.record.report import ReportId
from khabar.record.span import Span
from khabar.reference.actors import Registry, open_lexicon

__all__ = ["Evidence", "Unlinked", "find_unlinked"]

_PLACES: Final = frozenset({EntityKind.PLACE, EntityKind.FACILITY, EntityKind.COUNTRY})
_NO_NAMES: Final = frozenset({NameType.DATE, NameType.MONEY, NameType.LOCATION, NameType.NORP})
_MOST_WORDS: Final = 3  # quotes kept as evidence
_MOST_CANDIDATES: Final = 5
_MOST_ALIKE: Final = 25  # rows that share a word; beyond this it tells nothing
_SHORTEST: Final = 4  # letters of a word by which rows are looked for


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an actor stands.

    Attributes:
        report: Which report.
        span: The words, in its text.
        words: The sentence they stand in.
    """

    report: ReportId
    span: Span
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlinked:
    """One name that no row of the registry is linked to.

    Attributes:
        name: As most reports write it.
        kind: What most reports take it for.
        country: ISO alpha-3; empty when not clear.
        mentions: How often it is mentioned.
        reports: Which reports name it.
        evidence: The first few places where it stands.
        candidates: Rows it may mean, the likeliest first.
    """

    name: str
    kind: EntityKind
    country: str
    mentions: int
    reports: tuple[ReportId, ...]
    evidence: tuple[Evidence, ...]
    candidates: tuple[ActorRow, ...]


@dataclass(slots=True)
class _Gathered:
    """What is known of one name so far."""

    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[EntityKind] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    mentions: int = 0
    reports: dict[ReportId, None] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)


def find_unlinked(readings: Iterable[Reading], *, registry: Registry) -> tuple[Unlinked, ...]:
    """Return the named actors without a row of the registry, the most mentioned first.

    Actors without a name of their own ("two soldiers") are left out: there is nobody to link.

    Args:
        readings: Of a case.
        registry: Where to look for rows they may mean.

    Returns:
        Each name once.
    """
    gathered: dict[str, _Gathered] = {}
    for reading in readings:
        for entity, name in _named(reading):
            _gather(gathered.setdefault(fold_name(name), _Gathered()), entity, name, reading)
    words = _index_words(registry) if gathered else {}
    found = [_offer(one, registry=registry, words=words) for one in gathered.values()]
    return tuple(sorted(found, key=lambda one: (-one.mentions, one.name)))


def _named(reading: Reading) -> Iterator[tuple[Entity, str]]:
    """Yield the unlinked actors of a report that have a name, with it."""
    text = reading.report.text
    names = [name.span for name in reading.names if name.type not in _NO_NAMES]
    for entity in reading.entities:
        if entity.registry_id or entity.kind in _PLACES:
            continue
        inside = [
            " ".join(name.quote(text).split())
            for name in names
            if any(span.start <= name.start and name.end <= span.end for span in entity.mentions)
        ]
        told = fold_name(entity.name)
        own = [name for name in inside if fold_name(name) in told or told in fold_name(name)]
        if own:
            yield entity, max(own, key=len)


def _gather(one: _Gathered, entity: Entity, name: str, reading: Reading) -> None:
    """Add what a report says of a name."""
    report = reading.report
    one.names[name] += 1
    one.kinds[entity.kind] += 1
    one.countries[entity.country] += 1
    one.mentions += len(entity.mentions)
    one.reports.setdefault(report.id)
    for span in entity.mentions[: _MOST_WORDS - len(one.evidence)]:
        around = next((s.span for s in reading.sentences if s.span.overlaps(span)), span)
        one.evidence.append(Evidence(report.id, span, " ".join(around.quote(report.text).split())))


def _offer(one: _Gathered, *, registry: Registry, words: dict[str, list[ActorRow]]) -> Unlinked:
    """Return a name with the rows it may mean."""
    name = one.names.most_common(1)[0][0]
    told = [(country, count) for country, count in one.countries.most_common() if country]
    country = told[0][0] if told else ""
    kind = one.kinds.most_common(1)[0][0]
    return Unlinked(
        name=name,
        kind=kind,
        country=country,
        mentions=one.mentions,
        reports=tuple(one.reports),
        evidence=tuple(one.evidence),
        candidates=_candidates(name, kind, country, registry=registry, words=words),
    )


def _candidates(
    name: str,
    kind: EntityKind,
    country: str,
    *,
    registry: Registry,
    words: dict[str, list[ActorRow]],
) -> tuple[ActorRow, ...]:
    """Return rows of the name, of its transliterations, and those that share its rarer words."""
    found: Sequence[ActorRow] = registry.find_rows(name)
    shared: Counter[str] = Counter()
    rows: dict[str, ActorRow] = {row.id: row for row in found}
    for word in set(fold_name(name).split()):
        for row in words.get(word, ()):
            rows.setdefault(row.id, row)
            shared[row.id] += 1
    named = {row.id for row in found}

    def order(row: ActorRow) -> tuple[bool, int, bool, str]:
        person = (row.kind is EntityKind.PERSON) == (kind is EntityKind.PERSON)
        fits = shared[row.id] + 2 * (bool(country) and row.country == country) + person
        return row.id not in named, -fits, row.kind is not kind, row.id

    likely = [
        row
        for row in rows.values()
        if row.id in named or (row.kind is EntityKind.PERSON) == (kind is EntityKind.PERSON)
    ]
    return tuple(sorted(likely, key=order)[:_MOST_CANDIDATES])


def _index_words(registry: Registry) -> dict[str, list[ActorRow]]:
    """Return the rows by the words of their names, without "brigade" and what many share."""
    lexicon = open_lexicon()
    index: dict[str, dict[str, ActorRow]] = {}
    for id_ in registry.ids():
        row = registry.row(id_)
        for name in (row.name, *row.aliases):
            for word in fold_name(name).split():
                if len(word) >= _SHORTEST and lexicon.modifier(word) is None:
                    index.setdefault(word, {}).setdefault(row.id, row)
    return {word: list(rows.values()) for word, rows in index.items() if len(rows) <= _MOST_ALIKE}
