"""Losses of the heads. Each takes word vectors ``[B, W, width]`` and returns one scalar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from khabar_training.batches import Batch, Window
from khabar_training.corpora import ArgumentGold, EventGold
from khabar_training.labels import (
    ARGUMENTS,
    CARRIED,
    KINDS,
    NAMES,
    SECTORS,
    SRL,
    STATUSES,
    TRIGGERS,
)
from khabar_training.network import Network

__all__ = [
    "Vocabulary",
    "event_loss",
    "extent_loss",
    "head_word",
    "mean_vectors",
    "names_loss",
    "syntax_loss",
]

IGNORE = -100
ALL_ARGUMENTS = (*ARGUMENTS, *CARRIED)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Label lists that depend on the corpora."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    rels: tuple[str, ...]
    modes: tuple[str, ...]  # "TYPE" or "TYPE/mode"


def _tag_targets(batch: Batch, field: str, labels: Sequence[str]) -> Tensor:
    """Return ``[B, W]`` label numbers, ``IGNORE`` where a sentence has no such labels."""
    number = {label: i for i, label in enumerate(labels)}
    target = torch.full(batch.first.shape, IGNORE)
    for row, window in enumerate(batch.windows):
        place = 1
        for sentence in window.sentences:
            tags = getattr(sentence, field)
            kept = sentence.words[:200]
            if tags is not None:
                target[row, place : place + len(kept)] = torch.tensor([
                    number.get(tag, IGNORE) for tag in tags[: len(kept)]
                ])
            place += len(kept)
    return target


def _cross_entropy(scores: Tensor, target: Tensor) -> Tensor:
    return functional.cross_entropy(
        scores.float().flatten(0, -2), target.flatten(), ignore_index=IGNORE
    )


def names_loss(network: Network, batch: Batch, words: Tensor) -> Tensor:
    """Return the cross-entropy of the BIOES tags."""
    return _cross_entropy(network.names(words), _tag_targets(batch, "names", NAMES))


def syntax_loss(network: Network, batch: Batch, words: Tensor, vocabulary: Vocabulary) -> Tensor:
    """Return parts of speech + arcs + relations + predicate roles + extents of arguments."""
    loss = 0.5 * _cross_entropy(network.upos(words), _tag_targets(batch, "upos", vocabulary.upos))
    loss = loss + 0.5 * _cross_entropy(
        network.xpos(words), _tag_targets(batch, "xpos", vocabulary.xpos)
    )
    heads = _head_targets(batch)
    scores = masked_arcs(network.arcs(words), batch.sentence_of)
    loss = loss + _cross_entropy(scores, heads)
    rels = _tag_targets(batch, "rels", vocabulary.rels)
    row, dep = torch.nonzero(heads >= 0, as_tuple=True)
    head = heads[row, dep]
    rel = network.rel_scores(network.rel_dep(words)[row, dep], network.rel_head(words)[row, head])
    loss = loss + _cross_entropy(rel, rels[row, dep])
    return loss + _srl_loss(network, batch, words)


def masked_arcs(scores: Tensor, sentence_of: Tensor) -> Tensor:
    """Forbid heads outside the sentence; ROOT is everybody's."""
    same = sentence_of[:, :, None] == sentence_of[:, None, :]
    root = torch.zeros_like(same)
    root[:, :, 0] = True
    return scores.float().masked_fill(~(same | root), -1e4)


def _head_targets(batch: Batch) -> Tensor:
    target = torch.full(batch.first.shape, IGNORE)
    for row, window in enumerate(batch.windows):
        place = 1
        for sentence in window.sentences:
            kept = sentence.words[:200]
            for i, head in enumerate((sentence.heads or [])[: len(kept)]):
                if head <= len(kept):
                    target[row, place + i] = 0 if head == 0 else place + head - 1
            place += len(kept)
    return target


def head_word(heads: Sequence[int], first: int, last: int) -> int:
    """Return the word of ``first..last`` whose head lies outside (the first such).

    Args:
        heads: 1-based heads of a sentence, 0 for the root.
        first: First word, from 0.
        last: Last word, inclusive.
    """
    for word in range(first, last + 1):
        if not first <= heads[word] - 1 <= last:
            return word
    return last


