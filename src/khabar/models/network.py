"""Runs the network on one window of sentences.

One window a call: dynamic int8 takes its scales over everything in a call, so a window's
result must depend on that window alone to be reproducible.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from khabar.models.files import MODEL_FOLDER, check_digests
from khabar.models.sessions import open_session
from khabar.models.wordpiece import WordPiece, read_vocabulary, shape_of
from khabar.record.errors import ReaderError

__all__ = ["MAX_PIECES_IN_WINDOW", "Labels", "Network", "Scores", "Tensors"]

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

MAX_PIECES_IN_WINDOW: Final = 500  # the encoder has 512 positions


@dataclass(frozen=True, slots=True)
class Labels:
    """Label lists of the heads; a label's place is its column."""

    names: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    rels: tuple[str, ...]
    srl: tuple[str, ...]
    triggers: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]
    arguments: tuple[str, ...]
    kinds: tuple[str, ...]
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tensors:
    """Scorers that run outside the network because they need decisions first.

    Attributes:
        srl: ``[labels, 161, 161]``.
        rel: ``[97, labels * 97]``.
        role: ``[labels, 161, 161]``.
        role_bias: ``[labels]``.
        link_scale: ``[2]``: coreference, identity.
        link_bias: ``[2]``.
    """

    srl: Floats
    rel: Floats
    role: Floats
    role_bias: Floats
    link_scale: Floats
    link_bias: Floats


@dataclass(frozen=True, slots=True)
class Scores:
    """Per-word outputs of one window; W words, row 0 is ROOT.

    Attributes:
        names: Logits of BIOES tags ``[W, 37]``.
        upos: Numbers of parts of speech ``[W]``.
        xpos: Numbers of Penn tags ``[W]``.
        arc: Head logits ``[W, W]``.
        head: Best head of each word ``[W]``.
        rel: Number of the relation to that head ``[W]``.
        rel_dep: ``[W, 96]``, to score a relation again when a head is repaired.
        rel_head: ``[W, 96]``.
        predicate: Logit that a word is a predicate ``[W]``.
        srl_pred: ``[W, 160]``.
        srl_arg: ``[W, 160]``.
        trigger: Logits of BIO tags ``[W, 35]``.
        mode: Logits of modes ``[W, modes]``.
        status: Logits of statuses ``[W, 6]``.
        role_event: ``[W, 160]``.
        role_arg: ``[W, 160]``.
        point_head: ``[W, 128]``.
        point_first: ``[W, 128]``.
        point_last: ``[W, 128]``.
        kind: Logits of kinds, then sectors ``[W, kinds + sectors]``.
        coref: ``[W, 128]``.
        identity: ``[W, 128]``.
    """

    names: Floats
    upos: Ints
    xpos: Ints
    arc: Floats
    head: Ints
    rel: Ints
    rel_dep: Floats
    rel_head: Floats
    predicate: Floats
    srl_pred: Floats
    srl_arg: Floats
    trigger: Floats
    mode: Floats
    status: Floats
    role_event: Floats
    role_arg: Floats
    point_head: Floats
    point_first: Floats
    point_last: Floats
    kind: Floats
    coref: Floats
    identity: Floats


class Network:
    """The embedded model, opened once per process, one thread."""

    def __init__(self, folder: Path = MODEL_FOLDER) -> None:
        """Check digests and open the model.

        Args:
            folder: A model folder.

        Raises:
            ReaderError: A file is missing, altered or not a model.
        """
        check_digests(folder)
        self.labels = _read_labels(folder / "labels.json")
        with np.load(folder / "tensors.npz", allow_pickle=False) as tensors:
            self.tensors = Tensors(**{k: tensors[k].astype(np.float32) for k in tensors.files})
        self.pieces = WordPiece(read_vocabulary(folder / "vocab.txt"))
        self._session = open_session(folder / "reader.onnx")
        self._outputs = list(Scores.__dataclass_fields__)

    def count_pieces(self, words: Sequence[str]) -> int:
        """Return how many sub-words a sentence takes in a window, its end mark included."""
        return sum(len(self.pieces.pieces(word)) for word in words) + 1

    def run(self, sentences: Sequence[Sequence[str]]) -> Scores:
        """Read one window.

        Args:
            sentences: Words of each sentence; together at most ``MAX_PIECES_IN_WINDOW`` sub-words.

        Returns:
            Scores; row ``1 + i`` belongs to the i-th word of the window.

        Raises:
            ReaderError: The window is longer than the encoder's positions.
        """
        ids, shapes = [self.pieces.start], [0]
        first, last, sentence_of = [0], [0], [-1]
        for number, words in enumerate(sentences):
            for word in words:
                cut = self.pieces.pieces(word)
                first.append(len(ids))
                ids.extend(cut)
                last.append(len(ids) - 1)
                shapes.extend([shape_of(word)] * len(cut))
                sentence_of.append(number)
            ids.append(self.pieces.separator)
            shapes.append(0)
        if len(ids) > MAX_PIECES_IN_WINDOW + 1:
            what = f"window has {len(ids)} sub-words, at most {MAX_PIECES_IN_WINDOW} fit"
            raise ReaderError(what, do="cut it into smaller windows")
        feeds = {
            "ids": _row(ids),
            "shapes": _row(shapes),
            "first": _row(first),
            "last": _row(last),
            "sentence": _row(sentence_of),
        }
        outputs = self._session.run(self._outputs, feeds)
        return Scores(*(output[0] for output in outputs))


def _row(values: list[int]) -> Ints:
    return np.array([values], dtype=np.int64)


def _read_labels(path: Path) -> Labels:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Labels(**{name: tuple(labels) for name, labels in content.items()})
