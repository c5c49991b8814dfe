"""What is told does not depend on the process that tells it."""

import os
import subprocess
import sys

from helpers import ROOT


def _told(seed: int) -> str:
    """Return the digest of a process in which sets are gone through in another order."""
    environ = os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "helpers.exact_scores"]
    done = subprocess.run(
        command, cwd=ROOT / "tests", env=environ, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_scores_and_events_are_the_same_in_every_process() -> None:
    assert len({_told(seed) for seed in (1, 4, 5)}) == 1