def _srl_loss(network: Network, batch: Batch, words: Tensor) -> Tensor:
    predicate = torch.full(batch.first.shape, -1.0)
    rows, places, golds, extents = [], [], [], []
    for row, window in enumerate(batch.windows):
        place = 1
        for sentence in window.sentences:
            kept = len(sentence.words[:200])
            if sentence.srl is not None and sentence.heads is not None:
                predicate[row, place : place + kept] = 0.0
                for token, arguments in sentence.srl:
                    if token >= kept:
                        continue
                    predicate[row, place + token] = 1.0
                    gold = torch.zeros(batch.first.shape[1], dtype=torch.long)
                    for label, i, j in arguments:
                        if j < kept:
                            head = head_word(sentence.heads, i, j)
                            gold[place + head] = SRL.index(label)
                            extents.append((row, place + head, place + i, place + j))
                    rows.append(row)
                    places.append(place + token)
                    golds.append(gold)
            place += kept
    mask = predicate >= 0
    if not rows or not bool(mask.any()):
        return words.sum() * 0.0
    loss = 0.5 * functional.binary_cross_entropy_with_logits(
        network.predicate(words)[..., 0].float()[mask], predicate[mask]
    )
    row_t, place_t = torch.tensor(rows), torch.tensor(places)
    scores = network.biaffine(
        network.srl_pred(words)[row_t, place_t], network.srl, network.srl_arg(words)[row_t]
    )
    target = torch.stack(golds)
    same = batch.sentence_of[row_t] == batch.sentence_of[row_t, place_t][:, None]
    loss = loss + 2.0 * _cross_entropy(scores, target.masked_fill(~same, IGNORE))
    return loss + 0.5 * extent_loss(network, batch, words, extents)


def extent_loss(
    network: Network, batch: Batch, words: Tensor, extents: list[tuple[int, int, int, int]]
) -> Tensor:
    """Return the loss of pointing from an argument's head to its first and last word."""
    if not extents:
        return words.sum() * 0.0
    row, head, first, last = torch.tensor(extents).T
    source = network.point_head(words)[row, head]
    same = batch.sentence_of[row] == batch.sentence_of[row, head][:, None]
    loss = words.sum() * 0.0
    for layer, target in ((network.point_first, first), (network.point_last, last)):
        scores = torch.einsum("nd,nwd->nw", source, layer(words)[row]).float()
        loss = loss + functional.cross_entropy(scores.masked_fill(~same, -1e4), target)
    return loss


@dataclass(slots=True)
class _Trigger:
    """A gold trigger placed in its batch row; words are places in the window."""

    row: int
    first: int
    last: int
    event: EventGold


def event_loss(
    network: Network,
    batch: Batch,
    words: Tensor,
    *,
    vocabulary: Vocabulary,
    parses: Mapping[str, Sequence[int]],
) -> Tensor:
    """Return the loss of triggers, modes, statuses, roles, extents, links and entity codes.

    A report without entities is one whose arguments nobody annotated: it teaches the rest.

    Args:
        network: The network.
        batch: Windows of event documents; windows of one document may share a batch.
        words: Word vectors.
        vocabulary: Label lists.
        parses: Document-wide heads per document id: the word a word hangs on, -1 for roots.
    """
    number = {label: i for i, label in enumerate(TRIGGERS)}
    tags = torch.where(batch.sentence_of >= 0, 0, IGNORE)
    triggers: list[_Trigger] = []
    for row, window in enumerate(batch.windows):
        for event in window.document.events or ():
            if event.first not in window.place_of or event.last not in window.place_of:
                continue
            first, last = window.place_of[event.first], window.place_of[event.last]
            triggers.append(_Trigger(row, first, last, event))
            tags[row, first] = number[f"B-{event.type}"]
            tags[row, first + 1 : last + 1] = number[f"I-{event.type}"]
    loss = 8.0 * _cross_entropy(network.trigger(words), tags)
    if not triggers:
        return loss
    row = torch.tensor([t.row for t in triggers])
    spread = torch.zeros(len(triggers), words.shape[1])
    for i, t in enumerate(triggers):
        spread[i, t.first : t.last + 1] = 1.0 / (t.last - t.first + 1)
    loss = loss + _label_losses(
        network, words, triggers=triggers, row=row, spread=spread, vocabulary=vocabulary
    )
    loss = loss + _identity_loss(network, words, batch, triggers=triggers, row=row, spread=spread)
    told = [i for i, t in enumerate(triggers) if batch.windows[t.row].document.entities]
    if not told:
        return loss
    return loss + _argument_loss(
        network,
        batch,
        words,
        triggers=[triggers[i] for i in told],
        row=row[told],
        spread=spread[told],
        parses=parses,
    )


