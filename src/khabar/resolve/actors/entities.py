"""Mentions -> entities: one for each actor and place of a report, linked where it is sure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from khabar.record.actor import Entity, EntityId
from khabar.record.codes import EntityKind, NameType, Role, Sector
from khabar.record.dropped import Dropped, DropReason
from khabar.record.graph import MentionGraph
from khabar.record.place import PlaceLink
from khabar.record.report import Report
from khabar.record.score import Part, Score
from khabar.record.span import Span
from khabar.reference.actors import Registry, fold_name, open_lexicon, open_registry
from khabar.resolve.actors.candidates import Candidate
from khabar.resolve.actors.mentions import SIDE, Group, Mention, gather_groups
from khabar.resolve.actors.persons import find_post
from khabar.resolve.actors.phrase import describe_phrase
from khabar.resolve.actors.scene import Scene, find_scene

__all__ = ["resolve_entities"]

_LINK_AT: Final = 0.75  # least probability of a link; wiki_current_events 2025
_SCENE_SHARE: Final = 0.5  # share of a report's country words that makes its scene; events/train
_PLACE_KINDS: Final = frozenset({EntityKind.PLACE, EntityKind.FACILITY, EntityKind.COUNTRY})
_SEAT_HEADS: Final = frozenset("embassy embassies consulate consulates office offices".split())
_USUAL: Final = {
    EntityKind.PERSON: Sector.CVL,
    EntityKind.CIVILIANS: Sector.CVL,
    EntityKind.COUNTRY: Sector.GOV,
    EntityKind.MEDIA: Sector.JRN,
    EntityKind.MILITARY: Sector.MIL,
    EntityKind.POLICE: Sector.COP,
    EntityKind.GOVERNMENT: Sector.GOV,
    EntityKind.PARTY: Sector.PTY,
}
_LOUD: Final = {
    "name": 300,
    "demonym": 40,
    "vague": 20,
}  # weight of what a mention says; events/train
_NAME_KINDS: Final = {
    NameType.PERSON: EntityKind.PERSON,
    NameType.LOCATION: EntityKind.PLACE,
    NameType.NORP: EntityKind.CIVILIANS,
    NameType.FACILITY: EntityKind.FACILITY,
}
_ACTING: Final = frozenset({Role.ACTOR, Role.SOURCE})
_SCENIC: Final = frozenset(set(EntityKind) - {EntityKind.COUNTRY})  # take the scene's country


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
        Entities ``E1``, ``E2`` ... in order of first mention, and what became none: words
        that name no actor, names with more than one bearer (kept, but not linked).
    """
    groups = gather_groups(report.text, graph=graph, places=places)
    actors = registry or open_registry()
    scene = find_scene(report, places=places, registry=actors)
    entities: list[Entity] = []
    dropped: list[Dropped] = []
    for group in groups:
        entity, lost = _resolve_group(group, report, scene, actors)
        dropped.extend(lost)
        if entity is None:
            first = group.mentions[0]
            dropped.append(Dropped("actor", first.span, DropReason.NOT_AN_ACTOR, first.text[:80]))
        else:
            entities.append(replace(entity, id=EntityId(f"E{len(entities) + 1}")))
    sided = _take_sides(report, graph, entities)
    return _join_posts(sided), tuple(dropped)


def _resolve_group(
    group: Group, report: Report, scene: Scene, registry: Registry
) -> tuple[Entity | None, list[Dropped]]:
    place = _as_place(group, registry)
    if place is not None:
        return place, []
    on = report.told_on
    found = [
        (mention, candidate)
        for mention in group.mentions
        if not mention.is_pronoun
        for candidate in describe_phrase(_readable(mention), on=on, registry=registry)[:2]
    ]
    dropped = _ambiguous(group, on, registry)
    known = found or any(
        m.name_text or m.text[:1].isupper() for m in group.mentions if not m.is_pronoun
    )
    if not known:
        return _unnamed(group, scene), dropped
    return _build(group, found, report, scene, registry), dropped


def _readable(mention: Mention) -> str:
    return mention.text.title() if mention.text.isupper() and " " in mention.text else mention.text


def _ambiguous(group: Group, on: date | None, registry: Registry) -> list[Dropped]:
    for mention in group.mentions:
        found = describe_phrase(mention.text, on=on, registry=registry)
        if len(found) > 1:
            names = ", ".join(candidate.registry_id for candidate in found[:4])
            detail = f"{mention.text!r} may be {names}"
            return [Dropped("actor", mention.span, DropReason.AMBIGUOUS, detail)]
    return []


