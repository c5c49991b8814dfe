"""Dependency parses of event documents, so that argument heads are known in training."""

from collections.abc import Iterable
from pathlib import Path

from khabar.mentions.syntax import find_tree, is_tree
from khabar.models.network import MAX_PIECES_IN_WINDOW, Network
from khabar_training.corpora import Document

__all__ = ["parse_documents"]


def parse_documents(documents: Iterable[Document], folder: Path) -> dict[str, list[int]]:
    """Parse every sentence with an exported model.

    Args:
        documents: Event documents.
        folder: A model folder whose parser is trained.

    Returns:
        Per document id the document-wide head of each word, -1 for roots.
    """
    network = Network(folder)
    parses: dict[str, list[int]] = {}
    for document in documents:
        heads: list[int] = []
        for sentence in document.sentences:
            base = len(heads)
            heads += [
                -1 if head == 0 else base + head - 1 for head in _heads(network, sentence.words)
            ]
        parses[document.id] = heads
    return parses


def _heads(network: Network, words: list[str]) -> list[int]:
    """Return 1-based heads; a sentence too long for the encoder is a chain."""
    if network.count_pieces(words) > MAX_PIECES_IN_WINDOW:
        return list(range(len(words)))
    scores = network.run([words])
    heads = scores.head if is_tree(scores.head) else find_tree(scores.arc)
    return [int(head) for head in heads[1:]]
