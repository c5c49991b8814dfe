"""Places of many reports that are one row: by key, by name, by another spelling of it."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

from khabar.base.names import fold_name, fold_words, sound_key
from khabar.events.tracks.wording import OF_COUNTRY
from khabar.record.card import CardPlace, ClaimCard
from khabar.record.report import ReportId

__all__ = ["Spots", "core_words", "is_sort"]

_ARTICLES: Final = frozenset("the a an of in at to from s and du de la el".split())
_PLAIN: Final = frozenset(  # say only what sort of place a name is
    "both it its "
    "valley area region enclave pocket zone town city village settlement township hamlet gorge "
    "neighbourhood neighborhood quarter side whole most parts all centre center besieged "
    "encircled embattled trading border strategic key nearby rebel held port market mining "
    "frontline island harbour harbor checkpoint roadblock crossing".split()
)
_SORTS: Final = frozenset(  # a definite "the bridge" is the bridge that has been named
    "valley area region enclave town city village settlement township hamlet gorge island pass "
    "bridge hill airport port base camp crossing road river dam district province".split()
)
_TOWNS: Final = frozenset("town city village settlement hamlet".split())
_LIVED_IN: Final = _TOWNS | {"capital", "port", "enclave", "quarter", "township"}
_UNITS: Final = frozenset("district province governorate state county oblast department".split())
_LEAST_ALIKE: Final = 0.7  # share of letters; "Ushqara" and "Oshkara" have 0.71
_ROADS: Final = frozenset({"road", "highway", "route"})
_VOWELS: Final = str.maketrans("eyou", "iiuu")  # "Solaib" is "Sulayb"
_SHORTEST_SOUND: Final = 3  # consonants; shorter keys join what only sounds alike


class Spots:
    """The places of a case, each with one row for all its names.

    A place inside another stays a row of its own; "Kal", "Kal town" and "Qal" are one.
    """

    def __init__(self, cards: Iterable[ClaimCard]) -> None:
        """Learn the places of all claims.

        Args:
            cards: All claims; their order makes no difference.
        """
        told = sorted(cards, key=lambda card: card.key)
        seen: Counter[CardPlace] = Counter(
            place for card in told for place in dict.fromkeys((*card.places, *card.sites))
        )
        self._names: dict[str, Counter[str]] = {}
        self._keys: dict[str, Counter[str]] = {}
        self._row: dict[str, str] = {}
        self._by_core: dict[str, str] = {}
        by_core: dict[str, list[tuple[str, str]]] = {}
        order = sorted(seen, key=lambda place: (place.key.startswith("~"), -seen[place], place.key))
        for place in order:
            cores = _cores(place.name)
            alike = [each for core in cores for each in by_core.get(core, [])]
            row = self._row.get(place.key) or _spelt_alike(place, alike) or place.key
            self._row.setdefault(place.key, row)
            if _is_named(place.name):
                self._by_core.setdefault(" ".join(core_words(place.name)), row)
            for core in cores:
                by_core.setdefault(core, []).append((place.name, row))
            self._names.setdefault(row, Counter())[place.name] += seen[place]
            self._keys.setdefault(row, Counter())[place.key] += seen[place]
        self._join_roads()
        words = {word for card in told for word in card.words}
        self._vague = frozenset(place.key for place in order if _is_of_country(place, words))
        self._named = self._sorts_of_rows(told)
        self._countries: Counter[str] = Counter()
        self._bare = self._towns_of_reports(told, words)

    def _join_roads(self) -> None:
        """Make "the Orlov road" the one road from Sund to Orlov, where only one is told of."""
        ends = {row: ends for row in self._names if (ends := _road_ends(self._names[row]))}
        for row, short in ends.items():
            longer = [other for other in ends if short < ends[other]]
            if len(longer) == 1:
                (other,) = longer
                self._names[other].update(self._names.pop(row))
                self._keys[other].update(self._keys.pop(row))
                moved = {key: other for key in self._row if self._row[key] == row}
                self._row.update(moved)
                self._by_core.update({k: other for k, r in self._by_core.items() if r == row})

    def row(self, place: CardPlace, *, report: ReportId) -> str:
        """Return the row a place belongs to.

        Args:
            place: A place of a claim.
            report: Report of the claim; "the town" is the town it names.

        Returns:
            The row; empty when the words name no place that could be told from others.
        """
        own = self._same_thing(place.name) or self._row.get(place.key, place.key)
        if _is_named(place.name) and place.key not in self._vague and not _is_described(place.name):
            return own
        sort = _head(place.name) or _noun(place.name)
        here = self._named.get((report, sort)) or self._named.get((ReportId(""), sort))
        if not here and sort in _LIVED_IN and _is_named(place.name):
            here = self._bare.get(report)
        if here:
            return min(here, key=lambda row: (-here[row], row))
        if _is_named(place.name):
            return own
        _, of, whole = place.name.partition(" of ")  # "the upper floors of the mill"
        return (
            self.row(replace(place, key="~" + fold_name(whole), name=whole), report=report)
            if of
            else ""
        )

    def _same_thing(self, name: str) -> str:
        """Return the row of Sund in "the pass at Sund" where Sund is called a pass itself."""
        front, at, whole = name.partition(" at ")
        sort = _head(front)
        row = self.named(whole) if at and sort and not _is_named(front) else ""
        return row if row in self._named.get((ReportId(""), sort), ()) else ""

    def named(self, name: str) -> str:
        """Return the row of a place that words name, by a name told of it; empty when none is."""
        return self._by_core.get(" ".join(core_words(name)), "") if _is_named(name) else ""

    def names(self, row: str) -> tuple[str, ...]:
        """Return all names of a row, in the alphabet's order."""
        return tuple(sorted(self._names.get(row, ())))

    def name(self, row: str) -> str:
        """Return how a row is shown: its most frequent name, without "village of"."""
        names = self._names.get(row)
        if not names:
            return row.removeprefix("~")
        best = min(names, key=lambda name: (-names[name], len(name), name))
        front, of, own = best.partition(" of ")
        own = own.removeprefix("the ")
        return own if of and _is_named(own) and _PLAIN.issuperset(fold_words(front)[-1:]) else best

    def key(self, row: str) -> str:
        """Return the gazetteer's row where there is one, else ``~`` and the folded name."""
        keys = self._keys.get(row, Counter({row: 1}))
        return min(keys, key=lambda key: (key.startswith("~"), -keys[key], key))

    def _sorts_of_rows(
        self, cards: Sequence[ClaimCard]
    ) -> dict[tuple[ReportId, str], Counter[str]]:
        """Return which rows are called a town, a bridge ... in each report and in all of them."""
        found: dict[tuple[ReportId, str], Counter[str]] = {}
        for card in cards:
            for place in dict.fromkeys((*card.places, *card.sites)):
                named = _is_named(place.name) and not _is_described(place.name)
                if named and place.key not in self._vague:
                    row = self._row[place.key]
                    for sort in _sorts_beside(place, card.words):
                        found.setdefault((card.key.report, sort), Counter())[row] += 1
                        found.setdefault((ReportId(""), sort), Counter())[row] += 1
        return found

    def _towns_of_reports(
        self, cards: Sequence[ClaimCard], words: Collection[str]
    ) -> dict[ReportId, Counter[str]]:
        """Return which rows each report calls by a bare name that is no country's: "Orlov"."""
        found: dict[ReportId, Counter[str]] = {}
        for card in cards:
            for place in card.places[:1]:
                bare = _is_named(place.name) and not (_head(place.name) or _noun(place.name))
                row = self._row[place.key]
                if bare and not _is_country(core_words(place.name), words):
                    found.setdefault(card.key.report, Counter())[row] += 1
                elif bare:
                    self._countries[row] += 1
                elif place.key in self._vague:
                    self._count_country(place, words)
        return found

    def _count_country(self, place: CardPlace, words: Collection[str]) -> None:
        """Count Ostrova for "Ostrova town", where nothing happens in "Ostrova" itself."""
        name = place.name.partition("'s ")[0].partition(" ")[0]
        if _is_country(fold_words(name), words):
            known = self.named(name)
            row = known if name in self._names.get(known, ()) else "~" + fold_name(name)
            self._names.setdefault(row, Counter({name: 1}))
            self._countries[row] += 1

    def country(self) -> str:
        """Return the row of the country most told of; empty where no place is one."""
        rows = self._countries
        return min(rows, key=lambda row: (-rows[row], row), default="")


