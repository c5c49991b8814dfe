"""Who says what: source, cue and content, from predicate roles of speech verbs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from khabar.mentions.events import Frame, find_extent
from khabar.models.network import Labels, Scores, Tensors

__all__ = ["SPEECH", "Extent", "StatementDecoder", "StatementDraft"]

Extent: TypeAlias = tuple[int, int]
"""First and last word, both inclusive, in report-wide numbers."""

Floats = npt.NDArray[np.float32]

SPEECH: Final = frozenset(
    """
    accuse accused accuses accusing acknowledge acknowledged acknowledges add added adding adds
    admit admits admitted admitting agree agreed agreeing agrees allege alleged alleges alleging
    alluded announce announced announces announcing apologised apologized appeal appealed
    appeals argue argued argues arguing ask asked asks assert asserted asserting asserts believe
    believed believes blame blamed blames blaming blasted boast boasted bristled call called
    calls caution cautioned cautioning cautions chant chanted chanting charge charged charges
    cite cited cites citing claim claimed claiming claims comment commented complain complained
    complaining complains concede conceded concedes conceding conclude concluded concludes
    condemn condemned condemns confirm confirmed confirming confirms contend contended contends
    countered cried criticise criticised criticises criticising criticize criticized criticizes
    criticizing decide decided declare declared declares declaring defend defended defending
    demand demanded demands denied denies denounce denounced denounces denouncing deny denying
    deplore deplored describe described describes detail detailed determined disclose disclosed
    discuss discussed discussing documented documents doubt doubted doubts echoed emphasise
    emphasised emphasising emphasize emphasized emphasizing endorsed estimate estimated
    estimates estimating expect expected expects explain explained explains express expressed
    expresses expressing fear feared fearing fears feel feels felt finds forecast found hail
    hailed hails highlighted hint hinted hinting hints hope hoped hopes hoping identified
    implied implies imply indicate indicated indicates inform informed informs insist insisted
    insisting insists joked lament lamented laments lauded learned likened maintain maintained
    maintains mention mentioned mock mocked note noted notes noting observe observed oppose
    opposed opposes outline outlined plan planned plans pledge pledged pledges pledging point
    pointed points praise praised praises predict predicted predicting predicts promise promised
    promises promising propose proposed proposes proposing question questioned questioning
    questions quipped quote quoted quotes quoting rated recall recalled recalls recommended
    recommends recount recounted refuse refused refuses refusing reiterate reiterated reiterates
    reject rejected rejects relate related remark remarked reminded repeated replied replies
    reply report reported reporting reports respond responded responding responds retorted
    reveal revealed reveals ridiculed ruled said say saying says shout shouted show showed
    showing shows signaled signalled slam slammed speak speaking speaks speculate speculated
    spoke state stated states stating stress stressed stresses stressing suggest suggested
    suggests support supported supports suspect suspected suspects swore tell telling tells
    testified testify think thinks thought threaten threatened threatening threatens told tweet
    tweeted tweets uncovered underlined underscored understood urge urged urges urging voiced
    vow vowed vowing vows want wanted wants warn warned warning warns welcome welcomed welcomes
    welcoming wished wonder wondered worried worries worry write writes wrote
    """.split()
)
"""Forms of verbs that report speech, thought or a stand taken (communication, judgement and
desiring frames). Forms that mostly mean something else in news (released, find, seek) stay
out."""

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
        labelled = tensors.srl  # [labels, d + 1, d + 1]
        self._tensor = np.ascontiguousarray(
            labelled.transpose(1, 0, 2).reshape(labelled.shape[1], -1)
        )
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
            One for each cue, in order; the tree fills in what the roles leave out.
        """
        found: list[StatementDraft] = []
        for rows in frame.rows[frame.own :]:
            for row in range(*rows):
                word = words[row + frame.shift].lower()
                if word in SPEECH and scores.upos[row] == self._verb:
                    found.append(self._statement(scores, frame, rows, row))
                elif word == _ACCORDING:
                    found.append(StatementDraft((), row + frame.shift, ()))
        return found

    def _statement(
        self, scores: Scores, frame: Frame, rows: tuple[int, int], row: int
    ) -> StatementDraft:
        left = np.append(scores.srl_pred[row], np.float32(1.0))
        mixed = (left @ self._tensor).reshape(-1, len(left))
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
