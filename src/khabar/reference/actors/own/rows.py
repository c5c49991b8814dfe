"""Drafts -> rows of the registry. One wrong line refuses the whole file."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from khabar.base.ids import stable_id
from khabar.record.actor import ActorId, ActorRow, Tenure
from khabar.record.codes import EntityKind
from khabar.record.errors import KnowledgeError
from khabar.reference.actors._fold import fold_name
from khabar.reference.actors._registry import Registry
from khabar.reference.actors._rows import SHARED, parse_tenures, slug
from khabar.reference.actors.own.codes import (
    kind_of_sector,
    read_country,
    read_kind,
    read_sector,
)
from khabar.reference.actors.own.drafts import Draft, Told

__all__ = ["make_rows"]

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MANY: Final = re.compile(
    r"spokes|deputy|vice|member|advis|envoy|ambassador|representative|official|senior|general|"
    r"colonel|fighter|acting",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(
    r"(?:president|prime minister|chancellor|king|queen|emir|sultan|supreme leader|"
    r"head of state)$|.*\bminister\b|(?:governor|mayor|ruler) of ",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Actor:
    """One actor with all that its lines say."""

    id: str
    told: Draft
    terms: list[Told] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)


def make_rows(drafts: Iterable[Draft], *, base: Registry) -> tuple[ActorRow, ...]:
    """Check what a file says and turn it into rows.

    Lines of the same id are one actor with several terms. An actor that is in the registry
    keeps what the file does not say; its other names are added to.

    Args:
        drafts: In the order of the file.
        base: Registry underneath.

    Returns:
        One row for each actor.

    Raises:
        KnowledgeError: A code is unknown, terms of one actor or of one office overlap, a
            parent or body is missing, or parents form a cycle; the line is given.
    """
    actors = _gather(drafts, base=base)
    names = _index_names(actors.values())
    rows = tuple(_make_row(actor, names=names, base=base) for actor in actors.values())
    _check_parents({row.id: row for row in rows}, base=base)
    _check_offices(actors.values(), rows)
    return rows


def _gather(drafts: Iterable[Draft], *, base: Registry) -> Mapping[str, _Actor]:
    """Put the lines of each actor together."""
    actors: dict[str, _Actor] = {}
    for draft in drafts:
        id_ = _id_of(draft, base=base)
        actor = actors.setdefault(id_, _Actor(id_, draft))
        if actor.told is not draft:
            actor.told = _joined(actor.told, draft, id_)
        actor.terms += draft.terms
        actor.aliases += draft.aliases
    return actors


def _id_of(draft: Draft, *, base: Registry) -> str:
    """Return the id that was written, or one made of country and name."""
    if draft.id:
        if not _ID.fullmatch(draft.id):
            msg = f"not an id: {draft.id!r}"
            raise KnowledgeError(msg, where=draft.where, do="use a-z, 0-9 and hyphens")
        return draft.id
    if not draft.name:
        msg = "neither id nor name"
        raise KnowledgeError(msg, where=draft.where, do="name the actor")
    country = read_country(draft.country, where=draft.where, registry=base)
    made = slug(f"{country or 'own'} {draft.name}")
    return made if "-" in made else stable_id("own", country, draft.name)


def _joined(first: Draft, more: Draft, id_: str) -> Draft:
    """Return two lines about one actor as one; they must not contradict each other."""
    if not more.terms and not more.aliases:
        msg = f"{id_!r} stands twice, first in {first.where}"
        raise KnowledgeError(msg, where=more.where, do="leave one of them out")
    merged = {}
    for name in ("name", "kind", "country", "parent", "source"):
        one, two = getattr(first, name), getattr(more, name)
        if one and two and fold_name(one) != fold_name(two) and name != "source":
            msg = f"{name} of {id_!r} is {two!r}, in {first.where} it is {one!r}"
            raise KnowledgeError(msg, where=more.where, do="make them agree")
        merged[name] = one or two
    return replace(first, **merged)


def _index_names(actors: Iterable[_Actor]) -> Mapping[str, str]:
    """Return the ids of the file's actors by their names, for parents and bodies."""
    names: dict[str, str] = {}
    for actor in actors:
        for name in (actor.told.name, *actor.aliases):
            if name:
                names.setdefault(fold_name(name.removeprefix(SHARED)), actor.id)
    return {**names, **{actor.id: actor.id for actor in actors}}


def _make_row(actor: _Actor, *, names: Mapping[str, str], base: Registry) -> ActorRow:
    """Return the row of one actor, over what the registry has of it."""
    told, below = actor.told, base.find_row(actor.id)
    tenures = _tenures(actor.terms, names=names, base=base)
    if not tenures and below is None:
        raise _without_terms(told, base=base)
    tenures = tenures or (below.tenures if below else ())
    name = told.name or (below.name if below else "")
    if not name:
        msg = f"no name, and no actor {actor.id!r} in the registry"
        raise KnowledgeError(msg, where=told.where, do="name the actor")
    kept = below.aliases if below else ()
    if below is not None and fold_name(below.name) != fold_name(name):
        kept = (below.name, *kept)
    country = read_country(told.country, where=told.where, registry=base)
    parent = _find(told.parent, where=told.where, names=names, base=base)
    return ActorRow(
        id=ActorId(actor.id),
        name=name,
        kind=_kind(told, tenures, below),
        country=country or (below.country if below else ""),
        aliases=tuple(dict.fromkeys((*kept, *actor.aliases))),
        tenures=tenures,
        parent=parent or (below.parent if below else ""),
        source=f"{told.where} ({told.source})" if told.source else told.where,
    )