def _as_place(group: Group, registry: Registry) -> Entity | None:
    """A place that only holds events is what the gazetteer says; a capital that acts is not."""
    links = [mention.link for mention in group.mentions if mention.link is not None]
    if not links or group.roles & _ACTING:
        return None
    best = max(links, key=lambda link: link.p)
    named = [mention for mention in group.mentions if mention.link is best]
    rows = registry.find_exact(named[0].text)
    if any(row.kind not in (EntityKind.COUNTRY, EntityKind.GOVERNMENT) for row in rows):
        return None
    kind = EntityKind.PLACE
    if best.row.kind == "country" and not any(_is_part(mention) for mention in named):
        kind = EntityKind.COUNTRY
    elif best.row.kind == "facility" or any(_is_built(mention) for mention in named):
        kind = EntityKind.FACILITY
    sector = Sector.GOV if kind is EntityKind.COUNTRY and Role.RECIPIENT in group.roles else None
    return Entity(
        id=EntityId(""),
        name=best.row.name,
        kind=kind,
        country=best.row.country,
        sector=sector,
        role="",
        of="",
        registry_id=best.row.id,
        mentions=tuple(mention.span for mention in group.mentions),
        p=best.p,
        score=best.score,
    )


def _is_part(mention: Mention) -> bool:
    """Return whether only a part of the country is meant ("northern Syria")."""
    return mention.text[:1].islower() and not mention.text.startswith("the ")


def _is_built(mention: Mention) -> bool:
    """Return whether the last word names a building ("Damascus airport")."""
    head = open_lexicon().head(fold_name(mention.text.rpartition(" ")[2]))
    return head is not None and head.kind is EntityKind.FACILITY


def _unnamed(group: Group, scene: Scene) -> Entity | None:
    """Only pronouns, or words the lexicon does not know: kept as they are."""
    words = next((m for m in group.mentions if not m.is_pronoun), group.mentions[0])
    if Role.SOURCE in group.roles and words.is_pronoun:
        kind = EntityKind.PERSON
    elif group.roles <= {Role.PLACE}:
        kind = EntityKind.PLACE
    else:
        kind = EntityKind.CIVILIANS
    sector = Sector.CVL if kind is EntityKind.CIVILIANS else None
    part = Part("no known word", words.text, str(kind), 0.0)
    country = scene.country_at(words.span.start)
    return _entity(group, words.text, kind, country=country, sector=sector, score=Score((part,)))


def _build(
    group: Group,
    found: list[tuple[Mention, Candidate]],
    report: Report,
    scene: Scene,
    registry: Registry,
) -> Entity:
    kind = _vote_kind(group, found)
    linked = _best_link(found, kind)
    names = [m.name_text for m in group.mentions if m.name is NameType.PERSON]
    posts = _posts(group, report, registry) if kind is EntityKind.PERSON else []
    ranked = sorted(
        (c for _, c in found),
        key=lambda c: (c is linked, c.kind is kind, bool(c.sector), c.p),
        reverse=True,
    )
    ranked = [*ranked[:1], *posts, *ranked[1:]] if linked else [*posts, *ranked]
    country = next((c.country for c in ranked if c.country), "") or _place_country(group)
    if not country and kind in _SCENIC and not linked:
        country = scene.country_at(group.mentions[0].span.start)
    sector = next((c.sector for c in ranked if c.sector and (c.kind is kind or c in posts)), None)
    if sector is None:
        sector = _USUAL.get(kind)
    role = next((c.role for c in (*posts, *ranked) if c.role), "")
    of = next((c.of for c in (*posts, *ranked) if c.of), "")
    name = linked.name if linked else _best_name(group, kind, names, ranked)
    score = linked.score if linked else (ranked[0].score if ranked else Score(()))
    entity = _entity(group, name, kind, country=country, sector=sector, score=score)
    if kind in (EntityKind.PLACE, EntityKind.FACILITY):
        return replace(entity, sector=sector if kind is EntityKind.FACILITY else None)
    if kind is EntityKind.COUNTRY and not group.roles - {Role.PLACE}:
        entity = replace(entity, sector=None)
    return replace(entity, role=role, of=of, registry_id=linked.registry_id if linked else "")


def _best_link(found: Iterable[tuple[Mention, Candidate]], kind: EntityKind) -> Candidate | None:
    """Return the link of this kind that most mentions agree on, when it is probable enough."""
    votes: dict[str, list[Candidate]] = defaultdict(list)
    for _, candidate in found:
        if candidate.registry_id and candidate.p >= _LINK_AT and candidate.kind is kind:
            votes[candidate.registry_id].append(candidate)
    if not votes:
        return None
    best = max(votes.values(), key=lambda group: (len(group), max(c.p for c in group)))
    return max(best, key=lambda candidate: candidate.p)


