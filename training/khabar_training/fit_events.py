"""Weights of the scorer that links claims across reports (``events/linking/weights.json``).

Pairs of mentions of one report, told in different sentences, teach what two tellings of one
occurrence share: identity inside reports is annotated in ``events/train`` and
``written/train``. Pairs of reports of one topic teach what reports of one story share: the
train topics of ECB+, which know nothing of our types. Weights stay near those set by hand
where the corpora say little; how rare one occurrence is among all pairs is set by hand too.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from khabar.base.names import fold_words
from khabar.events.cards import make_cards
from khabar.events.lemmas import lemma_of, stem_of
from khabar.events.linking.compare import FEATURES, compare
from khabar.events.linking.lexicon import Lexicon
from khabar.events.linking.profiles import Profile, find_story, make_profile
from khabar_benchmarks.ecbplus import gold_cards, gold_chains
from khabar_benchmarks.gold import read_gold
from khabar_benchmarks.rows import read_rows
from khabar_training.near import solve_near

__all__ = [
    "HELD",
    "Table",
    "count_rarity",
    "count_together",
    "fit_events",
    "fit_near",
    "fit_weights",
    "label_pairs",
    "rate_kin",
]

WEIGHTS: Final = Path("src/khabar/events/linking/weights.json")
KIN: Final = Path("src/khabar/events/linking/kin.json")
_FREQUENT: Final = 6  # reports that have a lemma; rarer ones count as rare
_SAME_PER_REPORT: Final = 60  # pairs taken from a report, so that long ones do not rule
_OTHER_PER_REPORT: Final = 120
_SHRUNK_BY: Final = 8.0  # reports that the share of all pairs is worth
_MOST_ODDS: Final = 4.0  # log-odds over those of all pairs that count as 1
_LEAST_KIN: Final = 0.1
_FIRMNESS: Final = 40.0  # pairs that a weight set by hand is worth
_FIXED: Final = frozenset({
    "any two",
    "same report",
    "reprint",
    "changed hands",
    "told days apart",
    "told the same days",
    "told other days",
    "both days told, apart",
    "no common place name",
    "far place",
    "other count",
    "kindred trigger",
})
"""Pairs inside one report, told on one day about one stretch of land, cannot teach these.

Where one report has two tolls it has two attacks; where two sides have them it may be one.
"""
HELD: Final = (_FIXED - {"any two"}) | {
    "other figures",
    "days 1 apart",
    "days 2-3 apart",
    "days 4-7 apart",
    "days over a week apart",
}
"""What claims of the reader's own, on which it errs, do not teach either.

