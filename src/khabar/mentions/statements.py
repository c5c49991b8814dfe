"""Who says what: source, cue and content, from predicate roles of speech verbs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from khabar.mentions.events import Frame, find_extent
from khabar.models.network import Labels, Scores, Tensors

__all__ = ["SPEECH", "StatementDecoder", "StatementDraft"]

Floats = npt.NDArray[np.float32]

SPEECH: Final = frozenset(
    """
    accuse accused accuses accusing acknowledge acknowledged acknowledges add added adding adds
    admit admits admitted admitting allege alleged alleges alleging announce announced announces
    announcing argue argued argues arguing ask asked asks assert asserted asserts asserting
    believe believed believes call called calls caution cautioned cautions charge charged charges
    cite cited cites claim claimed claiming claims comment commented concede conceded concedes
    conclude concluded concludes condemn condemned condemns confirm confirmed confirming confirms
    contend contended contends declare declared declares declaring demand demanded demands
    denied denies deny denying describe described describes detail detailed disclose disclosed
    emphasise emphasised emphasize emphasized estimate estimated estimates expect expected expects
    explain explained explains hint hinted hints indicate indicated indicates inform informed
    informs insist insisted insisting insists maintain maintained maintains mention mentioned
    note noted notes noting observe observed pledge pledged pledges point pointed points
    praise praised praises predict predicted predicts promise promised promises quote quoted
    quotes quoting recall recalled recalls recount recounted reiterate reiterated reiterates
    reject rejected rejects relate related remark remarked reply replied replies report reported
    reporting reports respond responded responds reveal revealed reveals said say saying says
    speculate speculated state stated states stating stress stressed stresses stressing suggest
    suggested suggests telling tell tells testify testified think thinks thought told urge urged
    urges urging vow vowed vows warn warned warning warns write writes wrote
    """.split()
)
"""Forms of verbs that report speech or thought; quoted by news style guides and PropBank's
communication frames."""

_ACCORDING: Final = "according"


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """A statement, in report-wide word numbers (first, last inclusive)."""

    source: tuple[tuple[int, int], ...]
    cue: int
    content: tuple[tuple[int, int], ...]


class StatementDecoder:
    """Reads the predicate-role head at speech verbs only."""

    def __init__(self, labels: Labels, tensors: Tensors) -> None:
        """Keep the three slices of the role tensor that statements need.

        Args:
            labels: Label lists of the model.
            tensors: Scorers outside the network.
        """
        self._tensor = tensors.srl
        self._source = labels.srl.index("ARG0")
        self._contents = (labels.srl.index("ARG1"), labels.srl.index("C-ARG1"))
        self._verb = labels.upos.index("VERB")

    def find_statements(
        self, scores: Scores, frame: Frame, words: Sequence[str]
    ) -> list[StatementDraft]:
        """Return the statements of the window's own sentences.

        Args:
            scores: Of the window.
            frame: Which rows are which sentence.
            words: Report-wide words.

        Returns:
            Statements in order of their cues.
        """
        found: list[StatementDraft] = []
        for rows in frame.rows[frame.own :]:
            for row in range(*rows):
                word = words[row + frame.shift].lower()
                if word in SPEECH and scores.upos[row] == self._verb and scores.predicate[row] > 0:
                    draft = self._statement(scores, frame, rows, row)
                    if draft.content:
                        found.append(draft)
                elif word == _ACCORDING:
                    draft = self._according(scores, frame, rows, row, words=words)
                    if draft.source:
                        found.append(draft)
        return found

    def _statement(
        self, scores: Scores, frame: Frame, rows: tuple[int, int], row: int
    ) -> StatementDraft:
        left = np.append(scores.srl_pred[row], np.float32(1.0))
        mixed = np.einsum("d,lde->le", left, self._tensor)
        start, end = rows
        logits = scores.srl_arg[start:end] @ mixed[:, :-1].T + mixed[:, -1]
        best = logits.argmax(-1)
        source: list[tuple[int, int]] = []
        content: list[tuple[int, int]] = []
        for place, label in enumerate(best):
            speaks = label == self._source or label in self._contents
            if speaks and start + place != row:
                extent = self._around(scores, frame, rows, start + place, row)
                (source if label == self._source else content).append(extent)
        return StatementDraft(tuple(source[:1]), row + frame.shift, tuple(content))

    def _around(
        self, scores: Scores, frame: Frame, rows: tuple[int, int], head: int, cue: int
    ) -> tuple[int, int]:
        """Return the extent of an argument, never across its cue."""
        first, last = find_extent(scores, head, rows)
        if first <= cue <= last:
            first, last = (cue + 1, last) if head > cue else (first, cue - 1)
        return first + frame.shift, last + frame.shift

    def _according(
        self,
        scores: Scores,
        frame: Frame,
        rows: tuple[int, int],
        row: int,
        *,
        words: Sequence[str],
    ) -> StatementDraft:
        """Read "according to X": X hangs on the cue or on what the cue hangs on."""
        start, end = rows
        heads = scores.head
        fillers = [w for w in range(row + 1, end) if heads[w] == row or heads[row] == w]
        if not fillers:
            return StatementDraft((), row + frame.shift, ())
        first, last = find_extent(scores, fillers[0], rows)
        first = max(first, min(row + 2, last))
        if row == start:  # "According to X, ...": X ends with the first comma
            commas = [w for w in range(first + 1, last + 1) if words[w + frame.shift] == ","]
            last = commas[0] - 1 if commas else last
        main = int(heads[row]) if heads[row] != fillers[0] else int(heads[fillers[0]])
        content: list[tuple[int, int]] = []
        if start <= main < row:
            content.append((start + frame.shift, row - 1 + frame.shift))
        else:
            begin = last + 1
            while begin < end and words[begin + frame.shift] in {",", ":", "-"}:
                begin += 1
            if begin < end:
                content.append((begin + frame.shift, end - 1 + frame.shift))
        return StatementDraft(
            ((first + frame.shift, last + frame.shift),), row + frame.shift, tuple(content)
        )
