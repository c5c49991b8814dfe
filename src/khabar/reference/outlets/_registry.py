"""The registry of outlets: rows by id, by name and by domain, and whose they are."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from khabar.base.names import fold_name
from khabar.record.errors import KnowledgeError
from khabar.record.outlet import OutletId, OutletKind, OutletRow, OwnerId, OwnerKind, OwnerRow
from khabar.reference.outlets._rows import (
    SHARED,
    parse_outlets,
    parse_owners,
    read_own_outlets,
    slug,
)

__all__ = ["Outlets", "fold_outlet", "open_outlets", "open_own_outlets"]

_SHORTEST_LABEL: Final = 5  # letters of "dailysabah" in dailysabah.com that name an outlet


def fold_outlet(name: str) -> str:
    """Return the name of an outlet without case, marks and its first article.

    Args:
        name: In any script.
    """
    words = fold_name(name).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


class Outlets:
    """Outlets by id, name and domain. Read-only; own rows on top make a new registry.

    Attributes:
        own_digest: Hex digest of the analyst's rows in it; empty when there are none.
    """

    def __init__(
        self,
        rows: Iterable[OutletRow],
        *,
        owners: Iterable[OwnerRow] = (),
        own_digest: str = "",
    ) -> None:
        """Index the rows and refuse what contradicts itself.

        Args:
            rows: Outlets.
            owners: Owners.
            own_digest: Hex digest of the analyst's rows among them.

        Raises:
            KnowledgeError: Two rows share an id, a domain or, undeclared, a name; an owner
                or an outlet that is carried is missing; owners form a circle.
        """
        self.own_digest = own_digest
        self._owners: dict[str, OwnerRow] = {}
        self._rows: dict[str, OutletRow] = {}
        self._names: dict[str, list[OutletRow]] = {}
        self._squeezed: dict[str, OutletRow] = {}
        self._domains: dict[str, OutletRow] = {}
        self._bases: dict[str, list[OutletRow]] = {}
        for owner in owners:
            if self._owners.setdefault(owner.id, owner) is not owner:
                what = f"owner {owner.id!r} is there twice"
                raise KnowledgeError(what, where=owner.source)
        for row in rows:
            self._add(row)
        self._check_links()

    def __len__(self) -> int:
        """Return the number of outlets."""
        return len(self._rows)

    def __iter__(self) -> Iterator[OutletRow]:
        """Yield the outlets."""
        return iter(self._rows.values())

    def row(self, id_: str) -> OutletRow:
        """Return the outlet with this id.

        Args:
            id_: Of an outlet.

        Raises:
            KnowledgeError: There is none.
        """
        if id_ not in self._rows:
            what = f"no outlet {id_!r} in the registry"
            raise KnowledgeError(what)
        return self._rows[id_]

    def owner(self, id_: str) -> OwnerRow | None:
        """Return the owner with this id, or ``None``.

        Args:
            id_: Of an owner; may be empty.
        """
        return self._owners.get(id_)

    def last_owner(self, row: OutletRow) -> OwnerRow | None:
        """Return who owns an outlet in the end: the owner of its owner, and so on.

        Args:
            row: Any outlet.

        Returns:
            ``None`` when its owner is unknown.
        """
        owner = self._owners.get(row.owner)
        while owner is not None and owner.of:
            owner = self._owners[owner.of]
        return owner

    def find(self, name: str, *, url: str = "") -> OutletRow | None:
        """Return the outlet of this name or address.

        Case, marks, the article and spaces do not count (``dailysabah`` is Daily Sabah).

        Args:
            name: As a report gives it, or a domain; may be empty.
            url: Address of the report, which decides between outlets of one name.

        Returns:
            ``None`` when no outlet, or more than one, goes by that name.
        """
        named = self.find_all(name)
        at_url = self._at(_host(url)) if url else None
        if at_url is not None:
            namesakes = (*named, *self._bases.get(fold_outlet(name), ()))
            if at_url in namesakes or not name:
                return at_url
        if len(named) == 1:
            return named[0]
        return None if named else self._at(name.strip().casefold())

    def find_all(self, name: str) -> Sequence[OutletRow]:
        """Return every outlet that goes by a name.

        Args:
            name: In any script.
        """
        folded = fold_outlet(name)
        named = self._names.get(folded, ())
        squeezed = self._squeezed.get(folded.replace(" ", ""))
        return named or ((squeezed,) if squeezed is not None else ())

    def key(self, name: str, *, url: str = "") -> str:
        """Return what outlets are compared by: the id, else ``~`` and the folded name.

        Args:
            name: As a report gives it.
            url: Address of the report.

        Returns:
            Empty when nothing is known.
        """
        row = self.find(name, url=url)
        folded = fold_name(name)
        return row.id if row is not None else f"~{folded}" if folded else ""

    def with_own(self, rows: Iterable[OutletRow]) -> "Outlets":
        """Return a registry with an analyst's rows on top.

        A row with the id or the name of an outlet that is there corrects it: what it leaves
        empty stays. An owner or carried outlet may be given by name, and may be new.

        Args:
            rows: Own rows.

        Returns:
            A new registry.

        Raises:
            KnowledgeError: The rows contradict themselves or what is there.
        """
        merged = dict(self._rows)
        owners = dict(self._owners)
        own = tuple(rows)
        for row in own:
            below = merged.get(row.id) or self.find(row.name)
            owner = self._own_owner(row, owners) if row.owner else ""
            carries = tuple(self._carried(name, merged) for name in row.carries)
            new = replace(row, owner=owner, carries=carries)
            merged[below.id if below else row.id] = _on_top(new, below) if below else new
        told = f"{self.own_digest}{own!r}" if own else ""
        digest = hashlib.sha256(told.encode()).hexdigest() if own else self.own_digest
        return Outlets(merged.values(), owners=owners.values(), own_digest=digest)

    def _add(self, row: OutletRow) -> None:
        if row.id in self._rows:
            what = f"outlet {row.id!r} is there twice"
            raise KnowledgeError(what, where=row.source)
        self._rows[row.id] = row
        for alias in dict.fromkeys((row.name, *row.aliases)):
            self._add_name(alias, row)
        for domain in row.domains:
            other = self._domains.setdefault(domain, row)
            if other is not row:
                what = f"domain {domain!r} is also that of {other.id!r} ({other.source})"
                raise KnowledgeError(what, where=row.source)
            label = domain.split(".")[0]
            if len(label) >= _SHORTEST_LABEL:
                self._squeezed.setdefault(label, row)

    def _add_name(self, alias: str, row: OutletRow) -> None:
        folded = fold_outlet(alias)
        if not folded:
            what = f"no letters in the name {alias!r}"
            raise KnowledgeError(what, where=row.source)
        named = self._names.setdefault(folded, [])
        shared = alias.startswith(SHARED)
        if named and row not in named and not (shared and self._is_shared(folded, named[0])):
            what = f"{row.id!r} shares the name {alias!r} with {named[0].id!r}"
            do = f"put {SHARED} before it in both rows, or leave it out"
            raise KnowledgeError(what, where=row.source, do=do)
        if row not in named:
            named.append(row)
        self._squeezed.setdefault(folded.replace(" ", ""), row)
        base, bracket, _ = alias.partition(" (")
        if bracket:
            self._bases.setdefault(fold_outlet(base), []).append(row)

    def _is_shared(self, folded: str, row: OutletRow) -> bool:
        return any(a.startswith(SHARED) and fold_outlet(a) == folded for a in row.aliases)

    def _check_links(self) -> None:
        for row in self._rows.values():
            if row.owner and row.owner not in self._owners:
                what = f"{row.id!r} has an unknown owner {row.owner!r}"
                raise KnowledgeError(what, where=row.source, do="add it to owners.tsv")
            for carried in row.carries:
                if carried not in self._rows:
                    what = f"{row.id!r} carries an unknown outlet {carried!r}"
                    raise KnowledgeError(what, where=row.source)
        for owner in self._owners.values():
            self._check_owner(owner)

    def _check_owner(self, owner: OwnerRow) -> None:
        seen = {owner.id}
        at = owner
        while at.of:
            if at.of not in self._owners:
                what = f"{at.id!r} belongs to an unknown owner {at.of!r}"
                raise KnowledgeError(what, where=at.source)
            at = self._owners[at.of]
            if at.id in seen:
                what = f"owners form a circle through {owner.id!r}"
                raise KnowledgeError(what, where=owner.source)
            seen.add(at.id)

    def _at(self, host: str) -> OutletRow | None:
        """Return the outlet of a host or of the domain that it is part of."""
        parts = host.split(".")
        for start in range(len(parts) - 1):
            row = self._domains.get(".".join(parts[start:]))
            if row is not None:
                return row
        return None

    def _own_owner(self, row: OutletRow, owners: dict[str, OwnerRow]) -> str:
        wanted = fold_name(row.owner)
        for owner in owners.values():
            if owner.id == row.owner or fold_name(owner.name) == wanted:
                return owner.id
        made = OwnerRow(
            id=OwnerId(slug(row.owner)),
            name=row.owner,
            kind=OwnerKind.UNKNOWN,
            country=row.country,
            of="",
            source=row.source,
        )
        owners[made.id] = made
        return made.id

    def _carried(self, name: str, rows: dict[str, OutletRow]) -> str:
        if name in rows:
            return name
        row = self.find(name)
        return row.id if row is not None else name


def _host(url: str) -> str:
    """Return the host of an address; empty when it is none."""
    try:
        return urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""


def _on_top(own: OutletRow, below: OutletRow) -> OutletRow:
    """Return a row corrected by an analyst's; what that leaves empty stays."""
    return replace(
        own,
        id=OutletId(below.id),
        kind=below.kind if own.kind is OutletKind.UNKNOWN else own.kind,
        country=own.country or below.country,
        owner=own.owner or below.owner,
        carries=own.carries or below.carries,
        domains=tuple(dict.fromkeys((*own.domains, *below.domains))),
        aliases=tuple(dict.fromkeys((*own.aliases, below.name, *below.aliases))),
    )


@cache
def open_outlets() -> Outlets:
    """Read the packaged fact files.

    Returns:
        The registry; the same one each time.

    Raises:
        KnowledgeError: A fact file is wrong.
    """
    folder = files("khabar.reference.outlets").joinpath("facts")
    texts = sorted(
        (entry.name, entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".tsv")
    )
    return Outlets(
        (
            row
            for name, text in texts
            if name != "owners.tsv"
            for row in parse_outlets(text, name=name)
        ),
        owners=(
            row
            for name, text in texts
            if name == "owners.tsv"
            for row in parse_owners(text, name=name)
        ),
    )


def open_own_outlets(paths: Sequence[Path]) -> Outlets:
    """Return the packaged outlets with an analyst's files on top.

    Args:
        paths: Files of own outlets, the strongest first; those that are not there are none.

    Returns:
        The registry.

    Raises:
        KnowledgeError: A file cannot be read, or contradicts itself or what is below it.
    """
    outlets = open_outlets()
    for path in reversed(paths):
        outlets = outlets.with_own(read_own_outlets(path))
    return outlets
