"""Training: batches from all corpora in turn, one network."""

import json
import math
import random
import sys
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch

from khabar.models.wordpiece import WordPiece, read_vocabulary
from khabar_training.batches import Batch, Window, cut_windows, pack, random_case
from khabar_training.corpora import Document, read_events, read_names, read_syntax
from khabar_training.distil import Soft, soft_loss
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
from khabar_training.losses import Vocabulary, event_loss, names_loss, syntax_loss
from khabar_training.network import HAS_BFLOAT16, Network, Sizes

__all__ = ["Corpora", "Recipe", "build_network", "load_corpora", "train"]

_BODY = {"piece", "position", "relative", "shape", "norm", "layers"}
_SAVE_EVERY = 300  # seconds
_Source = tuple[str, list[Document]]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a training run does.

    Attributes:
        passes: Times each kind of corpus is read: events, names, syntax, soft (a teacher's labels).
        lr: Peak learning rate of encoder and embeddings.
        head_lr: Peak learning rate of the heads.
        batch: Padded sub-words a batch.
        cased: Share of windows shown in another case.
        seed: Seed of everything random.
        minutes: Wall-clock bound; the learning rate falls to zero by then.
        average: Share of the run, at its end, over which weights are averaged.
        weights: Of the losses of names and syntax; that of events is 1.
    """

    passes: Mapping[str, float]
    lr: float = 2e-4
    head_lr: float = 1e-3
    batch: int = 1600
    cased: float = 0.12
    seed: int = 1
    minutes: float = 60.0
    average: float = 0.25
    weights: Mapping[str, float] = field(default_factory=lambda: {"names": 2.0, "syntax": 1.0})


@dataclass(slots=True)
class Corpora:
    """All training documents, label lists and the parses of event documents."""

    events: list[Document]
    names: list[Document]
    syntax: list[Document]
    vocabulary: Vocabulary
    parses: dict[str, list[int]]
    unlabelled: list[Document] = field(default_factory=list)
    soft: dict[str, Soft] = field(default_factory=dict)


def load_corpora(data: Path) -> Corpora:
    """Read the training side of every corpus.

    Args:
        data: The data folder.

    Returns:
        Documents; ids of the event dev set are left out of every corpus.
    """
    held = frozenset(d.id for d in read_events(data, corpus="events", split="dev"))
    events = read_events(data, corpus="events", split="train")
    events += read_events(data, corpus="written", split="train")
    syntax = read_syntax(data, split="train")
    sentences = [s for d in syntax for s in d.sentences]
    modes = {f"{e.type}/{e.mode}" if e.mode else e.type for d in events for e in d.events or ()}
    modes |= {kind.split("-", 1)[1] for kind in TRIGGERS[1:]}
    vocabulary = Vocabulary(
        upos=tuple(sorted({tag for s in sentences for tag in s.upos or ()})),
        xpos=tuple(sorted({tag for s in sentences for tag in s.xpos or ()})),
        rels=tuple(sorted({tag for s in sentences for tag in s.rels or ()})),
        modes=tuple(sorted(modes)),
    )
    names = read_names(data, split="train", without=held)
    return Corpora(events, names, syntax, vocabulary, {})


def build_network(vocabulary: Vocabulary, *, layers: int = 6) -> Network:
    """Return a fresh network whose heads fit the label lists."""
    return Network(
        Sizes(
            names=len(NAMES),
            upos=len(vocabulary.upos),
            xpos=len(vocabulary.xpos),
            rels=len(vocabulary.rels),
            srl=len(SRL),
            triggers=len(TRIGGERS),
            modes=len(vocabulary.modes),
            statuses=len(STATUSES),
            kinds=len(KINDS),
            sectors=len(SECTORS),
            arguments=len(ARGUMENTS) + len(CARRIED),
            layers=layers,
        )
    )


def _batches(
    documents: Sequence[Document], pieces: WordPiece, *, chance: random.Random, recipe: Recipe
) -> list[list[Window]]:
    """Cut one pass over the documents into batches of similar length."""
    windows: list[Window] = []
    for document in documents:
        budget = chance.choice([0, 64, 128, 200, 240])
        for window in cut_windows(document, pieces, budget=budget):
            window.case = random_case(chance, recipe.cased)
            window.encode(pieces)
            if len(window.ids) <= 500:
                windows.append(window)
    windows.sort(key=lambda w: len(w.ids) + chance.random() * 12)
    batches: list[list[Window]] = [[]]
    for window in windows:
        held = batches[-1]
        longest = max([len(w.ids) for w in held] + [len(window.ids)])
        if held and longest * (len(held) + 1) > recipe.batch:
            batches.append([])
        batches[-1].append(window)
    chance.shuffle(batches)
    return batches


def _schedule(
    corpora: Corpora, pieces: WordPiece, recipe: Recipe
) -> Iterator[tuple[str, list[Window], int]]:
    """Yield (kind, windows, total steps) with the kinds evenly interleaved."""
    chance = random.Random(recipe.seed)
    sources = {
        "events": corpora.events,
        "names": corpora.names,
        "syntax": corpora.syntax,
        "soft": corpora.unlabelled,
    }
    queue: list[tuple[float, str, list[Window]]] = []
    for kind, documents in sources.items():
        left = recipe.passes.get(kind, 0.0)
        batches: list[list[Window]] = []
        while left > 0:
            one = _batches(documents, pieces, chance=chance, recipe=recipe)
            batches += one if left >= 1 else one[: int(len(one) * left)]
            left -= 1
        queue += [((i + chance.random()) / len(batches), kind, b) for i, b in enumerate(batches)]
    queue.sort(key=lambda item: item[0])
    for _, kind, windows in queue:
        yield kind, windows, len(queue)


def train(
    network: Network, corpora: Corpora, *, recipe: Recipe, out: Path, vocabulary_file: Path
) -> None:
    """Train and write ``out`` (weights) at the end and every five minutes.

    Args:
        network: Fresh or pre-trained.
        corpora: What to learn from.
        recipe: How.
        out: A ``.pt`` file of weights.
        vocabulary_file: Word pieces.
    """
    torch.manual_seed(recipe.seed)
    pieces = WordPiece(read_vocabulary(vocabulary_file))
    optimiser = _optimiser(network, recipe)
    progress = _Progress(out)
    average = _Average()
    network.train()
    for step, (kind, windows, total) in enumerate(_schedule(corpora, pieces, recipe)):
        elapsed = progress.minutes / recipe.minutes
        if elapsed >= 1:
            break
        done = max(step / total, elapsed)
        rate = min(1.0, step / (0.05 * total + 1)) * (0.5 + 0.5 * math.cos(math.pi * done) + 0.01)
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * rate
        batch = pack(windows)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HAS_BFLOAT16):
            loss = _loss(network, batch, kind=kind, corpora=corpora, recipe=recipe)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        progress.note(kind, float(loss.detach()), step=step, total=total)
        if done > 1 - recipe.average and step % 10 == 0:
            average.add(network)
        progress.save(network)
    torch.save(average.weights or network.state_dict(), out)
    out.with_suffix(".json").write_text(
        json.dumps({"recipe": asdict(recipe), "vocabulary": asdict(corpora.vocabulary)}, indent=1)
    )


def _optimiser(network: Network, recipe: Recipe) -> torch.optim.AdamW:
    """Return AdamW with a peak rate for the encoder and one for the heads."""
    body: list[torch.nn.Parameter] = []
    heads: list[torch.nn.Parameter] = []
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            (body if name.split(".")[0] in _BODY else heads).append(parameter)
    groups = [
        {"params": body, "lr": recipe.lr, "peak": recipe.lr},
        {"params": heads, "lr": recipe.head_lr, "peak": recipe.head_lr},
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def _loss(
    network: Network, batch: Batch, *, kind: str, corpora: Corpora, recipe: Recipe
) -> torch.Tensor:
    """Return the weighted loss of one batch of one kind of corpus."""
    words = network.words(batch.ids, batch.shapes, batch.mask, batch.first, batch.last)
    if kind == "names":
        return recipe.weights["names"] * names_loss(network, batch, words)
    if kind == "syntax":
        return recipe.weights["syntax"] * syntax_loss(network, batch, words, corpora.vocabulary)
    if kind == "soft":
        return soft_loss(network, batch, words, soft=corpora.soft)
    return event_loss(network, batch, words, vocabulary=corpora.vocabulary, parses=corpora.parses)


class _Average:
    """Running mean of the weights at the end of a run."""

    def __init__(self) -> None:
        self.weights: dict[str, torch.Tensor] = {}
        self._count = 0

    def add(self, network: Network) -> None:
        self._count += 1
        for name, value in network.state_dict().items():
            if name in self.weights:
                self.weights[name] += (value - self.weights[name]) / self._count
            else:
                self.weights[name] = value.clone()


class _Progress:
    """Says how far a run is, and keeps its weights now and then."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._started = self._saved = time.monotonic()
        self._sums: dict[str, deque[float]] = {}

    @property
    def minutes(self) -> float:
        return (time.monotonic() - self._started) / 60

    def note(self, kind: str, loss: float, *, step: int, total: int) -> None:
        self._sums.setdefault(kind, deque(maxlen=60)).append(loss)
        if step % 100 == 99:
            means = {kind: round(sum(v) / len(v), 3) for kind, v in self._sums.items()}
            sys.stderr.write(f"step {step + 1}/{total} {self.minutes:.1f} min {means}\n")
            sys.stderr.flush()

    def save(self, network: Network) -> None:
        if time.monotonic() - self._saved > _SAVE_EVERY:
            torch.save(network.state_dict(), self._out.with_suffix(".part.pt"))
            self._saved = time.monotonic()
