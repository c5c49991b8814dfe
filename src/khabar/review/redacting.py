"""Names that a decision withholds, covered wherever they stand, letter for letter."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Any, Final, TypeVar

from khabar.base.names import fold_name
from khabar.record.claim import Reading
from khabar.record.codes import EntityKind, NameType
from khabar.record.decision import Decision, DecisionKind
from khabar.record.span import Span
from khabar.review.holding import find_holding

__all__ = ["Redaction", "find_withheld"]

_T = TypeVar("_T")
_BLOCK: Final = "█"
_LEAST: Final = 2  # code points of a name; one letter alone would cover half a text
_LEAST_ALONE: Final = 3  # of a family name that stands alone
_IDS: Final = frozenset({"report", "reports", "copy_of", "text_sha256"})  # they are looked up by


@dataclass(frozen=True, slots=True)
class Redaction:
    """Covers names with blocks of the same length, so that every offset still holds.

    Attributes:
        names: What is covered, the longest first: names in any case, accents or spelling of
            the space between words, and ids of registry rows.
        pattern: Finds them in folded text; ``None`` when nothing is withheld.
    """

    names: tuple[str, ...]
    pattern: "re.Pattern[str] | None"

    @classmethod
    def of(cls, names: Iterable[str]) -> "Redaction":
        """Withhold some names.

        Args:
            names: As they are written somewhere.

        Returns:
            What covers them.
        """
        known = {name.strip() for name in names if len(name.strip()) >= _LEAST}
        ordered = tuple(sorted(known, key=lambda name: (-len(name), name)))
        alternatives = [one for one in map(_pattern, ordered) if one]
        whole = re.compile("|".join(alternatives)) if alternatives else None
        return cls(ordered, whole)

    def __bool__(self) -> bool:
        """Return whether anything is withheld."""
        return self.pattern is not None

    def cover(self, text: str) -> str:
        """Return a text with the names covered.

        Args:
            text: Any.

        Returns:
            As many code points as before.
        """
        if self.pattern is None:
            return text
        found = self.find(text)
        if not found:
            return text
        letters = list(text)
        for span in found:
            letters[span.start : span.end] = _BLOCK * (span.end - span.start)
        return "".join(letters)

    def find(self, text: str) -> tuple[Span, ...]:
        """Return where withheld names stand in a text.

        Args:
            text: Any.

        Returns:
            Stretches in order, with the accents that follow their last letters.
        """
        if self.pattern is None:
            return ()
        folded, places = _fold(text)
        found: list[Span] = []
        for match in self.pattern.finditer(folded):
            end = places[match.end() - 1] + 1
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
            found.append(Span(places[match.start()], end))
        return tuple(found)

    def cover_record(self, record: _T) -> _T:
        """Return a record of any type with the names covered in every text of it.

        Args:
            record: Made of frozen dataclasses, tuples and plain values.

        Returns:
            Of the same type and with the same offsets; ids of reports are left, since they
            are what one asks by.
        """
        if self.pattern is None:
            return record
        covered: _T = self._covered(record)
        return covered

    def _covered(self, value: Any) -> Any:
        """Return any value covered."""
        if isinstance(value, Enum) or value is None:
            return value
        if isinstance(value, str):
            return self.cover(value)
        if isinstance(value, tuple):
            return tuple(self._covered(one) for one in value)
        if isinstance(value, Span) or not is_dataclass(value) or isinstance(value, type):
            return value
        changed: dict[str, Any] = {}
        for one in fields(value):
            old = getattr(value, one.name)
            is_own_id = one.name == "id" and hasattr(value, "text_sha256")
            if is_own_id or (one.name in _IDS and isinstance(old, str | tuple)):
                continue
            made = self._covered(old)
            if made != old:
                changed[one.name] = made
        return replace(value, **changed) if changed else value


def find_withheld(
    decisions: Iterable[Decision],
    *,
    readings: Iterable[Reading],
    aliases: Iterable[tuple[str, tuple[str, ...]]] = (),
) -> Redaction:
    """Return the names that decisions withhold.

    Args:
        decisions: As they hold now.
        readings: At least those of the texts that are anchored in.
        aliases: Other names of registry rows, by id.

    Returns:
        Names of the persons that the anchored words mean, as any of the readings calls them,
        the words themselves, and what the registry calls the person.
    """
    wanted = [one for one in find_holding(decisions) if one.kind is DecisionKind.REDACT]
    if not wanted:
        return Redaction.of(())
    given = tuple(readings)
    names = {anchor.quote for one in wanted for anchor in one.anchors}
    anchored: dict[str, list[Span]] = {}
    for one in wanted:
        for anchor in one.anchors:
            anchored.setdefault(anchor.text_sha256, []).append(anchor.span)
    rows: set[str] = set()
    for reading in given:
        for span in anchored.get(reading.report.text_sha256, ()):
            names |= _names_at(reading, span, rows=rows)
    for reading in given:
        names |= _names_of_rows(reading, rows)
    for row, others in aliases:
        names |= {row, *others} if row in rows else set()
    return Redaction.of(names | {name for one in names for name in _alone(one)})


def _names_at(reading: Reading, span: Span, *, rows: set[str]) -> set[str]:
    """Return what a report calls the person whom some words mean."""
    found: set[str] = set()
    for entity in reading.entities:
        if entity.kind is not EntityKind.PERSON:
            continue
        if any(span.overlaps(mention) for mention in entity.mentions):
            found |= {entity.name} | _called(reading, entity.mentions)
            if entity.registry_id:
                rows.add(entity.registry_id)
                found.add(entity.registry_id)
    return found


def _names_of_rows(reading: Reading, rows: set[str]) -> set[str]:
    """Return what a report calls persons of the registry."""
    found: set[str] = set()
    for entity in reading.entities:
        if entity.registry_id in rows and entity.kind is EntityKind.PERSON:
            found |= {entity.name} | _called(reading, entity.mentions)
    return found


def _called(reading: Reading, mentions: Iterable[Span]) -> set[str]:
    """Return the names among mentions; "he" and "the commander" are none."""
    text = reading.report.text
    persons = [name.span for name in reading.names if name.type is NameType.PERSON]
    return {name.quote(text) for name in persons for mention in mentions if name.overlaps(mention)}


def _alone(name: str) -> tuple[str, ...]:
    """Return the family name of a name of several words, which may stand alone."""
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name)
    last = words[-1] if len(words) > 1 else ""
    is_name = len(last) >= _LEAST_ALONE and not last.islower()
    return (last,) if is_name else ()


def _pattern(name: str) -> str:
    """Return what finds a name in folded text: its words with anything but letters between."""
    folded, _ = _fold(name)
    words = re.findall(r"[^\W_]+", folded)
    if not words or not fold_name(name):
        return ""
    body = r"[\W_]+".join(map(re.escape, words))
    has_case = any(letter.isupper() or letter.islower() for letter in name)
    return rf"(?<![^\W_]){body}(?![^\W_])" if has_case else body


def _fold(text: str) -> tuple[str, "range | list[int]"]:
    """Return a text without case and accents, and where each of its letters comes from."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text):
        for one in _plain(letter):
            letters.append(one)
            places.append(at)
    return "".join(letters), places


@lru_cache(maxsize=1 << 14)
def _plain(letter: str) -> str:
    """Return one code point without case and accents."""
    told = unicodedata.normalize("NFKD", letter).casefold()
    return "".join(one for one in told if not unicodedata.combining(one))