Its days are often those of the story around; told ones still tell occurrences apart.
"""
_LOG2: Final = float(np.log(2.0))

UNTYPED: Final = frozenset({"same type", "near type", "other type", "same mode", "other mode"})
"""What mentions without types of ours say nothing about."""

TOPIC_WEIGHTS: Final = Path("benchmarks/khabar_benchmarks/data/ecbplus_weights.json")
_PER_TOPIC: Final = {"same": 400, "alike": 300, "other": 1200}

Floats = npt.NDArray[np.float64]
Table = tuple[Floats, Floats]


def fit_events(data: Path, *, weights_file: Path = WEIGHTS) -> Mapping[str, float]:
    """Fit the weights and write them beside the code.

    Args:
        data: The data folder.
        weights_file: Holds the weights set by hand under ``prior``; rewritten.

    Returns:
        The new weights.
    """
    told = json.loads(weights_file.read_text("utf-8"))
    rows = [
        row
        for corpus in ("events", "written")
        for row in read_rows(data / corpus / "train.jsonl.gz")
    ]
    rarity = count_rarity(row["text"] for row in rows)
    together = [count_together(row) for row in rows]
    met = sum((Counter(own.keys()) for own in together), Counter())
    same = sum((Counter(k for k, v in own.items() if v) for own in together), Counter())
    pairs: list[tuple[list[float], float]] = []
    for row, own in zip(rows, together, strict=True):
        others = rate_kin(met, same, without=own)  # a report must not teach what it is asked
        pairs += label_pairs(row, lexicon=Lexicon(rarity, others))
    kin = rate_kin(met, same)
    topics = list(label_topics(data, lexicon=Lexicon(rarity, kin)))
    prior = np.array([told["prior"][name] for name in FEATURES])
    fitted = fit_weights([_table(pairs), _table(topics)], prior=prior)
    _write_topic_weights(told, _table(topics), prior)
    told["mentions"] = {n: round(float(w), 3) for n, w in zip(FEATURES, fitted, strict=True)}
    told["weights"] = told["mentions"]
    told["rarity"] = rarity
    weights_file.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    KIN.write_text(json.dumps(kin, indent=0, ensure_ascii=False) + "\n", "utf-8")
    return dict(told["weights"])


def count_rarity(texts: Iterator[str]) -> dict[str, float]:
    """Return the rarity in [0, 1] of lemmas that many texts have.

    Args:
        texts: Of reports.

    Returns:
        Rarity by lemma, in order of lemmas.
    """
    found: Counter[str] = Counter()
    count = 0
    for text in texts:
        count += 1
        found.update({lemma_of(word) for word in fold_words(text)})
    top = float(np.log(count / _FREQUENT))
    return {
        lemma: round(float(np.log(count / reports)) / top, 3)
        for lemma, reports in sorted(found.items())
        if reports > _FREQUENT and lemma.isalpha()
    }


def count_together(row: Mapping[str, Any]) -> dict[tuple[str, str], bool]:
    """Return which different triggers a report has, and whether they name one occurrence in it.

    Args:
        row: An annotated report.

    Returns:
        By two lemmas in order of the alphabet.
    """
    told: dict[tuple[str, str], bool] = {}
    for one, two in combinations(make_cards(read_gold(row)), 2):
        if stem_of(one.head) != stem_of(two.head):
            pair = (min(one.head, two.head), max(one.head, two.head))
            told[pair] = told.get(pair, False) or one.identity == two.identity
    return told


def rate_kin(
    met: Mapping[tuple[str, str], int],
    same: Mapping[tuple[str, str], int],
    *,
    without: Mapping[tuple[str, str], bool] | None = None,
) -> dict[str, dict[str, float]]:
    """Return how much more often than others two triggers name one occurrence.

    Args:
        met: Reports that have both lemmas.
        same: Reports in which both name one occurrence.
        without: What one report adds to both; it is left out, and no other pair is rated.

    Returns:
        By first and second lemma, in (0, 1]; log-odds over those of all pairs, shrunk.
    """
    share = sum(same.values()) / sum(met.values())
    kin: dict[str, dict[str, float]] = defaultdict(dict)
    for pair in sorted(same if without is None else without):
        own = (0, 0) if without is None else (1, int(without[pair]))
        times, of = same.get(pair, 0) - own[1], met[pair] - own[0]
        if not times:
            continue
        rate = (times + _SHRUNK_BY * share) / (of + _SHRUNK_BY)
        odds = (np.log2(rate / (1 - rate)) - np.log2(share / (1 - share))) / _MOST_ODDS
        if odds >= _LEAST_KIN:
            kin[pair[0]][pair[1]] = round(min(1.0, float(odds)), 2)
    return dict(kin)


def label_pairs(row: Mapping[str, Any], *, lexicon: Lexicon) -> Iterator[tuple[list[float], float]]:
    """Yield features and label of pairs of mentions told in different sentences.

    Args:
        row: An annotated report.
        lexicon: What words say.

    Yields:
        Values in the order of ``FEATURES``, and 1 for the same occurrence.
    """
    cards = make_cards(read_gold(row))
    profiles = [(card.identity, card.sentence, make_profile([card])) for card in cards]
    same: list[tuple[Profile, Profile]] = []
    other: list[tuple[Profile, Profile]] = []
    for (v, s, one), (w, t, two) in combinations(profiles, 2):
        if s != t:
            (same if v == w else other).append((one, two))
    for pairs, cap, label in ((same, _SAME_PER_REPORT, 1.0), (other, _OTHER_PER_REPORT, 0.0)):
        step = max(1, len(pairs) // cap)
        for one, two in pairs[::step]:
            yield _values(one, two, lexicon), label


def label_topics(data: Path, *, lexicon: Lexicon) -> Iterator[tuple[list[float], float]]:
    """Yield features and label of pairs of mentions of two reports of one ECB+ train topic.

    Args:
        data: The data folder.
        lexicon: What words say.

    Yields:
        Values in the order of ``FEATURES``, those of types left out, and 1 for one event.
    """
    by_topic: dict[Any, list[Mapping[str, Any]]] = defaultdict(list)
    for row in read_rows(data / "ecbplus" / "docs.jsonl.gz"):
        if row["split"] == "train":
            by_topic[row["topic"]].append(row)
    for _, rows in sorted(by_topic.items()):
        yield from _topic_pairs(rows, lexicon)


def _topic_pairs(
    rows: Sequence[Mapping[str, Any]], lexicon: Lexicon
) -> Iterator[tuple[list[float], float]]:
    chains = {mention: chain for row in rows for mention, chain in gold_chains(row).items()}
    profiles = []
    for row in rows:
        cards = list(gold_cards(row))
        story = find_story(cards, lexicon=lexicon)
        for head in dict.fromkeys(card.identity for card in cards):
            told = [card for card in cards if card.identity == head]
            first = min(told, key=lambda card: card.trigger)
            chain = chains[row["id"], first.trigger.start, first.trigger.end]
            profiles.append((chain, make_profile(told, story=story)))
    kinds: dict[str, list[tuple[Profile, Profile]]] = {"same": [], "alike": [], "other": []}
    for (one_chain, one), (two_chain, two) in combinations(profiles, 2):
        if one.report != two.report:
            alike = "alike" if one.stems & two.stems else "other"
            kinds["same" if one_chain == two_chain else alike].append((one, two))
    for kind, pairs in kinds.items():
        for one, two in pairs[:: max(1, len(pairs) // _PER_TOPIC[kind])]:
            values = zip(FEATURES, _values(one, two, lexicon), strict=True)
            yield [0.0 if n in UNTYPED else v for n, v in values], float(kind == "same")


def _write_topic_weights(told: Mapping[str, Any], table: Table, prior: Floats) -> None:
    """Write the weights with which mentions without types are linked, for measuring alone."""
    fitted = fit_weights([table], prior=np.where(np.isin(FEATURES, list(UNTYPED)), 0.0, prior))
    weights = {n: round(float(w), 3) for n, w in zip(FEATURES, fitted, strict=True)}
    rest = {name: value for name, value in told.items() if name != "mentions"}
    TOPIC_WEIGHTS.write_text(
        json.dumps({**rest, "weights": weights, "rarity": {}}, indent=1) + "\n"
    )


def _table(pairs: Sequence[tuple[list[float], float]]) -> Table:
    return np.array([values for values, _ in pairs]), np.array([label for _, label in pairs])


def _values(one: Profile, two: Profile, lexicon: Lexicon) -> list[float]:
    told = {
        seen.feature: seen.value for seen in compare(one, two, lexicon=lexicon, is_reprint=False)
    }
    return [0.0 if name == "same report" else told.get(name, 0.0) for name in FEATURES]


def fit_weights(tables: Sequence[Table], *, prior: Floats) -> Floats:
    """Return weights in log-odds, base 2, that tell the labels and stay near the prior.

    Args:
        tables: Of each corpus, ``(pairs, len(FEATURES))`` and ``(pairs,)``, 1 for the same
            occurrence; how frequent that is may differ between corpora.
        prior: ``(len(FEATURES),)``, log-odds, base 2.

    Returns:
        ``(len(FEATURES),)``; what no pair of one report can teach is the prior's.
    """
    free = np.array([name not in _FIXED for name in FEATURES])
    weights = prior * _LOG2
    own_bias = np.repeat(np.eye(len(tables)), [len(same) for _, same in tables], axis=0)
    same = np.concatenate([labels for _, labels in tables])
    rows = np.hstack([np.vstack([seen[:, free] for seen, _ in tables]), own_bias])
    center = np.append(weights[free], np.zeros(len(tables)))
    firm = np.append(np.full(int(free.sum()), _FIRMNESS / 4.0), np.full(len(tables), 1e-6))
    own = solve_near(rows, same, center=center, firm=firm)
    weights[free] = own[: int(free.sum())]
    return weights / _LOG2


def fit_near(
    table: Table, *, start: Floats, held: Collection[str], firmness: float, loose: Collection[str]
) -> Floats:
    """Return weights in log-odds, base 2, that tell the labels and stay near where they start.

    Args:
        table: ``(pairs, len(FEATURES))`` and ``(pairs,)``, 1 for the same occurrence.
        start: ``(len(FEATURES),)``, log-odds, base 2.
        held: Features whose weights stay.
        firmness: How many pairs, each times p (1 - p), a weight is worth.
        loose: Features that nothing holds.

    Returns:
        ``(len(FEATURES),)``.
    """
    seen, same = table
    free = np.array([name not in held for name in FEATURES])
    weights = start * _LOG2
    firm = np.array([1e-6 if name in loose else firmness for name in FEATURES])[free]
    fixed = seen[:, ~free] @ weights[~free]
    weights[free] = solve_near(seen[:, free], same, center=weights[free], firm=firm, known=fixed)
    return weights / _LOG2


def main(arguments: Sequence[str]) -> None:
    """Fit on the folder given as the only argument."""
    fit_events(Path(arguments[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
