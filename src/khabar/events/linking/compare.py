"""Comparing two profiles: named values that weights turn into parts of a score."""

from collections.abc import Iterator
from functools import lru_cache
from math import log2
from typing import Final, NamedTuple, TypeAlias

from khabar.base.geodesy import Point, distance_km
from khabar.events.linking.lexicon import Lexicon
from khabar.events.linking.profiles import Actor, Profile, Story, place_sound
from khabar.record.card import CardPlace
from khabar.record.time import TimeBasis

__all__ = ["FEATURES", "Seen", "compare"]

FEATURES: Final = (
    "any two", "same trigger", "same root", "no common trigger", "kindred trigger",
    "same type", "near type", "other type", "same mode", "other mode", "same status",
    "negated against told",
    "planned against told", "history against news", "same days", "days touch", "days 1 apart",
    "days 2-3 apart", "days 4-7 apart", "days over a week apart", "days unknown",
    "both days told, apart", "told the same days", "told other days", "other figures", "same place",
    "place in place", "near place", "far place", "no common place name", "place unknown",
    "same actor", "kindred actor", "other actor", "actor unknown", "same recipient",
    "kindred recipient", "other recipient", "recipient unknown", "roles swapped", "same count",
    "fitting count", "other count", "common theme", "other theme", "common words", "common story",
    "same speaker", "reprint", "same report", "changed hands",
    "same trigger, same days", "same trigger, place",
    "same trigger, story",
    "same trigger, theme", "same trigger, actor and recipient", "told days apart",
)  # fmt: skip
"""In the order in which parts are shown."""

_NEAR_KM: Final = 15.0
_FAR_KM: Final = 60.0
_KINDRED: Final = (
    frozenset({"ASSAULT", "COERCE", "CONTROL", "MOBILIZE"}),
    frozenset({"RETREAT", "CONCEDE", "CONTROL", "AGREE"}),
    frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "CONCEDE", "AID"}),
    frozenset({"REQUEST", "REJECT", "THREATEN", "ACCUSE"}),
    frozenset({"SANCTION", "COERCE", "ACCUSE"}),
    frozenset({"PROTEST", "ASSAULT"}),
)
_PLANNED: Final = frozenset({"future", "hypothetical"})
_TOLD: Final = frozenset({"actual", "ongoing"})
_DENIED: Final = frozenset({"negated"})
_ELSEWHERE: Final = frozenset({"far place", "no common place name"})
_ALIKE: Final = 0.5  # reports of one story are seldom more alike, unless they reprint
_SAME_SENTENCE: Final = 0.75  # of all words of the two

_Bounds: TypeAlias = tuple[int | None, int | None]


class Seen(NamedTuple):
    """A comparison that says something.

    Attributes:
        feature: One of ``FEATURES``.
        value: How much, usually in [0, 1].
        left: As shown.
        right: As shown.
    """

    feature: str
    value: float
    left: str = ""
    right: str = ""


def compare(
    left: Profile, right: Profile, *, lexicon: Lexicon, is_reprint: bool
) -> tuple[Seen, ...]:
    """Return everything that speaks for or against one occurrence.

    Args:
        left: An occurrence in a report.
        right: An occurrence in a report.
        lexicon: What words say.
        is_reprint: One report reprints the other, or both reprint a third.

    Returns:
        What was seen; what says nothing is left out. The same values either way round.
    """
    seen = [Seen("any two", 1.0)]
    trigger, *kindred = _triggers(left, right, lexicon)
    days = _days(left, right)
    places = _places(left, right)
    actors = _parties(left.actors, right.actors, "actor")
    recipients = _parties(left.recipients, right.recipients, "recipient")
    theme = _shared(left.theme, right.theme, lexicon)
    seen += (trigger, *kindred, *_kinds(left, right), *_statuses(left, right), days, places)
    seen += (actors, recipients, *_swapped(left, right), *_counts(left, right, places))
    seen += _themes(left, right, theme)
    seen.append(Seen("common words", _shared(left.words, right.words, lexicon)))
    if left.report != right.report:
        story = _alike(left.story, right.story, lexicon)
        seen.append(Seen("common story", story))
        if trigger.feature == "same trigger":
            seen.append(Seen("same trigger, story", story * trigger.value))
    if common := sorted(left.speakers & right.speakers):
        seen.append(Seen("same speaker", 1.0, common[0], common[0]))
    if is_reprint and trigger.feature == "same trigger" and _same_sentence(left, right):
        seen.append(Seen("reprint", 1.0, left.report, right.report))
    if left.report == right.report:
        seen.append(Seen("same report", 1.0, left.report, right.report))
    if left.published and right.published and left.report != right.report:
        apart = abs((left.published - right.published).days)
        seen.append(Seen("told days apart", min(apart, 14) / 14.0))
    if days.feature.endswith("apart") and _is_told(left) and _is_told(right):
        seen.append(Seen("both days told, apart", 1.0, days.left, days.right))
    if trigger.feature == "same trigger":
        seen += _with_trigger(days, places, actors, recipients)
        if theme:
            seen.append(Seen("same trigger, theme", theme))
    return tuple(one for one in seen if one.value)


