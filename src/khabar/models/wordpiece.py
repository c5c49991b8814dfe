"""Words to sub-word ids and shapes, as the encoder was trained to see them."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from khabar.record.errors import ReaderError

__all__ = ["MAX_PIECES", "SHAPES", "WordPiece", "read_vocabulary", "shape_of"]

MAX_PIECES: Final = 8  # pieces kept per word; longer words are cut (the model was trained so)
_MAX_LETTERS: Final = 100  # a longer word is unknown, as in BERT
_CACHED_WORDS: Final = 200_000  # bounds memory on hostile input; then the cache starts afresh

SHAPES: Final = (
    "special",
    "lower",
    "Title",
    "single capital",
    "ALLCAPS",
    "mIxed",
    "digits",
    "digits and marks",
    "digits and letters",
    "marks",
    "other, capital first",
    "other",
)
"""What a word looks like; the vocabulary is uncased, so this is how capitals are seen."""

_CODE: Final = {name: number for number, name in enumerate(SHAPES)}


def shape_of(word: str) -> int:
    """Return the shape number of a word, an index into ``SHAPES``.

    Args:
        word: One word as it stands in the text.

    Returns:
        1 or more; 0 is kept for the encoder's own marks.
    """
    if word.isalpha():
        return _CODE[_letters_shape(word)]
    has_digit = any(char.isdigit() for char in word)
    has_letter = any(char.isalpha() for char in word)
    if has_digit:
        if has_letter:
            return _CODE["digits and letters"]
        return _CODE["digits"] if word.isdigit() else _CODE["digits and marks"]
    if not has_letter:
        return _CODE["marks"]
    return _CODE["other, capital first" if word[0].isupper() else "other"]


def _letters_shape(word: str) -> str:
    """Return the name of the shape of a word made of letters alone."""
    if word.islower():
        return "lower"
    if word.isupper():
        return "single capital" if len(word) == 1 else "ALLCAPS"
    if word[0].isupper() and word[1:].islower():
        return "Title"
    return "mIxed"


def read_vocabulary(path: Path) -> dict[str, int]:
    """Read a BERT vocabulary: one piece a line, its number is its line.

    Args:
        path: A ``vocab.txt``.

    Returns:
        Piece to id.

    Raises:
        ReaderError: The file is missing or has no ``[UNK]``.
    """
    try:
        pieces = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        what = f"vocabulary cannot be read: {error}"
        raise ReaderError(what, where=path.name, do="install khabar again") from error
    vocabulary = {piece: number for number, piece in enumerate(pieces) if piece}
    if "[UNK]" not in vocabulary:
        what = "vocabulary has no [UNK]"
        raise ReaderError(what, where=path.name, do="install khabar again")
    return vocabulary


class WordPiece:
    """Greedy longest-match sub-words (BERT, uncased, accents stripped)."""

    def __init__(self, vocabulary: dict[str, int]) -> None:
        """Keep the vocabulary and start an empty cache.

        Args:
            vocabulary: Piece to id, with ``[UNK]``, ``[CLS]`` and ``[SEP]``.
        """
        self._vocabulary = vocabulary
        self._cache: dict[str, tuple[int, ...]] = {}
        self.unknown = vocabulary["[UNK]"]
        self.start = vocabulary["[CLS]"]
        self.separator = vocabulary["[SEP]"]

    def pieces(self, word: str) -> tuple[int, ...]:
        """Return the sub-word ids of one word.

        Args:
            word: One word as it stands in the text.

        Returns:
            Between 1 and ``MAX_PIECES`` ids; ``[UNK]`` for what cannot be spelled.
        """
        found = self._cache.get(word)
        if found is None:
            if len(self._cache) >= _CACHED_WORDS:
                self._cache.clear()
            found = self._cache[word] = self._cut(word)
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        ids: list[int] = []
        for part in _basic_tokens(word):
            ids.extend(self._spell(part))
        return tuple(ids[:MAX_PIECES]) or (self.unknown,)

    def _spell(self, part: str) -> Sequence[int]:
        """Return the pieces of a run of letters, longest first; ``[UNK]`` when impossible."""
        if len(part) > _MAX_LETTERS:
            return (self.unknown,)
        ids: list[int] = []
        start = 0
        while start < len(part):
            end = len(part)
            while end > start:
                piece = part[start:end] if start == 0 else "##" + part[start:end]
                number = self._vocabulary.get(piece)
                if number is not None:
                    ids.append(number)
                    break
                end -= 1
            else:
                return (self.unknown,)
            start = end
        return ids


def _basic_tokens(word: str) -> list[str]:
    """Return the word lower-cased, without accents, cut at every mark."""
    plain = unicodedata.normalize("NFD", word.lower())
    tokens: list[str] = []
    run = ""
    for char in plain:
        category = unicodedata.category(char)
        if category == "Mn" or category.startswith("C"):
            continue
        if char.isalnum():
            run += char
            continue
        if run:
            tokens.append(run)
            run = ""
        if not char.isspace():
            tokens.append(char)
    return [*tokens, run] if run else tokens
