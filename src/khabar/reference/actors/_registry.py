"""The registry: rows by id and by name."""

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from typing import Final

from khabar.record.actor import ActorRow, Tenure
from khabar.record.codes import EntityKind
from khabar.record.errors import KnowledgeError
from khabar.reference.actors._fold import fold_name, is_acronym, skeleton
from khabar.reference.actors._rows import SHARED, Line, parse_group, parse_person, read_lines
from khabar.reference.actors._states import State, parse_state

__all__ = ["Registry", "open_registry", "read_rows", "tenure_on"]

_LIKE: Final = 0.8  # least likeness of two transliterations, on the alias lists themselves: from
# here on more pairs are of one actor than of two, below it fewer
_STATE_WIDTH: Final = 6
_GROUP_WIDTH: Final = 7
_PERSON_WIDTH: Final = 4


class Registry:
    """Actors by id and by name. Read-only; a layer on top makes a new registry."""

    def __init__(
        self,
        rows: Iterable[ActorRow],
        *,
        states: Iterable[State] = (),
        base: "Registry | None" = None,
    ) -> None:
        """Index the rows and refuse what contradicts itself.

        Args:
            rows: Rows of groups and persons.
            states: States with their institutions.
            base: Registry underneath; its rows are seen unless a row here has the same id.

        Raises:
            KnowledgeError: Two rows share an id or, undeclared, a name; a parent or the
                body of a post is missing; parents form a cycle.
        """
        self._base = base
        self._rows: dict[str, ActorRow] = {}
        self._names: dict[str, list[ActorRow]] = {}
        self._acronyms: dict[str, list[ActorRow]] = {}
        self._frames: dict[str, list[ActorRow]] | None = None
        self._demonyms: dict[str, str] = {}
        self._seats: dict[str, str] = {}
        self._adjectives: dict[str, str] = {}
        self._institutions: set[str] = set()
        self._given: frozenset[str] | None = None
        shared: set[str] = set()
        for state in states:
            self._add_state(state, shared)
        for row in rows:
            self._add(row, shared)
        self._check_links()

    def __len__(self) -> int:
        """Return the number of rows, those underneath included."""
        below = set(self._base.ids()) if self._base else set()
        return len(below | self._rows.keys())

    def ids(self) -> Iterable[str]:
        """Return the ids of all rows, those underneath included."""
        below = self._base.ids() if self._base else ()
        return {**dict.fromkeys(below), **dict.fromkeys(self._rows)}.keys()

    def row(self, id_: str) -> ActorRow:
        """Return the row with this id.

        Args:
            id_: Id of an actor.

        Raises:
            KnowledgeError: There is no such row.
        """
        if id_ in self._rows:
            return self._rows[id_]
        if self._base is not None:
            return self._base.row(id_)
        msg = f"no actor {id_!r} in the registry"
        raise KnowledgeError(msg)

    def find_row(self, id_: str) -> ActorRow | None:
        """Return the row with this id, or ``None``.

        Args:
            id_: Id of an actor.
        """
        if id_ in self._rows:
            return self._rows[id_]
        return self._base.find_row(id_) if self._base is not None else None

    def find_rows(self, name: str, *, on: date | None = None) -> Sequence[ActorRow]:
        """Return the actors that go by this name.

        Case, accents, hyphens, the article and the possessive do not count; acronyms
        must be written in capitals. When nothing fits, transliterations are tried.

        Args:
            name: A name in any script.
            on: Day of the report. When some of the actors exist on that day, only they
                are returned.

        Returns:
            Rows of the uppermost layer that has any; more than one when the name is ambiguous.
        """
        return self._at(self._named(name) or self._similar(name), on)

    def find_exact(self, name: str, *, on: date | None = None) -> Sequence[ActorRow]:
        """Return the actors that a name means where nothing else is known.

        As ``find_rows``, without transliterations; an actor that has the name with ``~``
        gives way to one that has it without.

        Args:
            name: A name in any script.
            on: Day of the report.
        """
        return self._first(name, self._at(self._named(name), on))

    def find_bearers(self, name: str, *, on: date | None = None) -> Sequence[ActorRow]:
        """Return all actors of a name, those that give way included; no transliterations.

        Args:
            name: A name in any script.
            on: Day of the report.
        """
        return self._at(self._named(name), on)

    def country_of_demonym(self, word: str) -> str:
        """Return the ISO alpha-3 code of "Afghan", "Afghans" ...; empty when it is none.

        Args:
            word: One or two words, any case.
        """
        key = fold_name(word)
        code = self._demonyms.get(key, "")
        return code or (self._base.country_of_demonym(word) if self._base else "")

    def country_of_seat(self, name: str) -> str:
        """Return the country whose government is meant by "Kabul" or "the Kremlin".

        Args:
            name: Name of a capital or seat.
        """
        code = self._seats.get(fold_name(name), "")
        return code or (self._base.country_of_seat(name) if self._base else "")

    def is_given_name(self, word: str) -> bool:
        """Return whether a person of the registry has this word as the first of the name.

        Args:
            word: One word, any case.
        """
        if self._given is None:
            people = [row for row in self._rows.values() if row.kind is EntityKind.PERSON]
            firsts = (fold_name(row.name).partition(" ") for row in people)
            self._given = frozenset(first for first, _, rest in firsts if rest)
        below = self._base is not None and self._base.is_given_name(word)
        return below or fold_name(word) in self._given

    def adjective(self, country: str) -> str:
        """Return the usual adjective of a country; empty when it has none.

        Args:
            country: ISO alpha-3.
        """
        word = self._adjectives.get(country, "")
        return word or (self._base.adjective(country) if self._base else "")

    def overlay(self, rows: Iterable[ActorRow]) -> "Registry":
        """Return a registry in which these rows lie over this one's.

        Args:
            rows: Rows of a case or a user's folder; the same id replaces a row, the same
                name hides the rows below.

        Raises:
            KnowledgeError: The rows contradict each other.
        """
        return Registry(rows, base=self)

    def _at(self, rows: Sequence[ActorRow], on: date | None) -> Sequence[ActorRow]:
        if len(rows) < 2:
            return rows
        alive = [row for row in rows if on is None or _alive(row, on)]
        return self._uppermost(alive or rows)

    def _first(self, name: str, rows: Sequence[ActorRow]) -> Sequence[ActorRow]:
        """Leave out those that have the name with ``~``, unless all or none have it so."""
        if len(rows) < 2:
            return rows
        key = fold_name(name)
        return [row for row in rows if not _gives_way(row, key)] or rows

    def _uppermost(self, rows: Sequence[ActorRow]) -> Sequence[ActorRow]:
        """Return the rows of the highest layer that has any: what a case says is stronger."""
        if self._base is None:
            return rows
        own = [row for row in rows if row.id in self._rows]
        return own or self._base._uppermost(rows)  # noqa: SLF001

    def _named(self, name: str) -> list[ActorRow]:
        key = fold_name(name)
        letters = name.replace(".", "").replace(" ", "")
        found = list(self._names.get(key, ()))
        if letters.isupper():
            found += [row for row in self._acronyms.get(letters, ()) if row not in found]
        if self._base is not None:
            known = {row.id for row in found} | self._rows.keys()
            found += [row for row in self._base._named(name) if row.id not in known]  # noqa: SLF001
        return found

    def _similar(self, name: str) -> list[ActorRow]:
        frame = skeleton(name) if name[:1].isupper() and name.isprintable() else ""
        if not frame:
            return []
        if self._frames is None:
            self._frames = self._index_frames()
        wanted = fold_name(name)
        found = [row for row in self._frames.get(frame, ()) if _alike(row, wanted)]
        if not found and self._base is not None:
            return self._base._similar(name)  # noqa: SLF001
        return found

    def _index_frames(self) -> dict[str, list[ActorRow]]:
        frames: dict[str, list[ActorRow]] = {}
        for row in self._rows.values():
            if row.kind is EntityKind.COUNTRY:  # one English spelling: Martuni is no Mauritania
                continue
            composed = row.name if row.id in self._institutions else ""  # "Swiss army"
            for name in {row.name, *row.aliases} - {composed}:
                plain = name.removeprefix(SHARED)
                spelled = not is_acronym(plain) and (plain.isascii() or plain[:1].isupper())
                frame = skeleton(plain) if spelled else ""
                if frame and row not in frames.setdefault(frame, []):
                    frames[frame].append(row)
        return frames

    def _add_state(self, state: State, shared: set[str]) -> None:
        for row in state.rows:
            self._add(row, shared)
            self._institutions.add(row.id)
        if state.demonyms:
            self._adjectives[state.code] = state.demonyms[0]
        for word in state.demonyms:
            for form in _forms(word):
                self._demonyms.setdefault(fold_name(form), state.code)
        for seat in state.seats:
            self._seats.setdefault(fold_name(seat), state.code)

    def _add(self, row: ActorRow, shared: set[str]) -> None:
        if row.id in self._rows:
            msg = f"id {row.id!r} is already used in {self._rows[row.id].source}"
            raise KnowledgeError(msg, where=row.source)
        self._rows[row.id] = row
        for name in (row.name, *row.aliases):
            plain = name.removeprefix(SHARED)
            acronym = is_acronym(plain)
            index = self._acronyms if acronym else self._names
            key = plain.replace(".", "").replace(" ", "") if acronym else fold_name(plain)
            rows = index.setdefault(key, [])
            declared = plain != name
            if declared:
                shared.add(key)
            if row in rows:
                continue
            if rows and key not in shared and _clash(row, rows):
                msg = f"{plain!r} is also a name of {rows[0].id} ({rows[0].source})"
                raise KnowledgeError(
                    msg, where=row.source, do=f"write {SHARED} before it if both are right"
                )
            rows.append(row)

    def _check_links(self) -> None:
        for row in self._rows.values():
            for target in (row.parent, *(term.of for term in row.tenures)):
                if target:
                    self._require(target, row)
            seen = {row.id}
            parent = row.parent
            while parent:
                if parent in seen:
                    msg = f"{row.id!r} is its own ancestor"
                    raise KnowledgeError(msg, where=row.source)
                seen.add(self.row(parent).id)
                parent = self.row(parent).parent

    def _require(self, target: str, row: ActorRow) -> None:
        if target not in self._rows and (self._base is None or target not in self._base.ids()):
            msg = f"unknown actor {target!r}"
            raise KnowledgeError(msg, where=row.source)