@lru_cache(maxsize=100_000)
def _shown(words: frozenset[str], between: str = ", ") -> str:
    """Return words as shown; profiles share their sets, and each is in many pairs."""
    return between.join(sorted(words))


def _with_trigger(days: Seen, places: Seen, actors: Seen, recipients: Seen) -> Iterator[Seen]:
    """Yield what else agrees where the trigger does."""
    if days.feature in ("same days", "days touch"):
        yield Seen("same trigger, same days", 1.0)
    if places.feature in ("same place", "place in place"):
        yield Seen("same trigger, place", 1.0)
    if actors.feature == "same actor" and recipients.feature == "same recipient":
        yield Seen("same trigger, actor and recipient", 1.0)


def _themes(left: Profile, right: Profile, theme: float) -> Iterator[Seen]:
    if left.theme and right.theme:
        words = (_shown(left.theme, " "), _shown(right.theme, " "))
        yield Seen("common theme" if theme else "other theme", theme or 1.0, *words)
    if left.figures and right.figures and not left.figures & right.figures:
        figures = (_shown(left.figures, " "), _shown(right.figures, " "))
        yield Seen("other figures", 1.0, *figures)


def _triggers(left: Profile, right: Profile, lexicon: Lexicon) -> Iterator[Seen]:
    words = (_shown(left.heads), _shown(right.heads))
    if common := left.heads & right.heads:
        yield Seen("same trigger", 0.5 + 0.5 * max(lexicon.of(word) for word in common), *words)
    elif left.stems & right.stems:
        yield Seen("same root", 1.0, *words)
    else:
        yield Seen("no common trigger", 1.0, *words)
        yield Seen("kindred trigger", lexicon.kinship(left.heads, right.heads), *words)


def _kinds(left: Profile, right: Profile) -> Iterator[Seen]:
    words = (_shown(left.types), _shown(right.types))
    if left.types & right.types:
        yield Seen("same type", 1.0, *words)
    else:
        near = any(left.types & kin and right.types & kin for kin in _KINDRED)
        yield Seen("near type" if near else "other type", 1.0, *words)
    if left.modes and right.modes:
        same = bool(left.modes & right.modes)
        modes = (_shown(left.modes), _shown(right.modes))
        yield Seen("same mode" if same else "other mode", 1.0, *modes)


def _statuses(left: Profile, right: Profile) -> Iterator[Seen]:
    words = (_shown(left.statuses), _shown(right.statuses))
    if ("historical" in left.statuses) != ("historical" in right.statuses):
        yield Seen("history against news", 1.0, *words)
    elif left.statuses & right.statuses:
        yield Seen("same status", 1.0, *words)
    elif _one_each(left, right, _DENIED, _TOLD):
        yield Seen("negated against told", 1.0, *words)
    elif _one_each(left, right, _PLANNED, _TOLD):
        yield Seen("planned against told", 1.0, *words)


def _one_each(left: Profile, right: Profile, one: frozenset[str], two: frozenset[str]) -> bool:
    return bool(
        (left.statuses & one and right.statuses & two)
        or (left.statuses & two and right.statuses & one)
    )


def _days(left: Profile, right: Profile) -> Seen:
    """Return how the days agree: what only a dateline bounds says less than told days."""
    one, two = left.days, right.days
    if one is None or two is None:
        return Seen("days unknown", 1.0)
    words = (_shown_days(left), _shown_days(right))
    apart = max(0, (one[0] - two[1]).days, (two[0] - one[1]).days)
    if TimeBasis.DATELINE in (left.basis, right.basis):
        return Seen("told other days" if apart else "told the same days", 1.0, *words)
    if not apart:
        exact = max((one[1] - one[0]).days, (two[1] - two[0]).days) <= 1
        return Seen("same days" if exact else "days touch", 1.0, *words)
    for limit, name in ((1, "days 1 apart"), (3, "days 2-3 apart"), (7, "days 4-7 apart")):
        if apart <= limit:
            return Seen(name, 1.0, *words)
    return Seen("days over a week apart", 1.0, *words)


def _is_told(profile: Profile) -> bool:
    """Return whether words of its own tell a day."""
    return profile.basis in (TimeBasis.STATED, TimeBasis.RESOLVED)


def _shown_days(profile: Profile) -> str:
    first, last = profile.first or "", profile.last or ""
    return f"{first}" if first == last else f"{first}/{last}"


def _places(left: Profile, right: Profile) -> Seen:
    if not left.places or not right.places:
        return Seen("place unknown", 1.0)
    words = (left.places[0].name, right.places[0].name)
    if left.place_names & right.place_names:
        return Seen("same place", 1.0, *words)
    apart = [_apart(one, two) for one in left.places for two in right.places]
    if any(near < 0 for near in apart):
        return Seen("place in place", 1.0, *words)
    nearest = min(apart)
    if nearest <= _NEAR_KM:
        return Seen("near place", 1.0, *words)
    known = nearest < 1e9
    return Seen("far place" if known and nearest > _FAR_KM else "no common place name", 1.0, *words)


