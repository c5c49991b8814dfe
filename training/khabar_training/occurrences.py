"""The second pass: a small transformer over the triggers of a report, and how it learns."""

import logging
import math
import random
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn
from torch.nn import functional

from khabar.mentions.graph import find_occurrences
from khabar.mentions.occurrences import describe_occurrences
from khabar.mentions.passes import WindowReader
from khabar.models.occurrences import OCCURRENCES, OccurrenceInputs
from khabar_training.corpora import Document
from khabar_training.export import quantise, write_digests

__all__ = [
    "Passes",
    "SecondPass",
    "Triggers",
    "export_second_pass",
    "read_triggers",
    "train_second_pass",
]

_WIDTH = 128
_LAYERS = 2
_HEADS = 4
_PAIR = 96
_DROP = 0.2
_MOST = 90  # triggers of a report shown at once in training
_TOGETHER = 8  # reports a step
_WAVES = (1.0, 3.0, 10.0, 30.0)  # sentences


@dataclass(frozen=True, slots=True)
class Passes:
    """How the second pass learns.

    Attributes:
        epochs: Times that every report is seen.
        lr: Peak learning rate.
        average: Share of the steps, at the end, whose weights are averaged.
        seed: Of order and dropout.
    """

    epochs: int = 6
    lr: float = 1e-3
    average: float = 0.4
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Triggers:
    """The triggers that the reader found in an annotated report.

    Attributes:
        inputs: What the second pass sees.
        occurrences: Number of the occurrence of each, -1 where the annotation has no trigger.
    """

    inputs: tuple[Tensor, Tensor, Tensor, Tensor]
    occurrences: Tensor


class SecondPass(nn.Module):
    """Attention over the triggers of a report, then a score of every two of them.

    What two triggers have in common is added to the attention and to the score.
    """

    def __init__(self, mean: Tensor, spread: Tensor, *, fillers: int, pairs: int) -> None:
        """Make a fresh network.

        Args:
            mean: Of the trigger vectors ``[inputs]``.
            spread: Their standard deviation.
            fillers: Width of the filler vectors.
            pairs: Features of a pair.
        """
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("spread", spread)
        self.trigger = nn.Linear(len(mean), _WIDTH)
        self.filler = nn.Linear(fillers, _WIDTH)
        self.place = nn.Linear(2 * len(_WAVES) + 1, _WIDTH)
        self.bias = nn.Linear(pairs, _HEADS)
        self.layers = nn.ModuleList(_Layer() for _ in range(_LAYERS))
        self.norm = nn.LayerNorm(_WIDTH)
        self.mixed = nn.Linear(2 * _WIDTH + pairs, _PAIR)
        self.score = nn.Linear(_PAIR, 1)
        self.straight = nn.Linear(pairs, 1)
        self.drop = nn.Dropout(_DROP)

    def forward(
        self, triggers: Tensor, fillers: Tensor, sentences: Tensor, pairs: Tensor
    ) -> Tensor:
        """Return log-odds ``[N, N]``, base e; see ``OccurrenceInputs``."""
        waves = [wave(sentences / k) for wave in (torch.sin, torch.cos) for k in _WAVES]
        where = torch.stack([*waves, torch.log1p(sentences)], -1)
        x = self.drop(self.trigger((triggers - self.mean) / self.spread))
        x = x + self.drop(self.filler(fillers)) + self.place(where)
        bias = self.bias(pairs).permute(2, 0, 1)
        for layer in self.layers:
            x = layer(x, bias)
        x = self.norm(x)
        left, right = x[:, None], x[None]
        both = torch.cat([left * right, (left - right).abs(), pairs], -1)
        hidden = self.drop(functional.gelu(self.mixed(both), approximate="tanh"))
        score = (self.score(hidden) + self.straight(pairs))[..., 0]
        return (score + score.transpose(0, 1)) / 2


class _Layer(nn.Module):
    """One layer of a transformer, normalised first."""

    def __init__(self) -> None:
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(_WIDTH), nn.LayerNorm(_WIDTH)
        self.qkv, self.out = nn.Linear(_WIDTH, 3 * _WIDTH), nn.Linear(_WIDTH, _WIDTH)
        self.up, self.down = nn.Linear(_WIDTH, 2 * _WIDTH), nn.Linear(2 * _WIDTH, _WIDTH)
        self.drop = nn.Dropout(_DROP)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        size = _WIDTH // _HEADS
        heads = self.qkv(self.norm1(x)).view(-1, 3, _HEADS, size).permute(1, 2, 0, 3)
        query, key, value = heads[0], heads[1], heads[2]
        attend = torch.softmax(query @ key.transpose(1, 2) / math.sqrt(size) + bias, -1)
        seen = (self.drop(attend) @ value).permute(1, 0, 2).reshape(-1, _WIDTH)
        x = x + self.drop(self.out(seen))
        hidden = functional.gelu(self.up(self.norm2(x)), approximate="tanh")
        return x + self.drop(self.down(hidden))


