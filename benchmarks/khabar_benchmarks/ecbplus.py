"""Event coreference across the news of one topic (ECB+), beside the lemma baseline.

Topics 1 to 35 of the corpus's own split are train and dev; its test topics are not here.
The corpus has no event types of ours, and shooting, killing and wounding, one occurrence
to us, are three events there. So mentions are linked by the product's code with weights of
their own (``data/ecbplus_weights.json``), fitted on the train topics by
``khabar_training.fit_events``, and one lemma in one document is one identity. What the
product itself makes of the reader's claims is printed beside it.
"""

import json
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from khabar.base.names import fold_name, fold_words
from khabar.events.cards import make_cards
from khabar.events.lemmas import find_head, lemma_of
from khabar.events.linking import link_cards
from khabar.events.linking.weights import LinkingWeights, read_weights
from khabar.intake import make_report
from khabar.pipeline import Pipeline
from khabar.record.card import CardParty, CardPlace, ClaimCard, ClaimKey
from khabar.record.claim import ClaimId
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.report import ReportId
from khabar.record.span import Span
from khabar.record.time import TimeBasis
from khabar_benchmarks.coref import conll_f1
from khabar_benchmarks.rows import read_rows

__all__ = [
    "GOLD_BIAS",
    "OWN_BIAS",
    "gold_cards",
    "gold_chains",
    "lemma_groups",
    "link_as_corpus",
    "link_own",
    "score_ecbplus",
]

Row = Mapping[str, Any]
Mention = tuple[str, int, int]
WEIGHTS: Final = Path(__file__).parent / "data" / "ecbplus_weights.json"
GOLD_BIAS: Final = -4.5
"""Log-odds of any two annotated mentions: the best of five tried on the train topics."""
OWN_BIAS: Final = -3.0
"""The same for the reader's own mentions: the best of nine tried on the train topics."""


def score_ecbplus(data: Path, *, split: str = "dev") -> dict[str, float]:
    """Score linking over the documents of each topic.

    Args:
        data: The data folder.
        split: ``dev`` or ``train``.

    Returns:
        CoNLL F1 from annotated mentions and from the reader's own, each with its baseline.
    """
    rows = [r for r in read_rows(data / "ecbplus" / "docs.jsonl.gz") if r["split"] == split]
    gold = {mention: chain for row in rows for mention, chain in gold_chains(row).items()}
    cards = [card for row in rows for card in gold_cards(row)]
    topic_of = {row["id"]: row["topic"] for row in rows}
    own = list(_read_own(rows))
    told = _mentions_of(own, gold)
    return {
        "conll, gold mentions": conll_f1(link_as_corpus(cards, topic_of), gold),
        "conll, gold mentions, baseline lemma": conll_f1(lemma_groups(cards, topic_of), gold),
        "conll, own mentions": conll_f1(
            _rename(link_as_corpus(_by_lemma(own), topic_of, bias=OWN_BIAS), told), gold
        ),
        "conll, own mentions, baseline lemma": conll_f1(
            _rename(lemma_groups(own, topic_of), told), gold
        ),
        "conll, own mentions, as the product links": conll_f1(
            _rename(link_own(own, topic_of), told), gold
        ),
    }


def _by_lemma(cards: Sequence[ClaimCard]) -> list[ClaimCard]:
    return [replace(card, identity=card.head) for card in cards]


def gold_chains(row: Row) -> dict[Mention, str]:
    """Return the chain of each annotated event mention; one of its own where it has none."""
    return {
        (row["id"], event["start"], event["end"]): event.get("chain")
        or f"{row['id']}:{event['id']}"
        for event in _events(row)
    }


def gold_cards(row: Row) -> Iterator[ClaimCard]:
    """Yield a card for each annotated mention: participants are those of its sentence.

    Args:
        row: A document.

    Yields:
        Cards keyed by the mention's offsets; one lemma in one document is one identity.
    """
    for event in _events(row):
        start, end = next((s, e) for _, s, e in row["sents"] if s <= event["start"] < e)
        inside = [p for p in row["participants_times_places"] if start <= p["start"] < end]
        head = lemma_of(find_head(fold_words(event["text"])))
        yield ClaimCard(
            key=ClaimKey(ReportId(row["id"]), ClaimId(f"{event['start']}-{event['end']}")),
            trigger=Span(event["start"], event["end"]),
            identity=head,
            head=head,
            words=tuple(dict.fromkeys(fold_words(row["text"][start:end]))),
            type=EventType.CONSULT,
            mode="",
            status=Status.NEGATED if event["tag"].startswith("NEG") else Status.ACTUAL,
            quoted=False,
            p=1.0,
            published=None,
            outlet="",
            first=None,
            last=None,
            basis=TimeBasis.UNKNOWN,
            places=tuple(_places(inside)),
            actors=tuple(_parties(inside)),
            recipients=(),
            theme="",
            clause="",
            quantities=(),
            conditions=(),
            sources=(),
            sentence=Span(start, end),
        )


