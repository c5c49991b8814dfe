"""Soft labels: what a teacher says of texts that nobody annotated, and how a student learns it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from khabar.intake import make_report
from khabar.models.wordpiece import WordPiece
from khabar.record.errors import InputError
from khabar.text import split_report
from khabar_training.batches import Batch, Window, cut_windows, pack
from khabar_training.corpora import Document, Sentence, read_rows
from khabar_training.labels import ARGUMENTS, CARRIED, TRIGGERS
from khabar_training.losses import Vocabulary, extent_loss, mean_vectors
from khabar_training.network import HAS_BFLOAT16, Network

__all__ = ["Soft", "SoftEvent", "label_documents", "read_unlabelled", "soft_loss"]

Halves = npt.NDArray[np.float16]

_UNLABELLED = (
    ("fa_kes", "docs"),
    ("en_worldwide_newswire", "docs"),
    ("wiki_current_events", "items"),
    ("muc4", "docs"),
    ("ecbplus", "docs"),
    ("re3d", "docs"),
)
"""Conflict and world news whose texts may be read in training; dev rows stay out."""

_LEAST_TRIGGER = 0.4  # of "any event", for the teacher's labels of an event to be learnt
_LEAST_EDGE = 0.02  # below it an edge counts as none
_LEAST_EXTENT = 0.4
_WINDOW = 200  # sub-words
_LONGEST = 500
_BATCH = 3200


@dataclass(slots=True)
class SoftEvent:
    """A trigger the teacher sees; words are document-wide numbers, ``last`` inclusive.

    Attributes:
        first, last: Of the trigger.
        status: Probabilities of the statuses.
        mode: Probabilities of the modes.
        edges: (word, label number, probability).
        extents: (head word, first, last) of likely arguments.
    """

    first: int
    last: int
    status: Halves
    mode: Halves
    edges: list[tuple[int, int, float]] = field(default_factory=list)
    extents: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Soft:
    """Probabilities per word of one document, and its events.

    Attributes:
        trigger: ``[words, trigger tags]``.
        names: ``[words, name tags]``.
        events: In order.
    """

    trigger: Halves
    names: Halves
    events: list[SoftEvent]


def read_unlabelled(data: Path, *, without: frozenset[str], words: int = 250) -> list[Document]:
    """Read the texts of all news corpora that may be trained on, as the product cuts them.

    Args:
        data: The data folder.
        without: Ids to leave out: dev reports, and those that have event annotation.
        words: A document keeps about so many of its first words: news puts them first.

    Returns:
        Documents without labels.
    """
    documents = []
    for corpus, name in _UNLABELLED:
        for row in read_rows(data / corpus / f"{name}.jsonl.gz"):
            if row.get("split") in {"dev", "test"} or row["id"] in without:
                continue
            document = _unlabelled(row["id"], row["text"], words)
            if document is not None:
                documents.append(document)
    return documents


def _unlabelled(identity: str, text: str, words: int) -> Document | None:
    """Cut one text; ``None`` when there is nothing to read."""
    try:
        report = make_report(text)
    except InputError:
        return None
    sentences: list[Sentence] = []
    count = 0
    for sentence in split_report(report)[0]:
        if count > words:
            break
        sentences.append(Sentence(words=[w.quote(text) for w in sentence.words]))
        count += len(sentence.words)
    return Document(id=identity, sentences=sentences) if sentences else None


def label_documents(
    teacher: Network, documents: Sequence[Document], *, pieces: WordPiece, vocabulary: Vocabulary
) -> dict[str, Soft]:
    """Let a teacher read documents.

    Args:
        teacher: A trained network.
        documents: What to read.
        pieces: Cuts words.
        vocabulary: Label lists.

    Returns:
        Soft labels per document id.
    """
    teacher.eval()
    soft = {}
    widths = (len(TRIGGERS), teacher.sizes.names)
    for document in documents:
        count = sum(len(s.words) for s in document.sentences)
        trigger, names = (np.zeros((count, width), dtype=np.float16) for width in widths)
        trigger[:, 0] = names[:, 0] = 1.0
        soft[document.id] = Soft(trigger, names, [])
    types = [label.split("/")[0] for label in vocabulary.modes]
    for batch in _reading_batches(documents, pieces):
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=HAS_BFLOAT16):
            words = teacher.words(batch.ids, batch.shapes, batch.mask, batch.first, batch.last)
            _label_batch(teacher, batch, words, soft=soft, types=types)
    return soft


def _reading_batches(documents: Sequence[Document], pieces: WordPiece) -> Iterator[Batch]:
    windows: list[Window] = []
    for document in documents:
        for window in cut_windows(document, pieces, budget=_WINDOW):
            window.encode(pieces)
            if len(window.ids) <= _LONGEST:
                windows.append(window)
    windows.sort(key=lambda w: len(w.ids))
    held: list[Window] = []
    for window in windows:
        if held and len(window.ids) * (len(held) + 1) > _BATCH:
            yield pack(held)
            held = []
        held.append(window)
    if held:
        yield pack(held)


def _label_batch(
    teacher: Network, batch: Batch, words: Tensor, *, soft: dict[str, Soft], types: list[str]
) -> None:
    """Write the teacher's view of one batch into ``soft``."""
    trigger = torch.softmax(teacher.trigger(words).float(), -1)
    names = torch.softmax(teacher.names(words).float(), -1)
    found: list[tuple[int, int, int, str]] = []
    for row, window in enumerate(batch.windows):
        places = torch.tensor([0, *window.place_of.values()])[1:]
        numbers = np.fromiter(window.place_of, dtype=np.int64)
        own = soft[window.document.id]
        own.trigger[numbers] = trigger[row, places].half().numpy()
        own.names[numbers] = names[row, places].half().numpy()
        found += [(row, *run) for run in _runs(trigger[row, : len(window.first)])]
    if found:
        _label_events(teacher, batch, words, found=found, soft=soft, types=types)


