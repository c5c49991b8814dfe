"""Documents to padded windows of words with labels as tensors."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from khabar.models.wordpiece import WordPiece, shape_of
from khabar_training.corpora import Document, Sentence

__all__ = ["Batch", "Window", "cut_windows", "pack", "random_case"]

MAX_WORDS = 200


@dataclass(slots=True)
class Window:
    """Whole sentences of one document, read together.

    Attributes:
        document: Where they come from.
        sentences: The sentences, none cut unless one alone is too long.
        first_word: Document-wide number of the first word.
        case: How the words are shown: ``""``, ``upper``, ``lower`` or ``title``.
        ids, shapes: Of the sub-words; filled by ``encode``.
        first, last: First and last sub-word of each word; word 0 is ROOT.
        sentence_of: Sentence of each word, -1 for ROOT.
        place_of: Document-wide word number to place in this window.
    """

    document: Document
    sentences: Sequence[Sentence]
    first_word: int
    case: str = ""
    ids: list[int] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    sentence_of: list[int] = field(default_factory=list)
    place_of: dict[int, int] = field(default_factory=dict)

    def encode(self, pieces: WordPiece) -> None:
        """Fill the sub-word lists; word 0 is ROOT, sentences end with ``[SEP]``."""
        self.ids, self.shapes = [pieces.start], [0]
        self.first, self.last, self.sentence_of = [0], [0], [-1]
        word_number = self.first_word
        for number, sentence in enumerate(self.sentences):
            for offset, word in enumerate(sentence.words[:MAX_WORDS]):
                self.place_of[word_number + offset] = len(self.first)
                cut = pieces.pieces(word)
                self.first.append(len(self.ids))
                self.ids.extend(cut)
                self.last.append(len(self.ids) - 1)
                self.shapes.extend([shape_of(_cased(word, self.case))] * len(cut))
                self.sentence_of.append(number)
            word_number += len(sentence.words)
            self.ids.append(pieces.separator)
            self.shapes.append(0)


def _cased(word: str, case: str) -> str:
    if case == "upper":
        return word.upper()
    if case == "lower":
        return word.lower()
    return word[:1].upper() + word[1:] if case == "title" else word


def random_case(chance: random.Random, share: float) -> str:
    """Return a case to show a window in; ``share`` of all windows are changed."""
    if chance.random() >= share:
        return ""
    return chance.choice(["upper", "upper", "lower", "title"])


def cut_windows(document: Document, pieces: WordPiece, *, budget: int) -> Iterator[Window]:
    """Cut a document into windows of whole sentences.

    Args:
        document: The document.
        pieces: Counts sub-words.
        budget: Sub-words a window may hold; 0 gives one sentence a window.

    Yields:
        Windows in order, each with at least one sentence.
    """
    held: list[Sentence] = []
    size = start = position = 0
    for sentence in document.sentences:
        cost = sum(len(pieces.pieces(word)) for word in sentence.words[:MAX_WORDS]) + 1
        if held and size + cost > budget:
            yield Window(document, tuple(held), start)
            held, size, start = [], 0, position
        held.append(sentence)
        size += cost
        position += len(sentence.words)
    if held:
        yield Window(document, tuple(held), start)


@dataclass(slots=True)
class Batch:
    """Padded tensors of several windows: the inputs of ``Network.words``."""

    windows: list[Window]
    ids: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    sentence_of: Tensor  # -1 for ROOT, -2 for padding


def pack(windows: list[Window]) -> Batch:
    """Pad windows that were encoded into one batch."""
    longest = max(len(w.ids) for w in windows)
    words = max(len(w.first) for w in windows)

    def padded(rows: list[list[int]], width: int, fill: int) -> Tensor:
        return torch.tensor([row + [fill] * (width - len(row)) for row in rows])

    return Batch(
        windows=windows,
        ids=padded([w.ids for w in windows], longest, 0),
        shapes=padded([w.shapes for w in windows], longest, 0),
        mask=padded([[1] * len(w.ids) for w in windows], longest, 0),
        first=padded([w.first for w in windows], words, 0),
        last=padded([w.last for w in windows], words, 0),
        sentence_of=padded([w.sentence_of for w in windows], words, -2),
    )
