"""Which country a stretch of a report speaks of, when its words do not say."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from khabar.record.codes import EntityKind
from khabar.record.place import PlaceLink
from khabar.record.report import Report
from khabar.record.span import Span
from khabar.reference.actors import Registry
from khabar.resolve.actors.mentions import find_villages

__all__ = ["Scene", "find_scene", "names_country"]

_REACH: Final = 300.0  # characters at which a country word counts half; events/train
_WORDS: Final = re.compile(r"[A-Z][\w'’-]*(?:\.[A-Z]\.?)?(?:\s+(?:of\s+)?[A-Z][\w'’-]*)?")


class Scene:
    """Country words of a report and where they stand."""

    def __init__(self, evidence: Sequence[tuple[int, str, float]]) -> None:
        """Keep the evidence.

        Args:
            evidence: Offset, ISO alpha-3 and weight of each country word.
        """
        self._evidence = sorted(evidence)
        self._offsets = [offset for offset, _, _ in self._evidence]

    @property
    def first(self) -> str:
        """ISO alpha-3 of the country named first; empty when none is."""
        return self._evidence[0][1] if self._evidence else ""

    def within(self, start: int, end: int) -> "Scene":
        """Return the scene of one story; of the whole report when it names no country.

        Args:
            start: First offset of the story.
            end: One past its last.
        """
        own = [one for one in self._evidence if start <= one[0] < end]
        return Scene(own) if own and len(own) < len(self._evidence) else self

    def shares(self, start: int, end: int, *, outside: Span | None = None) -> dict[str, float]:
        """Return what share of the country words of a stretch each country has.

        Args:
            start: First offset.
            end: One past the last.
            outside: Words that do not count.

        Returns:
            ISO alpha-3 to a share in [0, 1]; together 1, or empty.
        """
        votes: dict[str, float] = defaultdict(float)
        low, high = bisect_left(self._offsets, start), bisect_left(self._offsets, end)
        for where, country, weight in self._evidence[low:high]:
            if outside is None or not outside.start <= where < outside.end:
                votes[country] += weight
        return _shared(votes)

    def around(self, offset: int) -> dict[str, float]:
        """Return the shares of the country words, those that are nearer counting more.

        Args:
            offset: Where an actor stands.

        Returns:
            ISO alpha-3 to a share in [0, 1]; together 1, or empty.
        """
        votes: dict[str, float] = defaultdict(float)
        for where, country, weight in self._evidence:
            votes[country] += weight / (1.0 + abs(where - offset) / _REACH)
        return _shared(votes)


def _shared(votes: Mapping[str, float]) -> dict[str, float]:
    total = sum(votes.values())
    return {country: weight / total for country, weight in votes.items()}


def find_scene(report: Report, *, places: Sequence[PlaceLink], registry: Registry) -> Scene:
    """Collect the country words of a report: names, adjectives, seats, linked places.

    Args:
        report: The report.
        places: Its linked places.
        registry: Actors to look in.

    Returns:
        The scene.
    """
    evidence = [(link.span.start, link.row.country, 2.0) for link in places if link.row.country]
    linked = {offset for offset, _, _ in evidence}
    shouting = report.text.isupper()
    lower = not any(letter.isupper() for letter in report.text[:2000])
    villages = find_villages(report.text)
    for match in _WORDS.finditer(report.text.title() if lower else report.text):
        words = match[0]
        if match.start() in linked or words.split(maxsplit=1)[0] in villages:
            continue
        code = _country(words, registry) or _country(words.split(maxsplit=1)[0], registry)
        if code and not (shouting and words in {"US", "IN"}):
            evidence.append((match.start(), code, 1.0))
    return Scene(evidence)


def names_country(words: str, *, registry: Registry) -> bool:
    """Return whether words are a country's name.

    Args:
        words: As written.
        registry: Actors to look in.
    """
    rows = registry.find_exact(words)
    return len(rows) == 1 and rows[0].kind is EntityKind.COUNTRY


@lru_cache(maxsize=20_000)
def _country(words: str, registry: Registry) -> str:
    if words.lower() == "us" and words != "US":
        return ""
    code = registry.country_of_demonym(words) or registry.country_of_seat(words)
    if code:
        return code
    rows = registry.find_exact(words)
    return rows[0].country if len(rows) == 1 and len(rows[0].id) == 3 else ""
