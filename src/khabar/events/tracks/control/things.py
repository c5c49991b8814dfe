"""Places without a name of their own: the upper quarter, the airfield of the town told of."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from khabar.base.names import fold_name, fold_words
from khabar.events.naming import front_of_place, is_name, is_part
from khabar.events.tracks.parties.sides import Sides
from khabar.events.tracks.spots import Spots, core_words, is_sort
from khabar.events.tracks.wording import WHERE
from khabar.record.card import CardPlace, ClaimCard
from khabar.record.report import ReportId

__all__ = ["Things"]

_LEAST_SURE: Final = 0.5
_SHARE: Final = re.compile(
    r"^(?:(?:at )?(?:least|most) )?(?:a )?(?:large |great |good |small )?"
    r"(?:parts?|most|much|all|half|some|the whole|whole|the rest) of (?:the (?=[a-z]))?",
    re.IGNORECASE,
)
_SETTLED: Final = frozenset("town city village hamlet settlement district enclave".split())
_NARROW: Final = frozenset("bridge road highway river pass crossing street".split())
_VAGUE: Final = frozenset("the a state country territory land place line position part".split())


class Things:
    """Rows of places, and of things and parts that no report names."""

    def __init__(self, cards: Iterable[ClaimCard], *, spots: Spots, sides: Sides) -> None:
        """Learn which place each report is most about.

        Args:
            cards: All claims.
            spots: Their places.
            sides: Their sides.
        """
        self._spots, self._sides = spots, sides
        self._names: dict[str, str] = {}
        cards = tuple(cards)
        told: dict[ReportId, Counter[str]] = {}
        for card in cards:
            rows = {spots.row(each, report=card.key.report) for each in card.places} - {""}
            told.setdefault(card.key.report, Counter()).update(rows)
        self._nouns: dict[str, set[str]] = {}  # rows whose names end in "barracks", "mill"
        for card in cards:
            for place in card.places:
                row = spots.row(place, report=card.key.report)
                for noun in fold_words(place.name)[-1:] if row and is_name(place.name) else ():
                    self._nouns.setdefault(noun, set()).add(row)
        self._main = {
            report: min(rows, key=lambda row, rows=rows: (-rows[row], row))  # type: ignore[misc]
            for report, rows in told.items()
            if rows
        }

    def rows(self, card: ClaimCard) -> tuple[str, ...]:
        """Return the rows of a claim's places; things without a name are one together.

        Args:
            card: The claim: "they hold the market and the lower streets of Varo".

        Returns:
            One for each place that can be told from others. A place beside things of its own
            is only where they are.
        """
        report = card.key.report
        sure = [_whole(place) for place in self._in_own_words(card) if place.p >= _LEAST_SURE]
        found: dict[str, str] = {}
        things = []
        for place in sure:
            if row := self._named(place, report):
                found.setdefault(row, place.name)
            elif is_part(place.name) and not _is_vague(place.name):
                things.append(place.name.removeprefix("the ").removeprefix("The "))
        rows = _outermost(found)
        return (
            self._with_things(things, {row: found[row] for row in rows}, card) if things else rows
        )

    def _in_own_words(self, card: ClaimCard) -> tuple[CardPlace, ...]:
        """Return a claim's places by its own words.

        "The town" that is told by no name in its sentence is the town of which the report speaks,
        not the one, or the country, that it names nearest.
        """
        words = set(card.words)
        if len(card.sites) != len(card.places):
            return card.sites or card.places
        return tuple(
            place if self._is_borrowed(site, words) and not is_name(place.name) else site
            for site, place in zip(card.sites, card.places, strict=True)
        )

    def _is_borrowed(self, site: CardPlace, words: AbstractSet[str]) -> bool:
        """Return whether a name is not of the sentence, or is that of a country in it."""
        core = core_words(site.name)
        return not words & set(core) or self._is_state(core)

    def _is_state(self, core: Sequence[str]) -> bool:
        return len(core) == 1 and self._sides.is_state_named(core[0])

    def _named(self, place: CardPlace, report: ReportId) -> str:
        """Return the row of a place; a thing that lies above or behind another has none.

        "The Ostrovan border town" and "a village on the Ostrovan bank" are the town and the
        village of which the report speaks, if it names one.
        """
        front = front_of_place(place.name)
        tail = front != place.name
        if tail and is_part(place.name):
            return ""
        noun = next(reversed(fold_words(front)), "")
        plain = tail and noun in _SETTLED and not is_name(front)
        own = self._of_district(place.name) or self._spots.named(place.name)
        own = own or self._spots.row(place, report=report)
        thing = is_part(place.name) and not is_sort(noun)
        if own and thing and noun not in fold_words(self._spots.name(own)):
            return ""  # "the market" is not Varo, of which "Varo market" is taken for a name
        if (
            not own
            and thing
            and (known := self._nouns.get(fold_name(front).removeprefix("the "), set()))
        ):
            return next(iter(known)) if len(known) == 1 else ""  # "the barracks"
        if not plain and not self._is_state_s(front):
            return own
        meant = self._spots.row(replace(place, key="~" + noun, name=noun), report=report)
        return meant if meant != own else ""

    def _of_district(self, name: str) -> str:
        """Return the row of Sund where a place is called "Sund district of Varo"."""
        *words, noun = name.partition(" of ")[0].split() or [""]
        told = noun in _SETTLED and " of " in name
        return self._spots.named(" ".join(words)) if told else ""

    def _is_state_s(self, front: str) -> bool:
        """Return whether words tell a sort of place and name a state alone: "Ostrovan town"."""
        *words, noun = front.split() or [""]
        large = [word for word in words if word[:1].isupper()]
        told = (each for word in large for each in fold_words(word)[:1])
        return noun in _SETTLED and bool(large) and all(map(self._sides.is_state_named, told))

    def _with_things(
        self, things: Sequence[str], found: Mapping[str, str], card: ClaimCard
    ) -> tuple[str, ...]:
        """Return rows with that of things beside them, in the one place named in one breath."""
        report = card.key.report
        told = [place for place in card.places if place.p >= _LEAST_SURE]
        if all(self._named(place, report) for place in told):
            return tuple(found)  # a chain that has a name is told of by it
        wide = [row for row in found if is_name(found[row]) and not _is_narrow(found[row])]
        outer = wide[0] if len(wide) == 1 else ""
        where = outer or self._main.get(report, report)
        own = ", ".join(dict.fromkeys(things))
        row = f"~{fold_name(own)} {where.removeprefix('~')}"
        self._names.setdefault(row, f"{own} ({self._spots.name(outer)})" if outer else own)
        return (row, *(each for each in found if each != outer))

    def name(self, row: str) -> str:
        """Return how a row is shown."""
        return self._names.get(row) or self._spots.name(row)

    def key(self, row: str) -> str:
        """Return the gazetteer's row where there is one, else ``~`` and the folded name."""
        return row if row in self._names else self._spots.key(row)


