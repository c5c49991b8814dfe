"""Mentions -> entities: one for each actor and place of a report, linked where it is sure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from khabar.base.names import without_none
from khabar.record.actor import Entity, EntityId
from khabar.record.codes import EntityKind, NameType, Role, Sector
from khabar.record.dropped import Dropped, DropReason
from khabar.record.graph import MentionGraph
from khabar.record.place import PlaceLink
from khabar.record.report import Report
from khabar.reference.actors import Registry, fold_name, open_registry
from khabar.resolve.actors.candidates import Candidate
from khabar.resolve.actors.choosing import choose_countries
from khabar.resolve.actors.clues import Clues, find_clues
from khabar.resolve.actors.described import Described, is_acronym
from khabar.resolve.actors.here import take_here
from khabar.resolve.actors.judging import Verdict, judge_kind
from khabar.resolve.actors.mentions import Group, Mention
from khabar.resolve.actors.possessors import take_possessors
from khabar.resolve.actors.posts import take_posts
from khabar.resolve.actors.sides import take_sides
from khabar.resolve.actors.weights import CountryWeights, open_weights

__all__ = ["resolve_entities"]

_LINK_AT: Final = 0.75  # least probability of a link; wiki_current_events 2025
_PLACES: Final = frozenset({EntityKind.PLACE, EntityKind.FACILITY})
_PLACES_AND_STATES: Final = _PLACES | {EntityKind.COUNTRY}
_BODIES: Final = frozenset(EntityKind) - _PLACES_AND_STATES - {EntityKind.PERSON}
_ACTING: Final = frozenset({Role.ACTOR, Role.SOURCE})


def resolve_entities(
    report: Report,
    *,
    graph: MentionGraph,
    places: Sequence[PlaceLink],
    registry: Registry | None = None,
) -> tuple[tuple[Entity, ...], tuple[Dropped, ...]]:
    """Make one entity of every actor and place that fills a role.

    Args:
        report: The report.
        graph: What the reader saw in it.
        places: Place mentions with the rows they mean.
        registry: Actors to look in; ``None`` for those that ship with Khabar.

    Returns:
        Entities ``E1``, ``E2`` ... in order of first mention, and the names with more than
        one bearer: they are kept, but not linked.
    """
    actors = open_registry() if registry is None else registry
    weights = open_weights()
    found = list(find_clues(report, graph=graph, places=places, registry=actors))
    verdicts = [
        judge_kind(clues.evidence, group=clues.described.group, weights=weights.kinds)
        for clues in found
    ]
    countries = _choose_by_story(found, verdicts, weights.countries)
    entities = [
        _make_entity(clues.described, verdict, country)
        for clues, verdict, country in zip(found, verdicts, countries, strict=True)
    ]
    dropped = [item for clues in found for item in _ambiguous(clues.described)]
    owned = take_possessors(report.text, graph=graph, entities=entities)
    posted = take_posts(report.text, entities=owned)
    sided = take_sides(report.text, graph=graph, entities=posted)
    stood = take_here(report, graph=graph, entities=sided)
    numbered = [
        replace(entity, id=EntityId(f"E{number}")) for number, entity in enumerate(stood, start=1)
    ]
    return _join_posts(numbered), tuple(dropped)


def _choose_by_story(
    found: Sequence[Clues], verdicts: Sequence[Verdict], weights: CountryWeights
) -> list[str]:
    """Choose countries story by story: the actors of one say nothing about the next."""
    chosen = [""] * len(found)
    for story in sorted({clues.story for clues in found}):
        numbers = [number for number, clues in enumerate(found) if clues.story == story]
        countries = choose_countries(
            [found[number].countries for number in numbers],
            [verdicts[number].kind for number in numbers],
            weights=weights,
        )
        for number, country in zip(numbers, countries, strict=True):
            chosen[number] = country
    return chosen


def _ambiguous(described: Described) -> list[Dropped]:
    """Say which name has more than one bearer; once for each actor is enough."""
    meanings: dict[Mention, list[Candidate]] = defaultdict(list)
    for mention, candidate in described.found:
        meanings[mention].append(candidate)
    for mention, candidates in meanings.items():
        if len(candidates) > 1:
            names = ", ".join(candidate.registry_id for candidate in candidates)
            detail = f"{mention.text!r} may be {names}"
            return [Dropped("actor", mention.span, DropReason.AMBIGUOUS, detail)]
    return []


def _make_entity(described: Described, verdict: Verdict, country: str) -> Entity:
    if _speaks_for_a_state(described, verdict):
        verdict = replace(verdict, kind=EntityKind.GOVERNMENT, sector=Sector.GOV)
    place = _as_place(described.group, verdict, country)
    return place or _as_actor(described, verdict, country)


def _speaks_for_a_state(described: Described, verdict: Verdict) -> bool:
    """Return whether a capital acts ("Kabul rejected the offer"), or is taken for an actor."""
    reasons = [c.score.parts[0].feature for _, c in described.found if c.score.parts]
    acting = bool(described.group.roles & _ACTING) or verdict.kind not in _PLACES_AND_STATES
    return acting and bool(reasons) and set(reasons) == {"seat of government"}


def _as_place(group: Group, verdict: Verdict, country: str) -> Entity | None:
    """A place that only holds events is what the gazetteer says; a capital that acts is not."""
    links = [mention.link for mention in group.mentions if mention.link is not None]
    # A row in another country than all the rest speaks for is a namesake.
    links = [link for link in links if not country or link.row.country in (country, "")]
    if not links or group.roles & _ACTING or verdict.kind not in _PLACES_AND_STATES:
        return None
    best = max(links, key=lambda link: link.p)
    state = verdict.kind is EntityKind.COUNTRY and Role.RECIPIENT in group.roles
    return Entity(
        id=EntityId(""),
        name=best.row.name,
        kind=verdict.kind,
        country=country or best.row.country,
        sector=verdict.sector if state else None,
        role="",
        of="",
        registry_id=best.row.id,
        mentions=tuple(mention.span for mention in group.mentions),
        p=best.p,
        score=best.score,
    )


def _as_actor(described: Described, verdict: Verdict, country: str) -> Entity:
    group, kind = described.group, verdict.kind
    candidates = [candidate for _, candidate in described.found]
    linked = _best_link(candidates, kind)
    posts = list(described.posts) if kind is EntityKind.PERSON else []
    told = [*([linked] if linked else []), *posts, *(c for c in candidates if c.kind is kind)]
    score = linked.score if linked else verdict.score
    return Entity(
        id=EntityId(""),
        name=linked.name if linked else _best_name(described, kind, candidates),
        kind=kind,
        country=(linked.country if linked else "") or country,
        sector=_sector(group, verdict, linked),
        role=next((c.role for c in told if c.role), "") if kind is EntityKind.PERSON else "",
        of=next((c.of for c in told if c.of), ""),
        registry_id=linked.registry_id if linked else "",
        mentions=tuple(mention.span for mention in group.mentions),
        p=linked.p if linked else verdict.p,
        score=score,
    )


def _sector(group: Group, verdict: Verdict, linked: Candidate | None) -> Sector | None:
    """A linked actor is what it was on that day; a state fights with its army."""
    if verdict.kind in _PLACES or (
        verdict.kind is EntityKind.COUNTRY and not group.roles - {Role.PLACE}
    ):
        return None
    if linked and linked.sector and verdict.kind is not EntityKind.COUNTRY:
        return linked.sector
    return verdict.sector


def _best_link(candidates: Iterable[Candidate], kind: EntityKind) -> Candidate | None:
    """Return the link that most mentions agree on, when it is probable enough."""
    votes: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        fits = candidate.kind is kind or {candidate.kind, kind} <= _BODIES
        if candidate.registry_id and candidate.p >= _LINK_AT and fits:
            votes[candidate.registry_id].append(candidate)
    if not votes:
        return None
    best = max(votes.values(), key=lambda group: (len(group), max(c.p for c in group)))
    return max(best, key=lambda candidate: candidate.p)


def _best_name(described: Described, kind: EntityKind, candidates: Sequence[Candidate]) -> str:
    group = described.group
    named_here = (*group.mentions, *described.others)
    persons = [m.name_text for m in named_here if m.name is NameType.PERSON]
    if kind is EntityKind.PERSON and persons:
        return max(persons, key=lambda name: (name.count(" "), len(name)))
    best = next((c for c in candidates if c.kind is kind), next(iter(candidates), None))
    called = [
        m.text for m in group.mentions if m.name_text == m.text and m.name is not NameType.PERSON
    ]
    if kind in _PLACES and called and best is not None and best.name.islower():
        return max(called, key=lambda name: (called.count(name), len(name)))  # not "town"
    letters = next((m.name_text for m in group.mentions if is_acronym(m.name_text)), "")
    if best is not None:
        name = _without_open_bracket(best.name)
        stands_for = "".join(word[0] for word in name.split() if word[0].isupper())
        is_letters = kind is EntityKind.ARMED_GROUP and letters and stands_for != letters
        return letters if is_letters else name  # "the SLA" says more than "rebels"
    named = [m.name_text for m in group.mentions if m.name_text and _names(m, kind)]
    words = next((m.text for m in group.mentions if not m.is_pronoun), group.mentions[0].text)
    return max(named, key=len) if named else without_none(words)


def _without_open_bracket(name: str) -> str:
    """Return a name whose mention ended inside a bracket without what stands there."""
    return name.partition(" (")[0] if name.count("(") > name.count(")") else name


def _names(mention: Mention, kind: EntityKind) -> bool:
    """Return whether the name in a mention is the actor's own.

    "The group, led by Adar Sol" is not Adar Sol, nor is "the prefect of Torodi" Torodi.
    """
    if kind in _PLACES_AND_STATES or mention.name_text == mention.text:
        return True
    person = mention.name is NameType.PERSON
    return person == (kind is EntityKind.PERSON) and mention.name is not NameType.LOCATION


def _join_posts(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Point ``of`` at the entity of the report that is that body."""
    by_name = {fold_name(entity.name): entity.id for entity in reversed(entities)}
    joined = []
    for entity in entities:
        of = by_name.get(fold_name(entity.of), entity.of) if entity.of else ""
        joined.append(replace(entity, of="" if of == entity.id else of))
    return tuple(joined)