def mean_vectors(vectors: Tensor, row: Tensor, spread: Tensor) -> Tensor:
    """Return the mean vector of each trigger's words ``[N, d]``."""
    return torch.einsum("nw,nwd->nd", spread.to(vectors.dtype), vectors[row])


def _label_losses(
    network: Network,
    words: Tensor,
    *,
    triggers: list[_Trigger],
    row: Tensor,
    spread: Tensor,
    vocabulary: Vocabulary,
) -> Tensor:
    modes = {label: i for i, label in enumerate(vocabulary.modes)}
    mode = torch.tensor([modes[_mode_label(t.event)] for t in triggers])
    status = torch.tensor([STATUSES.index(t.event.status) for t in triggers])
    scores = mean_vectors(network.mode(words), row, spread).float()
    types = [label.split("/")[0] for label in vocabulary.modes]
    allowed = torch.tensor([[t.event.type == kind for kind in types] for t in triggers])
    loss = 0.5 * functional.cross_entropy(scores.masked_fill(~allowed, -1e4), mode)
    return loss + functional.cross_entropy(
        mean_vectors(network.status(words), row, spread).float(), status
    )


def _mode_label(event: EventGold) -> str:
    return f"{event.type}/{event.mode}" if event.mode else event.type


def _argument_loss(
    network: Network,
    batch: Batch,
    words: Tensor,
    *,
    triggers: list[_Trigger],
    row: Tensor,
    spread: Tensor,
    parses: Mapping[str, Sequence[int]],
) -> Tensor:
    target = torch.zeros(len(triggers), words.shape[1], len(ALL_ARGUMENTS))
    extents: list[tuple[int, int, int, int]] = []
    mentions: dict[tuple[int, int], tuple[str, str]] = {}
    for window_row, window in enumerate(batch.windows):
        _collect_mentions(window, window_row, parses, mentions)
    for i, t in enumerate(triggers):
        window = batch.windows[t.row]
        for argument in t.event.arguments:
            if argument.first < 0:
                _mark_carried(
                    target[i], argument, t, mentions=mentions, sentence_of=batch.sentence_of
                )
                continue
            place = _place(window, argument, parses)
            if place is None:
                continue
            head, first, last = place
            target[i, head, ALL_ARGUMENTS.index(argument.label)] = 1.0
            extents.append((t.row, head, first, last))
    scores = network.biaffine(
        mean_vectors(network.role_event(words), row, spread),
        network.role,
        network.role_arg(words)[row],
    )
    scores = scores.float() + network.role_bias
    sentence = batch.sentence_of[row]
    own = sentence == sentence[torch.arange(len(triggers)), [t.first for t in triggers]][:, None]
    real = sentence >= 0
    allowed = torch.stack(
        [own if label in ARGUMENTS else real & ~own for label in ALL_ARGUMENTS], -1
    )
    loss = functional.binary_cross_entropy_with_logits(scores, target, reduction="none")
    loss = 0.5 * (loss * allowed).sum() / len(triggers)
    loss = loss + 0.7 * extent_loss(network, batch, words, extents)
    return loss + _entity_loss(network, batch, words, mentions)