def _apart(one: CardPlace, two: CardPlace) -> float:
    """Return kilometres between two places; negative inside each other, huge when unknown."""
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        names = set(place_sound(one.name).split()), set(place_sound(two.name).split())
        return -1.0 if names[0] & names[1] else 1e9
    apart = distance_km(Point(one.lat, one.lon), Point(two.lat, two.lon))
    reach = max(one.precision_m, two.precision_m) / 1000.0
    return -1.0 if apart <= reach else apart


def _parties(left: tuple[Actor, ...], right: tuple[Actor, ...], role: str) -> Seen:
    if not left or not right:
        return Seen(f"{role} unknown", 1.0)
    words = (left[0].name, right[0].name)
    named = [[one for one in side if not one.is_vague] for side in (left, right)]
    degree = max((_kinship(one, two) for one in named[0] for two in named[1]), default=-1.0)
    if degree >= 1.0:
        return Seen(f"same {role}", 1.0, *words)
    if degree < 0.0:
        sides = [{one.side for one in side if one.side} for side in (left, right)]
        is_other = all(sides) and sides[0].isdisjoint(sides[1])
        return Seen(f"other {role}" if is_other else f"{role} unknown", 1.0, *words)
    return Seen(f"kindred {role}" if degree else f"other {role}", 1.0, *words)


def _kinship(one: Actor, two: Actor) -> float:
    """Return 1 for the same party, a half for one of its own, else 0."""
    if one.key == two.key or (one.sounds and one.sounds == two.sounds):
        return 1.0
    if one.sounds & two.sounds and (one.sounds <= two.sounds or two.sounds <= one.sounds):
        return 1.0
    if not one.full_names.isdisjoint(two.aliases):
        return 1.0
    in_body = one.key == two.of or two.key == one.of or (one.of and one.of == two.of)
    shared = len(one.sounds & two.sounds) / max(1, min(len(one.sounds), len(two.sounds)))
    allied = one.country == two.country != "" and one.sector == two.sector != ""
    return 0.5 if in_body or shared >= 0.5 or allied else 0.0


def _swapped(left: Profile, right: Profile) -> Iterator[Seen]:
    crossed = left.actor_keys & right.recipient_keys | left.recipient_keys & right.actor_keys
    if crossed and left.actor_keys.isdisjoint(right.actor_keys):
        name = min(crossed)
        yield Seen("roles swapped", 1.0, name, name)


def _counts(left: Profile, right: Profile, places: Seen) -> Iterator[Seen]:
    """Yield how counts agree: rival tolls are of one place, and seldom far apart."""
    pairs = [
        (one, two)
        for kind in left.counts.keys() & right.counts.keys()
        for one in left.counts[kind]
        for two in right.counts[kind]
    ]
    if any(one == two for one, two in pairs):
        yield Seen("same count", 1.0)
    elif any(_fits(one, two) for one, two in pairs):
        yield Seen("fitting count", 1.0)
    elif pairs:
        apart = min(_apart_in_size(*pair) for pair in pairs)
        yield Seen("other count", 1.0 if places.feature in _ELSEWHERE else min(1.0, apart))


def _apart_in_size(one: _Bounds, two: _Bounds) -> float:
    """Return how far apart two counts are that do not fit: 1 for four times as many."""
    low, high = sorted((one, two), key=lambda each: (each[0] or 0, each[1] or 0))
    least = high[0] if high[0] is not None else high[1] or 0
    most = low[1] if low[1] is not None else low[0] or 0
    return log2((least + 1) / (most + 1)) / 2.0


def _fits(one: _Bounds, two: _Bounds) -> bool:
    low = max(one[0] or 0, two[0] or 0)
    high = min(one[1] if one[1] is not None else 10**9, two[1] if two[1] is not None else 10**9)
    return low <= high


def _shared(left: frozenset[str], right: frozenset[str], lexicon: Lexicon) -> float:
    """Return the weight of common words over that of the smaller set, in [0, 1]."""
    common = left & right
    if not common:
        return 0.0
    smaller = min((left, right), key=len)
    return min(1.0, lexicon.weigh(common) / max(1.0, lexicon.weigh(smaller)))


def _alike(left: Story, right: Story, lexicon: Lexicon) -> float:
    """Return the cosine of two sets of words, each as long as it is rare, in [0, 0.5]."""
    common = lexicon.weigh_squares(left.words & right.words)
    return min(_ALIKE, common / max(1.0, left.length * right.length))


def _same_sentence(left: Profile, right: Profile) -> bool:
    return any(
        len(one & two) >= _SAME_SENTENCE * len(one | two)
        for one in map(set, left.sentences)
        for two in map(set, right.sentences)
    )