def tenure_on(row: ActorRow, on: date | None) -> Tenure | None:
    """Return what an actor was on a day.

    Args:
        row: The actor.
        on: The day; ``None`` asks for the latest.

    Returns:
        The term that covers the day; ``None`` when no term does.
    """
    if on is None:
        return row.tenures[-1]
    for term in reversed(row.tenures):
        if (term.first is None or term.first <= on) and (term.last is None or on <= term.last):
            return term
    return None


def _gives_way(row: ActorRow, key: str) -> bool:
    shared = (alias.removeprefix(SHARED) for alias in row.aliases if alias.startswith(SHARED))
    return any(fold_name(alias) == key for alias in shared)


def _alive(row: ActorRow, on: date) -> bool:
    if row.kind is EntityKind.PERSON:
        first = row.tenures[0].first
        return first is None or first <= on
    return tenure_on(row, on) is not None


def _clash(row: ActorRow, others: Iterable[ActorRow]) -> bool:
    return any(
        _overlap(mine, theirs)
        for other in others
        for mine in row.tenures
        for theirs in other.tenures
    )


def _overlap(one: Tenure, two: Tenure) -> bool:
    low = max(one.first or date.min, two.first or date.min)
    return low <= min(one.last or date.max, two.last or date.max)


def _alike(row: ActorRow, wanted: str) -> bool:
    return any(
        SequenceMatcher(None, wanted, fold_name(name)).ratio() >= _LIKE
        for name in (row.name, *row.aliases)
    )


