"""Dev scores of every task, beside plain baselines."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from khabar.mentions.reader import EmbeddedReader
from khabar.mentions.windows import CONTEXT_PIECES, WINDOW_PIECES
from khabar.pipeline import Pipeline
from khabar_benchmarks.baselines import LexiconReader
from khabar_benchmarks.calibration import score_calibration
from khabar_benchmarks.events import b_cubed_identity, score_events, score_understood
from khabar_benchmarks.numbers import score_numbers
from khabar_benchmarks.reading import read_rows_with_product
from khabar_benchmarks.roots import score_roots
from khabar_benchmarks.rows import digest_of, read_rows
from khabar_benchmarks.statements import score_statements
from khabar_benchmarks.words import score_names, score_syntax

__all__ = ["OPEN_DATA", "TASKS", "Task", "compare_windows", "measure"]

OPEN_DATA: Final = Path(__file__).parent / "data"
"""Dev data in this repository: measured by every check, no folder needed."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is measured.

    Attributes:
        name: As in ``floors.json``.
        files: Its data, relative to the data folder.
        run: Returns scores by name; names that hold ``baseline`` are baselines.
    """

    name: str
    files: tuple[str, ...]
    run: Callable[[Path], Mapping[str, float]]


def _events(data: Path, corpus: str) -> dict[str, float]:
    rows = list(read_rows(data / corpus / "dev.jsonl.gz"))
    found = read_rows_with_product(rows, pipeline=Pipeline())
    lexicon = LexiconReader(read_rows(data / "events" / "train.jsonl.gz"))
    plain = score_events(rows, {row["id"]: lexicon.read(row) for row in rows})
    return {
        **score_events(rows, found),
        **score_understood(rows, found),
        "identity b-cubed": b_cubed_identity(rows, found),
        "trigger, baseline lexicon": plain["trigger"],
        "trigger+type, baseline lexicon": plain["trigger+type"],
        "status|trigger, baseline actual": plain["status|trigger"],
    }


def _open_events(data: Path) -> dict[str, float]:
    rows = list(read_rows(data / "written_dev.jsonl.gz"))
    found = read_rows_with_product(rows, pipeline=Pipeline())
    return {**score_events(rows, found), "identity b-cubed": b_cubed_identity(rows, found)}


_UNSEEN: Final = ("s15-", "s16-", "s17-")
"""Beginnings of the ids of situations from which nothing was learned or tuned."""


def _open_unseen(data: Path) -> dict[str, float]:
    every = read_rows(data / "situations/reports.jsonl.gz")
    rows = [row for row in every if row["id"].startswith(_UNSEEN)]
    found = read_rows_with_product(rows, pipeline=Pipeline())
    return {**score_events(rows, found), "identity b-cubed": b_cubed_identity(rows, found)}


def _open_situations(data: Path) -> dict[str, float]:
    from khabar.events.situation import tell_situation
    from khabar_benchmarks.stories import score_stories

    score = score_stories(data / "situations", tell=tell_situation).summary()
    del score["must_not_merge_violations"]  # less is better
    return score


def _sentences(data: Path) -> Mapping[str, float]:
    from khabar_benchmarks.sentences import score_sentences

    return score_sentences(data)


def _times(data: Path) -> Mapping[str, float]:
    from khabar_benchmarks.times import score_times

    return score_times(data)


def _places(data: Path) -> Mapping[str, float]:
    from khabar_benchmarks.places import score_places, score_read_places

    return {**score_places(data), **score_read_places(data)}


def _hard_texts(data: Path) -> Mapping[str, float]:
    from khabar_benchmarks.hard_texts import score_hard_texts

    return score_hard_texts(data, pipeline=Pipeline())


def _actors(data: Path) -> Mapping[str, float]:
    from khabar_benchmarks.actors import score_actors

    return score_actors(data)


def _ecbplus(data: Path) -> Mapping[str, float]:
    from khabar_benchmarks.ecbplus import score_ecbplus

    return score_ecbplus(data)


def _fa_kes(data: Path) -> Mapping[str, float]:
    from khabar_benchmarks.fa_kes import score_fa_kes

    return score_fa_kes(data)


TASKS: Final = (
    Task("open written/dev", ("written_dev.jsonl.gz",), _open_events),
    Task("open situations, unseen", ("situations/reports.jsonl.gz",), _open_unseen),
    Task(
        "open situations, gold mentions",
        ("situations/reports.jsonl.gz", "situations/truth.json"),
        _open_situations,
    ),
    Task(
        "events/dev",
        ("events/dev.jsonl.gz", "events/train.jsonl.gz"),
        lambda data: _events(data, "events"),
    ),
    Task(
        "written/dev",
        ("written/dev.jsonl.gz", "events/train.jsonl.gz"),
        lambda data: _events(data, "written"),
    ),
    Task(
        "names worldwide/dev",
        ("en_worldwide_newswire/docs.jsonl.gz",),
        lambda data: score_names(data, reader=EmbeddedReader()),
    ),
    Task(
        "syntax ewt/dev",
        ("ud_ewt/sents.jsonl.gz",),
        lambda data: score_syntax(data, reader=EmbeddedReader()),
    ),
    Task(
        "statements polnear/dev",
        ("polnear/docs.jsonl.gz",),
        lambda data: score_statements(data, pipeline=Pipeline()),
    ),
    Task(
        "roots plover_zsp",
        ("plover_zsp/sents.jsonl.gz",),
        lambda data: score_roots(data, pipeline=Pipeline()),
    ),
    Task("hard texts", ("events/dev.jsonl.gz",), _hard_texts),
    Task("calibration", ("events/dev.jsonl.gz", "written/dev.jsonl.gz"), score_calibration),
    Task("numbers", ("events/dev.jsonl.gz",), score_numbers),
    Task("sentences", ("events/dev.jsonl.gz", "written/dev.jsonl.gz"), _sentences),
    Task(
        "times",
        (*(f"timeml/{n}.jsonl.gz" for n in ("timebank", "aquaint", "tcr")), "events/dev.jsonl.gz"),
        _times,
    ),
    Task("places", ("geo/geovirus.jsonl.gz", "geo/lgl.jsonl.gz"), _places),
    Task("actors", ("events/dev.jsonl.gz",), _actors),
    Task("linking ecbplus/dev", ("ecbplus/docs.jsonl.gz",), _ecbplus),
    Task("linking fa_kes", ("fa_kes/docs.jsonl.gz",), _fa_kes),
)


def measure(task: Task, data: Path) -> tuple[str, dict[str, float]]:
    """Run one task.

    Args:
        task: What to measure.
        data: Folder that holds its files.

    Returns:
        A digest of the data, and scores rounded to four places.

    Raises:
        ConfigError: A file is missing.
    """
    digest = "-".join(digest_of(data / name)[:8] for name in task.files)
    return digest, {name: round(float(value), 4) for name, value in task.run(data).items()}


def compare_windows(data: Path) -> dict[str, dict[str, float]]:
    """Read ``events/dev`` sentence by sentence, in windows, and in windows with left context.

    Args:
        data: The data folder.

    Returns:
        Main scores by way of reading.
    """
    rows = list(read_rows(data / "events" / "dev.jsonl.gz"))
    wanted = ("trigger", "trigger+type", "roles|trigger", "roles", "source|trigger")
    scores = {}
    for name, window, context in (
        ("sentence alone", 0, 0),
        ("window", WINDOW_PIECES, 0),
        ("window with left context", WINDOW_PIECES, CONTEXT_PIECES),
    ):
        opening = partial(EmbeddedReader, window=window, context=context)
        found = read_rows_with_product(rows, pipeline=Pipeline(open_reader=opening))
        every = {**score_events(rows, found), **score_understood(rows, found)}
        scores[name] = {key: every[key] for key in (*wanted, "understood roles|trigger")}
    return scores