def _vote_kind(group: Group, found: list[tuple[Mention, Candidate]]) -> EntityKind:
    """Weigh what each mention says; a name of the registry speaks loudest, an adjective least."""
    heads = {word for _, c in found for word in c.name.lower().split()}
    if not group.roles & _ACTING and heads & _SEAT_HEADS:
        return EntityKind.FACILITY
    if group.roles <= {Role.PLACE} and any(_is_address(m.text) for m in group.mentions):
        return EntityKind.PLACE
    votes: Counter[EntityKind] = Counter()
    acting = bool(group.roles & _ACTING)
    for _, candidate in found:
        feature = candidate.score.parts[0].feature if candidate.score.parts else ""
        here = feature == "seat of government" and not acting
        kind = EntityKind.PLACE if here else candidate.kind
        votes[kind] += int(_LOUD.get(feature, 100) * candidate.p)
    for mention in group.mentions:
        if mention.name is NameType.PERSON and mention.text.endswith(mention.name_text):
            votes[EntityKind.PERSON] += 150
        elif not found and mention.name is NameType.ORGANIZATION and group.roles == {Role.SOURCE}:
            votes[EntityKind.MEDIA] += 100
        elif not found and mention.name is not None:
            votes[_NAME_KINDS.get(mention.name, EntityKind.ORGANISATION)] += 100
    if votes:
        return max(votes, key=lambda kind: votes[kind])
    return EntityKind.PLACE if group.roles <= {Role.PLACE} else EntityKind.ORGANISATION


def _is_address(words: str) -> bool:
    """Return whether the words are a place and what it lies in ("Douma, Syria")."""
    inner, comma, outer = words.partition(", ")
    return bool(comma) and inner[:1].isupper() and outer[:1].isupper()


def _posts(group: Group, report: Report, registry: Registry) -> list[Candidate]:
    posts = []
    for mention in group.mentions:
        if mention.name is not NameType.PERSON:
            continue
        post = find_post(report.text, name=mention.span, on=report.told_on, registry=registry)
        if post is not None:
            posts.append(post)
    return posts


def _place_country(group: Group) -> str:
    for mention in group.mentions:
        link = mention.link or mention.place
        if link is not None and link.row.country:
            return link.row.country
    return ""


def _best_name(group: Group, kind: EntityKind, persons: list[str], ranked: list[Candidate]) -> str:
    if kind is EntityKind.PERSON and persons:
        return max(persons, key=lambda name: (name.count(" "), len(name)))
    if ranked:
        best = next((c for c in ranked if c.kind is kind), ranked[0])
        return best.name
    named = [m.name_text for m in group.mentions if m.name_text]
    return max(named, key=len) if named else group.mentions[0].text


def _entity(
    group: Group, name: str, kind: EntityKind, *, country: str, sector: Sector | None, score: Score
) -> Entity:
    return Entity(
        id=EntityId(""),
        name=name,
        kind=kind,
        country=country,
        sector=sector,
        role="",
        of="",
        registry_id="",
        mentions=tuple(mention.span for mention in group.mentions),
        p=score.probability,
        score=score,
    )


def _take_sides(report: Report, graph: MentionGraph, entities: list[Entity]) -> list[Entity]:
    """Give "we" and "our forces" inside a quotation the side of the one who speaks."""
    owners = {span: entity for entity in entities for span in entity.mentions}
    result = []
    for entity in entities:
        words = report.text[entity.mentions[0].start : entity.mentions[0].end]
        speaker = _speaker_of(entity, graph, owners) if SIDE.match(words) else None
        if speaker is not None and not entity.registry_id:
            kind = entity.kind if entity.kind is not EntityKind.PERSON else EntityKind.CIVILIANS
            entity = replace(  # noqa: PLW2901 - the same entity, better known
                entity, kind=kind, country=speaker.country or entity.country,
                sector=speaker.sector or entity.sector, of=speaker.of or speaker.name,
            )  # fmt: skip
        result.append(entity)
    return result


def _speaker_of(entity: Entity, graph: MentionGraph, owners: dict[Span, Entity]) -> Entity | None:
    for statement in graph.statements:
        if statement.source and any(
            part.contains(entity.mentions[0]) for part in statement.content
        ):
            return owners.get(statement.source[0])
    return None


def _join_posts(entities: list[Entity]) -> tuple[Entity, ...]:
    """Point ``of`` at the entity of the report that is that body."""
    by_name = {fold_name(entity.name): entity.id for entity in reversed(entities)}
    return tuple(
        replace(entity, of=by_name.get(fold_name(entity.of), entity.of)) if entity.of else entity
        for entity in entities
    )