def _forms(word: str) -> Iterable[str]:
    yield word
    if not word.endswith(("s", "ese", "ish", "sh", "ch", "men", "man")):
        yield word + "s"


def read_rows(text: str, *, name: str) -> tuple[ActorRow, ...]:
    """Read a file of groups (seven cells a line) or persons (``people`` in its name, four).

    Args:
        text: Whole file.
        name: Its name, for messages.

    Returns:
        All its rows; nothing when one line is wrong.

    Raises:
        KnowledgeError: A line is wrong; file, line and reason are given.
    """
    people = "people" in name
    width, parse = (_PERSON_WIDTH, parse_person) if people else (_GROUP_WIDTH, parse_group)
    return tuple(parse(line) for line in read_lines(text, name=name, width=width))


@cache
def open_registry() -> Registry:
    """Return the registry that ships with Khabar, read once.

    Raises:
        KnowledgeError: A fact file is wrong.
    """
    folder = files("khabar.reference.actors") / "facts"
    states: list[State] = []
    rows: list[ActorRow] = []
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if file.name == "states.tsv":
            text = file.read_text(encoding="utf-8")
            lines: Iterable[Line] = read_lines(text, name=file.name, width=_STATE_WIDTH)
            states = [parse_state(line) for line in lines]
        elif file.name.startswith(("groups-", "people-")):
            rows.extend(read_rows(file.read_text(encoding="utf-8"), name=file.name))
    return Registry(rows, states=states)
