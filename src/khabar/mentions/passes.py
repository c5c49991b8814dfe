"""Windows of a report to one draft: what the network says, before mentions are linked."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from khabar.mentions.brackets import settle_brackets
from khabar.mentions.conditions import settle_conditions
from khabar.mentions.counting import settle_counts
from khabar.mentions.denials import settle_denials
from khabar.mentions.deniers import settle_deniers
from khabar.mentions.drafts import Draft
from khabar.mentions.events import EventDecoder, Frame
from khabar.mentions.extents import trim_extents
from khabar.mentions.outside import settle_outside
from khabar.mentions.particles import join_particles
from khabar.mentions.repeats import settle_names
from khabar.mentions.sequence import NameDecoder, Run
from khabar.mentions.statements import StatementDecoder
from khabar.mentions.syntax import find_tree, is_tree
from khabar.mentions.traits import log_traits
from khabar.mentions.trees import tree_of
from khabar.mentions.windows import CONTEXT_PIECES, WINDOW_PIECES, Window, cut_windows
from khabar.models.calibration import read_calibration
from khabar.models.files import MODEL_FOLDER
from khabar.models.network import MAX_PIECES_IN_WINDOW, Network, Scores

__all__ = ["WindowReader"]


class WindowReader:
    """The first pass: one small encoder, many heads, a window of sentences at a time."""

    def __init__(
        self,
        folder: Path = MODEL_FOLDER,
        *,
        window: int = WINDOW_PIECES,
        context: int = CONTEXT_PIECES,
    ) -> None:
        """Open the network.

        Args:
            folder: A model folder.
            window: Sub-words a window may hold; 0 reads sentence by sentence.
            context: Sub-words of left context inside it.

        Raises:
            ReaderError: The model files are missing or altered.
        """
        self._folder = folder
        self._network = Network(folder)
        self.calibration = read_calibration(folder / "calibration.json")
        labels, tensors = self._network.labels, self._network.tensors
        self.labels = labels
        self._names = NameDecoder(labels.names)
        self._events = EventDecoder(labels, tensors, self.calibration)
        self._statements = StatementDecoder(labels, tensors)
        self._window = window
        self._context = context

    def read_words(self, words: Sequence[Sequence[str]]) -> tuple[Draft, dict[int, int]]:
        """Return raw results of all windows, before mentions are linked.

        Args:
            words: Words of each sentence.

        Returns:
            The draft, and for sentences too long for the network how many of their words
            were read.
        """
        costs = [self._network.count_pieces(sentence) for sentence in words]
        starts = [0]
        for sentence in words:
            starts.append(starts[-1] + len(sentence))
        flat = [word for sentence in words for word in sentence]
        draft = Draft()
        cut: dict[int, int] = {}
        for window in cut_windows(costs, budget=self._window, context=self._context):
            shown = [words[number] for number in range(window.first, window.end)]
            if sum(costs[window.first : window.end]) > MAX_PIECES_IN_WINDOW:
                shown = [_cut_to_fit(shown[0], self._network)]
                cut[window.own] = len(shown[0])
            scores = self._network.run(shown)
            lengths = [len(sentence) for sentence in shown]
            self._read_window(scores, window, lengths, starts=starts, flat=flat, draft=draft)
        trim_extents(draft, flat)
        draft.names = settle_names(draft.names, flat)
        tree = tree_of(draft, flat)
        join_particles(draft, tree)
        settle_denials(draft, tree)
        settle_deniers(draft, tree)
        settle_counts(draft, tree)
        settle_brackets(draft, tree, starts[1:])
        settle_conditions(draft, tree)
        settle_outside(draft, tree)
        return draft, cut

    def _read_window(
        self,
        scores: Scores,
        window: Window,
        lengths: Sequence[int],
        *,
        starts: Sequence[int],
        flat: Sequence[str],
        draft: Draft,
    ) -> None:
        rows: list[tuple[int, int]] = []
        row = 1
        for length in lengths:
            rows.append((row, row + length))
            row += length
        frame = Frame(tuple(rows), window.own - window.first, starts[window.first] - 1)
        for number in range(frame.own, len(rows)):
            full = starts[window.first + number + 1] - starts[window.first + number]
            self._read_syntax(scores, rows[number], frame.shift, full, draft)
            start, end = rows[number]
            for run in self._names.find_runs(
                scores.names[start:end], temperature=self.calibration.names
            ):
                shift = start + frame.shift
                draft.names.append(Run(run.first + shift, run.last + shift, run.label, run.p))
        events, missed = self._events.find_events(scores, frame, flat)
        for event in events:
            sentence = window.first + event.sentence
            if _is_one_word(flat[starts[sentence] : starts[sentence + 1]]):
                draft.alone.append(Run(event.first, event.last, event.type, event.p))
            else:
                draft.events.append(event)
                draft.sentences.append(sentence)
        draft.missed += missed
        draft.statements += self._statements.find_statements(scores, frame, flat)

    def _read_syntax(
        self, scores: Scores, rows: tuple[int, int], shift: int, full: int, draft: Draft
    ) -> None:
        """Add the tree of one sentence; words that did not fit get no analysis."""
        start, end = rows
        index = [0, *range(start, end)]
        own = scores.head[index]
        best = np.where((own >= start) & (own < end), own - start + 1, 0)
        heads = best if is_tree(best) else find_tree(scores.arc[np.ix_(index, index)])
        labels = self.labels
        rels = scores.rel[start:end].tolist()
        for place in np.flatnonzero(heads[1:] != best[1:]).tolist():
            head = index[int(heads[place + 1])]
            rels[place] = self._relation(scores, start + place, head)
        for head, number in zip(heads[1:].tolist(), rels, strict=True):
            draft.heads.append(-1 if head == 0 else index[head] + shift)
            rel = labels.rels[number]
            draft.rels.append("root" if head == 0 else "dep" if rel == "root" else rel)
        draft.upos += [labels.upos[number] for number in scores.upos[start:end].tolist()]
        draft.xpos += [labels.xpos[number] for number in scores.xpos[start:end].tolist()]
        kinds = scores.kind[start:end, : len(labels.kinds)].argmax(-1)
        draft.kinds += [labels.kinds[number] for number in kinds.tolist()]
        draft.coref.extend(scores.coref[start:end])
        draft.traits.extend(log_traits(scores.kind[start:end], len(labels.kinds)))
        for _ in range(full - (end - start)):
            draft.upos.append("X")
            draft.xpos.append("FW")
            draft.heads.append(-1)
            draft.rels.append("dep")
            draft.kinds.append("")
            draft.coref.append(np.zeros_like(scores.coref[0]))
            draft.traits.append(log_traits(np.zeros_like(scores.kind[:1]), len(labels.kinds))[0])

    def _relation(self, scores: Scores, dependent: int, head: int) -> int:
        """Return the best relation to a head that tree repair chose."""
        left = np.append(scores.rel_dep[dependent], np.float32(1.0))
        right = np.append(scores.rel_head[head], np.float32(1.0))
        mixed = (left @ self._network.tensors.rel).reshape(-1, len(right))
        return int((mixed @ right).argmax())


def _is_one_word(sentence: Sequence[str]) -> bool:
    """Return whether a sentence is a heading or a cell: none of 68 such is annotated."""
    return sum(any(map(str.isalpha, word)) for word in sentence) == 1 and not any(
        any(map(str.isdigit, word)) for word in sentence
    )


def _cut_to_fit(words: Sequence[str], network: Network) -> list[str]:
    """Return as many words of a sentence as the encoder has positions for."""
    kept: list[str] = []
    room = MAX_PIECES_IN_WINDOW - 1
    for word in words:
        room -= len(network.pieces.pieces(word))
        if room < 0:
            break
        kept.append(word)
    return kept
