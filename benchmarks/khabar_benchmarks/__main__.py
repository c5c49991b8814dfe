"""``python -m khabar_benchmarks COMMAND``: scores, costs, parity of engines."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from math import isnan
from pathlib import Path

from khabar.record.errors import KhabarError
from khabar_benchmarks.floors import below_floor, find_lowered, read_floors, write_floors
from khabar_benchmarks.quality import OPEN_DATA, TASKS, compare_windows, measure
from khabar_benchmarks.speed import measure_speed

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a benchmark.

    Args:
        arguments: Command line without the program's name.

    Returns:
        0, or 1 when a score is under its floor, or 2 when data are missing.
    """
    parser = argparse.ArgumentParser(prog="khabar_benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    quality = commands.add_parser("quality", help="dev scores beside baselines")
    quality.add_argument("--data", type=Path, required=True, help="the data folder")
    quality.add_argument("--task", action="append", help="only tasks whose name holds this")
    quality.add_argument("--json", action="store_true")
    quality.add_argument("--raise-floors", action="store_true", help="write floors.json")
    windows = commands.add_parser("windows", help="sentence alone, window, left context")
    windows.add_argument("--data", type=Path, required=True, help="the data folder")
    speed = commands.add_parser("speed", help="articles and words a second, memory, cold start")
    speed.add_argument("--articles", type=int, default=200)
    speed.add_argument("--processes", type=int, default=2)
    speed.add_argument("--json", action="store_true")
    floors = commands.add_parser("floors", help="the floors; --check measures the open data")
    floors.add_argument("--check", action="store_true")
    floors.add_argument("--raise", action="store_true", dest="lift")
    stories = commands.add_parser("stories", help="situations of several reports")
    stories.add_argument("--data", type=Path, required=True, help="reports.jsonl, truth.json")
    stories.add_argument("--only", nargs="+", default=(), help="names of situations in truth.json")
    stories.add_argument("--gold", action="store_true", help="from gold mentions")
    stories.add_argument(
        "--by-hand", action="store_true", help="ledgers that a person filled in, for comparison"
    )
    stories.add_argument("--errors", action="store_true", help="what was wrong, a line each")
    stories.add_argument("--json", action="store_true")
    copies = commands.add_parser("copies", help="reprints found, and none invented")
    copies.add_argument("--data", type=Path, help="the data folder")
    copies.add_argument("--scale", type=int, default=0, help="how many documents are invented")
    copies.add_argument("--processes", type=int, default=2)
    copies.add_argument("--json", action="store_true")
    resolve = commands.add_parser("resolve", help="who, where, when: scores, targets, costs")
    resolve.add_argument("--data", type=Path, required=True, help="the data folder")
    resolve.add_argument("--articles", type=int, default=30, help="read to measure the costs")
    resolve.add_argument("--json", action="store_true")
    page = commands.add_parser("page", help="how fast the page's server answers")
    page.add_argument("--events", type=int, default=100_000, help="how many events are invented")
    page.add_argument("--case", type=Path, help="keep the case here, or use the one that is there")
    page.add_argument("--questions", type=int, default=60, help="how many of each kind")
    page.add_argument("--json", action="store_true")
    _add_engine_commands(commands)
    options = parser.parse_args(arguments)
    try:
        return {
            "quality": _quality,
            "windows": _windows,
            "speed": _speed,
            "floors": _floors,
            "resolve": _resolve,
            "stories": _stories,
            "copies": _copies,
            "parity": _parity,
            "engines": _engines,
            "page": _page,
            "kills": _kills,
        }[options.command](options)
    except KhabarError as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _add_engine_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that run the engines."""
    for name, told in (
        ("parity", "one digest from every engine here; without Spark from one process"),
        ("engines", "CPU-seconds, wall, memory of every engine here"),
    ):
        command = commands.add_parser(name, help=told)
        command.add_argument("--reports", type=int, default=2000, help="how many are invented")
        command.add_argument("--processes", type=int, default=2)
        command.add_argument("--readings-only", action="store_true", help="tell no situation")
        command.add_argument("--json", action="store_true")
    kills = commands.add_parser("kills", help="kill -9 at random moments; the digest must stay")
    kills.add_argument("--engine", choices=("local", "spark"), required=True)
    kills.add_argument("--kills", type=int, default=20, help="in all runs together")
    kills.add_argument("--reports", type=int, default=200, help="invented for each run")
    kills.add_argument("--processes", type=int, default=2)
    kills.add_argument("--seed", type=int, default=1)


def _kills(options: argparse.Namespace) -> int:
    from khabar_benchmarks.kills import measure_kills

    told = measure_kills(
        options.engine,
        count=options.reports,
        kills=options.kills,
        processes=options.processes,
        seed=options.seed,
    )
    _say(json.dumps(told))
    return 0 if told["same"] else 1


def _parity(options: argparse.Namespace) -> int:
    from khabar.engines.java import why_no_spark
    from khabar_benchmarks.engines import PLAIN, engines_here

    engines = engines_here()
    lacking = why_no_spark()
    if lacking is not None:
        sys.stderr.write(f"spark is left out: {lacking}\n")
    return _engines(options, names=engines if len(engines) > 1 else (PLAIN, *engines))


def _engines(options: argparse.Namespace, *, names: Sequence[str] = ()) -> int:
    from khabar_benchmarks.engines import engines_here, measure_engines

    measured = measure_engines(
        names or engines_here(),
        count=options.reports,
        processes=options.processes,
        situation=not options.readings_only,
    )
    if options.json:
        _say(json.dumps(measured))
    for name, told in measured.items() if not options.json else ():
        figures = "  ".join(f"{key} {v:.1f}" for key, v in told.items() if isinstance(v, float))
        _say(f"{name:6} {told['digest']}  {figures}")
    for name in sorted({key for told in measured.values() for key in told}):
        if name.startswith("digest_of_") and len({t.get(name) for t in measured.values()}) > 1:
            sys.stderr.write(f"differ in {name.removeprefix('digest_of_')}\n")
    digests = {str(told["digest"]) for told in measured.values()}
    return 0 if len(digests) == 1 and not any(d.startswith("none") for d in digests) else 1


def _page(options: argparse.Namespace) -> int:
    from khabar_benchmarks.page import measure_page

    measured = measure_page(
        options.case,
        events=options.events,
        questions=options.questions,
        say=lambda line: sys.stderr.write(f"{line}\n"),
    )
    if options.json:
        _say(json.dumps(measured))
    for name, value in measured.items() if not options.json else ():
        _say(f"{name:40} {value:12.1f}")
    return 0


def _copies(options: argparse.Namespace) -> int:
    from khabar_benchmarks.copies import measure_copies
    from khabar_benchmarks.many_copies import measure_many
    from khabar_benchmarks.reworked import read_events, score_reworked

    measured = score_reworked(read_events())
    if options.data is not None:
        measured |= measure_copies(options.data)
    if options.scale:
        measured |= measure_many(options.scale, processes=options.processes)
    if options.json:
        _say(json.dumps(measured))
    for name, value in measured.items() if not options.json else ():
        _say(f"{name:40} {value:12.4f}")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _quality(options: argparse.Namespace) -> int:
    measured = {}
    faults: list[str] = []
    for task in TASKS:
        wanted = not options.task or any(part in task.name for part in options.task)
        is_open = task.name.startswith("open")  # floors --check runs these; here only by name
        if not wanted or (is_open and not options.task):
            continue
        data = OPEN_DATA if is_open else options.data
        digest, scores = measured[task.name] = measure(task, data)
        faults += below_floor(task.name, digest, scores)
        if not options.json:
            _say(f"{task.name}  (data {digest})")
            for name, value in scores.items():
                _say(f"  {name:34} {value:8.4f}")
    if options.json:
        _say(json.dumps({name: scores for name, (_, scores) in measured.items()}))
    if options.raise_floors:
        write_floors(measured)
    for fault in faults:
        sys.stderr.write(fault + "\n")
    return 1 if faults else 0


def _windows(options: argparse.Namespace) -> int:
    for name, scores in compare_windows(options.data).items():
        _say(f"{name:26} " + "  ".join(f"{m} {v:.3f}" for m, v in scores.items()))
    return 0


def _speed(options: argparse.Namespace) -> int:
    figures = measure_speed(articles=options.articles, processes=options.processes)
    if options.json:
        _say(json.dumps(figures))
        return 0
    for name, value in figures.items():
        _say(f"{name:32} {value:10.2f}")
    return 0


def _resolve(options: argparse.Namespace) -> int:
    from khabar_benchmarks.resolve import measure_resolution

    missed = 0
    if not options.json:
        _say(f"{'':7} {'':40} {'value':>9} {'target':>9} {'plain':>9}")
    for line in measure_resolution(options.data, articles=options.articles):
        missed += line.reached is False
        if options.json:
            value = None if isnan(line.value) else line.value
            _say(json.dumps({**asdict(line), "value": value, "reached": line.reached}))
            continue
        target = "" if line.target is None else f"{'<=' if line.less else '>='} {line.target:g}"
        plain = "" if line.baseline is None else f"{line.baseline:.4f}"
        mark = {True: "ok", False: "MISSED", None: ""}[line.reached]
        _say(f"{line.group:7} {line.name:40} {line.value:9.4f} {target:>9} {plain:>9}  {mark}")
    return 1 if missed else 0


def _stories(options: argparse.Namespace) -> int:
    from khabar.events.situation import tell_situation
    from khabar_benchmarks.by_hand import score_by_hand
    from khabar_benchmarks.stories import score_stories
    from khabar_benchmarks.telling import own_reader

    if options.by_hand:
        by_hand = score_by_hand(options.data, only=options.only).summary()
        for name in ("control_f1", "access_f1", "talks_f1"):
            _say(f"{name:32} {by_hand[name]:8.4f}")
        return 0
    read = None if options.gold else own_reader()
    score = score_stories(options.data, tell=tell_situation, read=read, only=options.only)
    if options.json:
        _say(json.dumps(score.summary()))
        return 0
    for name, value in score.summary().items():
        _say(f"{name:32} {value:8.4f}")
    for line in score.errors if options.errors else ():
        _say(line)
    return 0


def _floors(options: argparse.Namespace) -> int:
    root = Path(__file__).resolve().parents[2]
    faults = find_lowered(root)
    open_tasks = [task for task in TASKS if task.name.startswith("open")]
    if options.check or options.lift:
        measured = {task.name: measure(task, OPEN_DATA) for task in open_tasks}
        if options.lift:
            write_floors(measured)
        for name, (digest, scores) in measured.items():
            faults += below_floor(name, digest, scores)
    for name, floor in read_floors().items():
        _say(f"{name}: " + ", ".join(f"{m} {v:.3f}" for m, v in floor["scores"].items()))
    for fault in faults:
        sys.stderr.write(fault + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