def read_triggers(reader: WindowReader, documents: Sequence[Document]) -> Iterator[Triggers]:
    """Let the reader read annotated reports.

    Args:
        reader: With the network that the second pass will stand on.
        documents: With events.

    Yields:
        The triggers it finds in each report that has two or more.
    """
    for document in documents:
        words = [sentence.words for sentence in document.sentences]
        draft, _ = reader.read_words(words)
        flat = [word for sentence in words for word in sentence]
        found = find_occurrences(flat, draft, {})
        if len(found) < 2:
            continue
        gold: dict[int, str] = {}
        for event in document.events or ():
            gold.update(dict.fromkeys(range(event.first, event.last + 1), event.identity))
        keys = [
            next((gold[w] for w in range(e.first, e.last + 1) if w in gold), None)
            for e in draft.events
        ]
        names = {key: n for n, key in enumerate(sorted({key for key in keys if key}))}
        inputs = describe_occurrences(found)
        yield Triggers(
            tuple(map(torch.from_numpy, inputs)),
            torch.tensor([-1 if key is None else names[key] for key in keys]),
        )


def train_second_pass(reports: Sequence[Triggers], passes: Passes) -> SecondPass:
    """Learn which triggers of a report are one occurrence.

    Args:
        reports: From ``read_triggers``.
        passes: How.

    Returns:
        The network, its weights averaged over the end of the training.
    """
    torch.manual_seed(passes.seed)
    chance = random.Random(passes.seed)
    vectors = torch.cat([report.inputs[0] for report in reports])
    sizes = {"fillers": reports[0].inputs[1].shape[1], "pairs": reports[0].inputs[3].shape[2]}
    network = SecondPass(vectors.mean(0), vectors.std(0) + 1e-3, **sizes)
    optimiser = torch.optim.AdamW(network.parameters(), lr=passes.lr, weight_decay=0.02)
    steps = math.ceil(len(reports) / _TOGETHER) * passes.epochs
    averaged: dict[str, Tensor] = {}
    count = 0
    for step, batch in enumerate(_batches(reports, passes.epochs, chance)):
        rate = min(1.0, step / 100) * (0.5 + 0.5 * math.cos(math.pi * step / steps))
        for group in optimiser.param_groups:
            group["lr"] = passes.lr * rate
        loss = _loss(network, batch, chance)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        if step % 500 == 0:
            logging.getLogger(__name__).info("step %d of %d: %.3f", step, steps, float(loss))
        if step > steps * (1 - passes.average) and step % 20 == 0:
            count += 1
            for name, value in network.state_dict().items():
                before = averaged.setdefault(name, value.clone())
                before += (value - before) / count
    network.load_state_dict(averaged or network.state_dict())
    return network.eval()


def _batches(
    reports: Sequence[Triggers], epochs: int, chance: random.Random
) -> Iterator[list[Triggers]]:
    order = list(reports)
    for _ in range(epochs):
        chance.shuffle(order)
        for start in range(0, len(order), _TOGETHER):
            yield order[start : start + _TOGETHER]


def _loss(network: SecondPass, batch: Sequence[Triggers], chance: random.Random) -> Tensor:
    """Return the mean loss of pairs; a report weighs as the root of its pairs."""
    total, weight = torch.zeros(()), 1e-6
    for report in batch:
        count = len(report.occurrences)
        start = chance.randrange(max(1, count - _MOST + 1))
        part = slice(start, start + _MOST)
        triggers, fillers, sentences, pairs = report.inputs
        scores = network(triggers[part], fillers[part], sentences[part], pairs[part, part])
        key = report.occurrences[part]
        known = torch.triu((key[:, None] >= 0) & (key[None] >= 0), diagonal=1)
        if bool(known.any()):
            same = (key[:, None] == key[None]).float()[known]
            loss = functional.binary_cross_entropy_with_logits(scores[known], same)
            root = math.sqrt(float(known.sum()))
            total, weight = total + loss * root, weight + root
    return total / weight


def export_second_pass(network: SecondPass, out: Path) -> None:
    """Write the second pass into a model folder, 7-bit weights per channel.

    Args:
        network: Trained.
        out: A model folder.
    """
    example = (
        torch.zeros(3, network.trigger.in_features),
        torch.zeros(3, network.filler.in_features),
        torch.tensor([0.0, 1.0, 2.0]),
        torch.zeros(3, 3, network.straight.in_features),
    )
    names = list(OccurrenceInputs._fields)
    axes = {name: {0: "triggers"} for name in names} | {"pairs": {0: "triggers", 1: "triggers"}}
    full = out / "second.fp32.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network.eval(), example, str(full), input_names=names, output_names=["logits"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
    quantise(full, out / OCCURRENCES)
    onnx.checker.check_model(str(out / OCCURRENCES))
    write_digests(out)