def _without_terms(told: Draft, *, base: Registry) -> KnowledgeError:
    """Return why an actor without a sector is refused; perhaps it was meant as a correction."""
    rows = base.find_exact(told.name) if told.name else ()
    do = "give its sector, such as REB or GOV"
    if len(rows) == 1:
        do += f"; to correct the actor of this name, give its id, {rows[0].id}"
    return KnowledgeError("no sector or term", where=told.where, do=do)


def _kind(told: Draft, tenures: Sequence[Tenure], below: ActorRow | None) -> EntityKind:
    if told.kind:
        return read_kind(told.kind, where=told.where)
    if below is not None:
        return below.kind
    if any(tenure.role for tenure in tenures):
        return EntityKind.PERSON
    return kind_of_sector(tenures[0].sector)


def _tenures(
    terms: Sequence[Told], *, names: Mapping[str, str], base: Registry
) -> tuple[Tenure, ...]:
    """Return the terms in order; the line that overlaps an earlier one is refused."""
    fitted: tuple[Tenure, ...] = ()
    for count in range(1, len(terms) + 1):
        fitted = parse_tenures(_cell(terms[:count]), where=terms[count - 1].where)
    posts = {}
    for number, told in enumerate(terms):
        of = _find(told.of, where=told.where, names=names, base=base)
        posts[f"#{number}"] = (told.role.removeprefix(SHARED).strip(), of)
    return tuple(
        replace(tenure, role=posts[tenure.role][0], of=posts[tenure.role][1]) for tenure in fitted
    )


def _cell(terms: Iterable[Told]) -> str:
    """Return terms as the fact files write them, numbered in the place of the post."""
    return ";".join(
        f"{read_sector(told.sector, where=told.where)} {told.start}..{told.end} #{number}"
        for number, told in enumerate(terms)
    )


def _find(text: str, *, where: str, names: Mapping[str, str], base: Registry) -> str:
    """Return the id of a parent or body that is named by id or name; empty for none.

    Raises:
        KnowledgeError: There is none, or more than one.
    """
    if not text:
        return ""
    if text in names or base.find_row(text) is not None:
        return names.get(text, text)
    if fold_name(text) in names:
        return names[fold_name(text)]
    rows = base.find_exact(text)
    if len(rows) == 1:
        return str(rows[0].id)
    msg = f"{text!r} is a name of {', '.join(row.id for row in rows)}" if rows else ""
    raise KnowledgeError(msg or f"unknown actor {text!r}", where=where, do="give its id")


def _check_parents(rows: Mapping[ActorId, ActorRow], *, base: Registry) -> None:
    """Refuse parents that form a cycle."""
    for row in rows.values():
        path = [str(row.id)]
        parent = row.parent
        while parent:
            if parent in path:
                msg = f"parents form a cycle: {' -> '.join((*path, parent))}"
                raise KnowledgeError(msg, where=row.source, do="leave one parent out")
            path.append(parent)
            above = rows.get(ActorId(parent)) or base.find_row(parent)
            parent = above.parent if above is not None else ""


def _check_offices(actors: Iterable[_Actor], rows: Sequence[ActorRow]) -> None:
    """Refuse two holders of one office at one time, unless ``~`` stands before the role."""
    offices: dict[tuple[str, str], list[tuple[str, Told]]] = {}
    for actor, row in zip(actors, rows, strict=True):
        for told, office in _offices(actor, row):
            holders = offices.setdefault(office, [])
            holders.append((actor.id, told))
            if len({id_ for id_, _ in holders}) == 1:
                continue
            try:
                parse_tenures(_cell(term for _, term in holders), where=told.where)
            except KnowledgeError as error:
                before = next(id_ for id_, _ in reversed(holders) if id_ != actor.id)
                msg = f"{told.role!r} is held by {actor.id} and by {before} at one time"
                do = f"{error.what}; write {SHARED} before the role if several hold it"
                raise KnowledgeError(msg, where=told.where, do=do) from error


def _offices(actor: _Actor, row: ActorRow) -> Iterator[tuple[Told, tuple[str, str]]]:
    """Yield the terms in posts that one person holds at a time."""
    for told in actor.terms:
        if not told.role or told.role.startswith(SHARED) or _MANY.search(told.role):
            continue
        if told.of or (row.country and _ALONE.match(told.role)):
            yield told, (fold_name(told.role), fold_name(told.of) or row.country)
