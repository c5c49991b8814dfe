"""``actors.toml``: one ``[[actor]]`` for each actor."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from khabar.record.errors import KnowledgeError
from khabar.reference.actors.own.drafts import Draft, Told, split_terms

__all__ = ["looks_like_toml", "read_toml"]

_HEAD: Final = re.compile(r"\s*\[\[\s*actor\s*\]\]")
_LINE: Final = re.compile(r"at line (\d+)")
_TERM: Final = ("sector", "start", "end", "role", "of")
_PLAIN: Final = ("id", "name", "kind", "country", "parent", "source")
_KNOWN: Final = (*_PLAIN, *_TERM, "aliases", "terms")


def looks_like_toml(text: str) -> bool:
    """Return whether a file holds ``[[actor]]``.

    Args:
        text: Whole file, or its beginning.
    """
    return any(_HEAD.match(line) for line in text.splitlines())


def read_toml(text: str, *, name: str) -> Iterator[Draft]:
    """Read a file of ``[[actor]]`` tables.

    Args:
        text: Whole file.
        name: Its name, for messages.

    Yields:
        What each table says.

    Raises:
        KnowledgeError: It is not TOML, a key is unknown, or a value of another type.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        where = f"{name}:{line[1]}" if line else name
        msg = f"not TOML: {error}"
        raise KnowledgeError(msg, where=where) from error
    places = _Places(text, name=name)
    for key, value in content.items():
        if key != "actor" or not _are_tables(value):
            msg = f"unknown key {key!r}"
            raise KnowledgeError(msg, where=places.of_key(key), do="write [[actor]] tables")
    for number, table in enumerate(content.get("actor", ())):
        yield _Table(table, places=places, number=number).draft()


class _Places:
    """Which line a value stands in; TOML readers do not tell."""

    def __init__(self, text: str, *, name: str) -> None:
        self._name = name
        self._lines = text.splitlines()
        self._heads = [n for n, line in enumerate(self._lines) if _HEAD.match(line)]

    def of_key(self, key: str, *, start: int = 0, stop: int | None = None) -> str:
        """Return the line of the first such key in a stretch of lines."""
        pattern = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[=\].]""")
        for number in range(start, len(self._lines) if stop is None else stop):
            if pattern.match(self._lines[number]):
                return f"{self._name}:{number + 1}"
        return f"{self._name}:{start + 1}"

    def of_field(self, number: int, key: str) -> str:
        """Return the line of a key of an actor; the line of the actor for an empty key."""
        if number >= len(self._heads):
            return self._name
        start = self._heads[number]
        after = self._heads[number + 1] if number + 1 < len(self._heads) else len(self._lines)
        if not key:
            return f"{self._name}:{start + 1}"
        return self.of_key(key, start=start, stop=after)


class _Table:
    """One ``[[actor]]``."""

    def __init__(self, table: Mapping[str, Any], *, places: _Places, number: int) -> None:
        self._table = table
        self._places = places
        self._number = number

    def draft(self) -> Draft:
        """Return what the table says.

        Raises:
            KnowledgeError: A key is unknown, or a value of another type.
        """
        for key in self._table:
            if key not in _KNOWN:
                raise self._wrong(key, f"unknown key {key!r}", do=f"known: {', '.join(_KNOWN)}")
        return Draft(
            where=self._where(""),
            aliases=self._aliases(),
            terms=self._terms(),
            **{key: self._text(self._table, key) for key in _PLAIN},
        )

    def _terms(self) -> tuple[Told, ...]:
        """Return the terms, from ``terms`` or from the keys of one term."""
        given = self._table.get("terms", ())
        if isinstance(given, str):
            return split_terms(given, where=self._where("terms"))
        own = {key: self._text(self._table, key) for key in _TERM}
        if any(own.values()) and given:
            raise self._wrong(
                key="terms", what="both terms and a sector, day or role", do="write one"
            )
        if not _are_tables(given):
            raise self._wrong(key="terms", what="terms are a list of tables, or one string")
        if any(own.values()):
            return (Told(where=self._where("sector"), **own),)
        return tuple(self._term(term) for term in given)

    def _term(self, term: Mapping[str, Any]) -> Told:
        """Return one table of ``terms``."""
        for key in term:
            if key not in _TERM:
                raise self._wrong(
                    key="terms", what=f"unknown key {key!r}", do=f"known: {', '.join(_TERM)}"
                )
        return Told(where=self._where("terms"), **{key: self._text(term, key) for key in _TERM})

    def _aliases(self) -> tuple[str, ...]:
        """Return the other names."""
        given = self._table.get("aliases", [])
        if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
            raise self._wrong(key="aliases", what="aliases are a list of strings")
        return tuple(one.strip() for one in given if one.strip())

    def _text(self, table: Mapping[str, Any], key: str) -> str:
        """Return a value as text; days may be written with or without quotes, years as numbers."""
        value = table.get(key, "")
        if isinstance(value, datetime):
            value = value.date()
        if isinstance(value, date):
            return value.isoformat()
        if key in ("start", "end") and isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            raise self._wrong(key, f"{key} is {type(value).__name__}, not a string")
        return value.strip()

    def _where(self, key: str) -> str:
        return self._places.of_field(self._number, key)

    def _wrong(self, key: str, what: str, *, do: str = "") -> KnowledgeError:
        return KnowledgeError(what, where=self._where(key), do=do)


def _are_tables(value: object) -> bool:
    """Return whether a value is a list of tables."""
    plain = isinstance(value, Sequence) and not isinstance(value, str)
    return plain and all(isinstance(one, dict) for one in value)  # type: ignore[attr-defined]