def _runs(scores: Tensor) -> Iterator[tuple[int, int, str]]:
    """Yield (first, last, type) of each run of trigger tags; places in the window."""
    best = scores.clone()
    best[:, 0] = torch.where(1 - scores[:, 0] > _LEAST_TRIGGER, 0.0, 1.0)
    tags = [TRIGGERS[tag] for tag in best.argmax(-1).tolist()]
    start = 0
    for place, tag in enumerate([*tags, "O"]):
        if start and not (tag.startswith("I-") and place < len(tags)):
            yield start, place - 1, tags[start].split("-", 1)[1]
            start = 0
        if not start and place and tag != "O":
            start = place


def _label_events(
    teacher: Network,
    batch: Batch,
    words: Tensor,
    *,
    found: list[tuple[int, int, int, str]],
    soft: dict[str, Soft],
    types: list[str],
) -> None:
    row = torch.tensor([item[0] for item in found])
    spread = torch.zeros(len(found), words.shape[1])
    for i, (_, first, last, _) in enumerate(found):
        spread[i, first : last + 1] = 1.0 / (last - first + 1)
    status = torch.softmax(mean_vectors(teacher.status(words), row, spread).float(), -1)
    allowed = torch.tensor([[kind == item[3] for kind in types] for item in found])
    mode = mean_vectors(teacher.mode(words), row, spread).float()
    mode = torch.softmax(mode.masked_fill(~allowed, -1e4), -1)
    edges = teacher.biaffine(
        mean_vectors(teacher.role_event(words), row, spread),
        teacher.role,
        teacher.role_arg(words)[row],
    )
    chances = torch.sigmoid(edges.float() + teacher.role_bias)
    point = (teacher.point_head(words), teacher.point_first(words), teacher.point_last(words))
    for i, (window_row, first, last, _) in enumerate(found):
        window = batch.windows[window_row]
        number = {place: n for n, place in window.place_of.items()}
        event = SoftEvent(
            number[first], number[last], status[i].half().numpy(), mode[i].half().numpy()
        )
        allowed_here = _allowed(batch, window_row, first, len(window.first))
        kept = chances[i, : len(window.first)] * allowed_here
        for place, label in torch.nonzero(kept > _LEAST_EDGE).tolist():
            p = float(kept[place, label])
            event.edges.append((number[place], label, p))
            if p > _LEAST_EXTENT and label < len(ARGUMENTS):
                ends = _ends(batch, point, window_row, place)
                event.extents.append((number[place], number[ends[0]], number[ends[1]]))
        soft[window.document.id].events.append(event)


def _allowed(batch: Batch, row: int, first: int, count: int) -> Tensor:
    """Return ``[words, labels]``: own sentence for arguments, the others for carried edges."""
    sentence = batch.sentence_of[row, :count]
    own = sentence == sentence[first]
    other = (sentence >= 0) & ~own
    columns = [own] * len(ARGUMENTS) + [other] * len(CARRIED)
    return torch.stack(columns, -1).float()