def _whole(place: CardPlace) -> CardPlace:
    """Return the town where "at least part of the town" is told: which part is not known."""
    name = _SHARE.sub("", place.name)
    if name == place.name or not name:
        return place
    return replace(place, key="~" + fold_name(name), name=name)


def _is_narrow(name: str) -> bool:
    """Return whether nothing else lies in a place: a bridge, a road."""
    return bool(_NARROW & set(fold_words(name)[-1:]))


def _is_vague(name: str) -> bool:
    """Return whether words name no place that could be told from others: "the positions"."""
    words = [word.removesuffix("s") for word in fold_words(name)]
    return bool(words) and set(words) <= _VAGUE


def _outermost(rows: Mapping[str, str]) -> tuple[str, ...]:
    """Return rows without those that lie in another of them, by their names."""
    told = {row: fold_name(name) for row, name in rows.items()}
    plain = {row for row, name in told.items() if _is_apposition(name)}
    inside = (plain if len(plain) < len(rows) else set()) | {
        row
        for row, name in told.items()
        for other, outer in told.items()
        if other != row and f" {name} ".rstrip().endswith((f" of {outer}", f" in {outer}"))
    }
    return tuple(row for row in rows if row not in inside)


def _is_apposition(name: str) -> bool:
    """Return whether folded words only say what a place is: "a hamlet on the heights"."""
    words = name.split()
    at = next((at for at, word in enumerate(words) if word in WHERE), 0)
    return at > 0 and words[at - 1] in _SETTLED
