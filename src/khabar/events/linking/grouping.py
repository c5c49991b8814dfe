"""Cards of all reports -> groups of claims about the same occurrence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from khabar.events.linking.blocking import find_candidates
from khabar.events.linking.clustering import NEVER, cluster
from khabar.events.linking.compare import Seen, compare
from khabar.events.linking.decided import Rulings, find_rulings
from khabar.events.linking.hands import Hands
from khabar.events.linking.known import KnownPairs, Memory, digest_profiles, recall_or_score
from khabar.events.linking.profiles import Profile, find_story, make_profile
from khabar.events.linking.weights import LinkingWeights, read_weights, score_seen
from khabar.events.reprints import find_originals
from khabar.record.card import ClaimCard, ClaimKey
from khabar.record.decision import Decision
from khabar.record.event import Join, SourceNote
from khabar.record.report import ReportId
from khabar.record.score import MAX_WEIGHT, Part, Score

__all__ = ["Group", "link_cards", "make_profiles", "score_pairs"]


@dataclass(frozen=True, slots=True)
class Group:
    """Claims about the same occurrence.

    Attributes:
        keys: By report and claim.
        joins: Why: for each report's share of the group, its best reason to be in it.
    """

    keys: tuple[ClaimKey, ...]
    joins: tuple[Join, ...]


def link_cards(
    cards: Iterable[ClaimCard],
    *,
    notes: Iterable[SourceNote],
    decisions: Iterable[Decision] = (),
    weights: LinkingWeights | None = None,
    known: KnownPairs | None = None,
) -> tuple[Group, ...]:
    """Group claims by the occurrence they are about: inside each report, then across.

    Args:
        cards: Of all reports, in any order, each once.
        notes: Which reports reprint which.
        decisions: Of people; they win over the scores.
        weights: Of the pair scorer; the packaged ones by default.
        known: Pairs that the same weights scored before; those of this time are added.

    Returns:
        Groups by their first key; every card is in exactly one. Order and batches in which
        the cards came make no difference.
    """
    told = sorted(cards, key=lambda card: card.key)
    weights = weights or read_weights()
    rulings = find_rulings(decisions, cards=told)
    profiles = make_profiles(told, rulings=rulings, weights=weights)
    families = find_originals(notes)
    memory = None if known is None else Memory(known, digest_profiles(profiles, cards=told))
    scores = score_pairs(profiles, families=families, weights=weights, memory=memory)
    must = _bind(profiles, rulings=rulings, scores=scores)
    found = cluster(
        len(profiles),
        scores=scores,
        must=must,
        threshold=weights.threshold,
        unseen=weights.unseen,
    )
    linked = _Linked(profiles, families, weights, scores, must)
    return tuple(sorted(map(linked.group, found), key=lambda group: group.keys))


def make_profiles(
    cards: Sequence[ClaimCard], *, rulings: Rulings, weights: LinkingWeights
) -> list[Profile]:
    """Gather the claims of each report by the identity read in it.

    Claims that contradict each other in too much are taken apart again.

    Args:
        cards: In order of their keys.
        rulings: Claims that a person told apart do not share a profile.
        weights: Of each feature.

    Returns:
        Profiles in order of their keys.
    """
    parted = {key for pair in rulings.apart for key in pair}
    gathered: dict[tuple[str, str, str], list[ClaimCard]] = defaultdict(list)
    for card in cards:
        own = card.key.claim if card.key in parted else ""
        gathered[card.key.report, card.identity, own].append(card)
    by_report: dict[ReportId, list[ClaimCard]] = defaultdict(list)
    for card in cards:
        by_report[card.key.report].append(card)
    stories = {
        report: find_story(told, lexicon=weights.lexicon) for report, told in by_report.items()
    }
    profiles = (
        make_profile(part, story=stories[part[0].key.report])
        for own in gathered.values()
        for part in _take_apart(sorted(own, key=lambda card: card.trigger), weights)
    )
    return sorted(profiles, key=lambda profile: profile.key)


def _take_apart(cards: list[ClaimCard], weights: LinkingWeights) -> Iterator[list[ClaimCard]]:
    """Yield the claims of one identity in parts that agree."""
    if len(cards) == 1:
        yield cards
        return
    single = [make_profile([card]) for card in cards]
    scores = {}
    for left, right in combinations(range(len(cards)), 2):
        seen = compare(single[left], single[right], lexicon=weights.lexicon, is_reprint=False)
        told = (each for each in seen if each.feature != "same report")
        odds = sum(each.value * weights.weights[each.feature] for each in told)
        scores[left, right] = odds + weights.identity
    for part in cluster(len(cards), scores=scores, threshold=0.0, unseen=-weights.identity):
        yield [cards[number] for number in part]


def score_pairs(
    profiles: Sequence[Profile],
    *,
    families: Mapping[ReportId, ReportId],
    weights: LinkingWeights,
    memory: Memory | None = None,
) -> dict[tuple[int, int], float]:
    """Score all candidate pairs.

    Args:
        profiles: In order of their keys.
        families: The original of each report that reprints another.
        weights: Of each feature.
        memory: Pairs that the same weights scored before.

    Returns:
        Log-odds, base 2, by numbers of profiles.
    """
    groups = [families.get(profile.report, profile.report) for profile in profiles]
    hands = Hands(profiles)

    def relate(left: int, right: int) -> int:
        one, two = profiles[left], profiles[right]
        is_reprint = groups[left] == groups[right] and one.report != two.report
        return is_reprint + 2 * hands.changed(one, two)

    def score(left: int, right: int, relation: int) -> float:
        one, two = profiles[left], profiles[right]
        seen = compare(one, two, lexicon=weights.lexicon, is_reprint=bool(relation & 1))
        if relation & 2:
            seen = (*seen, Seen("changed hands", 1.0))
        return sum(each.value * weights.weights[each.feature] for each in seen)

    pairs = recall_or_score(
        find_candidates(profiles, groups=groups), relate=relate, score=score, memory=memory
    )
    return {  # what speaks against it no more than silence is left out
        (left, right): odds
        for (left, right), odds in pairs
        if odds > weights.unseen or profiles[left].report == profiles[right].report
    }


def _bind(
    profiles: Sequence[Profile], *, rulings: Rulings, scores: dict[tuple[int, int], float]
) -> dict[tuple[int, int], str]:
    """Return pairs of profiles that a person joined; score those told apart as never."""
    number = {key: n for n, profile in enumerate(profiles) for key in profile.keys}
    for left, right in rulings.apart:
        one, two = sorted((number[left], number[right]))
        scores[one, two] = NEVER
    pairs = {
        (min(number[left], number[right]), max(number[left], number[right])): ruling
        for (left, right), ruling in rulings.one.items()
    }
    return {pair: ruling for pair, ruling in pairs.items() if pair[0] != pair[1]}


@dataclass(frozen=True, slots=True)
class _Linked:
    """What is needed to tell why a group is one."""

    profiles: Sequence[Profile]
    families: Mapping[ReportId, ReportId]
    weights: LinkingWeights
    scores: Mapping[tuple[int, int], float]
    must: Mapping[tuple[int, int], str]

    def group(self, members: tuple[int, ...]) -> Group:
        """Return a group with the strongest pairs that hold it together."""
        keys = sorted(key for member in members for key in self.profiles[member].keys)
        pairs = sorted(
            (-self.scores.get(pair, self.weights.unseen), pair)
            for pair in combinations(members, 2)
            if pair in self.scores or pair in self.must
        )
        pairs.sort(key=lambda one: one[1] not in self.must)
        home = {member: member for member in members}
        joins = []
        for _, (left, right) in pairs:
            one, two = _top(home, left), _top(home, right)
            if one != two:
                home[max(one, two)] = min(one, two)
                joins.append(self._join(left, right))
        return Group(tuple(keys), tuple(joins))

    def _join(self, left: int, right: int) -> Join:
        one, two = self.profiles[left], self.profiles[right]
        if (left, right) in self.must:
            ruling = self.must[left, right]
            part = Part("a person's decision", ruling, ruling, MAX_WEIGHT)
            return Join(one.key, two.key, Score((part,)))
        same = self.families.get(one.report, one.report) == self.families.get(
            two.report, two.report
        )
        seen = compare(
            one, two, lexicon=self.weights.lexicon, is_reprint=same and one.report != two.report
        )
        return Join(one.key, two.key, score_seen(seen, weights=self.weights))


def _top(home: dict[int, int], item: int) -> int:
    while home[item] != item:
        item = home[item]
    return item