def _ends(batch: Batch, point: tuple[Tensor, ...], row: int, place: int) -> tuple[int, int]:
    """Return first and last place of what ``place`` heads, in its sentence."""
    same = torch.nonzero(batch.sentence_of[row] == batch.sentence_of[row, place])[:, 0]
    start, end = int(same[0]), int(same[-1])
    source = point[0][row, place]
    first = start + int((point[1][row, start : place + 1] @ source).argmax())
    last = place + int((point[2][row, place : end + 1] @ source).argmax())
    return first, last


def soft_loss(network: Network, batch: Batch, words: Tensor, *, soft: dict[str, Soft]) -> Tensor:
    """Return how far the student is from the teacher on unlabelled windows.

    Args:
        network: The student.
        batch: Windows of documents that the teacher has read.
        words: The student's word vectors.
        soft: The teacher's labels per document id.
    """
    trigger, names, real = _targets(batch, soft)
    loss = 8.0 * _distance(network.trigger(words), trigger, real)
    loss = loss + 4.0 * _distance(network.names(words), names, real)
    events = [
        (row, event)
        for row, window in enumerate(batch.windows)
        for event in soft[window.document.id].events
        if event.first in window.place_of and event.last in window.place_of
    ]
    return loss + _event_distance(network, batch, words, events) if events else loss


def _targets(batch: Batch, soft: dict[str, Soft]) -> tuple[Tensor, Tensor, Tensor]:
    some = soft[batch.windows[0].document.id]
    trigger = torch.zeros(*batch.first.shape, some.trigger.shape[1])
    names = torch.zeros(*batch.first.shape, some.names.shape[1])
    real = torch.zeros(batch.first.shape, dtype=torch.bool)
    for row, window in enumerate(batch.windows):
        own = soft[window.document.id]
        numbers = np.fromiter(window.place_of, dtype=np.int64)
        places = torch.tensor(list(window.place_of.values()))
        trigger[row, places] = torch.from_numpy(own.trigger[numbers]).float()
        names[row, places] = torch.from_numpy(own.names[numbers]).float()
        real[row, places] = True
    return trigger, names, real


def _distance(scores: Tensor, target: Tensor, real: Tensor) -> Tensor:
    """Return the mean cross-entropy against soft targets."""
    return functional.cross_entropy(scores.float()[real], target[real])


def _event_distance(
    network: Network, batch: Batch, words: Tensor, events: list[tuple[int, SoftEvent]]
) -> Tensor:
    row = torch.tensor([r for r, _ in events])
    spread = torch.zeros(len(events), words.shape[1])
    target = torch.zeros(len(events), words.shape[1], len(ARGUMENTS) + len(CARRIED))
    extents: list[tuple[int, int, int, int]] = []
    firsts = []
    for i, (window_row, event) in enumerate(events):
        place_of = batch.windows[window_row].place_of
        first, last = place_of[event.first], place_of[event.last]
        firsts.append(first)
        spread[i, first : last + 1] = 1.0 / (last - first + 1)
        for word, label, p in event.edges:
            if word in place_of:
                target[i, place_of[word], label] = p
        extents += [
            (window_row, place_of[head], place_of[start], place_of[end])
            for head, start, end in event.extents
            if {head, start, end} <= place_of.keys()
        ]
    loss = words.sum() * 0.0
    for head, weight, wanted in (
        (network.status, 1.0, [event.status for _, event in events]),
        (network.mode, 0.5, [event.mode for _, event in events]),
    ):
        scores = mean_vectors(head(words), row, spread).float()
        goal = torch.from_numpy(np.stack(wanted)).float()
        loss = loss + weight * functional.cross_entropy(scores, goal)
    scores = network.biaffine(
        mean_vectors(network.role_event(words), row, spread),
        network.role,
        network.role_arg(words)[row],
    )
    allowed = torch.stack([
        _allowed(batch, r, f, words.shape[1]) for (r, _), f in zip(events, firsts, strict=True)
    ])
    edge = functional.binary_cross_entropy_with_logits(
        scores.float() + network.role_bias, target, reduction="none"
    )
    loss = loss + 0.5 * (edge * allowed).sum() / len(events)
    return loss + 0.7 * extent_loss(network, batch, words, extents)