def _place(
    window: Window, argument: ArgumentGold, parses: Mapping[str, Sequence[int]]
) -> tuple[int, int, int] | None:
    """Return head, first and last place of an argument in its window."""
    places = window.place_of
    if argument.first not in places or argument.last not in places:
        return None
    heads = parses[window.document.id]
    head = argument.last
    for word in range(argument.first, argument.last + 1):
        if not argument.first <= heads[word] <= argument.last:
            head = word
            break
    return places[head], places[argument.first], places[argument.last]


def _collect_mentions(
    window: Window,
    row: int,
    parses: Mapping[str, Sequence[int]],
    mentions: dict[tuple[int, int], tuple[str, str]],
) -> None:
    """Note (row, head word) -> (document, entity) for every argument with an entity."""
    for event in window.document.events or ():
        for argument in event.arguments:
            if argument.first >= 0 and argument.entity is not None:
                place = _place(window, argument, parses)
                if place is not None:
                    mentions[row, place[0]] = (window.document.id, argument.entity)


def _mark_carried(
    target: Tensor,
    argument: ArgumentGold,
    trigger: _Trigger,
    *,
    mentions: Mapping[tuple[int, int], tuple[str, str]],
    sentence_of: Tensor,
) -> None:
    """Mark every mention, in other sentences of the window, of an understood entity."""
    label = f"carried:{argument.label}"
    if label not in CARRIED:
        return
    own = int(sentence_of[trigger.row, trigger.first])
    for (row, place), (_, entity) in mentions.items():
        near = row == trigger.row and entity == argument.entity
        if near and int(sentence_of[row, place]) != own:
            target[place, ALL_ARGUMENTS.index(label)] = 1.0


def _pair_loss(vectors: Tensor, keys: list[tuple[str, str]], scale: Tensor, bias: Tensor) -> Tensor:
    """Return the loss of same-or-not over all pairs that share a document."""
    unit = functional.normalize(vectors.float(), dim=-1)
    scores = unit @ unit.T * scale + bias
    document = torch.tensor([[a[0] == b[0] for b in keys] for a in keys])
    upper = torch.triu(document, diagonal=1)
    if not bool(upper.any()):
        return scores.sum() * 0.0
    same = torch.tensor([[a[1] == b[1] for b in keys] for a in keys]).float()
    return functional.binary_cross_entropy_with_logits(scores[upper], same[upper])


def _entity_loss(
    network: Network,
    batch: Batch,
    words: Tensor,
    mentions: Mapping[tuple[int, int], tuple[str, str]],
) -> Tensor:
    """Return coreference plus kind and sector of argument heads."""
    if not mentions:
        return words.sum() * 0.0
    where = list(mentions)[:250]
    row, place = torch.tensor(where).T
    keys = [mentions[spot] for spot in where]
    coref = network.coref(words)[row, place]
    loss = _pair_loss(coref, keys, network.link_scale[0], network.link_bias[0])
    entities = {window.document.id: window.document.entities for window in batch.windows}
    codes = [entities[document].get(entity, {}) for document, entity in keys]
    kinds = torch.tensor([
        KINDS.index(c["kind"]) if c.get("kind") in KINDS else IGNORE for c in codes
    ])
    sectors = torch.tensor([
        SECTORS.index(c.get("sector") or "") if (c.get("sector") or "") in SECTORS else IGNORE
        for c in codes
    ])
    scores = network.kind(words)[row, place].float()
    if bool((kinds >= 0).any()):
        loss = loss + 0.3 * _cross_entropy(scores[:, : len(KINDS)], kinds)
        loss = loss + 0.3 * _cross_entropy(scores[:, len(KINDS) :], sectors)
    return loss


def _identity_loss(
    network: Network,
    words: Tensor,
    batch: Batch,
    *,
    triggers: list[_Trigger],
    row: Tensor,
    spread: Tensor,
) -> Tensor:
    """Return same-occurrence-or-not over pairs of triggers of one document."""
    vectors = mean_vectors(network.identity(words), row, spread)
    keys = [(batch.windows[t.row].document.id, t.event.identity) for t in triggers]
    return _pair_loss(vectors, keys, network.link_scale[1], network.link_bias[1])
