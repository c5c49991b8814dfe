"""Altered model files are refused; words become pieces the same way every time."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.models.files import MODEL_FOLDER, check_digests, model_digest
from khabar.models.network import MAX_PIECES_IN_WINDOW, Network
from khabar.models.wordpiece import MAX_PIECES, SHAPES, WordPiece, shape_of
from khabar.record.errors import ReaderError

VOCABULARY = {
    piece: number
    for number, piece in enumerate([
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "un",
        "##block",
        "##ed",
        "road",
        "'",
        "s",
        "e",
    ])
}


@given(st.text(max_size=40))
def test_every_word_has_pieces_and_a_shape(word: str) -> None:
    pieces = WordPiece(VOCABULARY).pieces(word)
    assert 1 <= len(pieces) <= MAX_PIECES
    assert all(0 <= piece < len(VOCABULARY) for piece in pieces)
    assert 1 <= shape_of(word) < len(SHAPES)


def test_words_are_cut_at_the_longest_piece() -> None:
    pieces = WordPiece(VOCABULARY)
    assert pieces.pieces("Unblocked") == (4, 5, 6)
    assert pieces.pieces("É") == pieces.pieces("e")
    assert pieces.pieces("zzz") == (VOCABULARY["[UNK]"],)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "reader"
    shutil.copytree(MODEL_FOLDER, folder)
    return folder


def test_the_shipped_model_is_whole() -> None:
    check_digests(MODEL_FOLDER)
    assert len(model_digest()) == 64
    size = sum(path.stat().st_size for path in MODEL_FOLDER.iterdir())
    assert size <= 30_000_000


def test_an_altered_model_is_refused(copied: Path) -> None:
    with (copied / "vocab.txt").open("a") as file:
        file.write("extra\n")
    with pytest.raises(ReaderError, match=r"vocab\.txt: model file was altered"):
        Network(copied)


def test_a_missing_file_is_named(copied: Path) -> None:
    (copied / "labels.json").unlink()
    with pytest.raises(ReaderError, match=r"labels\.json: model file cannot be read"):
        Network(copied)


def test_an_unknown_format_is_refused(copied: Path) -> None:
    (copied / "manifest.json").write_text('{"format": 99, "files": {}}')
    with pytest.raises(ReaderError, match="model format 99 is not known"):
        check_digests(copied)


def test_a_window_past_the_encoder_is_refused() -> None:
    network = Network()
    with pytest.raises(ReaderError, match="sub-words, at most"):
        network.run([["road"] * (MAX_PIECES_IN_WINDOW + 5)])


def test_a_window_gives_the_same_scores_whatever_was_read_before() -> None:
    network = Network()
    alone = network.run([["Fighters", "blocked", "the", "road", "."]])
    network.run([["Another", "text"] * 20])
    again = network.run([["Fighters", "blocked", "the", "road", "."]])
    assert (alone.trigger == again.trigger).all()
    assert alone.arc.shape == (6, 6)