def _events(row: Row) -> list[Row]:
    told = [(s, e) for number, s, e in row["sents"] if number in row["validated_sents"]]
    found = [x for x in row["events"] if any(s <= x["start"] < e for s, e in told)]
    return list({(x["start"], x["end"]): x for x in found}.values())


def _parties(inside: Sequence[Row]) -> Iterator[CardParty]:
    for name in dict.fromkeys(fold_name(p["text"]) for p in inside if p["tag"].startswith("HUMAN")):
        if name:
            yield CardParty(
                key="~" + name,
                name=name,
                kind=EntityKind.ORGANISATION,
                country="",
                sector=None,
                of="",
                aliases=(name,),
                p=1.0,
            )


def _places(inside: Sequence[Row]) -> Iterator[CardPlace]:
    for name in dict.fromkeys(fold_name(p["text"]) for p in inside if p["tag"].startswith("LOC")):
        if name:
            yield CardPlace(
                key="~" + name, name=name, country="", lat=None, lon=None, precision_m=0, p=1.0
            )


def link_as_corpus(
    cards: Sequence[ClaimCard], topic_of: Mapping[str, Hashable], *, bias: float = GOLD_BIAS
) -> dict[Mention, Hashable]:
    """Group mentions inside each topic by weights that were fitted on the corpus.

    Args:
        cards: Mentions, those of one lemma in one document under one identity.
        topic_of: Topic of each document.
        bias: Log-odds of any two, before anything is compared.

    Returns:
        Group of each mention.
    """
    fitted = json.loads(WEIGHTS.read_text("utf-8"))["weights"]
    return _link(cards, topic_of, replace(read_weights(), weights={**fitted, "any two": bias}))


def link_own(
    cards: Sequence[ClaimCard], topic_of: Mapping[str, Hashable]
) -> dict[Mention, Hashable]:
    """Group the reader's own claims inside each topic, as the product does."""
    return _link(cards, topic_of, read_weights())


def _link(
    cards: Sequence[ClaimCard], topic_of: Mapping[str, Hashable], weights: LinkingWeights
) -> dict[Mention, Hashable]:
    by_topic: dict[Hashable, list[ClaimCard]] = defaultdict(list)
    for card in cards:
        by_topic[topic_of[card.key.report]].append(card)
    mention = {card.key: (card.key.report, card.trigger.start, card.trigger.end) for card in cards}
    return {
        mention[key]: (topic, number)
        for topic, told in by_topic.items()
        for number, group in enumerate(link_cards(told, notes=(), weights=weights))
        for key in group.keys
    }


def lemma_groups(
    cards: Sequence[ClaimCard], topic_of: Mapping[str, Hashable]
) -> dict[Mention, Hashable]:
    """Return the baseline: one lemma in one topic is one event."""
    return {
        (c.key.report, c.trigger.start, c.trigger.end): (topic_of[c.key.report], c.head)
        for c in cards
    }


def _read_own(rows: Sequence[Row]) -> Iterator[ClaimCard]:
    pipeline = Pipeline()
    for row in rows:
        report = make_report(row["text"], report_id=row["id"], language="en")
        told = [(s, e) for number, s, e in row["sents"] if number in row["validated_sents"]]
        for card in make_cards(pipeline.read(report)):
            if any(s <= card.trigger.start < e for s, e in told):
                yield card


def _mentions_of(cards: Sequence[ClaimCard], gold: Mapping[Mention, str]) -> dict[Mention, Mention]:
    """Return the annotated mention that each of our triggers overlaps, else itself."""
    by_document: dict[str, list[Mention]] = defaultdict(list)
    for mention in gold:
        by_document[mention[0]].append(mention)
    found: dict[Mention, Mention] = {}
    taken: set[Mention] = set()
    for card in cards:
        own = (str(card.key.report), card.trigger.start, card.trigger.end)
        near = [m for m in by_document[own[0]] if m[1] < own[2] and own[1] < m[2]]
        free = [m for m in near if m not in taken]
        found[own] = free[0] if free else own
        taken.add(found[own])
    return found


def _rename(
    groups: Mapping[Mention, Hashable], names: Mapping[Mention, Mention]
) -> dict[Mention, Hashable]:
    return {names[mention]: group for mention, group in groups.items()}