def is_sort(word: str) -> bool:
    """Return whether a folded word says what sort of place a name is: "gorge", not "market"."""
    return word in _SORTS


def core_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without those that only say what sort of place it is."""
    front, of, own = name.partition(" of ")
    if of and _is_named(own) and _PLAIN.issuperset(fold_words(front)[-1:]):
        name = own
    words = [word for word in fold_words(name) if word not in _ARTICLES]
    kept = [word for word in words if word not in _PLAIN]
    return tuple(kept or words)


def _sorts_beside(place: CardPlace, words: Sequence[str]) -> set[str]:
    """Return what sort of place a name is said to be: in the name, or right before it."""
    front = fold_words(place.name)[:1]  # "Camp Tarn"
    found = ({_head(place.name), _noun(place.name)} | (_SORTS & set(front))) - {""}
    core = core_words(place.name)
    at = words.index(core[0]) if core and core[0] in words else 0
    return found | (_SORTS & set(words[max(0, at - 1) : at]))


def _is_of_country(place: CardPlace, words: Collection[str]) -> bool:
    """Return whether a name says only of which country: "Ostrovan" beside "Ostrova valley"."""
    sort = _head(place.name) or _noun(place.name)
    if not place.key.startswith("~") or not sort:
        return False
    whose, possessive, _ = place.name.partition("'s ")
    if possessive and " " not in whose:
        return _is_country(fold_words(whose), words)
    own = [word for word in core_words(place.name) if word not in _SORTS and word != sort]
    return _is_country(own, words) or _is_adjective(own, words)


def _is_country(own: Sequence[str], words: Collection[str]) -> bool:
    """Return whether a name is one word that has an adjective: "Ostrova" beside "Ostrovan"."""
    return len(own) == 1 and any(own[0] + ending in words for ending in OF_COUNTRY)


def _is_adjective(own: Sequence[str], words: Collection[str]) -> bool:
    """Return whether a name is the adjective of one: "Ostrovan" beside "Ostrova"."""
    endings = (ending for ending in OF_COUNTRY if len(own) == 1 and own[0].endswith(ending))
    return any(own[0].removesuffix(ending) in words for ending in endings)


def _is_described(name: str) -> bool:
    """Return whether the only name in a phrase says where it lies: "town in northern Ostrova"."""
    front, where, _ = name.partition(" in ")
    return bool(where) and _head(front) in _TOWNS and not _is_named(front)


def _head(name: str) -> str:
    """Return what sort of place a phrase is: its last word, or the one before "of"."""
    words = fold_words(name.partition(" of ")[0].partition(",")[0])
    return words[-1] if words and words[-1] in _SORTS else ""


def _noun(name: str) -> str:
    """Return the common noun that a name ends in, before "in" or "of": "mill", "airfield"."""
    front = name
    for word in (" in ", " of ", " at ", ","):
        front = front.partition(word)[0]
    last = front.split()[-1:]
    is_plain = bool(last) and last[0].isalpha() and last[0].islower()
    return fold_words(last[0])[0] if is_plain and fold_words(last[0]) else ""


def _is_named(name: str) -> bool:
    """Return whether a name has a capital letter in a word that is not general."""
    words = [word for word in name.split() if word[:1].isupper() or not word.isascii()]
    return any(not set(fold_words(word)) <= _PLAIN | _SORTS | _ARTICLES for word in words)


def _spelt_alike(place: CardPlace, rows: Iterable[tuple[str, str]]) -> str:
    """Return the first row whose name shares most letters with a place's; empty when none."""
    for name, row in rows:
        pairs = zip(_letters(place.name), _letters(name), strict=True)
        if any(SequenceMatcher(None, *pair).ratio() >= _LEAST_ALIKE for pair in pairs):
            return row
    return ""


def _road_ends(names: Iterable[str]) -> frozenset[str]:
    """Return the names of what a road joins; none where a row is no road."""
    words = {word for name in names for word in core_words(name)}
    return frozenset(words - _ROADS - _SORTS) if words & _ROADS else frozenset()


def _letters(name: str) -> tuple[str, str]:
    """Return the letters of a name, by the alphabet of its words and as they stand.

    Vowels that change with the transliteration are one.
    """
    words = core_words(name)
    return "".join(sorted(words)).translate(_VOWELS), "".join(words).translate(_VOWELS)


def _cores(name: str) -> tuple[str, ...]:
    """Return what spellings of one place share: "Paro Lat bridge" is "Parolat bridge"."""
    told = core_words(name)
    words = sorted(told)  # "Varo mill" is the mill in Varo
    return tuple(dict.fromkeys((_core(words), _core(told))))


def _core(words: Sequence[str]) -> str:
    """Return the sound of words written as one; themselves when too short to tell."""
    units = " ".join(word for word in words if word in _UNITS)
    own = "".join(word for word in words if word not in _UNITS)
    sound = sound_key(own).replace("h", "")
    if len(sound.lstrip("a")) < _SHORTEST_SOUND:
        sound = own
    return f"{sound} {units}".strip()
