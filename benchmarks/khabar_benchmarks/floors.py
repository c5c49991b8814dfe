"""Floors: scores that may rise and not fall.

``floors.json`` holds, per task, a digest of the data and the least score of each measure.
A floor is lowered only with a sentence under ``"lowered"`` that says why.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

__all__ = ["FLOORS", "below_floor", "find_lowered", "read_floors", "write_floors"]

FLOORS: Final = Path(__file__).parent / "floors.json"

_SLACK: Final = 0.006
"""onnxruntime rounds differently from one processor to another: on the 375 events of the open
reports the same files gave 0.835 and 0.830 of the modes, two events apart."""

_PINNED: Final = frozenset(
    {
        "trigger", "trigger+type", "mode|type", "status|trigger", "roles|trigger", "roles",
        "source|trigger", "identity b-cubed", "names f1", "las", "content f1",
        "content+source f1",
    }
)  # fmt: skip

_NOT_FLOORS: Final = ("baseline", "plain/", "mean km", "link_n")
"""Baselines, distances (less is better) and counts."""

Floors = Mapping[str, Mapping[str, Any]]


def read_floors(path: Path = FLOORS) -> dict[str, Any]:
    """Read the floors; empty when there are none yet.

    Args:
        path: The file.

    Returns:
        Task name to ``{"data", "scores"}``.
    """
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def below_floor(name: str, digest: str, scores: Mapping[str, float]) -> Iterator[str]:
    """Yield a sentence for each score under its floor.

    Args:
        name: Of the task.
        digest: Of the data it was measured on.
        scores: What was measured.

    Yields:
        What is too low, or that the data are not those of the floor.
    """
    floor = read_floors().get(name)
    if floor is None:
        return
    if floor["data"] != digest:
        yield f"{name}: data digest is {digest}, the floor was set on {floor['data']}"
        return
    for measure, least in floor["scores"].items():
        if scores.get(measure, 0.0) < least - _SLACK:
            yield f"{name}: {measure} is {scores.get(measure, 0.0):.4f}, its floor {least:.4f}"


def write_floors(measured: Mapping[str, tuple[str, Mapping[str, float]]]) -> None:
    """Raise floors to what was measured; never lowers one.

    Args:
        measured: Task name to (data digest, scores).
    """
    floors = read_floors()
    for name, (digest, scores) in measured.items():
        old = floors.get(name, {"data": digest, "scores": {}})
        kept = old["scores"] if old["data"] == digest else {}
        pinned = {m: v for m, v in scores.items() if _is_pinned(name, m)}
        raised = {m: max(v, kept.get(m, 0.0)) for m, v in pinned.items()}
        floors[name] = {**old, "data": digest, "scores": raised}
    FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _is_pinned(task: str, measure: str) -> bool:
    general = task in {
        "numbers", "sentences", "times", "places", "actors", "open situations, gold mentions"
    }  # fmt: skip
    if any(word in measure for word in _NOT_FLOORS):
        return False
    return general or measure in _PINNED


def find_lowered(root: Path) -> list[str]:
    """Return what the last change of ``floors.json`` lowered without saying why.

    Args:
        root: The repository.

    Returns:
        Sentences; empty where there is no history to compare with.
    """
    path = FLOORS.relative_to(root).as_posix()
    commits = _git(root, "log", "-2", "--format=%H", "--", path).split()
    if len(commits) < 2:
        return []
    shown = _git(root, "show", f"{commits[1]}:{path}")
    return list(_lowered(json.loads(shown or "{}"), read_floors()))


def _lowered(old: Floors, new: Floors) -> Iterator[str]:
    for name, floor in old.items():
        now = new.get(name, {"scores": {}})
        if now.get("lowered"):
            continue
        for measure, least in floor["scores"].items():
            if now["scores"].get(measure, 0.0) < least:
                yield f"{name}: floor of {measure} was lowered from {least} without a reason"


def _git(root: Path, *words: str) -> str:
    """Return what git prints; nothing where there is no git or no history."""
    git = shutil.which("git")
    if git is None:
        return ""
    command = [git, "-C", str(root), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
